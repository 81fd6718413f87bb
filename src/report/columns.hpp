// SPDX-License-Identifier: Apache-2.0
// Text in the columns of a terminal: wide and combining characters, lines that are filled, paths that are shortened.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace platlint {

/// The columns that a terminal gives to a text, which is `printable`. Terminals differ over emoji sequences; this is
/// the most that one of them takes, so that no line is longer than said.
std::size_t columns(std::string_view text);

/// A path in no more than `width` columns (0: as it is). Directories go first, from the middle: "numpy/…/x.so"; a name
/// that is too long itself keeps its beginning and its end.
std::string elided(std::string_view path, std::size_t width);

/// What a line is not broken inside of.
struct Word {
  std::string text;
  std::string_view color = {};  ///< parameters of an SGR sequence (ECMA-48): "1;31"; empty: none
  std::string_view tail = {};   ///< follows without a space and without the color: ":"
};

/// The words of a text, split at spaces.
std::vector<Word> words(std::string_view text);

/// Lines of at most `width` columns (0: one line), each with its '\n'; from the second on they begin with `indent`
/// spaces. A word that is longer than a line is not broken: it may be there to be copied.
/// An option and its value stay on one line where one can hold them.
std::string filled(const std::vector<Word>& words, std::size_t width, std::size_t indent);

}  // namespace platlint
