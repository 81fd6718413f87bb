// SPDX-License-Identifier: Apache-2.0
// Platform tags of wheels: PEP 425, 730, 738, 783 (for Linux see wheel_linux.cpp) and the "Platform compatibility tags"
// specification of packaging.python.org.
#include <array>
#include <utility>

#include "facts/architectures.hpp"
#include "target/grammars.hpp"
#include "target/platforms.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

struct AppleRow {
  std::string_view suffix;
  System system;
  Architecture first;
  Architecture second;  // unknown: there is only one
};

constexpr std::array macos_rows{
    AppleRow{"_arm64", System::macos, Architecture::aarch64, Architecture::unknown},
    AppleRow{"_x86_64", System::macos, Architecture::x86_64, Architecture::unknown},
    AppleRow{"_universal2", System::macos, Architecture::x86_64, Architecture::aarch64},
};

// PEP 730, "Packaging".
constexpr std::array ios_rows{
    AppleRow{"_arm64_iphoneos", System::ios, Architecture::aarch64, Architecture::unknown},
    AppleRow{"_arm64_iphonesimulator", System::ios_simulator, Architecture::aarch64, Architecture::unknown},
    AppleRow{"_x86_64_iphonesimulator", System::ios_simulator, Architecture::x86_64, Architecture::unknown},
};

Target apple_tag_target(const AppleRow& row, std::string canonical, NumberPair version, std::string cited) {
  std::vector<Architecture> architectures{row.first};
  if (row.second != Architecture::unknown) architectures.push_back(row.second);
  return apple_target({std::move(canonical), std::move(cited)}, row.system, std::move(architectures),
                      Version{version.first, version.second, 0});
}

// Mac OS X 10.0 to 10.16 (which is 11), then one major per year.
bool is_macos(NumberPair version) {
  return version.first == 10 ? version.second <= 16 : version.first > 10 && version.first <= 99 && version.second <= 99;
}

std::optional<Target> macos_tag(const Spelling& name) {
  const std::optional<std::string_view> rest = text::after(name.folded, "macosx_");
  if (!rest) return std::nullopt;
  for (const AppleRow& row : macos_rows) {
    const std::optional<std::string_view> number = text::before(*rest, row.suffix);
    const std::optional<NumberPair> version = number ? parse_pair(*number) : std::nullopt;
    if (!version) continue;
    if (!is_macos(*version)) throw_impossible(name, "macosx_10_0 to macosx_10_16 or macosx_11_0 to macosx_99_99");
    const std::string canonical = "macosx_" + underscored(version->first, version->second) + std::string{row.suffix};
    return apple_tag_target(row, canonical, *version, "Platform compatibility tags, \"macosx\"");
  }
  return std::nullopt;
}

std::optional<Target> ios_tag(const Spelling& name) {
  const std::optional<std::string_view> rest = text::after(name.folded, "ios_");
  if (!rest) return std::nullopt;
  for (const AppleRow& row : ios_rows) {
    const std::optional<std::string_view> number = text::before(*rest, row.suffix);
    const std::optional<NumberPair> version = number ? parse_pair(*number) : std::nullopt;
    if (!version) continue;
    if (version->first < 1 || version->first > 99 || version->second > 99)
      throw_impossible(name, "ios_1_0 to ios_99_99");
    const std::string canonical = "ios_" + underscored(version->first, version->second) + std::string{row.suffix};
    return apple_tag_target(row, canonical, *version, "PEP 730");
  }
  return std::nullopt;
}

std::optional<Target> android_tag(const Spelling& name) {
  const std::optional<std::string_view> rest = text::after(name.folded, "android_");
  if (!rest) return std::nullopt;
  for (const ArchitectureName& row : architecture_names(Vocabulary::android)) {
    const std::string suffix = "_" + std::string{row.name};
    const std::optional<std::string_view> number = text::before(*rest, suffix);
    const std::optional<int> level = number ? parse_number(*number) : std::nullopt;
    if (!level) continue;
    if (*level < 1 || *level > 99) throw_impossible(name, "an API level from 1 to 99");
    return android_target({"android_" + std::to_string(*level) + suffix, "PEP 738"}, row.architecture, level);
  }
  return std::nullopt;
}

