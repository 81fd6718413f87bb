// SPDX-License-Identifier: Apache-2.0
// The releases are in data/node_releases.toml. Electron has numbers of its own.
#include "facts/node_releases.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace platlint {

namespace {

struct Release {
  int major, abi;
};

#include "facts/node_releases.inc"

}  // namespace

int abi_of(const Node& node) {
  const std::span<const Release> rows = node.electron ? std::span<const Release>(electron_releases) : node_releases;
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Release& it) { return it.major == node.major; });
  return row == rows.end() ? 0 : row->abi;
}

std::string program_of_abi(int abi) {
  const auto has_abi = [&](const Release& release) { return release.abi == abi; };
  const auto* const node = std::find_if(node_releases.begin(), node_releases.end(), has_abi);
  if (node != node_releases.end()) return "Node " + std::to_string(node->major);
  const auto* const electron = std::find_if(electron_releases.begin(), electron_releases.end(), has_abi);
  return electron == electron_releases.end() ? std::string() : "Electron " + std::to_string(electron->major);
}

}  // namespace platlint
