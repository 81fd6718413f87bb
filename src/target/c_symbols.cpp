// SPDX-License-Identifier: Apache-2.0
// The functions and variables of the C libraries. A file linked to glibc may ask musl for what both have.
#include "target/c_symbols.hpp"

#include <algorithm>
#include <vector>

namespace platlint {

namespace {

// symbols_of_both, symbols_of_glibc_alone: data/c_symbols.toml.
#include "target/c_symbols.inc"

std::vector<std::string_view> sorted(std::string_view text) {
  std::vector<std::string_view> list;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    list.push_back(rest.substr(0, space));
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  std::sort(list.begin(), list.end());
  return list;
}

}  // namespace

bool musl_has(std::string_view symbol) {
  static const std::vector<std::string_view> list = sorted(symbols_of_both);
  return std::binary_search(list.begin(), list.end(), symbol);
}

bool glibc_has(std::string_view symbol) {
  static const std::vector<std::string_view> list = sorted(symbols_of_glibc_alone);
  return musl_has(symbol) || std::binary_search(list.begin(), list.end(), symbol);
}

}  // namespace platlint
