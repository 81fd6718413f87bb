// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_use.hpp"

#include <algorithm>
#include <iomanip>
#include <set>
#include <sstream>

namespace platlint::cli {

namespace {

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string date(std::chrono::year_month_day day) {
  std::ostringstream text;
  text << std::setfill('0') << std::setw(4) << int(day.year()) << '-' << std::setw(2) << unsigned(day.month()) << '-'
       << std::setw(2) << unsigned(day.day());
  return text.str();
}

// "wrong-format in package numpy, path numpy/*.so"
std::string subject(const Allowance& allowance) {
  std::string text;
  for (const std::string& rule : allowance.rules) text += (text.empty() ? "" : ", ") + rule;
  if (!allowance.package.empty()) text += " in package " + allowance.package;
  if (!allowance.path.empty()) text += (allowance.package.empty() ? " in path " : ", path ") + allowance.path;
  return text;
}

std::string start_of(const Allowance& allowance) {
  return allowance.origin + ": the allowance of " + subject(allowance);
}

std::string expired_line(const Allowance& allowance, std::size_t count) {
  return start_of(allowance) + " expired on " + date(*allowance.expires) + ": " + plural(count, "finding") +
         (count == 1 ? " counts" : " count") + " again; fix " + (count == 1 ? "it" : "them") + ", or set a later date";
}

std::string gone_line(const Arguments& arguments, const std::vector<KnownFinding>& gone) {
  constexpr std::size_t few = 3;
  const std::size_t shown = arguments.verbose ? gone.size() : std::min(gone.size(), few);
  std::string text =
      arguments.baseline + ": " + plural(gone.size(), "finding") + (gone.size() == 1 ? " is gone: " : " are gone: ");
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string path = gone[i].path.empty() ? "the whole bundle" : gone[i].path;
    text += (i == 0 ? "" : ", ") + path + " [" + gone[i].rule + "]";
  }
  if (shown < gone.size()) text += " and " + std::to_string(gone.size() - shown) + " more (-v lists them)";
  return text + "; write it again with --write-baseline " + arguments.baseline;
}

std::string elsewhere_line(const Arguments& arguments, const KnownFinding& row) {
  return arguments.baseline + " is about " + row.bundle + " on " + row.platform +
         ", and not about this bundle; write a new one with --write-baseline";
}

}  // namespace

void PolicyUse::add(const Audit& audit) {
  matched_.resize(std::max(matched_.size(), audit.policy.matched.size()));
  for (std::size_t i = 0; i < audit.policy.matched.size(); ++i) matched_[i] += audit.policy.matched[i];
  std::set<Place> places;
  for (const Bundle& bundle : audit.bundles) {
    places.emplace(bundle_name(bundle.root), audit.target.name);
    all_read_ = all_read_ && !bundle.failure;
  }
  for (const Place& place : places) ++audits_[place];
  const std::set<KnownFinding> gone(audit.policy.gone.begin(), audit.policy.gone.end());
  for (const KnownFinding& row : gone) ++gone_[row];
  recorded_.insert(recorded_.end(), audit.policy.recorded.begin(), audit.policy.recorded.end());
}

// If two bundles have the same name, a row is gone only if neither has the finding.
std::vector<KnownFinding> PolicyUse::gone() const {
  std::vector<KnownFinding> rows;
  for (const auto& [row, count] : gone_) {
    if (audits_.at({row.bundle, row.platform}) == count) rows.push_back(row);
  }
  return rows;
}

bool PolicyUse::knows_any(const std::vector<KnownFinding>& baseline) const {
  return baseline.empty() || std::any_of(baseline.begin(), baseline.end(), [&](const KnownFinding& row) {
           return audits_.count({row.bundle, row.platform}) != 0;
         });
}

std::vector<std::string> PolicyUse::notices(const Settings& settings, const Policy& policy) const {
  std::vector<std::string> lines;
  const bool quiet = settings.arguments.quiet;
  for (std::size_t i = 0; i < policy.allow.size(); ++i) {
    const Allowance& allowance = policy.allow[i];
    const std::size_t count = i < matched_.size() ? matched_[i] : 0;
    // It explains why the audit fails today and did not yesterday, so it is printed even with --quiet.
    if (count != 0 && has_expired(allowance, policy.today)) lines.push_back(expired_line(allowance, count));
    // A root that could not be read may still hold the finding, so its row is not reported as gone.
    if (count == 0 && all_read_ && !quiet) lines.push_back(start_of(allowance) + " allows nothing: remove it");
  }
  if (quiet || !policy.baseline) return lines;
  if (!knows_any(*policy.baseline)) lines.push_back(elsewhere_line(settings.arguments, policy.baseline->front()));
  const std::vector<KnownFinding> rows = gone();
  if (all_read_ && !rows.empty()) lines.push_back(gone_line(settings.arguments, rows));
  return lines;
}

}  // namespace platlint::cli
