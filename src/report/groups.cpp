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

// A bundle of links has thousands of them, in as many packages, and the message is the same for each. They form one
// group of the root.
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

constexpr std::size_t names_shown = 5;

/// "libX11.so.6, libgtk-3.so.0 and 3 more"
std::string listed(const std::vector<std::string_view>& names) {
  const std::size_t shown = names.size() <= names_shown + 1 ? names.size() : names_shown;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return shown < names.size() ? text + " and " + std::to_string(names.size() - shown) + " more" : text;
}

/// "which is not in the bundle; whether the target has it" -> "which are …, has them"
std::string of_several(std::string text) {
  constexpr std::string_view which = ", which is ";
  if (text.starts_with(which)) text.replace(0, which.size(), ", which are ");
  for (std::size_t at = text.find(" it"); at != std::string::npos; at = text.find(" it", at + 1)) {
    const std::size_t end = at + 3;
    const bool word = end == text.size() || std::string_view{" ,:;"}.find(text[end]) != std::string_view::npos;
    const bool stands_for_nothing = at > 0 && text[at - 1] == ';';  // "; it is not known if …"
    if (word && !stands_for_nothing) text.replace(at, 3, " them");
  }
  return text;
}

/// One cause may have a finding for each library that a file needs. This is the text of the message around the name.
struct Cause {
  std::string before, after;
  std::string_view name;

  std::string key() const { return before + '\0' + after; }
};

std::optional<Cause> cause_of(const Finding& finding) {
  if (finding.rule != &rule::missing_library || finding.expected.empty()) return std::nullopt;
  const std::size_t at = finding.message.find(finding.expected);
  if (at == std::string::npos) return std::nullopt;
  return Cause{finding.message.substr(0, at), finding.message.substr(at + finding.expected.size()), finding.expected};
}

/// Findings that one complaint joins.
struct Gathered {
  Cause cause;
  std::vector<std::string_view> names;  // in the order of the findings
  std::set<std::string_view> known;
  std::set<std::pair<std::string_view, std::string_view>> files;  // path and slice
};

// A bundle may have a million findings, so every look-up is by index.
class Grouping {
 public:
  Grouping(const Audit& audit, bool apart) : audit_(audit), apart_(apart) {}

  void add(const Finding& finding) {
    const std::string name = title(audit_, finding);
    const auto [group, is_new] = groups_by_title_.try_emplace({finding.root, name}, groups_.size());
    if (is_new) groups_.push_back({finding.root, package_of(finding), name, {}});
    std::vector<Complaint>& complaints = groups_[group->second].complaints;
    const auto cause = apart_ ? std::nullopt : cause_of(finding);
    const auto [place, is_other] = complaints_.try_emplace(
        {group->second, finding.severity, finding.rule, cause ? cause->key() : finding.message}, complaints.size());
    if (is_other) complaints.push_back({finding.severity, finding.rule, finding.message, {}});
    if (cause && !is_new_file({group->second, place->second}, *cause, finding)) return;
    complaints[place->second].findings.push_back(&finding);
  }

  std::vector<Group> take() {
    for (const auto& [place, gathered] : gathered_) {
      if (gathered.names.size() < 2) continue;
      groups_[place.first].complaints[place.second].message =
          gathered.cause.before + listed(gathered.names) + of_several(gathered.cause.after);
    }
    return std::move(groups_);
  }

 private:
  using Place = std::pair<std::size_t, std::size_t>;  // a group, and a complaint in it

  bool is_new_file(Place place, const Cause& cause, const Finding& finding) {
    Gathered& all = gathered_.try_emplace(place, Gathered{cause, {}, {}, {}}).first->second;
    if (all.known.insert(cause.name).second) all.names.push_back(cause.name);
    return all.files.insert({finding.path, finding.slice}).second;
  }

  const Audit& audit_;
  bool apart_;  // every finding for itself
  std::map<Place, Gathered> gathered_;
  std::vector<Group> groups_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> groups_by_title_;
  std::map<std::tuple<std::size_t, Severity, const Rule*, std::string>, std::size_t> complaints_;
};

}  // namespace

std::vector<Group> groups(const Audit& audit, bool with_notes) {
  Grouping grouping(audit, with_notes);
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
