// SPDX-License-Identifier: Apache-2.0
#include "text/size.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace platlint::text {

std::string size_words(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 4> units{"kB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  double size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; size >= 999.95 && unit + 1 < units.size(); ++unit) size /= 1000;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f ", size);
  return text.data() + std::string(units[unit]);
}

}  // namespace platlint::text
