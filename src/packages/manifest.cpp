// SPDX-License-Identifier: Apache-2.0
// docs.npmjs.com, package.json: "dependencies", "peerDependenciesMeta", "bin", "main"; scripts, "npm install". If there
// is a binding.gyp and neither a preinstall nor an install script, npm runs "node-gyp rebuild", unless "gypfile" is
// false.
#include "packages/manifest.hpp"

#include <algorithm>
#include <array>

namespace platlint::packages {
namespace {

/// Commands that build or fetch an addon (their README.md).
constexpr std::array<std::string_view, 6> builders = {"node-gyp", "prebuild-install",     "node-pre-gyp",
                                                      "cmake-js", "pkg-prebuilds-verify", "install-from-cache"};

/// Packages that a package's own install script calls to build or fetch native code (their README.md): gifsicle,
/// optipng-bin and elm use bin-wrapper, node-sass uses node-gyp, deasync uses bindings.
constexpr std::array<std::string_view, 13> helpers = {"node-gyp",
                                                      "node-gyp-build",
                                                      "@mapbox/node-pre-gyp",
                                                      "node-pre-gyp",
                                                      "prebuild-install",
                                                      "cmake-js",
                                                      "bindings",
                                                      "bin-wrapper",
                                                      "bin-build",
                                                      "@xhmikosr/bin-wrapper",
                                                      "@xhmikosr/bin-build",
                                                      "@localnerve/bin-wrapper",
                                                      "@prisma/fetch-engine"};

/// Keys that name the file which an install script fetches. node-pre-gyp's README.md, "The binary object", has other
/// keys too, but they name no file. ffmpeg-static's package.json has such a key, and its forks have it under their own
/// names.
constexpr std::array<std::string_view, 4> file_keys = {"module_name", "module_path", "executable-base-name",
                                                       "binary-path-env-var"};

/// Endings of an install script that is allowed to fail: "node-gyp-build || exit 0" (keccak), "… || node
/// suppress-error.js" (dtrace-provider), "… || echo \"Couldn't build bindings. Non-fatal\"" (bigint-buffer).
constexpr std::array<std::string_view, 3> excuses = {"exit 0", "echo ", "suppress"};

template <typename Words>
bool has_any(std::string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool may_fail(std::string_view script) {
  const auto last = script.rfind("||");
  if (last == std::string_view::npos) return false;
  const auto otherwise = script.substr(last + 2);
  return has_any(otherwise, excuses) || otherwise.ends_with(" true");
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string inside(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return std::string{path};
}

/// Its install script is a file of its own. The dependencies of the package, or other keys, tell what the script is
/// for.
bool script_brings_code(const Members& members) {
  const auto dependencies = values(members, "dependencies");
  const bool by_helper = std::any_of(helpers.begin(), helpers.end(), [&](std::string_view helper) {
    return contains(dependencies, std::string{helper});
  });
  const auto is_of_file = [](const std::string& key) {
    return std::find(file_keys.begin(), file_keys.end(), key) != file_keys.end();
  };
  return by_helper || first(members, "gypfile") == "true" ||
         std::any_of(members.begin(), members.end(), [&](const auto& member) {
           return std::any_of(member.second.begin(), member.second.end(), is_of_file);
         });
}

std::vector<std::string> programs(const Members& members) {
  std::vector<std::string> files;
  for (auto it = members.lower_bound("bin."); it != members.end() && it->first.starts_with("bin."); ++it) {
    for (const auto& path : it->second) files.push_back(inside(path));
  }
  // If "bin" is an object, its values are in other members; if it is a string, it is the path.
  if (files.empty() && !first(members, "bin").empty()) files.push_back(inside(first(members, "bin")));
  return files;
}

}  // namespace

std::vector<std::string> values(const Members& members, std::string_view name) {
  const auto found = members.find(name);
  return found == members.end() ? std::vector<std::string>{} : found->second;
}

// If optionalDependencies and dependencies have the same name, npm uses the optional one.
std::vector<std::string> needs_of(const Members& members) {
  const auto optional = values(members, "optionalDependencies");
  const auto optional_peers = values(members, "peerDependenciesMeta");
  std::vector<std::string> needs;
  for (auto& name : values(members, "dependencies")) {
    if (!contains(optional, name)) needs.push_back(std::move(name));
  }
  for (auto& name : values(members, "peerDependencies")) {
    if (!contains(optional_peers, name) && !contains(optional, name)) needs.push_back(std::move(name));
  }
  return needs;
}

std::string build_of(const Members& members, bool has_binding_gyp) {
  const auto preinstall = first(members, "scripts.preinstall");
  const auto install = first(members, "scripts.install");
  if (may_fail(preinstall) || may_fail(install) || may_fail(first(members, "scripts.postinstall"))) return {};
  for (const auto& script : {preinstall, install, first(members, "scripts.postinstall")}) {
    if (has_any(script, builders)) return ascii_line(script);
  }
  for (const auto& script : {install, first(members, "scripts.postinstall")}) {
    if (script.starts_with("node ") && script_brings_code(members)) return ascii_line(script);
  }
  const auto gypfile = members.find("gypfile");
  const bool refused = gypfile != members.end() && gypfile->second.empty();
  const bool by_npm = has_binding_gyp || first(members, "gypfile") == "true";
  return by_npm && !refused && preinstall.empty() && install.empty() ? "node-gyp rebuild" : "";
}

bool is_program(const Members& members) {
  const auto files = programs(members);
  if (files.empty()) return false;
  for (const std::string_view script : {"scripts.preinstall", "scripts.install", "scripts.postinstall"}) {
    if (!first(members, script).empty()) return false;
  }
  const auto main = inside(first(members, "main"));
  return main.empty() || contains(files, main);
}

bool lacks_files(const Members& members, const std::function<bool(const std::string&)>& exists) {
  const auto files = programs(members);
  if (std::any_of(files.begin(), files.end(), [&](const std::string& file) { return !exists(file); })) return true;
  auto main = inside(first(members, "main"));
  while (main.ends_with('/')) main.pop_back();
  if (main.empty() || main == "." || main.ends_with(".node")) return false;
  constexpr std::array<std::string_view, 6> endings = {"", ".js", ".cjs", ".json", ".node", "/index.js"};
  return std::none_of(endings.begin(), endings.end(),
                      [&](std::string_view ending) { return exists(main + std::string{ending}); });
}

}  // namespace platlint::packages
