// SPDX-License-Identifier: Apache-2.0
// Was an addon built for the target's Node.js? Addons that use Node-API fit every release. Others fit only one number,
// NODE_MODULE_VERSION. If the file exports node_register_module_vN, that tells the number. Otherwise its name may tell
// (node-gyp-build's "node.abi115.node", node-pre-gyp's "node-v115-linux-x64/" and "electron-v33.0-linux-x64/",
// "glibc-115-Release/", "node-115.node"). Electron's releases have their own numbers.
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/node_releases.hpp"
#include "rules/common.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

struct Addon {
  std::size_t entry = 0;
  int abi = 0;  // 0: Node-API, or not known
};

// The number after one of the marks, if it is one of Node's or Electron's.
int abi_of_word(std::string_view name) {
  constexpr std::array<std::string_view, 5> marks{"abi", "node-v", "node-", "glibc-", "musl-"};
  for (const std::string_view mark : marks) {
    for (std::size_t at = name.find(mark); at != std::string_view::npos; at = name.find(mark, at + 1)) {
      int abi = 0;
      const char* const end = name.data() + name.size();
      const auto [stop, error] = std::from_chars(name.data() + at + mark.size(), end, abi);
      const bool ends = stop == end || *stop == '.' || *stop == '-';
      if (error == std::errc{} && ends && !program_of_abi(abi).empty()) return abi;
    }
  }
  return 0;
}

bool is_for_electron(std::string_view name) {
  return name.starts_with("electron") || name.find("-electron-") != std::string_view::npos;
}

// node-pre-gyp names Electron by its release, prebuild by the number: "electron-v33.0-", "electron-v130-".
int abi_of_electron_word(std::string_view name) {
  constexpr std::string_view mark = "electron-v";
  const std::size_t at = name.find(mark);
  if (at == std::string_view::npos) return 0;
  int number = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + at + mark.size(), end, number);
  if (error != std::errc{} || stop == end) return 0;
  if (*stop == '.') return abi_of({number, true});
  return *stop == '-' && !program_of_abi(number).empty() ? number : 0;
}

int abi_of_name(std::string_view name) {
  const int electron = abi_of_electron_word(name);
  return electron != 0 ? electron : abi_of_word(name);
}

std::optional<Addon> read_addon(const Subject& subject, std::size_t entry) {
  const std::string& path = subject.entry.path;
  if (!path.ends_with(".node")) return std::nullopt;
  const std::string_view name = text::file_name(path);
  const std::string_view directory = text::file_name(text::parent(path));
  const bool for_electron = is_for_electron(name) || is_for_electron(directory);
  if (for_electron && !subject.target.node->electron) return std::nullopt;
  std::optional<Addon> addon;
  for (const Artifact* image : loaded_images(subject)) {
    if (!same_libc(*image, subject.target)) continue;
    const int named = abi_of_name(name);
    addon = Addon{entry, image->node_abi != 0 ? image->node_abi : named != 0 ? named : abi_of_name(directory)};
  }
  return addon;
}

// A tag of node-gyp-build's, which says what a build is for: "node.abi115.glibc.node", "node.napi.musl.node".
bool is_tag(std::string_view word) {
  constexpr std::array<std::string_view, 8> tags{"node", "electron", "napi", "glibc", "musl", "abi", "uv", "armv"};
  return std::find(tags.begin(), tags.end(), word) != tags.end();
}

// The name without tags and numbers, which is the same for all builds of one addon.
std::string name_of_addon(std::string_view file) {
  std::string name;
  std::string word;
  for (const char c : std::string(file) + ".") {
    if (c == '.') {
      if (!is_tag(word)) name += word + ".";
      word.clear();
    } else if (std::isdigit(static_cast<unsigned char>(c)) == 0) {
      word += c;
    }
  }
  return name;
}

// Files of one package from which its code chooses: all its prebuilt ones, or those with the same name.
using Key = std::pair<std::optional<std::size_t>, std::string>;

Key key_of(const WholeBundle& whole, std::size_t entry) {
  const std::string& path = whole.bundle.entries[entry].path;
  const std::optional<std::size_t> owner = whole.ownership.owner[entry];
  const std::string place = owner ? std::string() : std::string(text::parent(path)) + "/";
  if (const std::size_t at = path.rfind("prebuilds/"); at != std::string::npos)
    return {owner, owner ? "prebuilds" : path.substr(0, at)};
  return {owner, place + name_of_addon(text::file_name(path))};
}

bool is_prebuilt(const Key& key) {
  return key.second == "prebuilds";
}

std::string listed(const std::set<int>& abis) {
  std::string programs;
  std::string numbers;
  for (const int abi : abis) {
    const bool last = abi == *abis.rbegin();
    const std::string between = numbers.empty() ? "" : last ? " and " : ", ";
    const std::string program = program_of_abi(abi);
    programs += between + (program.empty() ? "another Node" : program);
    numbers += between + std::to_string(abi);
  }
  return programs + " (NODE_MODULE_VERSION " + numbers + ")";
}

void judge(const std::vector<Addon>& addons, const Evidence& whole, Findings& findings) {
  const int wanted = abi_of(*whole.target.node);
  std::set<int> abis;
  for (const Addon& addon : addons) {
    if (addon.abi == 0 || addon.abi == wanted) return;
    abis.insert(addon.abi);
  }
  const Node& node = *whole.target.node;
  const std::string built = listed(abis);
  const std::string message =
      "built for " + built + ", target has " + describe(node) + " (" + std::to_string(wanted) + ")";
  findings.push_back(placed(finding(rule::wrong_node_abi, Severity::error, message, std::to_string(node.major),
                                    node.electron ? "no addon for Electron: " + built : built),
                            whole, addons.front().entry));
}

// A local build is taken before the prebuilt files beside it (node-gyp-build: build/Release first).
bool is_built_here(const std::map<Key, std::vector<Addon>>& groups, const Key& key, int wanted) {
  return std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
    return group.first.first == key.first && !is_prebuilt(group.first) &&
           std::any_of(group.second.begin(), group.second.end(),
                       [&](const Addon& addon) { return addon.abi == 0 || addon.abi == wanted; });
  });
}

void wrong_node_abi(const Evidence& whole, Findings& findings) {
  const int wanted = whole.target.node ? abi_of(*whole.target.node) : 0;
  if (wanted == 0) return;
  std::map<Key, std::vector<Addon>> groups;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty()) continue;
    if (const std::optional<Addon> addon = read_addon(subject, i)) groups[key_of(whole, i)].push_back(*addon);
  }
  for (const auto& [key, addons] : groups) {
    if (!is_prebuilt(key) || !is_built_here(groups, key, wanted)) judge(addons, whole, findings);
  }
}

}  // namespace

namespace rule {

constexpr Rule wrong_node_abi{
    .name = "wrong-node-abi",
    .severity = Severity::error,
    .summary = "an addon of another Node.js",
    .why =
        "An addon without Node-API is compiled for one NODE_MODULE_VERSION, and every major version of Node changes "
        "it: \"was compiled against a different Node.js version using NODE_MODULE_VERSION 115\". It is judged if the "
        "target says which Node it has.",
    .reference = "Node src/node.h and doc/abi_version_registry.json; npm node-abi; node-gyp-build, node-pre-gyp",
    .about = About::file,
    .fix = {FixedBy::line,
            "run npm rebuild in the bundle under Node {expected}, or install a release of {package} that has a build "
            "for it"},
};
constexpr Checks wrong_node_abi_checks{.check = nullptr, .check_bundle = platlint::wrong_node_abi};

}  // namespace rule

}  // namespace platlint
