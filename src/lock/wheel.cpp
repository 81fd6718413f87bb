// SPDX-License-Identifier: Apache-2.0
#include "lock/wheel.hpp"

#include <algorithm>
#include <charconv>

#include "text/words.hpp"

namespace platlint::lock {

namespace {

// Takes the part before the first dot off: tags are read one by one, because a lock file has thousands of them.
std::string_view next_tag(std::string_view& tags) {
  const std::size_t end = std::min(tags.find('.'), tags.size());
  const std::string_view tag = tags.substr(0, end);
  tags.remove_prefix(std::min(end + 1, tags.size()));
  return tag;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty() || value < 0) return std::nullopt;
  return value;
}

// The minor of "cp312" or "py310"; unset for another major or another word.
std::optional<int> minor_of(std::string_view tag, std::string_view implementation) {
  const std::optional<std::string_view> digits = text::after(tag, implementation);
  if (!digits || digits->size() < 2 || digits->front() != '3') return std::nullopt;
  return number(digits->substr(1));
}

bool is_generic(std::string_view tag, const Python& python) {
  const std::optional<int> minor = minor_of(tag, "py");
  return tag == "py3" || (minor && *minor <= python.minor);
}

// Up to CPython 3.7 the ABI's name had a letter for its malloc (PEP 3149).
std::string own_abi(const Python& python) {
  const std::string name = "cp3" + std::to_string(python.minor);
  return name + (python.free_threaded ? "t" : python.minor < 8 ? "m" : "");
}

bool serves(std::string_view tag, std::string_view abi, const Python& python, bool any) {
  const std::optional<int> minor = minor_of(tag, "cp");
  const bool is_own = minor && *minor == python.minor;
  if (abi == "none") return is_own || is_generic(tag, python);
  if (any) return false;
  if (abi == "abi3") return !python.free_threaded && minor && *minor >= 2 && *minor <= python.minor;
  constexpr int first_abi3t = 15;  // PEP 803
  if (abi == "abi3t") return minor && *minor >= first_abi3t && *minor <= python.minor;
  return is_own && abi == own_abi(python);
}

}  // namespace

std::string_view file_name_of(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  return address.substr(address.find_last_of("/\\") + 1);
}

std::optional<WheelTags> parse_wheel(std::string_view name) {
  const std::optional<std::string_view> stem = text::before(name, ".whl");
  if (!stem) return std::nullopt;
  const std::size_t platform = stem->rfind('-');
  if (platform == std::string_view::npos || platform == 0) return std::nullopt;
  const std::size_t abi = stem->rfind('-', platform - 1);
  if (abi == std::string_view::npos || abi == 0) return std::nullopt;
  const std::size_t python = stem->rfind('-', abi - 1);
  if (python == std::string_view::npos) return std::nullopt;
  return WheelTags{stem->substr(python + 1, abi - python - 1), stem->substr(abi + 1, platform - abi - 1),
                   stem->substr(platform + 1)};
}

bool serves(const WheelTags& tags, const Python& python, bool any) {
  for (std::string_view pythons = tags.python; !pythons.empty();) {
    const std::string_view tag = next_tag(pythons);
    for (std::string_view abis = tags.abi; !abis.empty();) {
      if (serves(tag, next_tag(abis), python, any)) return true;
    }
  }
  return false;
}

std::optional<PlatformTag> serving_tag(const WheelTags& tags, const Target& target) {
  // Most wheels are for another Python: their platforms need not be examined.
  const bool is_python = serves(tags, *target.python, false);
  if (!is_python && !serves(tags, *target.python, true)) return std::nullopt;
  std::optional<PlatformTag> best;
  for (std::string_view platforms = tags.platform; !platforms.empty();) {
    const std::optional<PlatformTag> tag = parse_platform_tag(next_tag(platforms));
    if (!tag || !serves(*tag, target) || !(tag->any ? serves(tags, *target.python, true) : is_python)) continue;
    if (tag->any) return tag;
    if (!best || !tag->floor || (best->floor && *tag->floor < *best->floor)) best = tag;
  }
  return best;
}

}  // namespace platlint::lock
