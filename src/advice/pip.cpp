// SPDX-License-Identifier: Apache-2.0
// `pip install`. Run with 23.2 and 26.3. --platform is read literally and repeated for every tag. It needs --target and
// --only-binary=:all: without exceptions (or --no-deps, which builds for this machine without a word). An existing
// --target directory is only overwritten with --upgrade. --only-binary never refuses a path or URL.
#include <algorithm>

#include "advice/installers.hpp"

namespace platlint::advice {
namespace {

Fix fix_for(std::string summary, std::string installer, std::vector<std::string> arguments) {
  summary += joined(arguments);
  return {std::move(summary), std::move(installer), std::move(arguments)};
}

}  // namespace

// manylinux2014 is the last of the tags before PEP 600. Only it is still worth a line: every newer release has it too.
bool is_outdated(const std::string& tag) {
  return tag.starts_with("manylinux1_") || tag.starts_with("manylinux2010_") || tag.starts_with("manylinux_2_5_") ||
         tag.starts_with("manylinux_2_12_");
}

std::vector<std::string> pip_platform(const Target& target) {
  std::vector<std::string> arguments;
  for (const auto& tag : target.wheel_tags) {
    if (is_outdated(tag) && &tag != &target.wheel_tags.front()) continue;
    arguments.emplace_back("--platform");
    arguments.push_back(tag);
  }
  if (arguments.empty()) return {};
  if (target.python) {
    const auto digits = std::to_string(target.python->major) + std::to_string(target.python->minor);
    arguments.emplace_back("--python-version");
    arguments.push_back(std::to_string(target.python->major) + "." + std::to_string(target.python->minor));
    if (target.python->free_threaded) {
      arguments.emplace_back("--abi");
      arguments.push_back("cp" + digits + "t");
    }
  }
  arguments.emplace_back("--only-binary=:all:");
  return arguments;
}

bool host_wheels_fit(const Requests& requests, const Target& target) {
  return std::all_of(requests.begin(), requests.end(), [&](const Request& request) {
    return request.origin == Origin::source && request.satisfied && target.libc == Libc::glibc && !request.other_python;
  });
}

std::vector<std::string> each(std::string_view flag, const Requests& requests) {
  std::vector<std::string> arguments;
  for (const auto& request : requests) {
    arguments.emplace_back(flag);
    arguments.push_back(request.name);
  }
  return arguments;
}

std::string comma_separated(const Requests& requests) {
  std::string text;
  for (const auto& request : requests) text.append(text.empty() ? "" : ",").append(request.name);
  return text;
}

Fix pip_fix(const Requests& requests, const Context& context) {
  const auto& target = context.target;
  const bool as_host = host_wheels_fit(requests, target);
  std::string summary = "take the wheel of " + enumerate(requests);
  summary += as_host ? " instead of building it here" : " for " + where(target);
  auto arguments = as_host ? std::vector<std::string>{} : pip_platform(target);
  if (!arguments.empty()) {
    if (context.has_local_project) summary += ", your own project in a command of its own";
    summary += "; run pip install --target with";
  } else {
    arguments = each("--only-binary", requests);
    if (!as_host) summary += ", " + on_target(target);
    if (!context.has_local_project) summary += " (or --only-binary :all: for all packages)";
    summary += "; run pip install with";
  }
  arguments.insert(arguments.begin(), "--upgrade");
  return fix_for(std::move(summary), "pip", std::move(arguments));
}

Fix wheel_fix(const Requests& requests, const Context& context) {
  const auto platform = uv_platform(context.target);
  std::string summary = "take the wheel of " + enumerate(requests) + " for " + where(context.target);
  if (std::any_of(requests.begin(), requests.end(), [](const Request& request) { return request.inferred; })) {
    summary += ", whatever name the index gives it";
  }
  if (!platform.empty()) summary += " (uv: --python-platform " + platform + ")";
  return fix_for(summary + "; run uv pip install or pip install with", "", each("--only-binary", requests));
}

}  // namespace platlint::advice
