// SPDX-License-Identifier: Apache-2.0
// The names of things: one table a vocabulary. Formats spell some architectures in their own way.
#include "platlint/artifact.hpp"

#include <array>

namespace platlint {

namespace {

struct ArchitectureRow {
  Architecture architecture;
  std::string_view name;
  std::string_view apple;    // <mach/machine.h>, lipo(1); empty: as `name`
  std::string_view windows;  // PE/COFF "Machine Types", dumpbin; empty: as `name`
};

constexpr std::array architectures{
    ArchitectureRow{Architecture::unknown, "unknown", "", ""},
    ArchitectureRow{Architecture::x86_64, "x86_64", "", "AMD64"},
    ArchitectureRow{Architecture::x86_64h, "x86_64h", "", ""},
    ArchitectureRow{Architecture::x32, "x32", "", ""},
    ArchitectureRow{Architecture::i686, "i686", "i386", "x86"},
    ArchitectureRow{Architecture::aarch64, "aarch64", "arm64", "ARM64"},
    ArchitectureRow{Architecture::aarch64_be, "aarch64_be", "", ""},
    ArchitectureRow{Architecture::aarch64_ilp32, "aarch64_ilp32", "", ""},
    ArchitectureRow{Architecture::arm64e, "arm64e", "", ""},
    ArchitectureRow{Architecture::arm64_32, "arm64_32", "", ""},
    ArchitectureRow{Architecture::arm64ec, "arm64ec", "", "ARM64EC"},
    ArchitectureRow{Architecture::arm64x, "arm64x", "", "ARM64X"},
    ArchitectureRow{Architecture::armv7l, "armv7l", "", ""},
    ArchitectureRow{Architecture::armel, "armel", "", ""},
    ArchitectureRow{Architecture::armv7, "armv7", "", "ARM"},
    ArchitectureRow{Architecture::armeb, "armeb", "", ""},
    ArchitectureRow{Architecture::ppc, "ppc", "", ""},
    ArchitectureRow{Architecture::ppc64, "ppc64", "", ""},
    ArchitectureRow{Architecture::ppc64le, "ppc64le", "", ""},
    ArchitectureRow{Architecture::s390, "s390", "", ""},
    ArchitectureRow{Architecture::s390x, "s390x", "", ""},
    ArchitectureRow{Architecture::riscv32, "riscv32", "", ""},
    ArchitectureRow{Architecture::riscv64, "riscv64", "", ""},
    ArchitectureRow{Architecture::riscv64_soft, "riscv64_soft", "", ""},
    ArchitectureRow{Architecture::loongarch32, "loongarch32", "", ""},
    ArchitectureRow{Architecture::loongarch64, "loongarch64", "", ""},
    ArchitectureRow{Architecture::loongarch64_soft, "loongarch64_soft", "", ""},
    ArchitectureRow{Architecture::mips, "mips", "", ""},
    ArchitectureRow{Architecture::mipsel, "mipsel", "", ""},
    ArchitectureRow{Architecture::mips64, "mips64", "", ""},
    ArchitectureRow{Architecture::mips64el, "mips64el", "", ""},
    ArchitectureRow{Architecture::sparc, "sparc", "", ""},
    ArchitectureRow{Architecture::sparc64, "sparc64", "", ""},
    ArchitectureRow{Architecture::alpha, "alpha", "", ""},
    ArchitectureRow{Architecture::hppa, "hppa", "", ""},
    ArchitectureRow{Architecture::ia64, "ia64", "", ""},
    ArchitectureRow{Architecture::m68k, "m68k", "", ""},
    ArchitectureRow{Architecture::sh4, "sh4", "", ""},
    ArchitectureRow{Architecture::csky, "csky", "", ""},
    ArchitectureRow{Architecture::arc, "arc", "", ""},
    ArchitectureRow{Architecture::or1k, "or1k", "", ""},
    ArchitectureRow{Architecture::wasm32, "wasm32", "", ""},
    ArchitectureRow{Architecture::wasm64, "wasm64", "", ""},
    ArchitectureRow{Architecture::bpf, "bpf", "", ""},
    ArchitectureRow{Architecture::cuda, "cuda", "", ""},
    ArchitectureRow{Architecture::amdgpu, "amdgpu", "", ""},
    ArchitectureRow{Architecture::any, "any", "", "AnyCPU"},
};

constexpr const ArchitectureRow& row(Architecture architecture) {
  for (const ArchitectureRow& candidate : architectures) {
    if (candidate.architecture == architecture) return candidate;
  }
  return architectures.front();
}

}  // namespace

bool is_loadable(const Artifact& artifact) {
  switch (artifact.kind) {
    case Kind::executable:
    case Kind::library:
    case Kind::bundle:
    case Kind::module:
      return true;
    case Kind::object:
    case Kind::static_archive:
    case Kind::debug:
    case Kind::other:
      return false;
  }
  return false;
}

std::string_view name(Format format) {
  switch (format) {
    case Format::elf:
      return "elf";
    case Format::macho:
      return "mach-o";
    case Format::pe:
      return "pe";
    case Format::coff:
      return "coff";
    case Format::wasm:
      return "wasm";
    case Format::archive:
      return "ar";
  }
  return "unknown";
}

std::string_view label(Format format) {
  switch (format) {
    case Format::elf:
      return "ELF";
    case Format::macho:
      return "Mach-O";
    case Format::pe:
      return "PE";
    case Format::coff:
      return "COFF object";
    case Format::wasm:
      return "WebAssembly";
    case Format::archive:
      return "ar archive";
  }
  return "unknown";
}

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::executable:
      return "executable";
    case Kind::library:
      return "library";
    case Kind::bundle:
      return "bundle";
    case Kind::object:
      return "object";
    case Kind::static_archive:
      return "static-archive";
    case Kind::debug:
      return "debug";
    case Kind::module:
      return "module";
    case Kind::other:
      return "other";
  }
  return "unknown";
}

