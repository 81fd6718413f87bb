// SPDX-License-Identifier: Apache-2.0
// conda's subdirs: conda/base/constants.py PLATFORM_DIRECTORIES; conda/rattler, platform names. With the hyphen
// linux-aarch64, linux-ppc64le, linux-s390x and linux-riscv64 are conda's. They mean glibc, because all its Linux
// packages are built for it. With an underscore they are wheel tags, which say no libc.
#include "target/conda.hpp"

#include <array>
#include <string_view>

#include "facts/architectures.hpp"
#include "target/grammars.hpp"
#include "target/platforms.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

struct SystemRow {
  System system;
  std::string_view name;
};

constexpr std::array system_rows{
    SystemRow{System::linux, "linux"},
    SystemRow{System::macos, "osx"},
    SystemRow{System::windows, "win"},
};

Target target_of(System system, Architecture architecture) {
  const Declared declared{conda_subdir(system, architecture),
                          "conda/base/constants.py PLATFORM_DIRECTORIES; conda/rattler"};
  if (system == System::linux) return linux_target(declared, architecture, Libc::glibc, std::nullopt);
  if (system == System::windows) return windows_target(declared, architecture);
  return apple_target(declared, system, {architecture}, std::nullopt);
}

std::vector<Target> targets() {
  std::vector<Target> all;
  for (const SystemRow& row : system_rows) {
    for (const Architecture architecture : architectures_of(Vocabulary::conda)) {
      if (runs_on(row.system, architecture)) all.push_back(target_of(row.system, architecture));
    }
  }
  return all;
}

}  // namespace

// macOS and Windows call it arm64, Linux aarch64.
std::string conda_subdir(System system, Architecture architecture) {
  for (const SystemRow& row : system_rows) {
    if (row.system != system || !runs_on(system, architecture)) continue;
    const std::vector<std::string_view> words = names_of(Vocabulary::conda, architecture);
    if (words.empty()) return {};
    const std::string_view word = system == System::linux ? words.front() : words.back();
    return std::string{row.name} + "-" + std::string{word};
  }
  return {};
}

std::optional<Target> conda_platform(const Spelling& name) {
  for (Target& target : targets()) {
    if (target.name == name.lower) return std::move(target);
  }
  return std::nullopt;
}

Platforms conda_platforms() {
  Platforms platforms;
  for (const Target& target : targets()) platforms.push_back({target.name, {}, target.description + " (conda)"});
  return platforms;
}

}  // namespace platlint::target
