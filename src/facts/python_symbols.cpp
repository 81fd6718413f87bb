// SPDX-License-Identifier: Apache-2.0
// Names that some CPython exports and another does not: data/python_symbols.toml.
#include "facts/python_symbols.hpp"

#include <array>
#include <cstdint>
#include <unordered_map>

namespace platlint {

namespace {

using Minors = std::uint32_t;  // bit 6 is 3.6

constexpr Minors bit(int minor) {
  return Minors{1} << static_cast<unsigned>(minor);
}

template <class... Minor>
constexpr Minors minors(Minor... minor) {
  return (Minors{0} | ... | bit(minor));
}

struct Row {
  Minors exported;
  std::string_view names;
};

// rows, and the oldest and the newest version that was measured.
#include "facts/python_symbols.inc"

std::unordered_map<std::string_view, Minors> read_rows() {
  std::unordered_map<std::string_view, Minors> result;
  for (const Row& row : rows) {
    for (std::string_view rest = row.names; !rest.empty();) {
      const std::string_view name = rest.substr(0, rest.find(' '));
      rest.remove_prefix(name.size() == rest.size() ? rest.size() : name.size() + 1);
      result.emplace(name, row.exported);
    }
  }
  return result;
}

}  // namespace

std::optional<bool> python_exports(std::string_view symbol, int minor) {
  static const std::unordered_map<std::string_view, Minors> table = read_rows();
  const auto row = table.find(symbol);
  if (row == table.end() || minor < oldest || minor > newest) return std::nullopt;
  const bool exported = (row->second & bit(minor)) != 0;
  // For 3.12 only an early patch release was measured: a later one may have a private name of 3.13.
  const bool may_have = minor == 12 && symbol.front() == '_' && (row->second & bit(13)) != 0;
  if (!exported && may_have) return std::nullopt;
  return exported;
}

}  // namespace platlint
