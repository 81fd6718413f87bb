// SPDX-License-Identifier: Apache-2.0
// npm node-abi 4.40.0 (abi_registry.json); nodejs/node doc/abi_version_registry.json. Electron has numbers of its own.
#include "facts/node_releases.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace platlint {

namespace {

struct Release {
  int major, abi;
};

// clang-format off
constexpr std::array nodes{
    Release{4, 46}, Release{5, 47}, Release{6, 48}, Release{7, 51}, Release{8, 57}, Release{9, 59}, Release{10, 64},
    Release{11, 67}, Release{12, 72}, Release{13, 79}, Release{14, 83}, Release{15, 88}, Release{16, 93},
    Release{17, 102}, Release{18, 108}, Release{19, 111}, Release{20, 115}, Release{21, 120}, Release{22, 127},
    Release{23, 131}, Release{24, 137}, Release{25, 141}, Release{26, 147},
};

constexpr std::array electrons{
    Release{2, 57}, Release{3, 64}, Release{4, 69}, Release{5, 70}, Release{6, 73}, Release{7, 75}, Release{8, 76},
    Release{9, 80}, Release{10, 82}, Release{11, 85}, Release{12, 87}, Release{13, 89}, Release{14, 97},
    Release{15, 98}, Release{16, 99}, Release{17, 101}, Release{18, 103}, Release{19, 106}, Release{20, 107},
    Release{21, 109}, Release{22, 110}, Release{23, 113}, Release{24, 114}, Release{25, 116}, Release{26, 116},
    Release{27, 118}, Release{28, 119}, Release{29, 121}, Release{30, 123}, Release{31, 125}, Release{32, 128},
    Release{33, 130}, Release{34, 132}, Release{35, 133}, Release{36, 135}, Release{37, 136}, Release{38, 139},
    Release{39, 140}, Release{40, 143}, Release{41, 145}, Release{42, 146}, Release{43, 148}, Release{44, 149},
    Release{45, 150},
};
// clang-format on

}  // namespace

int abi_of(const Node& node) {
  const std::span<const Release> rows = node.electron ? std::span<const Release>(electrons) : nodes;
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Release& it) { return it.major == node.major; });
  return row == rows.end() ? 0 : row->abi;
}

std::string program_of_abi(int abi) {
  const auto has_abi = [&](const Release& release) { return release.abi == abi; };
  const auto* const node = std::find_if(nodes.begin(), nodes.end(), has_abi);
  if (node != nodes.end()) return "Node " + std::to_string(node->major);
  const auto* const electron = std::find_if(electrons.begin(), electrons.end(), has_abi);
  return electron == electrons.end() ? std::string() : "Electron " + std::to_string(electron->major);
}

}  // namespace platlint
