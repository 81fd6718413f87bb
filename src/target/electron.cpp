// SPDX-License-Identifier: Apache-2.0
// electron:RELEASE[:PLATFORM]: Electron brings its own Node, whose addons have another NODE_MODULE_VERSION. It runs on
// the platforms that npm names (process.platform-process.arch; electron/electron, docs/tutorial/installation).
#include "facts/architectures.hpp"
#include "target/grammars.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

// "darwin-arm64", "debian:12", a processor, or nothing.
std::optional<Target> ground_of(std::string_view text, const Spelling& name) {
  if (text.empty()) return node_platform(spell("linux-x64"));
  const Spelling rest = spell(text);
  if (std::optional<Target> found = node_platform(rest)) return found;
  if (std::optional<Target> found = distribution_platform(rest)) return found;
  const Architecture architecture = architecture_part(text, name);
  return node_platform(spell("linux-" + std::string(name_of(Vocabulary::node, architecture))));
}

}  // namespace

std::optional<Target> electron_platform(const Spelling& name) {
  const std::optional<std::string_view> rest = text::after(name.lower, "electron:");
  if (!rest) return std::nullopt;
  const std::size_t colon = rest->find(':');
  const std::string release = "electron:" + std::string(rest->substr(0, colon));
  const Node node = parse_node(release);
  std::optional<Target> found =
      ground_of(colon == std::string_view::npos ? std::string_view() : rest->substr(colon + 1), name);
  if (found) found->node = node;
  return found;
}

Platforms electron_platforms() {
  return {{"electron:VERSION",
           {"electron:VERSION:PLATFORM"},
           "addons for that Electron, on linux-x64 or another of npm's platforms"}};
}

}  // namespace platlint::target
