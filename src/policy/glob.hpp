// SPDX-License-Identifier: Apache-2.0
// Globs for the paths of entries. POSIX's fnmatch does not know `**`, and other systems have no fnmatch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace platlint::policy {

/// A glob, parsed once. Both glob and path may come from strangers, so the time to match is at most proportional to the
/// product of their lengths. `?` and `[...]` match one character of UTF-8, not a byte.
class Glob {
 public:
  /// Throws Error if a glob is empty or has an open `[`.
  explicit Glob(std::string_view text);

  bool matches(std::string_view path) const;

  /// Does it match the path, or a directory or archive above it?
  bool covers(std::string_view path) const;

 private:
  struct Range {
    char32_t first;
    char32_t last;
  };
  struct Token {
    enum class Kind { literal, any, set, star, directories, rest };
    Kind kind = Kind::literal;
    char32_t character = 0;
    bool negated = false;
    std::vector<Range> ranges = {};

    bool accepts(char32_t c) const;
  };
  using States = std::vector<bool>;  // at i: every token before token i is matched

  void read(std::u32string_view text);
  std::u32string_view read_set(std::u32string_view text);
  States begin() const;
  States step(const States& states, char32_t c) const;
  void enter(States& states, std::size_t token) const;
  bool run(std::string_view path, bool or_above) const;

  std::vector<Token> tokens_;
};

}  // namespace platlint::policy
