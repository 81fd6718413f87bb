// SPDX-License-Identifier: Apache-2.0
// Node's installers choose among the optionalDependencies of a package by "os", "cpu" and "libc" (docs.npmjs.com,
// package.json). Run: npm 11.19 and its --os, --cpu, --libc, which replace the packages of another platform; pnpm 10.34
// and bun 1.4 have the same flags, but keep those packages. Documented: yarn's and pnpm's supportedArchitectures.
#include <algorithm>

#include "advice/installers.hpp"

#include "facts/architectures.hpp"
#include "facts/systems.hpp"

namespace platlint::advice {
namespace {

std::string_view node_libc(const Target& target) {
  if (target.system != System::linux) return {};
  return target.libc == Libc::glibc ? "glibc" : target.libc == Libc::musl ? "musl" : "";
}

Fix fix_by_flags(const Requests& requests, const Context& context, std::string installer, std::string_view note) {
  Fix fix;
  fix.arguments = node_platform(context.target);
  fix.summary = "take the part of " + enumerate(requests) + " for " + where(context.target);
  fix.summary.append(note).append("; run ").append(installer).append(" install").append(joined(fix.arguments));
  fix.installer = std::move(installer);
  return fix;
}

}  // namespace

std::vector<std::string> node_platform(const Target& target) {
  if (target.architectures.size() != 1) return {};
  const auto system = node_name(target.system);
  const auto processor = name_of(Vocabulary::node, target.architectures.front());
  if (system.empty() || processor.empty()) return {};
  std::vector<std::string> arguments = {"--os=" + std::string{system}, "--cpu=" + std::string{processor}};
  if (const auto libc = node_libc(target); !libc.empty()) arguments.push_back("--libc=" + std::string{libc});
  return arguments;
}

Fix npm_fix(const Requests& requests, const Context& context) {
  auto fix = fix_by_flags(requests, context, "npm", "");
  for (const auto& request : requests) {
    fix.arguments.push_back(request.name);
    fix.summary.append(" ").append(request.name);
  }
  return fix;
}

Fix pnpm_fix(const Requests& requests, const Context& context) {
  return fix_by_flags(requests, context, "pnpm", ", or set supportedArchitectures for good");
}

Fix bun_fix(const Requests& requests, const Context& context) {
  return fix_by_flags(requests, context, "bun", "");
}

Fix yarn_fix(const Requests& requests, const Context& context) {
  const auto& target = context.target;
  Fix fix;
  fix.installer = "yarn";
  fix.summary = "take the part of " + enumerate(requests) + " for " + where(target) +
                "; set in .yarnrc.yml, then run yarn install: supportedArchitectures: {os: [";
  fix.summary.append(node_name(target.system)).append("], cpu: [");
  fix.summary.append(name_of(Vocabulary::node, target.architectures.front())).append("]");
  if (const auto libc = node_libc(target); !libc.empty()) fix.summary.append(", libc: [").append(libc).append("]");
  fix.summary += "}";
  return fix;
}

}  // namespace platlint::advice
