// SPDX-License-Identifier: Apache-2.0
// Platform tags: PEP 425, 513, 571, 599, 600, 656, 730, 738, 783. For the tags that a system takes: packaging 26.3
// tags.py, uv crates/uv-platform-tags/src/tags.rs.
#include <algorithm>
#include <charconv>

#include "facts/architectures.hpp"
#include "lock/wheel.hpp"
#include "text/words.hpp"

namespace platlint::lock {

namespace {

constexpr Architecture nobody = Architecture::unknown;

struct Word {
  std::string_view word;
  std::array<Architecture, 2> architectures;
};

// packaging tags.py `_mac_binary_formats`.
constexpr std::array apple_words{
    Word{"x86_64", {Architecture::x86_64, nobody}},
    Word{"arm64", {Architecture::aarch64, nobody}},
    Word{"universal2", {Architecture::x86_64, Architecture::aarch64}},
    Word{"universal", {Architecture::x86_64, nobody}},
    Word{"intel", {Architecture::x86_64, nobody}},
    Word{"fat64", {Architecture::x86_64, nobody}},
    Word{"fat32", {Architecture::x86_64, nobody}},
};

constexpr std::array windows_words{
    Word{"win_amd64", {Architecture::x86_64, nobody}},
    Word{"win32", {Architecture::i686, nobody}},
    Word{"win_arm64", {Architecture::aarch64, nobody}},
};

struct Legacy {
  std::string_view policy;
  int minor;
};

// PEP 600, "Legacy manylinux tags".
constexpr std::array legacy_policies{Legacy{"manylinux2014_", 17}, Legacy{"manylinux2010_", 12},
                                     Legacy{"manylinux1_", 5}};

template <class Rows>
std::optional<std::array<Architecture, 2>> find_word(const Rows& rows, std::string_view word) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.word == word; });
  return found == rows.end() ? std::nullopt : std::optional(found->architectures);
}

// "2_17_x86_64" -> 2, and the text becomes "17_x86_64".
std::optional<int> take_number(std::string_view& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto size = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || size == 0 || size == text.size() || *end != '_') return std::nullopt;
  text.remove_prefix(size + 1);
  return value;
}

std::optional<Version> take_pair(std::string_view& text) {
  const std::optional<int> first = take_number(text);
  const std::optional<int> second = first ? take_number(text) : std::nullopt;
  return second ? std::optional(Version{*first, *second, 0}) : std::nullopt;
}

std::optional<PlatformTag> linux_tag(PlatformTag tag, std::string_view architecture, Libc libc,
                                     std::optional<Version> floor) {
  const std::optional<Architecture> found = architecture_named(Vocabulary::wheel, architecture);
  if (!found) return std::nullopt;
  tag.system = System::linux;
  tag.architectures = {*found, nobody};
  tag.libc = libc;
  tag.floor = floor;
  return tag;
}

std::optional<PlatformTag> linux_tag(const PlatformTag& tag) {
  std::string_view rest = tag.text;
  for (const Legacy& row : legacy_policies) {
    if (const auto architecture = text::after(rest, row.policy))
      return linux_tag(tag, *architecture, Libc::glibc, Version{2, row.minor, 0});
  }
  if (const auto architecture = text::after(rest, "linux_"))
    return linux_tag(tag, *architecture, Libc::unknown, std::nullopt);
  const bool is_musl = rest.starts_with("musllinux_");
  if (!is_musl && !rest.starts_with("manylinux_")) return std::nullopt;
  rest.remove_prefix(std::string_view("manylinux_").size());
  const std::optional<Version> floor = take_pair(rest);
  return floor ? linux_tag(tag, rest, is_musl ? Libc::musl : Libc::glibc, floor) : std::nullopt;
}

std::optional<PlatformTag> macos_tag(PlatformTag tag, std::string_view rest) {
  tag.floor = take_pair(rest);
  const auto architectures = find_word(apple_words, rest);
  if (!tag.floor || !architectures) return std::nullopt;
  tag.system = System::macos;
  tag.architectures = *architectures;
  return tag;
}

std::optional<PlatformTag> ios_tag(PlatformTag tag, std::string_view rest) {
  tag.floor = take_pair(rest);
  const std::size_t end = std::min(rest.rfind('_'), rest.size());
  const auto architectures = find_word(apple_words, rest.substr(0, end));
  if (!tag.floor || !architectures) return std::nullopt;
  tag.system = rest.ends_with("_iphoneos") ? System::ios : System::ios_simulator;
  tag.architectures = *architectures;
  return tag;
}

std::optional<PlatformTag> android_tag(PlatformTag tag, std::string_view rest) {
  const std::optional<int> level = take_number(rest);
  const std::optional<Architecture> architecture = architecture_named(Vocabulary::android, rest);
  if (!level || !architecture) return std::nullopt;
  tag.system = System::android;
  tag.architectures = {*architecture, nobody};
  tag.floor = Version{*level, 0, 0};
  return tag;
}

bool has_architecture(const PlatformTag& tag, Architecture architecture) {
  return std::find(tag.architectures.begin(), tag.architectures.end(), architecture) != tag.architectures.end();
}

// Since macOS 11, installers only accept X_0. For older releases, arm64 only accepts universal binaries.
bool serves_macos(const PlatformTag& tag, const Target& target) {
  const Version& floor = *tag.floor;
  if (floor.major >= 11 && floor.minor != 0) return false;
  const bool is_universal = has_architecture(tag, Architecture::x86_64);
  if (floor.major < 11 && target.architectures.front() == Architecture::aarch64 && !is_universal) return false;
  return !target.system_version || Version{floor.major, floor.minor, 0} <= *target.system_version;
}

}  // namespace

std::optional<PlatformTag> parse_platform_tag(std::string_view text) {
  PlatformTag tag;
  tag.text = text;
  tag.any = text == "any";
  if (tag.any) return tag;
  if (const auto rest = text::after(text, "macosx_")) return macos_tag(tag, *rest);
  if (const auto rest = text::after(text, "ios_")) return ios_tag(tag, *rest);
  if (const auto rest = text::after(text, "android_")) return android_tag(tag, *rest);
  if (const auto words = find_word(windows_words, text)) {
    tag.system = System::windows;
    tag.architectures = *words;
    return tag;
  }
  if (text.ends_with("_wasm32")) {
    tag.system = System::emscripten;
    return tag;
  }
  return linux_tag(tag);
}

bool is_for_system(const PlatformTag& tag, const Target& target) {
  if (tag.any) return true;
  if (tag.system != target.system) return false;
  if (tag.system == System::emscripten) return true;
  return std::all_of(target.architectures.begin(), target.architectures.end(),
                     [&](Architecture one) { return has_architecture(tag, one); });
}

bool serves(const PlatformTag& tag, const Target& target) {
  if (tag.any) return true;
  if (!is_for_system(tag, target)) return false;
  switch (tag.system) {
    case System::linux:
      if (tag.libc == Libc::unknown || target.libc == Libc::unknown) return true;
      return tag.libc == target.libc && (!target.libc_version || *tag.floor <= *target.libc_version);
    case System::macos:
      return serves_macos(tag, target);
    case System::emscripten:
      return std::find(target.wheel_tags.begin(), target.wheel_tags.end(), tag.text) != target.wheel_tags.end();
    default:
      return !tag.floor || !target.system_version || *tag.floor <= *target.system_version;
  }
}

}  // namespace platlint::lock
