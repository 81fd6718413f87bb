// SPDX-License-Identifier: Apache-2.0
// TOML 1.0.0. Numbers, dates and booleans stay as they are written.
#include <algorithm>

#include "lock/scanner.hpp"

namespace platlint::lock {

namespace {

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

class TomlReader : private Scanner {
 public:
  explicit TomlReader(std::string text) : Scanner(std::move(text)) {}

  Document read() {
    document_.root.kind = Value::Kind::table;
    Value* table = &document_.root;
    for (skip_lines(); !at_end(); skip_lines()) {
      if (peek() == '[') {
        table = header();
      } else {
        assignment(*table, 0);
      }
      end_line();
    }
    return std::move(document_);
  }

 private:
  using Path = std::vector<std::string_view>;
  static constexpr std::size_t most_tables = 4096;  // how many are searched for a name

  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }

  void skip_comment() {
    if (peek() == '#') at_ = std::min(text_.find('\n', at_), text_.size());
  }

  void skip_lines() {
    while (!at_end()) {
      skip_blanks();
      skip_comment();
      if (peek() == '\r') ++at_;
      if (!take('\n')) return;
    }
  }

  void end_line() {
    skip_blanks();
    skip_comment();
    if (peek() == '\r') ++at_;
    if (!at_end() && !take('\n')) fail("not TOML: something stands behind a value");
  }

  std::string_view key() {
    skip_blanks();
    if (take('"')) return quoted('"', true, false);
    if (take('\'')) return quoted('\'', false, false);
    const std::size_t start = at_;
    while (is_bare(peek())) ++at_;
    if (at_ == start) fail("not TOML: a key is missing");
    return text_.substr(start, at_ - start);
  }

  Path path() {
    Path parts{key()};
    for (skip_blanks(); take('.'); skip_blanks()) parts.push_back(key());
    enter(parts.size());
    return parts;
  }

  // The last of several with one name, or a new one.
  Value& place(Value& table, std::string_view name) {
    if (table.members.size() > most_tables) fail("more than " + std::to_string(most_tables) + " tables in one");
    const auto has_name = [&](const Member& one) { return one.key == name; };
    const auto found = std::find_if(table.members.rbegin(), table.members.rend(), has_name);
    return found != table.members.rend() ? found->value : table.members.emplace_back(Member{name, {}}).value;
  }

  // The headers below a list add to its last table.
  Value& inner(Value& table, std::string_view name) {
    Value& value = place(table, name);
    if (value.kind == Value::Kind::list && !value.items.empty()) return value.items.back();
    if (value.kind == Value::Kind::nothing) value.kind = Value::Kind::table;
    return value;
  }

  Value& walk(Value& from, const Path& parts, std::size_t count) {
    Value* at = &from;
    for (std::size_t i = 0; i < count; ++i) {
      at = &inner(*at, parts[i]);
      if (at->kind != Value::Kind::table) fail("not TOML: '" + std::string(parts[i]) + "' is no table");
    }
    return *at;
  }

  Value* header() {
    ++at_;
    const bool is_list = take('[');
    const Path parts = path();
    if (!take(']') || (is_list && !take(']'))) fail("not TOML: ']' is missing");
    if (!is_list) return &walk(document_.root, parts, parts.size());
    Value& table = walk(document_.root, parts, parts.size() - 1);
    Value& list = place(table, parts.back());
    if (list.kind == Value::Kind::nothing) list.kind = Value::Kind::list;
    if (list.kind != Value::Kind::list) fail("not TOML: '" + std::string(parts.back()) + "' is no list");
    Value& added = list.items.emplace_back();
    added.kind = Value::Kind::table;
    return &added;
  }

  void assignment(Value& table, std::size_t depth) {
    const Path parts = path();
    if (!take('=')) fail("not TOML: '=' is missing");
    Value& into = walk(table, parts, parts.size() - 1);
    into.members.push_back({parts.back(), value(depth + 1)});
  }

  Value value(std::size_t depth) {
    enter(depth);
    skip_blanks();
    if (starts("\"\"\"")) return scalar(many_lines('"'));
    if (starts("'''")) return scalar(many_lines('\''));
    if (take('"')) return scalar(quoted('"', true, false));
    if (take('\'')) return scalar(quoted('\'', false, false));
    if (take('[')) return array(depth);
    if (take('{')) return inline_table(depth);
    const std::size_t start = at_;
    while (!at_end() && std::string_view(",]}#\r\n").find(text_[at_]) == std::string_view::npos) ++at_;
    std::string_view word = text_.substr(start, at_ - start);
    while (word.ends_with(' ') || word.ends_with('\t')) word.remove_suffix(1);
    if (word.empty()) fail("not TOML: a value is missing");
    return scalar(word);
  }

  // Texts of many lines are descriptions: they are skipped, and kept as written.
  std::string_view many_lines(char quote) {
    at_ += 3;
    const std::size_t start = at_;
    const std::string_view end = quote == '"' ? "\"\"\"" : "'''";
    while (!at_end() && !starts(end)) at_ += quote == '"' && peek() == '\\' ? 2 : 1;
    if (at_ >= text_.size()) fail("a string without an end");
    const std::string_view text = text_.substr(start, at_ - start);
    at_ += 3;
    for (int more = 0; more < 2 && peek() == quote; ++more) ++at_;
    return text;
  }

  Value array(std::size_t depth) {
    Value result;
    result.kind = Value::Kind::list;
    for (skip_lines(); !take(']'); skip_lines()) {
      result.items.push_back(value(depth + 1));
      skip_lines();
      if (!take(',') && peek() != ']') fail("not TOML: ']' is missing");
    }
    return result;
  }

  Value inline_table(std::size_t depth) {
    Value result;
    result.kind = Value::Kind::table;
    for (skip_lines(); !take('}'); skip_lines()) {
      assignment(result, depth);
      skip_lines();
      if (!take(',') && peek() != '}') fail("not TOML: '}' is missing");
    }
    return result;
  }
};

}  // namespace

Document read_toml(std::string text) {
  return TomlReader(std::move(text)).read();
}

}  // namespace platlint::lock
