// SPDX-License-Identifier: Apache-2.0
// Documented, not run: `conda create --platform SUBDIR` (docs.conda.io, conda create), which an environment keeps. The
// solver takes the virtual packages __glibc and __osx from CONDA_OVERRIDE_GLIBC and CONDA_OVERRIDE_OSX (docs.conda.io,
// "Managing virtual packages"). conda never builds.
#include "target/conda.hpp"
#include "advice/installers.hpp"
#include "facts/architectures.hpp"

namespace platlint::advice {
namespace {

/// All its packages for Linux are built for glibc, and there are no new ones for 32 bits.
std::string subdir(const Target& target) {
  const Architecture architecture = target.architectures.front();
  if (target.architectures.size() != 1 || target.libc == Libc::musl || bits(architecture) != 64) return {};
  return target::conda_subdir(target.system, architecture);
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
  fix.arguments = {"--platform", platform};
  fix.summary = "take " + enumerate(requests) + " for " + where(target) + ", in a new environment";
  if (const auto floor = floor_variable(target); !floor.empty()) fix.summary += " (with " + floor + ")";
  fix.summary += "; run conda create with" + joined(fix.arguments);
  return fix;
}

}  // namespace platlint::advice
