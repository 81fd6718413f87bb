// SPDX-License-Identifier: Apache-2.0
#include "cli/template.hpp"

#include <algorithm>
#include <set>

#include "cli/presentation.hpp"
#include "cli/samconfig.hpp"
#include "deployment/deployment.hpp"
#include "platlint/error.hpp"
#include "platlint/policy.hpp"
#include "platlint/report.hpp"

namespace platlint::cli {

namespace {

using deployment::Deployment;
using deployment::Function;

void require_template(const Arguments& arguments) {
  if (!arguments.function.empty()) throw Error("--function needs --from FILE");
  if (!arguments.parameters.empty()) throw Error("--parameter needs --from FILE");
  if (!arguments.skip.empty()) throw Error("--skip needs --from FILE");
}

std::map<std::string, std::string> parameters(const Arguments& arguments) {
  std::map<std::string, std::string> all = samconfig_parameters(arguments.from);
  for (const std::string& row : arguments.parameters) {
    const std::size_t equals = row.find('=');
    if (equals == 0 || equals == std::string::npos)
      throw Error("--parameter " + printable(row) + " is not NAME=VALUE, for instance Architecture=arm64");
    all[row.substr(0, equals)] = row.substr(equals + 1);
  }
  return all;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// Enough names to choose from; a template may have hundreds.
std::string choices(const std::vector<Function>& functions) {
  constexpr std::size_t shown = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(functions.size(), shown); ++i) {
    text += (i == 0 ? "" : ", ") + joined(functions[i].names) + " (" + joined(functions[i].platforms) + ")";
  }
  return text + (functions.size() > shown ? ", ..." : "");
}

// The one platform of all functions, for roots that are given in addition to the template.
std::string common_platform(const Arguments& arguments, const Deployment& deployment) {
  std::set<std::string> platforms;
  for (const Function& function : deployment.functions) {
    platforms.insert(function.platforms.begin(), function.platforms.end());
  }
  if (platforms.empty()) {
    const Unjudged& first = deployment.unjudged.front();
    throw Error(first.file + ": " + first.name + ": " + first.reason);
  }
  if (platforms.size() > 1)
    throw Error(arguments.from + " has functions for several platforms; choose one with --function NAME: " +
                choices(deployment.functions));
  return *platforms.begin();
}

// A layer that its maker published. It is not a part of what is deployed here, and most deployments have one.
bool is_published_layer(std::string_view name) {
  return name.starts_with("arn:") && name.find(":layer:") != std::string_view::npos;
}

Arguments with_jobs(Arguments arguments, const Deployment& deployment) {
  for (const Function& function : deployment.functions) {
    for (const std::string& platform : function.platforms) {
      arguments.work.push_back({joined(function.names), platform, function.bundles, true, {}, function.has_code});
    }
    for (const std::string& bundle : function.bundles) {
      if (std::find(arguments.roots.begin(), arguments.roots.end(), bundle) == arguments.roots.end()) {
        arguments.roots.push_back(bundle);
      }
    }
  }
  arguments.unjudged = deployment.unjudged;
  for (Unjudged& part : arguments.unjudged) part.accepted = is_published_layer(part.name);
  if (arguments.platform.empty() && !arguments.work.empty()) arguments.platform = arguments.work.front().platform;
  return arguments;
}

}  // namespace

Arguments with_template(Arguments arguments) {
  if (arguments.from.empty()) return require_template(arguments), arguments;
  const bool names_roots = !arguments.roots.empty() || !arguments.files_from.empty();
  if (!arguments.platform.empty() && names_roots) return arguments;
  if (arguments.platforms.size() > 1) throw Error("--from judges for one platform: name one with --platform, or none");
  const Deployment deployment =
      deployment::read_deployment({arguments.from, arguments.function, parameters(arguments), arguments.platform,
                                   names_roots, [](const std::string& name) { return environment(name); }});
  if (!names_roots) return with_jobs(std::move(arguments), deployment);
  arguments.platform = common_platform(arguments, deployment);
  return arguments;
}

void accept_skipped(Arguments& arguments) {
  for (const std::string& glob : arguments.skip) {
    covers(glob, "");
    for (Unjudged& part : arguments.unjudged) part.accepted = part.accepted || covers(glob, part.name);
  }
}

}  // namespace platlint::cli