struct WindowsRow {
  std::string_view tag;
  Architecture architecture;
};

constexpr std::array windows_rows{
    WindowsRow{"win32", Architecture::i686},
    WindowsRow{"win_amd64", Architecture::x86_64},
    WindowsRow{"win_arm64", Architecture::aarch64},
};

std::optional<Target> windows_tag(const Spelling& name) {
  for (const WindowsRow& row : windows_rows) {
    if (row.tag == name.folded) return windows_target({std::string{row.tag}, "PEP 425"}, row.architecture);
  }
  return std::nullopt;
}

std::optional<Target> pyodide_tag(const Spelling& name) {
  for (const std::string_view prefix : {"pyemscripten_", "pyodide_"}) {
    const std::optional<std::string_view> rest = text::after(name.folded, prefix);
    const std::optional<std::string_view> number = rest ? text::before(*rest, "_wasm32") : std::nullopt;
    const std::optional<NumberPair> version = number ? parse_pair(*number) : std::nullopt;
    if (!version) continue;
    if (version->first < 2024 || version->first > 2099 || version->second > 99) {
      throw_impossible(name, "an ABI from 2024_0 to 2099_99");
    }
    const std::string canonical = std::string{prefix} + underscored(version->first, version->second) + "_wasm32";
    return pyodide_target({canonical, "PEP 783"}, version->first, version->second);
  }
  return std::nullopt;
}

using Reader = std::optional<Target> (*)(const Spelling&);

constexpr std::array<Reader, 6> readers{linux_wheel_platform, macos_tag, windows_tag,
                                        android_tag,          ios_tag,   pyodide_tag};

}  // namespace

std::optional<Target> wheel_platform(const Spelling& name) {
  for (const Reader read : readers) {
    if (std::optional<Target> found = read(name)) return found;
  }
  return std::nullopt;
}

Platforms wheel_platforms() {
  return {
      {"manylinux_2_N_ARCH", {"ARCH-manylinux_2_N"}, "Linux, glibc 2.N (wheel tag)"},
      {"manylinux1_ARCH", {"manylinux2010_ARCH", "manylinux2014_ARCH"}, "Linux, glibc 2.5, 2.12, 2.17 (wheel tag)"},
      {"musllinux_1_N_ARCH", {"ARCH-musllinux_1_N"}, "Linux, musl 1.N (wheel tag)"},
      {"linux_ARCH", {}, "Linux, its libc not declared (wheel tag)"},
      {"linux_armv6l", {}, "Linux armv7l hard float, on ARMv6: Raspberry Pi 1 and Zero (wheel tag)"},
      {"macosx_X_Y_ARCH", {}, "macOS X.Y or newer; ARCH is arm64, x86_64 or universal2 (wheel tag)"},
      {"win_amd64", {}, "Windows AMD64 (wheel tag)"},
      {"win_arm64", {}, "Windows ARM64 (wheel tag)"},
      {"win32", {}, "Windows x86 (wheel tag)"},
      {"android_LEVEL_ABI",
       {},
       "Android, API LEVEL or newer; ABI is arm64_v8a, armeabi_v7a, x86_64 or x86 (wheel tag)"},
      {"ios_X_Y_arm64_iphoneos", {}, "iOS X.Y or newer (wheel tag)"},
      {"ios_X_Y_ARCH_iphonesimulator", {}, "iOS simulator X.Y or newer; ARCH is arm64 or x86_64 (wheel tag)"},
      {"pyemscripten_YEAR_PATCH_wasm32", {"pyodide_YEAR_PATCH_wasm32"}, "Emscripten, Pyodide ABI (wheel tag)"},
  };
}

}  // namespace platlint::target
