// SPDX-License-Identifier: Apache-2.0
#include "policy/policy.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>
#include <utility>

#include "policy/glob.hpp"
#include "report/escape.hpp"

namespace platlint {

namespace {

using policy::Glob;

bool names(const std::vector<std::string>& rules, std::string_view rule) {
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

// PyPA, names and normalization: Foo.Bar, foo_bar and foo-bar are one distribution.
std::string folded(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const bool dash = c == '-' || c == '_' || c == '.';
    if (dash && text.ends_with('-')) continue;
    text += dash ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return text;
}

// An allowance with its globs read.
class Permit {
 public:
  Permit(const Allowance& allowance, std::chrono::year_month_day today)
      : allowance_(allowance), expired_(has_expired(allowance, today)) {
    if (!allowance.path.empty()) path_.emplace(allowance.path);
    if (allowance.package.empty()) return;
    package_.emplace(allowance.package);
    distribution_.emplace(folded(allowance.package));
  }

  bool expired() const { return expired_; }

  bool is_about(const Finding& finding, const Package* package) const {
    if (!names(allowance_.rules, finding.rule)) return false;
    if (path_ && !path_->covers(finding.path)) return false;
    if (!package_) return true;
    if (package == nullptr) return false;
    return package->ecosystem == Ecosystem::python ? distribution_->matches(folded(package->name))
                                                   : package_->matches(package->name);
  }

 private:
  const Allowance& allowance_;
  bool expired_;
  std::optional<Glob> path_;
  std::optional<Glob> package_;
  std::optional<Glob> distribution_;
};

KnownFinding known(const Finding& finding) {
  return {valid_utf8(finding.path), finding.slice, std::string(finding.rule)};  // as a baseline can write it
}

class Settlement {
 public:
  Settlement(const Policy& policy, const std::vector<Ownership>& ownership) : policy_(policy), ownership_(ownership) {
    for (const Allowance& allowance : policy.allow) permits_.emplace_back(allowance, policy.today);
    result_.outcome.matched.resize(permits_.size());
    for (const KnownFinding& row : policy.baseline.value_or(std::vector<KnownFinding>{})) ++baseline_[row];
  }

  Settled settle(Findings findings) {
    for (Finding& finding : findings) settle(std::move(finding));
    for (const auto& [row, count] : baseline_) result_.outcome.gone.insert(result_.outcome.gone.end(), count, row);
    std::sort(result_.outcome.recorded.begin(), result_.outcome.recorded.end());
    return std::move(result_);
  }

 private:
  void settle(Finding finding) {
    if (!may_report(finding.rule)) {
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

  // The first that holds. All that name it count as used: of two for one finding neither is a mistake.
  std::optional<std::size_t> allowed_by(const Finding& finding) {
    const Package* package = finding.package ? &ownership_[finding.root].packages[*finding.package] : nullptr;
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < permits_.size(); ++i) {
      if (!permits_[i].is_about(finding, package)) continue;
      ++result_.outcome.matched[i];
      if (!first && !permits_[i].expired()) first = i;
    }
    return first;
  }

  // A note counts for nothing, so there is nothing to keep. A row stands for one finding: a second one is new.
  bool in_baseline(const Finding& finding) {
    if (finding.severity == Severity::note) return false;
    if (policy_.record) result_.outcome.recorded.push_back(known(finding));
    if (policy_.record || !policy_.baseline) return policy_.record;
    const auto row = baseline_.find(known(finding));
    if (row == baseline_.end() || row->second == 0) return false;
    --row->second;
    return true;
  }

  const Policy& policy_;
  const std::vector<Ownership>& ownership_;
  std::vector<Permit> permits_;
  std::map<KnownFinding, std::size_t> baseline_;
  Settled result_;
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
  }
  return bundle;
}

Settled settle(const Policy& policy, Findings findings, const std::vector<Ownership>& ownership) {
  return Settlement(policy, ownership).settle(std::move(findings));
}

}  // namespace platlint