std::string_view name(Architecture architecture) {
  return row(architecture).name;
}

std::string_view name(System system) {
  switch (system) {
    case System::unknown:
      return "unknown";
    case System::linux:
      return "linux";
    case System::android:
      return "android";
    case System::hurd:
      return "hurd";
    case System::freebsd:
      return "freebsd";
    case System::netbsd:
      return "netbsd";
    case System::openbsd:
      return "openbsd";
    case System::solaris:
      return "solaris";
    case System::aix:
      return "aix";
    case System::macos:
      return "macos";
    case System::ios:
      return "ios";
    case System::ios_simulator:
      return "ios-simulator";
    case System::mac_catalyst:
      return "mac-catalyst";
    case System::tvos:
      return "tvos";
    case System::tvos_simulator:
      return "tvos-simulator";
    case System::watchos:
      return "watchos";
    case System::watchos_simulator:
      return "watchos-simulator";
    case System::visionos:
      return "visionos";
    case System::visionos_simulator:
      return "visionos-simulator";
    case System::bridgeos:
      return "bridgeos";
    case System::driverkit:
      return "driverkit";
    case System::apple_firmware:
      return "apple-firmware";
    case System::windows:
      return "windows";
    case System::uefi:
      return "uefi";
    case System::emscripten:
      return "emscripten";
    case System::wasi:
      return "wasi";
  }
  return "unknown";
}

std::string_view name(Libc libc) {
  switch (libc) {
    case Libc::unknown:
      return "unknown";
    case Libc::none:
      return "none";
    case Libc::glibc:
      return "glibc";
    case Libc::musl:
      return "musl";
    case Libc::bionic:
      return "bionic";
  }
  return "unknown";
}

std::string_view spelling(Format format, Architecture architecture) {
  const ArchitectureRow& names = row(architecture);
  if (format == Format::macho && !names.apple.empty()) return names.apple;
  if ((format == Format::pe || format == Format::coff) && !names.windows.empty()) return names.windows;
  return names.name;
}

namespace {

// The system or libc in a few words, where the format alone does not say it.
std::string_view environment(const Artifact& artifact) {
  if (artifact.format == Format::elf) {
    if (artifact.libc == Libc::glibc || artifact.libc == Libc::musl) return name(artifact.libc);
    if (artifact.libc == Libc::bionic || artifact.system == System::android) return "Android";
    if (artifact.libc == Libc::none) return "static";
  }
  const bool expected = artifact.system == System::unknown || artifact.system == System::linux ||
                        artifact.system == System::macos || artifact.system == System::windows;
  return expected ? std::string_view{} : name(artifact.system);
}

}  // namespace

std::string describe(const Artifact& artifact) {
  std::string text{label(artifact.format)};
  if (artifact.architecture != Architecture::unknown) {
    text.append(" ").append(spelling(artifact.format, artifact.architecture));
  }
  if (const std::string_view where = environment(artifact); !where.empty()) text.append(" (").append(where).append(")");
  return text;
}

}  // namespace platlint
