// SPDX-License-Identifier: Apache-2.0
// The common parts of the readers of JSON, TOML and YAML: a place in a text, limits, and texts with escapes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "lock/value.hpp"

namespace platlint::lock {

class Scanner {
 protected:
  explicit Scanner(std::string text);

  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const { return text_.size() - at_ > ahead ? text_[at_ + ahead] : '\0'; }
  bool take(char wanted) {
    if (at_end() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  bool starts(std::string_view words) const { return text_.substr(at_).starts_with(words); }

  /// Throws Error: "line 3: " and the message.
  [[noreturn]] void fail(const std::string& message) const;

  /// Counts a value and its depth. Throws Error if there are too many, or if it is too deep.
  void enter(std::size_t depth);

  /// The string after the quote at `at_`, up to the same quote. `escapes`: those of JSON and TOML, and YAML's with two
  /// digits, are read. `lines`: it may have line breaks.
  std::string_view quoted(char quote, bool escapes, bool lines);

  /// Keeps a text as long as the document.
  std::string_view keep(std::string text) { return document_.owned.emplace_back(std::move(text)); }

  static Value scalar(std::string_view text) {
    Value value;
    value.kind = Value::Kind::text;
    value.text = text;
    return value;
  }

  Document document_;
  std::string_view text_;
  std::size_t at_ = 0;

 private:
  void unescape(std::string& into);
  void character(std::string& into, std::size_t digits);

  std::size_t values_ = 0;
};

}  // namespace platlint::lock
