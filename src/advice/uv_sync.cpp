// SPDX-License-Identifier: Apache-2.0
// `uv sync` and the other commands of a project. They have --no-build-package and no --only-binary, --python and no
// --python-version. An environment keeps its packages unless --reinstall-package names them. Run with uv 0.13.9. As a
// permanent setting: no-build-package in [tool.uv] (docs.astral.sh/uv, settings).
#include <algorithm>

#include "advice/exported.hpp"

namespace platlint::advice {
namespace {

bool is_built(const Requests& requests) {
  return std::all_of(requests.begin(), requests.end(),
                     [](const Request& request) { return request.origin == Origin::source; });
}

std::vector<std::string> sync_arguments(const Requests& requests, const Target& target, const std::string& platform) {
  std::vector<std::string> arguments;
  if (!platform.empty() && !host_wheels_fit(requests, target)) arguments = {"--python-platform", platform};
  const bool other = std::any_of(requests.begin(), requests.end(), [](const Request& it) { return it.other_python; });
  if (other && target.python) {
    arguments.emplace_back("--python");
    arguments.push_back(uv_python(*target.python).back());
  }
  for (const std::string_view flag : {"--reinstall-package", "--no-build-package"}) {
    for (auto& argument : each(flag, requests)) arguments.push_back(std::move(argument));
  }
  return arguments;
}

}  // namespace

Fix uv_sync_fix(const Requests& requests, const Context& context) {
  const auto& target = context.target;
  const auto platform = uv_platform(target);
  if (platform.empty() && !host_wheels_fit(requests, target)) {
    return through_requirements({"uv sync", "uv export --no-emit-project -o requirements.txt"}, requests, context);
  }
  Fix fix;
  fix.installer = "uv-sync";
  fix.arguments = sync_arguments(requests, target, platform);
  fix.summary = "take the wheel of " + enumerate(requests);
  fix.summary += is_built(requests) ? " instead of building it here" : " for " + where(target);
  fix.summary += " (for good: no-build-package in [tool.uv]); run uv sync with" + joined(fix.arguments);
  return fix;
}

}  // namespace platlint::advice
