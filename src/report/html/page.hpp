// SPDX-License-Identifier: Apache-2.0
// The page without its data. embed.py makes it from page.html, the styles and the scripts. It puts their hashes into
// the content security policy (W3C Content Security Policy Level 3, 2.3.1).
#pragma once

#include <span>
#include <string_view>

namespace platlint::html {

/// A piece of the page. If a text from the report follows it, `value` is the name of that text; otherwise it is empty.
/// A literal is no longer than compilers allow.
struct Piece {
  std::string_view text;
  std::string_view value;
};

std::span<const Piece> page();

}  // namespace platlint::html
