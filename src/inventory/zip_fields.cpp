// SPDX-License-Identifier: Apache-2.0
#include "inventory/zip_fields.hpp"

#include <algorithm>

#include "inventory/number.hpp"

namespace platlint {

std::optional<std::string_view> zip_extra_field(std::string_view extra, std::uint64_t tag) {
  while (extra.size() >= 4) {
    const std::uint64_t size = little_endian(extra, 2, 2);
    if (little_endian(extra, 0, 2) == tag) return extra.substr(4, size);
    extra.remove_prefix(std::min<std::size_t>(extra.size(), 4 + size));
  }
  return std::nullopt;
}

void widen(std::initializer_list<std::uint64_t*> numbers, std::string_view extra) {
  constexpr std::uint64_t zip64 = 1;
  std::string_view field = zip_extra_field(extra, zip64).value_or("");
  for (std::uint64_t* const number : numbers) {
    if (*number != zip_in_zip64_field || field.size() < 8) continue;
    *number = little_endian(field, 0, 8);
    field.remove_prefix(8);
  }
}

}  // namespace platlint
