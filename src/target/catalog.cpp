// SPDX-License-Identifier: Apache-2.0
// The meaning of the values of uv's --python-platform.
#include <algorithm>
#include <array>
#include <span>

#include "facts/architectures.hpp"
#include "target/grammars.hpp"
#include "target/platforms.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

struct UvRow {
  std::string_view value;
  System system;
  Architecture architecture;
  Libc libc;
  Version version;  // glibc or musl; the lowest macOS, iOS or Android API level; Pyodide's year
};

constexpr std::string_view source =
    "uv 0.12.5 crates/uv-configuration/src/target_triple.rs, checked by running uv 0.13.9";

// Names and numbers: uv 0.12.5 crates/uv-configuration/src/target_triple.rs. Each number was measured with uv 0.13.9:
// the highest tag of a ladder of wheels (manylinux_2_5 to 2_45, macosx_11_0 to 29_0, ...) that each value accepts.
constexpr std::array printed_rows{
    UvRow{"windows", System::windows, Architecture::x86_64, Libc::unknown, {0, 0, 0}},
    UvRow{"linux", System::linux, Architecture::x86_64, Libc::glibc, {2, 28, 0}},
    UvRow{"macos", System::macos, Architecture::aarch64, Libc::unknown, {13, 0, 0}},
    UvRow{"x86_64-pc-windows-msvc", System::windows, Architecture::x86_64, Libc::unknown, {0, 0, 0}},
    UvRow{"aarch64-pc-windows-msvc", System::windows, Architecture::aarch64, Libc::unknown, {0, 0, 0}},
    UvRow{"i686-pc-windows-msvc", System::windows, Architecture::i686, Libc::unknown, {0, 0, 0}},
    UvRow{"x86_64-unknown-linux-gnu", System::linux, Architecture::x86_64, Libc::glibc, {2, 28, 0}},
    UvRow{"aarch64-unknown-linux-gnu", System::linux, Architecture::aarch64, Libc::glibc, {2, 28, 0}},
    UvRow{"x86_64-unknown-linux-musl", System::linux, Architecture::x86_64, Libc::musl, {1, 2, 0}},
    UvRow{"aarch64-unknown-linux-musl", System::linux, Architecture::aarch64, Libc::musl, {1, 2, 0}},
    UvRow{"riscv64-unknown-linux", System::linux, Architecture::riscv64, Libc::glibc, {2, 39, 0}},
    UvRow{"aarch64-apple-darwin", System::macos, Architecture::aarch64, Libc::unknown, {13, 0, 0}},
    UvRow{"x86_64-apple-darwin", System::macos, Architecture::x86_64, Libc::unknown, {13, 0, 0}},
    UvRow{"arm64-apple-ios", System::ios, Architecture::aarch64, Libc::unknown, {13, 0, 0}},
    UvRow{"arm64-apple-ios-simulator", System::ios_simulator, Architecture::aarch64, Libc::unknown, {13, 0, 0}},
    UvRow{"x86_64-apple-ios-simulator", System::ios_simulator, Architecture::x86_64, Libc::unknown, {13, 0, 0}},
    UvRow{"aarch64-linux-android", System::android, Architecture::aarch64, Libc::bionic, {24, 0, 0}},
    UvRow{"x86_64-linux-android", System::android, Architecture::x86_64, Libc::bionic, {24, 0, 0}},
    UvRow{"wasm32-pyodide2024", System::emscripten, Architecture::wasm32, Libc::unknown, {2024, 0, 0}},
    UvRow{"wasm32-pyodide2025", System::emscripten, Architecture::wasm32, Libc::unknown, {2025, 0, 0}},
};

// Accepted, but not in the list that uv prints.
constexpr std::array accepted_rows{
    UvRow{"s390x-unknown-linux-gnu", System::linux, Architecture::s390x, Libc::glibc, {2, 28, 0}},
    UvRow{"powerpc64le-unknown-linux-gnu", System::linux, Architecture::ppc64le, Libc::glibc, {2, 28, 0}},
    UvRow{"loongarch64-unknown-linux-gnu", System::linux, Architecture::loongarch64, Libc::glibc, {2, 36, 0}},
};

// All other values are a product: each of these tags with each processor, "x86_64-manylinux_2_28" or
// "manylinux_2_28_x86_64".
struct UvTag {
  std::string_view tag;
  int glibc;  // 28 of 2.28
};

