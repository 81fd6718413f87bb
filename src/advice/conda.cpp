// SPDX-License-Identifier: Apache-2.0
// Documented, not run: `conda create --platform SUBDIR` (docs.conda.io, conda create), which an environment keeps; the
// virtual packages __glibc and __osx, which the solver takes from CONDA_OVERRIDE_GLIBC and CONDA_OVERRIDE_OSX
// (docs.conda.io, "Managing virtual packages"). conda never builds.
#include <algorithm>
#include <array>

#include "advice/installers.hpp"

namespace platlint::advice {
namespace {

struct Subdir {
  System system;
  Architecture architecture;
  std::string_view name;
};

/// conda/base/constants.py, PLATFORM_DIRECTORIES
constexpr std::array subdirs{
    Subdir{System::linux, Architecture::x86_64, "linux-64"},
    Subdir{System::linux, Architecture::aarch64, "linux-aarch64"},
    Subdir{System::linux, Architecture::ppc64le, "linux-ppc64le"},
    Subdir{System::linux, Architecture::s390x, "linux-s390x"},
    Subdir{System::linux, Architecture::riscv64, "linux-riscv64"},
    Subdir{System::macos, Architecture::x86_64, "osx-64"},
    Subdir{System::macos, Architecture::aarch64, "osx-arm64"},
    Subdir{System::windows, Architecture::x86_64, "win-64"},
    Subdir{System::windows, Architecture::aarch64, "win-arm64"},
};

/// Its packages for Linux are all built for glibc.
std::string_view subdir(const Target& target) {
  if (target.architectures.size() != 1 || target.libc == Libc::musl) return {};
  const auto row = std::find_if(subdirs.begin(), subdirs.end(), [&](const Subdir& it) {
    return it.system == target.system && it.architecture == target.architectures.front();
  });
  return row == subdirs.end() ? std::string_view{} : row->name;
}

std::string floor_variable(const Target& target) {
  const auto text = [](const Version& version) {
    return std::to_string(version.major) + "." + std::to_string(version.minor);
  };
  if (target.libc == Libc::glibc && target.libc_version) return "CONDA_OVERRIDE_GLIBC=" + text(*target.libc_version);
  if (target.system == System::macos && target.system_version) {
    return "CONDA_OVERRIDE_OSX=" + text(*target.system_version);
  }
  return {};
}

}  // namespace

Fix conda_fix(const Requests& requests, const Context& context) {
  const auto& target = context.target;
  const auto platform = subdir(target);
  if (platform.empty()) {
    auto fix = wheel_fix(requests, context);
    fix.summary = "conda has no packages for " + where(target) + ": " + fix.summary;
    return fix;
  }
  Fix fix;
  fix.installer = "conda";
  fix.arguments = {"--platform", std::string{platform}};
  fix.summary = "take " + enumerate(requests) + " for " + where(target) + ", in a new environment";
  if (const auto floor = floor_variable(target); !floor.empty()) fix.summary += " (with " + floor + ")";
  fix.summary += "; run conda create with" + joined(fix.arguments);
  return fix;
}

}  // namespace platlint::advice
