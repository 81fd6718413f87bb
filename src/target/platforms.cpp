// SPDX-License-Identifier: Apache-2.0
#include "target/platforms.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "facts/architectures.hpp"
#include "facts/systems.hpp"
#include "target/measurements.hpp"
#include "target/tags.hpp"
#include "target/text.hpp"

namespace platlint {

namespace target {

namespace {

// The Python and Emscripten of each Pyodide ABI: PEP 783; pyodide/pyodide docs/development/abi/312.md to 315.md.
struct PyodideRow {
  int year, patch;
  Python python;
};
constexpr std::array pyodide_rows{
    PyodideRow{2024, 0, {3, 12, false}},
    PyodideRow{2025, 0, {3, 13, false}},
    PyodideRow{2026, 0, {3, 14, false}},
    PyodideRow{2026, 5, {3, 15, false}},
};

Target start(Declared declared, Format format, System system, std::vector<Architecture> architectures) {
  Target target;
  target.name = std::move(declared.name);
  target.source = std::move(declared.source);
  target.format = format;
  target.system = system;
  target.architectures = std::move(architectures);
  target.description = std::string{label(system)} + " " + processors(target);
  return target;
}

Target finish(Target target) {
  target.wheel_tags = wheel_tags(target);
  return target;
}

std::optional<Version> at_least_the_first(Architecture architecture, std::optional<Version> glibc) {
  const std::optional<GlibcPort> port = glibc_port(architecture);
  if (glibc && port) return std::max(*glibc, Version{2, port->first, 0});
  return glibc;
}

}  // namespace

Target linux_target(Declared declared, Architecture architecture, Libc libc, std::optional<Version> version) {
  Target target = start(std::move(declared), Format::elf, System::linux, {architecture});
  target.libc = libc;
  target.libc_version = libc == Libc::glibc ? at_least_the_first(architecture, version) : version;
  if (libc != Libc::unknown) target.description.append(", ").append(platlint::name(libc));
  if (target.libc_version) target.description.append(" ").append(to_string(*target.libc_version));
  if (libc == Libc::glibc && target.libc_version) {
    target.symbol_versions = expected_beside_glibc(architecture, target.libc_version->minor);
  }
  return finish(std::move(target));
}

Target apple_target(Declared declared, System system, std::vector<Architecture> architectures,
                    std::optional<Version> oldest) {
  Target target = start(std::move(declared), Format::macho, system, std::move(architectures));
  // macOS 11 reports 10.16 to old programs: LLVM Triple::getCanonicalVersionForOS.
  if (system == System::macos && oldest == Version{10, 16, 0}) oldest = Version{11, 0, 0};
  target.system_version = oldest;
  if (oldest) target.description.append(", ").append(to_string(*oldest)).append(" or newer");
  return finish(std::move(target));
}

Target windows_target(Declared declared, Architecture architecture) {
  return finish(start(std::move(declared), Format::pe, System::windows, {architecture}));
}

Target android_target(Declared declared, Architecture architecture, std::optional<int> level) {
  Target target = start(std::move(declared), Format::elf, System::android, {architecture});
  target.libc = Libc::bionic;
  if (level) {
    target.system_version = Version{*level, 0, 0};
    target.description.append(", API ").append(std::to_string(*level)).append(" or newer");
  }
  return finish(std::move(target));
}

Target bsd_target(Declared declared, System system, Architecture architecture) {
  return finish(start(std::move(declared), Format::elf, system, {architecture}));
}

Target emscripten_target(Declared declared) {
  return start(std::move(declared), Format::wasm, System::emscripten, {Architecture::wasm32});
}

Target pyodide_target(Declared declared, int year, int patch) {
  Target target = emscripten_target(std::move(declared));
  const std::string version = underscored(year, patch);
  target.description.append(", Pyodide ABI ").append(version);
  // PEP 783 renamed pyodide_ to pyemscripten_; wheels with the old name still exist.
  target.wheel_tags = {"pyemscripten_" + version + "_wasm32", "pyodide_" + version + "_wasm32"};
  for (const PyodideRow& row : pyodide_rows) {
    if (row.year == year && row.patch == patch) target.python = row.python;
  }
  return target;
}

bool runs_on(System system, Architecture architecture) {
  const bool intel_64 = architecture == Architecture::x86_64;
  const bool arm_64 = architecture == Architecture::aarch64;
  const bool intel_32 = architecture == Architecture::i686;
  switch (system) {
    case System::linux:
      return architecture != Architecture::wasm32 && architecture != Architecture::armv7;
    case System::macos:
    case System::ios_simulator:
    case System::mac_catalyst:
      return intel_64 || arm_64;
    case System::ios:
      return arm_64;
    case System::android:
      return intel_64 || arm_64 || intel_32 || architecture == Architecture::armv7;
    case System::windows:
    case System::freebsd:
    case System::netbsd:
    case System::openbsd:
      return intel_64 || arm_64 || intel_32;
    case System::emscripten:
      return architecture == Architecture::wasm32;
    default:
      return false;
  }
}

std::string processors(const Target& target) {
  std::string text;
  for (const Architecture architecture : target.architectures) {
    text.append(text.empty() ? "" : " and ").append(spelling(target.format, architecture));
  }
  return text;
}

}  // namespace target

std::string describe(const Target& target) {
  if (target.architectures.size() != 1) {
    return std::string{label(target.format)} + " " + target::processors(target);
  }
  Artifact like;
  like.format = target.format;
  like.architecture = target.architectures.front();
  like.system = target.system;
  like.libc = target.libc;
  return describe(like);
}

// LLVM Triple::getMinimumSupportedOSVersion: linkers raise an older minimum to these, so a wheel for
// macosx_10_9_universal2 holds an arm64 slice for 11.0.
std::optional<Version> oldest_system(const Target& target, Architecture architecture) {
  const bool arm = architecture == Architecture::aarch64;
  Version first;
  if (target.system == System::macos && arm) first = {11, 0, 0};
  if (target.system == System::ios_simulator && arm) first = {14, 0, 0};
  if (target.system == System::mac_catalyst && arm) first = {14, 0, 0};
  if (!target.system_version) return std::nullopt;
  return std::max(*target.system_version, first);
}

}  // namespace platlint
