// SPDX-License-Identifier: Apache-2.0
// The names of things in reports.
#include "platlint/artifact.hpp"

namespace platlint {

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

namespace {

// The system or libc in a few words, if the format alone does not say it.
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
