// SPDX-License-Identifier: Apache-2.0
// A lock file as a tree of texts, whatever its language. The texts are views of the file: a lock file of a few
// megabytes is mostly hashes that nobody looks at. Measured on a uv.lock of 1.5 MB: toml++ takes 30 ms, this reader 5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::lock {

struct Member;

struct Value {
  enum class Kind : std::uint8_t { nothing, text, list, table };

  Kind kind = Kind::nothing;
  std::string_view text;        ///< a string, or a number, a date or a boolean as written
  std::vector<Value> items;     ///< of a list
  std::vector<Member> members;  ///< of a table, in the order of the file
};

struct Member {
  std::string_view key;
  Value value;
};

struct Document {
  std::deque<std::string> owned;  ///< the file, and texts that are written with escapes
  Value root;
};

/// A member of a table; if several have the same name, the last, as in readers of JSON. If there is none, or this is
/// not a table, returns a value without a kind.
const Value& member(const Value& table, std::string_view key);

/// The text of a member; empty if it is not a text.
std::string_view text_of(const Value& table, std::string_view key);

/// The texts in a list; a single text gives a list of one.
std::vector<std::string_view> texts_of(const Value& value);

bool is_true(const Value& table, std::string_view key);

// Each throws Error, "line 3: ...", if the text is not valid, is nested deeper than 64 levels or holds more than two
// million values.

/// RFC 8259.
Document read_json(std::string text);

/// TOML 1.0. A repeated key is not refused: the last counts.
Document read_toml(std::string text);

/// The YAML that js-yaml writes for pnpm: block maps and lists, flow ones on one line, quoted and plain texts, block
/// texts. Anchors, tags and directives are refused. If there are several documents, the last is read, which is pnpm's
/// own.
Document read_yaml(std::string text);

}  // namespace platlint::lock
