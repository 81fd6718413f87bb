// SPDX-License-Identifier: Apache-2.0
// conda's subdirs: conda/base/constants.py PLATFORM_DIRECTORIES; conda/rattler, platform names. With the hyphen
// linux-aarch64, linux-ppc64le, linux-s390x and linux-riscv64 are conda's, and mean glibc, for which all its Linux
// packages are built; with an underscore they are wheel tags, which tell no libc.
#include <array>

#include "facts/architectures.hpp"
#include "target/grammars.hpp"
#include "target/platforms.hpp"

namespace platlint::target {

namespace {

struct CondaRow {
  std::string_view subdir;
  System system;
  Architecture architecture;
};

constexpr std::array conda_rows{
    CondaRow{"linux-64", System::linux, Architecture::x86_64},
    CondaRow{"linux-32", System::linux, Architecture::i686},
    CondaRow{"linux-aarch64", System::linux, Architecture::aarch64},
    CondaRow{"linux-armv7l", System::linux, Architecture::armv7l},
    CondaRow{"linux-ppc64le", System::linux, Architecture::ppc64le},
    CondaRow{"linux-s390x", System::linux, Architecture::s390x},
    CondaRow{"linux-riscv64", System::linux, Architecture::riscv64},
    CondaRow{"osx-64", System::macos, Architecture::x86_64},
    CondaRow{"osx-arm64", System::macos, Architecture::aarch64},
    CondaRow{"win-64", System::windows, Architecture::x86_64},
    CondaRow{"win-32", System::windows, Architecture::i686},
    CondaRow{"win-arm64", System::windows, Architecture::aarch64},
};

Target target_of(const CondaRow& row) {
  const Declared declared{std::string{row.subdir}, "conda/base/constants.py PLATFORM_DIRECTORIES; conda/rattler"};
  if (row.system == System::linux) return linux_target(declared, row.architecture, Libc::glibc, std::nullopt);
  if (row.system == System::windows) return windows_target(declared, row.architecture);
  return apple_target(declared, row.system, {row.architecture}, std::nullopt);
}

}  // namespace

std::optional<Target> conda_platform(const Spelling& name) {
  for (const CondaRow& row : conda_rows) {
    if (row.subdir == name.lower) return target_of(row);
  }
  return std::nullopt;
}

Platforms conda_platforms() {
  Platforms platforms;
  for (const CondaRow& row : conda_rows) {
    const Target target = target_of(row);
    platforms.push_back({target.name, {}, target.description + " (conda)"});
  }
  return platforms;
}

}  // namespace platlint::target
