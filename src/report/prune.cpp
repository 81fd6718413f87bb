// SPDX-License-Identifier: Apache-2.0
// The files that can be deleted: those for other platforms. Only files in a directory can be removed by their path.
#include "report/formats.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "text/size.hpp"

namespace platlint {

namespace {

constexpr std::string_view archive_mark = "!/";

struct UnusedFile {
  std::size_t platforms = 0;  // the number of platforms on which nothing loads it
  std::uint64_t size = 0;
};

using Unused = std::map<std::pair<std::string, std::string>, UnusedFile>;  // by root and path

bool can_be_removed(const Bundle& bundle, const Entry& entry) {
  return bundle.archive_size == 0 && !bundle.is_image && entry.path.find(archive_mark) == std::string::npos;
}

void add(const Audit& audit, DeadWeight& result, Unused& unused, std::map<std::string, std::size_t>& audits) {
  for (const Bundle& bundle : audit.bundles) ++audits[bundle.root];
  for (const Finding& finding : audit.findings) {
    const Bundle& bundle = audit.bundles[finding.root];
    for (const std::size_t index : finding.entries) {
      const Entry& entry = bundle.entries[index];
      if (!can_be_removed(bundle, entry)) {
        ++result.in_archives;
        continue;
      }
      UnusedFile& file = unused[{bundle.root, entry.path}];
      ++file.platforms;
      file.size = entry.size;
    }
  }
}

// A name with a line break does not fit in a line, and a terminal acts on other control characters.
bool fits_a_line(const std::string& path) {
  return printable(path) == path;
}

void write_paths(std::ostream& out, const Batch& batch, char end) {
  for (const std::string& path : dead_weight(batch).paths) {
    if (end == '\0' || fits_a_line(path)) out << path << end;
  }
}

std::string files(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " file" : " files");
}

// "12 files, 34.5 MB, for other platforms".
std::string remark(const DeadWeight& weight) {
  std::string text = files(weight.paths.size()) + " for other platforms, " + text::size_words(weight.bytes);
  if (weight.in_archives != 0) text += "; " + files(weight.in_archives) + " more in archives, which stay as they are";
  return text;
}

}  // namespace

DeadWeight dead_weight(const Batch& batch) {
  DeadWeight result;
  Unused unused;
  std::map<std::string, std::size_t> audits;
  for (const Audit& audit : batch.audits) add(audit, result, unused, audits);
  for (const auto& [place, file] : unused) {
    const auto& [root, path] = place;
    if (file.platforms != audits[root]) continue;
    result.paths.push_back(root + (root.ends_with('/') ? "" : "/") + path);
    result.bytes += file.size;
  }
  return result;
}

void write_prune(std::ostream& out, const Batch& batch, const ReportOptions&) {
  write_paths(out, batch, '\n');
}

void write_prunez(std::ostream& out, const Batch& batch, const ReportOptions&) {
  write_paths(out, batch, '\0');
}

std::string prune_remark(const Batch& batch) {
  const DeadWeight weight = dead_weight(batch);
  const auto left_out = static_cast<std::size_t>(std::count_if(
      weight.paths.begin(), weight.paths.end(), [](const std::string& path) { return !fits_a_line(path); }));
  if (left_out == 0) return remark(weight);
  return remark(weight) + "; the names of " + files(left_out) + " have line breaks: use --format prunez";
}

std::string prunez_remark(const Batch& batch) {
  return remark(dead_weight(batch));
}

}  // namespace platlint
