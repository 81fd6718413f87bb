// SPDX-License-Identifier: Apache-2.0
// Each program writes its own state file into node_modules: npm's hidden lock file (docs.npmjs.com, package-lock.json,
// "Hidden Lockfiles"), pnpm's .modules.yaml, yarn's .yarn-integrity (1) and .yarn-state.yml (2 and later). A lock file
// beside node_modules is weaker evidence: projects keep old ones.
#include "packages/installer.hpp"

#include <array>

#include "text/path.hpp"

namespace platlint::packages {
namespace {

struct Trace {
  std::string_view file;
  std::string_view installer;
};

constexpr std::array<Trace, 4> state_files = {{{".package-lock.json", "npm"},
                                               {".modules.yaml", "pnpm"},
                                               {".yarn-integrity", "yarn"},
                                               {".yarn-state.yml", "yarn"}}};

constexpr std::array<Trace, 8> lock_files = {{{"package-lock.json", "npm"},
                                              {"npm-shrinkwrap.json", "npm"},
                                              {"pnpm-lock.yaml", "pnpm"},
                                              {"yarn.lock", "yarn"},
                                              {".pnp.cjs", "yarn"},
                                              {".yarnrc.yml", "yarn"},
                                              {"bun.lock", "bun"},
                                              {"bun.lockb", "bun"}}};

constexpr std::string_view modules = "node_modules";

/// Is the "node_modules" at this place a whole part of the path?
bool is_part(std::string_view path, std::size_t at) {
  const auto end = at + modules.size();
  return (at == 0 || path[at - 1] == '/') && (end == path.size() || path[end] == '/');
}

std::size_t find_modules(std::string_view path, std::size_t from) {
  auto at = path.find(modules, from);
  while (at != std::string_view::npos && !is_part(path, at)) at = path.find(modules, at + 1);
  return at;
}

std::size_t find_last_modules(std::string_view path) {
  auto at = path.rfind(modules);
  while (at != std::string_view::npos && !is_part(path, at))
    at = at == 0 ? std::string_view::npos : path.rfind(modules, at - 1);
  return at;
}

std::string_view find(const std::map<std::string_view, std::string_view>& installers, std::string_view directory) {
  const auto found = installers.find(directory);
  return found == installers.end() ? std::string_view{} : found->second;
}

}  // namespace

NodeInstallers::NodeInstallers(const Tree& tree) {
  for (std::size_t entry = 0; entry < tree.size(); ++entry) {
    const auto name = tree.name(entry);
    for (const auto& trace : state_files) {
      if (name == trace.file) modules_.emplace(tree.directory(entry), trace.installer);
    }
    for (const auto& trace : lock_files) {
      if (name == trace.file) projects_.emplace(tree.directory(entry), trace.installer);
    }
  }
}

/// The user's command filled the outermost node_modules.
std::string NodeInstallers::installer_of(std::string_view package) const {
  std::string_view locked;
  std::size_t depth = 0;
  for (auto at = find_modules(package, 0); at != std::string_view::npos && ++depth <= text::max_depth;
       at = find_modules(package, at + 1)) {
    if (const auto found = find(modules_, package.substr(0, at + modules.size())); !found.empty()) {
      return std::string{found};
    }
    if (locked.empty()) locked = find(projects_, at == 0 ? std::string_view{} : package.substr(0, at - 1));
  }
  if (locked.empty()) locked = find(modules_, {});
  if (locked.empty()) locked = find(projects_, {});
  return std::string{locked};
}

std::string_view node_directory(std::string_view directory, bool root_is_modules) {
  const auto last = find_last_modules(directory);
  if (last == std::string_view::npos && !root_is_modules) return {};
  const auto start = last == std::string_view::npos ? 0 : last + modules.size() + 1;
  if (start >= directory.size() || directory[start] == '.') return {};  // .bin, .pnpm, .cache
  auto end = directory.find('/', start);
  if (directory[start] == '@') {
    if (end == std::string_view::npos) return {};  // the scope itself
    end = directory.find('/', end + 1);
  }
  return directory.substr(0, end);
}

}  // namespace platlint::packages
