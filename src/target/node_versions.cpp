// SPDX-License-Identifier: Apache-2.0
// Versions of Node.js and Electron, as `--node` and the names of runtimes write them.
#include <array>
#include <optional>
#include <string>

#include "facts/node_releases.hpp"
#include "platlint/error.hpp"
#include "platlint/target.hpp"
#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

struct ProgramPrefix {
  std::string_view text;
  bool electron;
};

// The longest first.
constexpr std::array program_prefixes{ProgramPrefix{"electron", true}, ProgramPrefix{"nodejs", false},
                                      ProgramPrefix{"node", false}};

// "22", "v22.11.0", "22.x", ":33.0", "@33": the first number decides (abi_version_registry.json).
std::optional<int> major_of(std::string_view text) {
  if (!text.empty() && std::string_view(":@-").find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  if (text.starts_with('v')) text.remove_prefix(1);
  const std::vector<std::string_view> parts = text::split(text, '.');
  if (parts.size() > 3) return std::nullopt;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!target::parse_number(parts[i]) && parts[i] != "x") return std::nullopt;
  }
  return target::parse_number(parts.front());
}

std::optional<Node> read_node(std::string_view text) {
  Node node;
  for (const ProgramPrefix& row : program_prefixes) {
    if (!text.starts_with(row.text)) continue;
    node.electron = row.electron;
    text.remove_prefix(row.text.size());
    break;
  }
  const std::optional<int> major = major_of(text);
  if (!major) return std::nullopt;
  node.major = *major;
  return node;
}

}  // namespace

Node parse_node(std::string_view text) {
  const std::optional<Node> node = read_node(target::spell(text).lower);
  if (!node)
    throw Error("unknown Node.js version " + target::in_quotes(text) + ", expected one such as 22 or electron:33");
  if (abi_of(*node) == 0)
    throw Error("there is no " + describe(*node) + " that platlint knows, asked for as " + target::in_quotes(text));
  return *node;
}

std::string describe(const Node& node) {
  return (node.electron ? "Electron " : "Node ") + std::to_string(node.major);
}

}  // namespace platlint
