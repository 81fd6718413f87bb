// SPDX-License-Identifier: Apache-2.0
// Text in the columns of a terminal: wide and combining characters, filling lines, shortening paths.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace platlint {

/// The columns that a terminal uses for a text, which is `printable`. Terminals differ for emoji sequences. This is the
/// largest width that any of them uses, so that no line is too long.
std::size_t columns(std::string_view text);

/// Shortens a path to at most `width` columns (0: unchanged). Directories are dropped first, from the middle:
/// "numpy/…/x.so". A name that is too long itself keeps its beginning and its end.
std::string elided(std::string_view path, std::size_t width);

/// A part of a line that is not broken.
struct Word {
  std::string text;
  std::string_view color = {};  ///< parameters of an SGR sequence (ECMA-48): "1;31"; empty: none
  std::string_view tail = {};   ///< follows without a space and without the color: ":"
};

/// The words of a text, split at spaces.
std::vector<Word> words(std::string_view text);

/// Lines of at most `width` columns (0: one line), each with its '\n'. From the second on, they begin with `indent`
/// spaces. A word that is longer than a line is not broken: the user may want to copy it. An option and its value stay
/// on one line if they fit.
std::string filled(const std::vector<Word>& words, std::size_t width, std::size_t indent);

}  // namespace platlint
