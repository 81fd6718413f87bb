// SPDX-License-Identifier: Apache-2.0
#include "diff/comparison.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "diff/facts.hpp"
#include "platlint/error.hpp"

namespace platlint::diff {

namespace {

// Calls `seen(key, before, after)` for each key of two maps, in order; null: that map does not have the key.
template <class Value, class Seen>
void for_each_pair(const std::map<Key, Value>& before, const std::map<Key, Value>& after, const Seen& seen) {
  for (const auto& [key, value] : before) {
    const auto other = after.find(key);
    seen(key, &value, other == after.end() ? nullptr : &other->second);
  }
  for (const auto& [key, value] : after) {
    if (!before.contains(key)) seen(key, static_cast<const Value*>(nullptr), &value);
  }
}

template <class Row, class Order>
void sort_by(std::vector<Row>& rows, const Order& order) {
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return order(a) < order(b); });
}

template <class Value>
std::optional<Value> copy_of(const Value* value) {
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::vector<PackageChange> compare_packages(const Inventory& before, const Inventory& after) {
  std::vector<PackageChange> changes;
  for_each_pair(holdings_of(before), holdings_of(after), [&](const Key& key, const Holding* was, const Holding* is) {
    if (was == nullptr || is == nullptr || *was != *is)
      changes.push_back({key.first, key.second, copy_of(was), copy_of(is)});
  });
  sort_by(changes, [](const PackageChange& change) { return std::tie(change.ecosystem, change.name); });
  return changes;
}

std::vector<NeedChange> compare_needs(const Inventory& before, const Inventory& after) {
  std::vector<NeedChange> changes;
  for_each_pair(needs_of(before), needs_of(after), [&](const Key& key, const Asked* was, const Asked* is) {
    if (was != nullptr && is != nullptr) return;
    const Asked& asked = is != nullptr ? *is : *was;
    changes.push_back({is != nullptr, key.first, asked.library, asked.path, asked.is_common});
  });
  sort_by(changes, [](const NeedChange& change) { return std::tie(change.platform, change.library); });
  return changes;
}

std::vector<FloorChange> compare_floors(const Inventory& before, const Inventory& after) {
  std::vector<FloorChange> changes;
  for_each_pair(floors_of(before), floors_of(after), [&](const Key& key, const Floor* was, const Floor* is) {
    if (was != nullptr && is != nullptr && was->version == is->version) return;
    FloorChange change{key.first, key.second, {}, {}, is != nullptr ? is->path : was->path};
    if (was != nullptr) change.before = was->version;
    if (is != nullptr) change.after = is->version;
    changes.push_back(std::move(change));
  });
  sort_by(changes, [](const FloorChange& change) { return std::tie(change.platform, change.what); });
  return changes;
}

// A bundle without modules for one Python works with any, and an abi3 build works with later ones.
bool is_for_others(const std::set<Key>& pythons, const std::string& platform) {
  const auto of_platform = [&](const Key& key) { return key.first == platform; };
  return std::any_of(pythons.begin(), pythons.end(), of_platform) && !pythons.contains({platform, "abi3"});
}

std::vector<PythonChange> compare_pythons(const Inventory& before, const Inventory& after) {
  const std::set<Key> was = pythons_of(before);
  const std::set<Key> is = pythons_of(after);
  std::vector<PythonChange> changes;
  for (const Key& key : was) {
    if (!is.contains(key)) changes.push_back({false, key.first, key.second, is_for_others(is, key.first)});
  }
  for (const Key& key : is) {
    if (!was.contains(key)) changes.push_back({true, key.first, key.second, false});
  }
  sort_by(changes, [](const PythonChange& change) { return std::tie(change.platform, change.python); });
  return changes;
}

std::vector<ForeignChange> compare_foreign(const Inventory& before, const Inventory& after) {
  std::vector<ForeignChange> changes;
  for_each_pair(foreign_of(before), foreign_of(after), [&](const Key&, const Foreign* was, const Foreign* is) {
    if (was != nullptr && is != nullptr) return;
    const Foreign& file = is != nullptr ? *is : *was;
    changes.push_back({is != nullptr, file.path, file.package, file.platform, file.bytes});
  });
  sort_by(changes, [](const ForeignChange& change) { return std::tie(change.path, change.platform); });
  return changes;
}

// Ignores the file's name, because the names of bundled libraries contain a hash of their content.
auto without_place(const ReportedFinding& told) {
  return std::tie(told.severity, told.rule, told.package, told.slice, told.expected);
}

auto with_place(const ReportedFinding& told) {
  return std::tuple_cat(without_place(told), std::tie(told.path));
}

// Removes equal elements from both, in pairs.
template <class Same>
void remove_pairs(std::vector<ReportedFinding>& before, std::vector<ReportedFinding>& after, const Same& same) {
  const auto order = [&](const ReportedFinding& a, const ReportedFinding& b) { return same(a) < same(b); };
  std::stable_sort(before.begin(), before.end(), order);
  std::stable_sort(after.begin(), after.end(), order);
  std::vector<ReportedFinding> gone;
  std::vector<ReportedFinding> come;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(gone), order);
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(come), order);
  before = std::move(gone);
  after = std::move(come);
}

