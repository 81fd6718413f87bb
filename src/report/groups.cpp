// SPDX-License-Identifier: Apache-2.0
#include "report/groups.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "rules/rows.hpp"

namespace platlint {

namespace {

// A bundle of links has thousands, in as many packages, and the same is said of each: they are one group of the root.
bool is_folded(const Finding& finding) {
  return finding.rule == &rule::external_link || finding.rule == &rule::unopened_archive;
}

std::optional<std::size_t> package_of(const Finding& finding) {
  return is_folded(finding) ? std::nullopt : finding.package;
}

std::string title(const Audit& audit, const Finding& finding) {
  if (const std::optional<std::size_t> number = package_of(finding)) {
    const Package& package = audit.ownership[finding.root].packages[*number];
    return package.version.empty() ? package.name : package.name + " " + package.version;
  }
  return is_folded(finding) || finding.path.empty() ? audit.bundles[finding.root].root : finding.path;
}

// A bundle may have a million findings: every look-up is by index.
class Grouping {
 public:
  explicit Grouping(const Audit& audit) : audit_(audit) {}

  void add(const Finding& finding) {
    const std::string name = title(audit_, finding);
    const auto [group, is_new] = groups_by_title_.try_emplace({finding.root, name}, groups_.size());
    if (is_new) groups_.push_back({finding.root, package_of(finding), name, {}});
    std::vector<Complaint>& complaints = groups_[group->second].complaints;
    const auto [place, is_other] =
        complaints_.try_emplace({group->second, finding.severity, finding.rule, finding.message}, complaints.size());
    if (is_other) complaints.push_back({finding.severity, finding.rule, finding.message, {}});
    complaints[place->second].findings.push_back(&finding);
  }

  std::vector<Group> take() { return std::move(groups_); }

 private:
  const Audit& audit_;
  std::vector<Group> groups_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> groups_by_title_;
  std::map<std::tuple<std::size_t, Severity, const Rule*, std::string>, std::size_t> complaints_;
};

}  // namespace

std::vector<Group> groups(const Audit& audit, bool with_notes) {
  Grouping grouping(audit);
  for (const Finding& finding : audit.findings) {
    if (finding.severity != Severity::note || with_notes) grouping.add(finding);
  }
  std::vector<Group> groups = grouping.take();
  for (Group& group : groups) {
    std::stable_sort(group.complaints.begin(), group.complaints.end(),
                     [](const Complaint& a, const Complaint& b) { return a.severity > b.severity; });
  }
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.worst() > b.worst(); });
  return groups;
}

std::vector<const Fix*> fixes(const Group& group) {
  std::vector<const Fix*> list;
  std::set<std::string_view> written;
  for (const Complaint& complaint : group.complaints) {
    for (const Finding* finding : complaint.findings) {
      if (finding->fix && written.insert(finding->fix->summary).second) list.push_back(&*finding->fix);
    }
  }
  return list;
}

}  // namespace platlint
