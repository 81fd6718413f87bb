// SPDX-License-Identifier: Apache-2.0
// os-release(5), freedesktop.org: lines NAME=VALUE, the value may have quotes.
#include "target/os_release.hpp"

#include <string>

#include "platlint/error.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

std::string value_of(std::string_view os_release, std::string_view name) {
  for (const std::string_view line : text::split(os_release, '\n')) {
    const std::optional<std::string_view> rest = text::after(text::trim(line), name);
    if (!rest || !rest->starts_with('=')) continue;
    std::string_view value = rest->substr(1);
    if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
      value = value.substr(1, value.size() - 2);
    return text::lower(value);
  }
  return {};
}

std::optional<Target> known(const std::string& name) {
  try {
    return find_target(name, no_environment);
  } catch (const Error&) {
    return std::nullopt;
  }
}

// "3.20.3" names the release 3.20, and "9.4" of RHEL the release 9.
std::optional<Target> distribution(const std::string& id, std::string version, const std::string& processor) {
  while (!version.empty()) {
    if (std::optional<Target> target = known(id + ":" + version + ":" + processor)) return target;
    version.resize(version.rfind('.') == std::string::npos ? 0 : version.rfind('.'));
  }
  return std::nullopt;
}

}  // namespace

Target target_of_image(std::string_view platform, std::string_view os_release) {
  const Target by_platform = find_target(platform, no_environment);
  const std::vector<std::string_view> parts = text::split(platform, '/');
  const std::string id = value_of(os_release, "ID");
  std::optional<Target> target = distribution(id, value_of(os_release, "VERSION_ID"), std::string(parts[1]));
  if (!target || target->architectures != by_platform.architectures) return by_platform;
  target->x86_level = by_platform.x86_level;
  return *target;
}

}  // namespace platlint::target
