// SPDX-License-Identifier: Apache-2.0
// What uv means by the values of --python-platform.
#include <array>

#include "target/grammars.hpp"
#include "target/platforms.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

struct UvRow {
  std::string_view value;
  std::string_view alias;
  System system;
  Architecture architecture;
  Libc libc;
  Version version;  // glibc or musl; the macOS, iOS or Android API level to run on; Pyodide's year
};

constexpr std::string_view source =
    "uv 0.12.5 crates/uv-configuration/src/target_triple.rs, checked by running uv 0.13.9";

// Names and numbers: uv 0.12.5 crates/uv-configuration/src/target_triple.rs. Each number was measured with uv 0.13.9:
// the highest tag of a ladder of wheels (manylinux_2_5 to 2_45, macosx_11_0 to 29_0, ...) that each value accepts.
constexpr std::array<UvRow, 80> uv_rows{{
    {"windows", "", System::windows, Architecture::x86_64, Libc::unknown, {0, 0, 0}},
    {"linux", "", System::linux, Architecture::x86_64, Libc::glibc, {2, 28, 0}},
    {"macos", "", System::macos, Architecture::aarch64, Libc::unknown, {13, 0, 0}},
    {"x86_64-pc-windows-msvc", "", System::windows, Architecture::x86_64, Libc::unknown, {0, 0, 0}},
    {"aarch64-pc-windows-msvc", "", System::windows, Architecture::aarch64, Libc::unknown, {0, 0, 0}},
    {"i686-pc-windows-msvc", "", System::windows, Architecture::i686, Libc::unknown, {0, 0, 0}},
    {"x86_64-unknown-linux-gnu", "", System::linux, Architecture::x86_64, Libc::glibc, {2, 28, 0}},
    {"aarch64-unknown-linux-gnu", "", System::linux, Architecture::aarch64, Libc::glibc, {2, 28, 0}},
    {"x86_64-unknown-linux-musl", "", System::linux, Architecture::x86_64, Libc::musl, {1, 2, 0}},
    {"aarch64-unknown-linux-musl", "", System::linux, Architecture::aarch64, Libc::musl, {1, 2, 0}},
    {"riscv64-unknown-linux", "", System::linux, Architecture::riscv64, Libc::glibc, {2, 39, 0}},
    {"aarch64-apple-darwin", "", System::macos, Architecture::aarch64, Libc::unknown, {13, 0, 0}},
    {"x86_64-apple-darwin", "", System::macos, Architecture::x86_64, Libc::unknown, {13, 0, 0}},
    {"arm64-apple-ios", "", System::ios, Architecture::aarch64, Libc::unknown, {13, 0, 0}},
    {"arm64-apple-ios-simulator", "", System::ios_simulator, Architecture::aarch64, Libc::unknown, {13, 0, 0}},
    {"x86_64-apple-ios-simulator", "", System::ios_simulator, Architecture::x86_64, Libc::unknown, {13, 0, 0}},
    {"aarch64-linux-android", "", System::android, Architecture::aarch64, Libc::bionic, {24, 0, 0}},
    {"x86_64-linux-android", "", System::android, Architecture::x86_64, Libc::bionic, {24, 0, 0}},
    {"wasm32-pyodide2024", "", System::emscripten, Architecture::wasm32, Libc::unknown, {2024, 0, 0}},
    {"wasm32-pyodide2025", "", System::emscripten, Architecture::wasm32, Libc::unknown, {2025, 0, 0}},
    {"x86_64-manylinux2014", "manylinux2014_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 17, 0}},
    {"x86_64-manylinux_2_17", "manylinux_2_17_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 17, 0}},
    {"x86_64-manylinux_2_28", "manylinux_2_28_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 28, 0}},
    {"x86_64-manylinux_2_31", "manylinux_2_31_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 31, 0}},
    {"x86_64-manylinux_2_32", "manylinux_2_32_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 32, 0}},
    {"x86_64-manylinux_2_33", "manylinux_2_33_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 33, 0}},
    {"x86_64-manylinux_2_34", "manylinux_2_34_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 34, 0}},
    {"x86_64-manylinux_2_35", "manylinux_2_35_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 35, 0}},
    {"x86_64-manylinux_2_36", "manylinux_2_36_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 36, 0}},
    {"x86_64-manylinux_2_37", "manylinux_2_37_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 37, 0}},
    {"x86_64-manylinux_2_38", "manylinux_2_38_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 38, 0}},
    {"x86_64-manylinux_2_39", "manylinux_2_39_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 39, 0}},
    {"x86_64-manylinux_2_40", "manylinux_2_40_x86_64", System::linux, Architecture::x86_64, Libc::glibc, {2, 40, 0}},
    {"aarch64-manylinux2014", "manylinux2014_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 17, 0}},
    {"aarch64-manylinux_2_17", "manylinux_2_17_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 17, 0}},
    {"aarch64-manylinux_2_28", "manylinux_2_28_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 28, 0}},
    {"aarch64-manylinux_2_31", "manylinux_2_31_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 31, 0}},
    {"aarch64-manylinux_2_32", "manylinux_2_32_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 32, 0}},
    {"aarch64-manylinux_2_33", "manylinux_2_33_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 33, 0}},
    {"aarch64-manylinux_2_34", "manylinux_2_34_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 34, 0}},
    {"aarch64-manylinux_2_35", "manylinux_2_35_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 35, 0}},
    {"aarch64-manylinux_2_36", "manylinux_2_36_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 36, 0}},
    {"aarch64-manylinux_2_37", "manylinux_2_37_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 37, 0}},
    {"aarch64-manylinux_2_38", "manylinux_2_38_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 38, 0}},
    {"aarch64-manylinux_2_39", "manylinux_2_39_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 39, 0}},
    {"aarch64-manylinux_2_40", "manylinux_2_40_aarch64", System::linux, Architecture::aarch64, Libc::glibc, {2, 40, 0}},

    // Accepted, but not in the list that uv prints.
    {"s390x-unknown-linux-gnu", "", System::linux, Architecture::s390x, Libc::glibc, {2, 28, 0}},
    {"powerpc64le-unknown-linux-gnu", "", System::linux, Architecture::ppc64le, Libc::glibc, {2, 28, 0}},
    {"loongarch64-unknown-linux-gnu", "", System::linux, Architecture::loongarch64, Libc::glibc, {2, 36, 0}},
    {"s390x-manylinux2014", "manylinux2014_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 17, 0}},
    {"s390x-manylinux_2_17", "manylinux_2_17_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 17, 0}},
    {"s390x-manylinux_2_28", "manylinux_2_28_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 28, 0}},
    {"s390x-manylinux_2_31", "manylinux_2_31_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 31, 0}},
    {"s390x-manylinux_2_32", "manylinux_2_32_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 32, 0}},
    {"s390x-manylinux_2_33", "manylinux_2_33_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 33, 0}},
    {"s390x-manylinux_2_34", "manylinux_2_34_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 34, 0}},
    {"s390x-manylinux_2_35", "manylinux_2_35_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 35, 0}},
    {"s390x-manylinux_2_36", "manylinux_2_36_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 36, 0}},
    {"s390x-manylinux_2_37", "manylinux_2_37_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 37, 0}},
    {"s390x-manylinux_2_38", "manylinux_2_38_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 38, 0}},
    {"s390x-manylinux_2_39", "manylinux_2_39_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 39, 0}},
    {"s390x-manylinux_2_40", "manylinux_2_40_s390x", System::linux, Architecture::s390x, Libc::glibc, {2, 40, 0}},
    {"ppc64le-manylinux2014", "manylinux2014_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 17, 0}},
    {"ppc64le-manylinux_2_17", "manylinux_2_17_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 17, 0}},
    {"ppc64le-manylinux_2_28", "manylinux_2_28_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 28, 0}},
    {"ppc64le-manylinux_2_31", "manylinux_2_31_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 31, 0}},
    {"ppc64le-manylinux_2_32", "manylinux_2_32_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 32, 0}},
    {"ppc64le-manylinux_2_33", "manylinux_2_33_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 33, 0}},
    {"ppc64le-manylinux_2_34", "manylinux_2_34_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 34, 0}},
    {"ppc64le-manylinux_2_35", "manylinux_2_35_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 35, 0}},
    {"ppc64le-manylinux_2_36", "manylinux_2_36_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 36, 0}},
    {"ppc64le-manylinux_2_37", "manylinux_2_37_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 37, 0}},
    {"ppc64le-manylinux_2_38", "manylinux_2_38_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 38, 0}},
    {"ppc64le-manylinux_2_39", "manylinux_2_39_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 39, 0}},
    {"ppc64le-manylinux_2_40", "manylinux_2_40_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc, {2, 40, 0}},
    {"loongarch64-manylinux_2_36",
     "manylinux_2_36_loongarch64",
     System::linux,
     Architecture::loongarch64,
     Libc::glibc,
     {2, 36, 0}},
    {"loongarch64-manylinux_2_37",
     "manylinux_2_37_loongarch64",
     System::linux,
     Architecture::loongarch64,
     Libc::glibc,
     {2, 37, 0}},
    {"loongarch64-manylinux_2_38",
     "manylinux_2_38_loongarch64",
     System::linux,
     Architecture::loongarch64,
     Libc::glibc,
     {2, 38, 0}},
    {"loongarch64-manylinux_2_39",
     "manylinux_2_39_loongarch64",
     System::linux,
     Architecture::loongarch64,
     Libc::glibc,
     {2, 39, 0}},
    {"loongarch64-manylinux_2_40",
     "manylinux_2_40_loongarch64",
     System::linux,
     Architecture::loongarch64,
     Libc::glibc,
     {2, 40, 0}},
}};

struct Override {
  System system;
  std::string_view variable;
};

// Same file, functions `macos_deployment_target`, `ios_deployment_target`, `android_api_level`.
constexpr std::array overrides{
    Override{System::macos, "MACOSX_DEPLOYMENT_TARGET"},
    Override{System::ios, "IPHONEOS_DEPLOYMENT_TARGET"},
    Override{System::ios_simulator, "IPHONEOS_DEPLOYMENT_TARGET"},
    Override{System::android, "ANDROID_API_LEVEL"},
};

std::string overriding_text(System system, const Environment& environment) {
  if (!environment) return {};
  for (const Override& row : overrides) {
    if (row.system == system) return environment(row.variable);
  }
  return {};
}

// Rust's u16::from_str: a plus sign is allowed, 65535 the largest.
std::optional<int> parse_u16(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const std::optional<int> number = parse_number(text);
  return number && *number <= 65535 ? number : std::nullopt;
}

// uv reads major and minor, ignores a third part, and falls back to its default in silence where it cannot read them.
// The API level is one number.
Version version_of(const UvRow& row, const Environment& environment) {
  const std::string text = overriding_text(row.system, environment);
  if (row.system == System::android) return {parse_u16(text).value_or(row.version.major), 0, 0};
  const std::vector<std::string_view> parts = text::split(text, '.');
  const std::optional<int> major = parse_u16(parts.front());
  const std::optional<int> minor = parse_u16(parts.size() > 1 ? parts[1] : "0");
  return major && minor ? Version{*major, *minor, 0} : row.version;
}

Target target_of(const UvRow& row, const Environment& environment) {
  const Declared declared{std::string{row.value}, std::string{source}};
  const Version version = version_of(row, environment);
  switch (row.system) {
    case System::linux:
      return linux_target(declared, row.architecture, row.libc, version);
    case System::windows:
      return windows_target(declared, row.architecture);
    case System::android:
      return android_target(declared, row.architecture, version.major);
    case System::emscripten:
      return pyodide_target(declared, version.major, version.minor);
    default:
      return apple_target(declared, row.system, {row.architecture}, version);
  }
}

}  // namespace

std::optional<Target> uv_platform(const Spelling& name, const Environment& environment) {
  for (const UvRow& row : uv_rows) {
    const bool is_alias = !row.alias.empty() && name.folded == row.alias;
    if (is_alias || name.folded == spell(row.value).folded) return target_of(row, environment);
  }
  return std::nullopt;
}

Platforms uv_platforms() {
  Platforms platforms;
  for (const UvRow& row : uv_rows) {
    std::vector<std::string> aliases;
    if (!row.alias.empty()) aliases.emplace_back(row.alias);
    platforms.push_back({std::string{row.value}, aliases, target_of(row, nullptr).description});
  }
  return platforms;
}

}  // namespace platlint::target
