// SPDX-License-Identifier: Apache-2.0
// What can go: the files that ride along for other platforms. Only what lies in a directory can be removed by its path.
#include "report/formats.hpp"

#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace platlint {

namespace {

constexpr std::string_view archive_mark = "!/";

void write_paths(std::ostream& out, const Audit& audit, char end) {
  for (const std::string& path : dead_weight(audit).paths) {
    // A line cannot say a name with a line break, and a terminal acts on others.
    if (end == '\0' || printable(path) == path) out << path << end;
  }
}

}  // namespace

DeadWeight dead_weight(const Audit& audit) {
  DeadWeight result;
  std::set<std::pair<std::size_t, std::size_t>> unused;
  for (const Finding& finding : audit.findings) {
    for (const std::size_t entry : finding.entries) unused.emplace(finding.root, entry);
  }
  for (const auto& [root, index] : unused) {
    const Bundle& bundle = audit.bundles[root];
    const Entry& entry = bundle.entries[index];
    if (bundle.archive_size != 0 || bundle.is_image || entry.path.find(archive_mark) != std::string::npos) {
      ++result.in_archives;
      continue;
    }
    result.paths.push_back(bundle.root + (bundle.root.ends_with('/') ? "" : "/") + entry.path);
    result.bytes += entry.size;
  }
  return result;
}

void write_prune(std::ostream& out, const Audit& audit, const ReportOptions&) {
  write_paths(out, audit, '\n');
}

void write_prune0(std::ostream& out, const Audit& audit, const ReportOptions&) {
  write_paths(out, audit, '\0');
}

}  // namespace platlint
