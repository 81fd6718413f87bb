// SPDX-License-Identifier: Apache-2.0
// The words come from process.platform and process.arch (nodejs.org/api/process.html) and from napi-rs, which adds the
// C library (napi-rs, cli/src/utils/target.ts).
#include "packages/platform_name.hpp"

#include <algorithm>
#include <array>

namespace platlint::packages {
namespace {

constexpr std::array<std::string_view, 16> systems = {
    "linux",   "linuxmusl", "linuxglibc", "darwin", "win32", "windows", "macos",       "osx",
    "android", "freebsd",   "openbsd",    "netbsd", "sunos", "aix",     "openharmony", "webcontainers"};

// The words after the system: processors, C libraries, ABIs.
constexpr std::array<std::string_view, 29> details = {
    "x64",   "arm64",     "arm",   "armv6",   "armv7", "armv7l",  "armhf",   "ia32",      "x86",       "x86_64",
    "amd64", "aarch64",   "ppc64", "ppc64le", "s390x", "riscv64", "loong64", "mips64el",  "32",        "64",
    "napi",  "universal", "gnu",   "glibc",   "musl",  "msvc",    "eabi",    "gnueabihf", "musleabihf"};

template <typename Words>
bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Parent {
  std::string_view prefix;
  std::string_view name;
};

/// Packages whose parts do not start with their own name (their package.json's optionalDependencies, 2026).
constexpr std::array<Parent, 5> parents = {{{"@img/sharp-", "sharp"},
                                            {"@esbuild/", "esbuild"},
                                            {"@rollup/rollup-", "rollup"},
                                            {"@next/swc-", "next"},
                                            {"@biomejs/cli-", "@biomejs/biome"}}};

}  // namespace

std::string without_platform(std::string_view name) {
  auto rest = name;
  while (!rest.empty()) {
    const auto at = rest.find_last_of("-/");
    const auto word = at == std::string_view::npos ? rest : rest.substr(at + 1);
    if (contains(systems, word))
      return std::string{at == std::string_view::npos ? std::string_view{} : rest.substr(0, at)};
    if (!contains(details, word) || at == std::string_view::npos || rest[at] == '/') return {};
    rest = rest.substr(0, at);
  }
  return {};
}

std::string known_parent(std::string_view name, const std::function<bool(const std::string&)>& is_installed) {
  for (const auto& parent : parents) {
    if (name.starts_with(parent.prefix)) return std::string{parent.name};
  }
  const auto whole = without_platform(name);
  if (whole.empty()) return std::string{name};
  const auto slash = whole.find('/');
  if (slash == std::string::npos) return whole.starts_with('@') ? whole.substr(1) : whole;
  if (is_installed(whole)) return whole;
  const auto unscoped = whole.substr(slash + 1);
  return is_installed(unscoped) ? unscoped : whole;
}

}  // namespace platlint::packages
