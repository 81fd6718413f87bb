// SPDX-License-Identifier: Apache-2.0
#include "cli/notices.hpp"

namespace platlint::cli {

namespace {

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

std::vector<std::string> notices_of(const Settings& settings, const Target* target) {
  std::vector<std::string> lines;
  for (const std::string& line : settings.distrusted) lines.push_back(line);
  if (settings.arguments.quiet) return lines;
  if (settings.arguments.verbose && !settings.config.empty()) lines.push_back("configuration from " + settings.config);
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

}  // namespace platlint::cli
