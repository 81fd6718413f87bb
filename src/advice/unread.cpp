// SPDX-License-Identifier: Apache-2.0
#include "advice/unread.hpp"

#include <string>

namespace platlint::advice {
namespace {

/// uv-cli, `--link-mode` of uv pip install and uv sync; pnpm.io/cli/deploy.
std::string shipped(const Finding& finding, const Package* package) {
  const bool node = finding.path.find("node_modules/") != std::string::npos ||
                    finding.actual.find("node_modules/") != std::string::npos;
  if (node || (package != nullptr && package->ecosystem == Ecosystem::node)) {
    return "audit a tree that holds its files: pnpm deploy DIR, or the workspace's root";
  }
  if (package != nullptr && package->installer.starts_with("uv")) return "install it again with --link-mode copy";
  return "audit a copy that holds the files: cp -RL BUNDLE COPY";
}

}  // namespace

Fix to_be_read(const Finding& finding, const Package* package) {
  if (finding.rule == "external-link") return {shipped(finding, package), {}, {}};
  return {"unpack it and audit the directory; if it holds no native code, --exclude it", {}, {}};
}

}  // namespace platlint::advice
