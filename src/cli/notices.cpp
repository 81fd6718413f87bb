// SPDX-License-Identifier: Apache-2.0
#include "cli/notices.hpp"

#include <algorithm>
#include <iomanip>
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
  return arguments.baseline + " knows nothing of what is audited: it is about " + row.bundle + " on " + row.platform +
         "; write one for this with --write-baseline";
}

}  // namespace

std::vector<std::string> notices_of(const Settings& settings, const Target* target) {
  std::vector<std::string> lines;
  for (const std::string& line : settings.passed_over) lines.push_back(line);
  if (settings.arguments.quiet) return lines;
  if (settings.arguments.verbose && !settings.config.empty()) lines.push_back("configuration from " + settings.config);
  if (!settings.arguments.elsewhere.empty()) lines.push_back(settings.arguments.elsewhere);
  if (target == nullptr) return lines;
  if (!settings.platform_origin.empty()) {
    lines.push_back("platform " + settings.arguments.platform + " from " + settings.platform_origin);
  }
  const bool python_used =
      target->python && !settings.python_origin.empty() && *target->python == parse_python(settings.arguments.python);
  if (python_used) lines.push_back("python " + settings.arguments.python + " from " + settings.python_origin);
  return lines;
}

std::vector<std::string> hiding_notices(const Settings& settings, const Summary& summary,
                                        const std::vector<std::string>& roots) {
  std::string text;
  const auto add = [&](bool by_config, std::size_t count, const std::string& noun, const std::string& what) {
    if (by_config && count != 0) text += (text.empty() ? "" : ", ") + plural(count, noun) + " " + what;
  };
  add(settings.config_excludes, summary.excluded, "path", "excluded");
  add(settings.config_chooses, summary.ignored, "finding", "ignored");
  add(true, summary.allowed, "finding", "allowed");
  add(settings.config_baseline, summary.baseline, "finding", "in its baseline");
  if (text.empty() || settings.arguments.quiet) return {};
  const std::string where = roots.size() == 1 ? " in " + roots.front() : "";
  return {"configuration " + settings.config + ": " + text + where};
}

std::vector<std::string> notices_of(const Settings& settings, const Policy& policy, const Audit& audit) {
  std::vector<std::string> lines;
  if (settings.arguments.quiet) return lines;
  // What lies in a root that could not be read is not known to be gone.
  const bool all_read = std::none_of(audit.bundles.begin(), audit.bundles.end(),
                                     [](const Bundle& bundle) { return bundle.failure.has_value(); });
  for (std::size_t i = 0; i < policy.allow.size(); ++i) {
    const Allowance& allowance = policy.allow[i];
    const std::size_t count = audit.policy.matched[i];
    if (count != 0 && has_expired(allowance, policy.today)) lines.push_back(expired_line(allowance, count));
    if (count == 0 && all_read) lines.push_back(start_of(allowance) + " allows nothing: remove it");
  }
  if (audit.policy.elsewhere != 0 && audit.policy.elsewhere == policy.baseline->size())
    lines.push_back(elsewhere_line(settings.arguments, policy.baseline->front()));
  if (all_read && !audit.policy.gone.empty()) lines.push_back(gone_line(settings.arguments, audit.policy.gone));
  return lines;
}

}  // namespace platlint::cli