constexpr std::array uv_tags{
    UvTag{"manylinux2014", 17},  UvTag{"manylinux_2_17", 17}, UvTag{"manylinux_2_28", 28}, UvTag{"manylinux_2_31", 31},
    UvTag{"manylinux_2_32", 32}, UvTag{"manylinux_2_33", 33}, UvTag{"manylinux_2_34", 34}, UvTag{"manylinux_2_35", 35},
    UvTag{"manylinux_2_36", 36}, UvTag{"manylinux_2_37", 37}, UvTag{"manylinux_2_38", 38}, UvTag{"manylinux_2_39", 39},
    UvTag{"manylinux_2_40", 40},
};

struct UvProcessor {
  Architecture architecture;
  int oldest;  // of `glibc` above
};

constexpr std::array printed_processors{UvProcessor{Architecture::x86_64, 17}, UvProcessor{Architecture::aarch64, 17}};
constexpr std::array accepted_processors{UvProcessor{Architecture::s390x, 17}, UvProcessor{Architecture::ppc64le, 17},
                                         UvProcessor{Architecture::loongarch64, 36}};

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

// Rust's u16::from_str: a plus sign is allowed, 65535 is the largest.
std::optional<int> parse_u16(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const std::optional<int> number = parse_number(text);
  return number && *number <= 65535 ? number : std::nullopt;
}

// uv reads major and minor and ignores a third part. If it cannot read them, it silently uses its default. The API
// level is one number.
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

Target target_of(const UvTag& row, Architecture architecture) {
  const std::string value = std::string{name_of(Vocabulary::wheel, architecture)} + "-" + std::string{row.tag};
  return linux_target({value, std::string{source}}, architecture, Libc::glibc, Version{2, row.glibc, 0});
}

// Is it the value in the form of `Spelling::folded`?
bool is_folded(std::string_view folded, std::string_view value) {
  return std::equal(folded.begin(), folded.end(), value.begin(), value.end(),
                    [](char a, char b) { return a == (b == '-' ? '_' : b); });
}

// "first_second"
bool is_pair(std::string_view text, std::string_view first, std::string_view second) {
  return text.size() == first.size() + 1 + second.size() && text.starts_with(first) && text[first.size()] == '_' &&
         text.ends_with(second);
}

std::optional<Target> find_value(std::span<const UvRow> rows, const Spelling& name, const Environment& environment) {
  for (const UvRow& row : rows) {
    if (is_folded(name.folded, row.value)) return target_of(row, environment);
  }
  return std::nullopt;
}

std::optional<Target> find_tag(std::span<const UvProcessor> processors, const Spelling& name) {
  for (const UvProcessor& processor : processors) {
    const std::string_view word = name_of(Vocabulary::wheel, processor.architecture);
    for (const UvTag& row : uv_tags) {
      const bool named = is_pair(name.folded, word, row.tag) || is_pair(name.folded, row.tag, word);
      if (named && row.glibc >= processor.oldest) return target_of(row, processor.architecture);
    }
  }
  return std::nullopt;
}

void add_rows(Platforms& platforms, std::span<const UvRow> rows) {
  for (const UvRow& row : rows) {
    platforms.push_back({std::string{row.value}, {}, target_of(row, nullptr).description});
  }
}

void add_tags(Platforms& platforms, std::span<const UvProcessor> processors) {
  for (const UvProcessor& processor : processors) {
    const std::string word{name_of(Vocabulary::wheel, processor.architecture)};
    for (const UvTag& row : uv_tags) {
      if (row.glibc < processor.oldest) continue;
      const Target target = target_of(row, processor.architecture);
      platforms.push_back({target.name, {std::string{row.tag} + "_" + word}, target.description});
    }
  }
}

}  // namespace

std::optional<Target> uv_platform(const Spelling& name, const Environment& environment) {
  if (auto found = find_value(printed_rows, name, environment)) return found;
  if (auto found = find_value(accepted_rows, name, environment)) return found;
  if (auto found = find_tag(printed_processors, name)) return found;
  return find_tag(accepted_processors, name);
}

Platforms uv_platforms() {
  Platforms platforms;
  add_rows(platforms, printed_rows);
  add_tags(platforms, printed_processors);
  add_rows(platforms, accepted_rows);
  add_tags(platforms, accepted_processors);
  return platforms;
}

}  // namespace platlint::target
