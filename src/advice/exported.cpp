// SPDX-License-Identifier: Apache-2.0
// uv's own guide for AWS Lambda does the same (docs.astral.sh/uv, "Using uv with AWS Lambda"): export, then `uv pip
// install --target` with --python-platform.
#include "advice/exported.hpp"

namespace platlint::advice {
namespace {

std::vector<std::string> uv_arguments(const Requests& requests, const Target& target, const std::string& platform) {
  std::vector<std::string> arguments = {"--python-platform", platform};
  if (target.python) {
    for (auto& argument : uv_python(*target.python)) arguments.push_back(std::move(argument));
  }
  for (auto& argument : each("--only-binary", requests)) arguments.push_back(std::move(argument));
  return arguments;
}

}  // namespace

Fix through_requirements(const Export& from, const Requests& requests, const Context& context) {
  const auto& target = context.target;
  const auto platform = uv_platform(target);
  Fix fix;
  fix.installer = platform.empty() ? "pip" : "uv";
  fix.arguments = platform.empty() ? pip_platform(target) : uv_arguments(requests, target, platform);
  fix.summary = "take the wheel of " + enumerate(requests) + " for " + where(target) + ": ";
  fix.summary.append(from.installer).append(" installs for its own machine");
  if (fix.arguments.empty()) {
    return {fix.summary + ", so run it " + on_target(target), std::string{from.installer}, {}};
  }
  fix.summary.append("; ").append(from.command).append(", then run ").append(platform.empty() ? "pip" : "uv pip");
  fix.summary += " install --target DIR -r requirements.txt with" + joined(fix.arguments);
  return fix;
}

}  // namespace platlint::advice
