// SPDX-License-Identifier: Apache-2.0
#include "platlint/version.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace platlint {

namespace {

constexpr int largest_part = 999'999;

#define PLATLINT_TEXT_OF(number) #number
#define PLATLINT_DOTTED(major, minor, patch) \
  PLATLINT_TEXT_OF(major) "." PLATLINT_TEXT_OF(minor) "." PLATLINT_TEXT_OF(patch)
constexpr std::string_view header_version =
    PLATLINT_DOTTED(PLATLINT_VERSION_MAJOR, PLATLINT_VERSION_MINOR, PLATLINT_VERSION_PATCH);

}  // namespace

std::string to_string(const Version& version) {
  std::string text = std::to_string(version.major) + "." + std::to_string(version.minor);
  if (version.patch != 0) text += "." + std::to_string(version.patch);
  return text;
}

std::optional<Version> parse_version(std::string_view text) {
  std::array<int, 3> parts{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (at == end || *at == '-') return std::nullopt;
    const std::from_chars_result read = std::from_chars(at, end, parts[i]);
    if (read.ec != std::errc{} || parts[i] > largest_part) return std::nullopt;
    at = read.ptr;
    if (at == end) return Version{parts[0], parts[1], parts[2]};
    if (*at++ != '.') return std::nullopt;
  }
  return std::nullopt;
}

std::string_view program_version() {
  static_assert(std::string_view(PLATLINT_PROJECT_VERSION) == header_version, "platlint/api.hpp tells another version");
  return PLATLINT_PROJECT_VERSION;
}

}  // namespace platlint
