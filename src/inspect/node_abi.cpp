// SPDX-License-Identifier: Apache-2.0
#include "inspect/node_abi.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string_view>
#include <system_error>

#include "inspect/pieces.hpp"

namespace platlint {

namespace {

constexpr std::string_view node_mark = "node_register_module_v";

// The number behind the mark, up to the end of the name.
std::uint16_t number_behind(std::string_view text) {
  std::uint16_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop != end && *stop == '\0' ? number : 0;
}

std::uint16_t number_in(std::string_view text) {
  static const std::boyer_moore_horspool_searcher search(node_mark.begin(), node_mark.end());
  for (auto at = text.begin();;) {
    at = std::search(at, text.end(), search);
    if (at == text.end()) return 0;
    at += static_cast<std::ptrdiff_t>(node_mark.size());
    const std::uint16_t number = number_behind(text.substr(static_cast<std::size_t>(at - text.begin())));
    if (number != 0) return number;
  }
}

}  // namespace

std::uint16_t find_node_abi(const Image& image, const FileRange& part) {
  constexpr std::uint64_t piece = 0x8000, longest = 32;  // of the mark, its number and the end
  std::uint16_t number = 0;
  read_in_pieces(image, part, piece, longest, [&](std::string_view text) { return (number = number_in(text)) != 0; });
  return number;
}

std::uint16_t find_node_abi(const Image& image) {
  return find_node_abi(image, {0, image.size()});
}

}  // namespace platlint
