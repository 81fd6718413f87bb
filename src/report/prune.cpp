// SPDX-License-Identifier: Apache-2.0
// What can go: the files that ride along for other platforms. Only what lies in a directory can be removed by its path.
#include "report/formats.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace platlint {

namespace {

constexpr std::string_view archive_mark = "!/";

struct UnusedFile {
  std::size_t platforms = 0;  // for so many nothing loads it
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

void write_paths(std::ostream& out, const Batch& batch, char end) {
  for (const std::string& path : dead_weight(batch).paths) {
    // A line cannot say a name with a line break, and a terminal acts on others.
    if (end == '\0' || printable(path) == path) out << path << end;
  }
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

void write_prune0(std::ostream& out, const Batch& batch, const ReportOptions&) {
  write_paths(out, batch, '\0');
}

}  // namespace platlint
