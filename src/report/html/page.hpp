// SPDX-License-Identifier: Apache-2.0
// The page without its data. embed.py makes it of page.html, the styles and the scripts, and puts the hashes of these
// into the content security policy (W3C Content Security Policy Level 3, 2.3.1).
#pragma once

#include <span>
#include <string_view>

namespace platlint::html {

/// Where text stands that only a report knows, `value` has its name; elsewhere it is empty. One literal is no longer
/// than what compilers take.
struct Piece {
  std::string_view text;
  std::string_view value;
};

std::span<const Piece> page();

}  // namespace platlint::html
