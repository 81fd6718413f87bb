// SPDX-License-Identifier: Apache-2.0
#include "policy/policy.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "policy/glob.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using policy::Glob;

bool names(const std::vector<std::string>& rules, std::string_view rule) {
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

// An allowance with its globs parsed.
class Permit {
 public:
  Permit(const Allowance& allowance, std::chrono::year_month_day today)
      : allowance_(allowance), expired_(has_expired(allowance, today)) {
    if (!allowance.path.empty()) path_.emplace(allowance.path);
    if (allowance.package.empty()) return;
    package_.emplace(allowance.package);
    distribution_.emplace(text::normalised_name(allowance.package));
  }

  bool expired() const { return expired_; }

  bool is_about(const Finding& finding, const Package* package) const {
    if (!names(allowance_.rules, finding.rule->name)) return false;
    if (path_ && !path_->covers(finding.path)) return false;
    if (!package_) return true;
    if (package == nullptr) return false;
    return package->ecosystem == Ecosystem::python ? distribution_->matches(text::normalised_name(package->name))
                                                   : package_->matches(package->name);
  }

 private:
  const Allowance& allowance_;
  bool expired_;
  std::optional<Glob> path_;
  std::optional<Glob> package_;
  std::optional<Glob> distribution_;
};

class FindingFilter {
 public:
  FindingFilter(const Policy& policy, const Scope& scope) : policy_(policy), scope_(scope) {
    for (const Allowance& allowance : policy.allow) permits_.emplace_back(allowance, policy.today);
    result_.outcome.matched.resize(permits_.size());
    result_.outcome.configuration = policy.configuration;
    for (const KnownFinding& row : policy.baseline.value_or(std::vector<KnownFinding>{})) ++baseline_[row];
    for (const std::string& root : scope.roots) names_.push_back(bundle_name(root));
  }

  PolicyResult apply(Findings findings) {
    for (Finding& finding : findings) keep_or_waive(std::move(finding));
    const std::map<KnownFinding, std::size_t> found = found_rows();
    if (policy_.record) {
      for (const auto& [row, count] : found) add(result_.outcome.recorded, row, count);
    }
    for (const auto& [row, count] : baseline_) {
      const auto at = found.find(row);
      const std::size_t left = count - (at == found.end() ? 0 : at->second);
      if (is_about_these(row)) {
        add(result_.outcome.gone, row, left);
      } else {
        result_.outcome.elsewhere += count;
      }
    }
    return std::move(result_);
  }

 private:
  void keep_or_waive(Finding finding) {
    if (!may_report(finding.rule->name)) {
      ++result_.outcome.ignored;
    } else if (const std::optional<std::size_t> allowance = allowed_by(finding)) {
      result_.outcome.waived.push_back({std::move(finding), allowance, policy_.allow[*allowance].reason});
    } else if (in_baseline(finding)) {
      result_.outcome.waived.push_back({std::move(finding), std::nullopt, {}});
    } else {
      result_.findings.push_back(std::move(finding));
    }
  }

  bool may_report(std::string_view rule) const {
    return (policy_.select.empty() || names(policy_.select, rule)) && !names(policy_.ignore, rule);
  }

  // The first one that has not expired. All that match count as used: two for the same finding are no mistake.
  std::optional<std::size_t> allowed_by(const Finding& finding) {
    const Package* package = finding.package ? &scope_.ownership[finding.root].packages[*finding.package] : nullptr;
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < permits_.size(); ++i) {
      if (!permits_[i].is_about(finding, package)) continue;
      ++result_.outcome.matched[i];
      if (!first && !permits_[i].expired()) first = i;
    }
    return first;
  }

  // A note does not count, so the baseline does not keep it. A row waives one finding: a second finding is new.
  bool in_baseline(const Finding& finding) {
    if (finding.severity == Severity::note || (!policy_.record && !policy_.baseline)) return false;
    KnownFinding row = known(finding);
    std::size_t& found = found_[{finding.root, row}];
    if (!policy_.record) {
      const auto known = baseline_.find(row);
      if (known == baseline_.end() || known->second == found) return false;
    }
    ++found;
    return true;
  }

  // The finding as a row of a baseline.
  KnownFinding known(const Finding& finding) const {
    const Package* const package =
        finding.package ? &scope_.ownership[finding.root].packages[*finding.package] : nullptr;
    const std::string owner =
        package == nullptr ? "" : package->name + (package->version.empty() ? "" : " " + package->version);
    return {text::valid_utf8(names_[finding.root]),
            text::valid_utf8(scope_.platform),
            text::valid_utf8(finding.path),
            finding.slice,
            std::string(finding.rule->name),
            text::valid_utf8(owner),
            finding.path.empty() ? "" : text::valid_utf8(finding.actual)};
  }

  bool is_about_these(const KnownFinding& row) const {
    return row.platform == text::valid_utf8(scope_.platform) &&
           std::any_of(names_.begin(), names_.end(),
                       [&](const std::string& name) { return text::valid_utf8(name) == row.bundle; });
  }

  // Two roots with the same name are each judged as if they were alone.
  std::map<KnownFinding, std::size_t> found_rows() const {
    std::map<KnownFinding, std::size_t> rows;
    for (const auto& [place, count] : found_) {
      std::size_t& most = rows[place.second];
      most = std::max(most, count);
    }
    return rows;
  }

  static void add(std::vector<KnownFinding>& rows, const KnownFinding& row, std::size_t count) {
    rows.insert(rows.end(), count, row);
  }

  const Policy& policy_;
  const Scope& scope_;
  std::vector<std::string> names_;  // of the roots
  std::vector<Permit> permits_;
  std::map<KnownFinding, std::size_t> baseline_;
  std::map<std::pair<std::size_t, KnownFinding>, std::size_t> found_;  // of each root
  PolicyResult result_;
};

}  // namespace

bool has_expired(const Allowance& allowance, std::chrono::year_month_day today) {
  return allowance.expires && *allowance.expires < today;
}

Bundle set_aside(Bundle bundle, const std::vector<std::string>& exclude) {
  const std::vector<Glob> globs(exclude.begin(), exclude.end());
  for (Entry& entry : bundle.entries) {
    if (std::none_of(globs.begin(), globs.end(), [&](const Glob& glob) { return glob.covers(entry.path); })) continue;
    entry.excluded = true;
    entry.status = Entry::Status::not_native;
    entry.artifacts.clear();
    entry.damage.reset();
    entry.leaves_root = false;
    entry.unopened.clear();
  }
  return bundle;
}

std::string bundle_name(std::string_view root) {
#ifdef _WIN32
  constexpr std::string_view separators = "/\\";
#else
  constexpr std::string_view separators = "/";
#endif
  const std::size_t last = root.find_last_not_of(separators);
  if (last == std::string_view::npos) return std::string(root);
  root = root.substr(0, last + 1);
  return std::string(root.substr(root.find_last_of(separators) + 1));
}

PolicyResult apply_policy(const Policy& policy, Findings findings, const Scope& scope) {
  return FindingFilter(policy, scope).apply(std::move(findings));
}

}  // namespace platlint