std::vector<FindingChange> compare_findings(const Inventory& before, const Inventory& after) {
  std::vector<ReportedFinding> gone = before.findings;
  std::vector<ReportedFinding> come = after.findings;
  remove_pairs(gone, come, with_place);
  remove_pairs(gone, come, without_place);
  std::vector<FindingChange> changes;
  for (ReportedFinding& told : come) changes.push_back({true, std::move(told)});
  for (ReportedFinding& told : gone) changes.push_back({false, std::move(told)});
  sort_by(changes, [](const FindingChange& change) {
    return std::tuple(!change.is_new, -static_cast<int>(change.finding.severity), change.finding.path,
                      change.finding.rule, change.finding.message);
  });
  return changes;
}

std::vector<std::string> lacking(std::vector<std::string> names, std::vector<std::string> others) {
  std::sort(names.begin(), names.end());
  std::sort(others.begin(), others.end());
  std::vector<std::string> rest;
  std::set_difference(names.begin(), names.end(), others.begin(), others.end(), std::back_inserter(rest));
  return rest;
}

void refuse_two_targets(const Inventory& before, const Inventory& after) {
  if (!before.target || !after.target) return;
  const auto words = [](const Inventory& inventory) {
    return inventory.target->name + (inventory.python.empty() ? "" : ", Python " + inventory.python) +
           (inventory.node.empty() ? "" : ", Node " + inventory.node);
  };
  if (words(before) != words(after))
    throw Error("two reports for two platforms: " + words(before) + ", and " + words(after));
}

// Without a target, nothing says what is needed: a bundle that needs more is worse.
std::vector<Worse> worse_by_needs(const Comparison& result, const Inventory& before, const Inventory& after) {
  const std::set<std::string> served = platforms_of(before);
  const auto any = [](const auto& rows, const auto& is_worse) {
    return std::any_of(rows.begin(), rows.end(), is_worse);
  };
  std::vector<Worse> worse;
  const bool was_pure = before.files.empty() && after.is_tried && !after.is_everywhere;
  if (was_pure || !result.platforms_lost.empty()) worse.push_back(Worse::platform_lost);
  // The first need for a version is often one that every system has (GLIBCXX_3.4). Then the known platforms decide.
  const bool are_tried = before.is_tried && after.is_tried;
  const auto is_raised = [&](const FloorChange& floor) {
    return floor.is_higher() && (floor.before || (!are_tried && served.contains(floor.platform)));
  };
  if (any(result.floors, is_raised)) worse.push_back(Worse::floor_higher);
  const auto is_lost = [](const PythonChange& python) { return python.is_lost; };
  if (any(result.pythons, is_lost)) worse.push_back(Worse::python_lost);
  const auto is_needed = [&](const NeedChange& need) {
    return need.is_new && !need.is_common && served.contains(need.platform);
  };
  if (any(result.needs, is_needed)) worse.push_back(Worse::library_needed);
  if (any(result.foreign, [](const ForeignChange& file) { return file.is_new; })) worse.push_back(Worse::foreign_file);
  return worse;
}

std::vector<Worse> worse_by_findings(const Comparison& result, Severity least) {
  const auto has_new = [&](Severity severity) {
    return std::any_of(result.findings.begin(), result.findings.end(), [&](const FindingChange& change) {
      return change.is_new && change.finding.severity == severity;
    });
  };
  std::vector<Worse> worse;
  if (has_new(Severity::error)) worse.push_back(Worse::new_error);
  if (least != Severity::error && has_new(Severity::warning)) worse.push_back(Worse::new_warning);
  return worse;
}

}  // namespace

std::string_view name(Worse worse) {
  switch (worse) {
    case Worse::new_error:
      return "new-error";
    case Worse::new_warning:
      return "new-warning";
    case Worse::platform_lost:
      return "platform-lost";
    case Worse::floor_higher:
      return "floor-higher";
    case Worse::python_lost:
      return "python-lost";
    case Worse::library_needed:
      return "library-needed";
    case Worse::foreign_file:
      return "foreign-file";
  }
  return "new-error";
}

Comparison compare(const Inventory& before, const Inventory& after, Severity least) {
  refuse_two_targets(before, after);
  const bool judged = before.target && after.target;
  Comparison result;
  result.old_name = before.name;
  result.new_name = after.name;
  result.packages = compare_packages(before, after);
  result.needs = compare_needs(before, after);
  result.floors = compare_floors(before, after);
  result.pythons = compare_pythons(before, after);
  if (judged || (!before.target && !after.target)) result.foreign = compare_foreign(before, after);
  result.before = whole_of(before);
  result.after = whole_of(after);
  result.complete = before.complete && after.complete;
  if (judged) {
    result.target = after.target->name;
    result.findings = compare_findings(before, after);
  }
  if (before.is_tried && after.is_tried) {
    result.platforms_gained = lacking(after.fits, before.fits);
    result.platforms_lost = lacking(before.fits, after.fits);
  }
  result.worse = judged ? worse_by_findings(result, least) : worse_by_needs(result, before, after);
  return result;
}

}  // namespace platlint::diff
