// SPDX-License-Identifier: Apache-2.0
// YAML 1.2.2, limited to the output of js-yaml's `dump` (pnpm, lockfile/fs/src/write.ts: no folded lines, no
// references).
#include <algorithm>

#include "lock/scanner.hpp"

namespace platlint::lock {

namespace {

class YamlReader : private Scanner {
 public:
  explicit YamlReader(std::string text) : Scanner(std::move(text)) {}

  Document read() {
    next_line();
    while (!at_end()) {
      if (is_mark()) {
        at_ = std::min(text_.find('\n', at_), text_.size());
        next_line();
        continue;
      }
      document_.root = block(0, 0);
      if (!at_end() && !is_mark()) fail(not_read);
    }
    return std::move(document_);
  }

 private:
  static constexpr const char* not_read = "not YAML as pnpm writes it";

  bool is_mark() const { return indent_ == 0 && (starts("---") || starts("...")); }

  // Moves to the first character of the next line that is not empty.
  void next_line() {
    while (!at_end()) {
      const std::size_t start = at_;
      while (peek() == ' ') ++at_;
      indent_ = at_ - start;
      if (peek() == '#') at_ = std::min(text_.find('\n', at_), text_.size());
      if (peek() == '\r') ++at_;
      if (!take('\n')) break;
    }
    if (at_end()) indent_ = 0;
  }

  void end_line() {
    while (peek() == ' ') ++at_;
    if (peek() == '#') at_ = std::min(text_.find('\n', at_), text_.size());
    if (peek() == '\r') ++at_;
    if (!at_end() && !take('\n')) fail(not_read);
    next_line();
  }

  bool is_item() const { return peek() == '-' && (peek(1) == ' ' || peek(1) == '\n' || peek(1) == '\r'); }

  // The value in lines that are `indent_` deep.
  Value block(std::size_t least, std::size_t depth) {
    enter(depth);
    if (at_end() || indent_ < least) return {};
    return is_item() ? sequence(depth) : map(depth);
  }

  Value sequence(std::size_t depth) {
    Value result;
    result.kind = Value::Kind::list;
    const std::size_t indent = indent_;
    while (!at_end() && indent_ == indent && is_item()) {
      ++at_;
      while (peek() == ' ') ++at_;
      result.items.push_back(is_map_here() ? map_here(depth + 1) : behind(indent + 1, depth));
    }
    return result;
  }

  Value map(std::size_t depth) {
    Value result;
    result.kind = Value::Kind::table;
    const std::size_t indent = indent_;
    while (!at_end() && indent_ == indent && !is_mark() && !is_item()) {
      const bool is_long = peek() == '?' && peek(1) == ' ';  // a key of more than 1024 characters
      if (is_long) at_ += 2;
      const std::string_view key = this->key(is_long);
      if (is_long) {
        end_line();
        if (indent_ != indent) fail(not_read);
      }
      if (!take(':')) fail(not_read);
      if (peek() != ' ' && peek() != '\n' && peek() != '\r' && !at_end()) fail(not_read);
      while (peek() == ' ') ++at_;
      result.members.push_back({key, is_long && is_map_here() ? map_here(depth + 1) : behind(indent, depth)});
    }
    if (!at_end() && indent_ > indent) fail(not_read);
    return result;
  }

  // Does a map start after "- " or ": ", on the same line?
  bool is_map_here() const {
    const std::string_view line = text_.substr(at_, std::min(text_.find('\n', at_), text_.size()) - at_);
    if (line.empty() || std::string_view("[{|>").find(line[0]) != std::string_view::npos) return false;
    const bool is_quoted = line[0] == '\'' || line[0] == '"';
    const std::size_t behind_key = is_quoted ? line.rfind(line[0]) : 0;
    const std::size_t colon = line.find(':', behind_key);
    return colon != std::string_view::npos && (colon + 1 == line.size() || line[colon + 1] == ' ');
  }

  Value map_here(std::size_t depth) {
    enter(depth);
    indent_ = at_ - std::min(text_.rfind('\n', at_) + 1, at_);
    return map(depth);
  }

  std::string_view key(bool is_long) {
    if (take('"')) return quoted('"', true, false);
    if (take('\'')) return single();
    const std::size_t start = at_;
    while (!at_end() && peek() != '\n' && !(is_key_end() && !is_long)) ++at_;
    std::string_view word = text_.substr(start, at_ - start);
    if (word.ends_with('\r')) word.remove_suffix(1);
    if (word.empty() || std::string_view("&*!|>%@`{}[],").find(word.front()) != std::string_view::npos) fail(not_read);
    return word;
  }

  bool is_key_end() const {
    return peek() == ':' && (peek(1) == ' ' || peek(1) == '\n' || peek(1) == '\r' || at_ + 1 >= text_.size());
  }

  // A quote inside is written twice.
  std::string_view single() {
    const std::string_view first = quoted('\'', false, false);
    if (peek() != '\'') return first;
    std::string text(first);
    while (take('\'')) text += '\'' + std::string(quoted('\'', false, false));
    return keep(std::move(text));
  }

  // The value after "key: " or "- " in a block that is `indent` deep.
  Value behind(std::size_t indent, std::size_t depth) {
    const char c = peek();
    if (c == '\n' || c == '\r' || c == '#' || at_end()) {
      end_line();
      const bool is_list_here = !at_end() && indent_ == indent && is_item();  // js-yaml may not indent lists
      return block(is_list_here ? indent : indent + 1, depth + 1);
    }
    if (c == '|' || c == '>') return block_text(indent);
    Value result = flow(depth + 1, false);
    end_line();
    return result;
  }

  // A description: the lines that are deeper than the key.
  Value block_text(std::size_t indent) {
    const std::size_t start = at_;
    at_ = std::min(text_.find('\n', at_), text_.size());
    std::size_t end = at_;
    next_line();
    while (!at_end() && indent_ > indent) {
      at_ = end = std::min(text_.find('\n', at_), text_.size());
      next_line();
    }
    return scalar(text_.substr(start, end - start));
  }

  Value flow(std::size_t depth, bool inside) {
    enter(depth);
    if (take('"')) return scalar(quoted('"', true, false));
    if (take('\'')) return scalar(single());
    if (take('[')) return flow_list(depth);
    if (take('{')) return flow_map(depth);
    if (std::string_view("&*!%@`").find(peek()) != std::string_view::npos) fail(not_read);
    const std::size_t start = at_;
    while (!at_end() && peek() != '\n' && !(peek() == ' ' && peek(1) == '#') && !(inside && is_flow_end())) ++at_;
    std::string_view word = text_.substr(start, at_ - start);
    while (word.ends_with(' ') || word.ends_with('\r')) word.remove_suffix(1);
    return scalar(word);
  }

  bool is_flow_end() const { return peek() == ',' || peek() == ']' || peek() == '}'; }

  void skip_blanks() {
    while (peek() == ' ') ++at_;
  }

  Value flow_list(std::size_t depth) {
    Value result;
    result.kind = Value::Kind::list;
    for (skip_blanks(); !take(']'); skip_blanks()) {
      result.items.push_back(flow(depth + 1, true));
      skip_blanks();
      if (!take(',') && peek() != ']') fail(not_read);
    }
    return result;
  }

  Value flow_map(std::size_t depth) {
    Value result;
    result.kind = Value::Kind::table;
    for (skip_blanks(); !take('}'); skip_blanks()) {
      const std::string_view key = this->key(false);
      if (!take(':')) fail(not_read);
      skip_blanks();
      result.members.push_back({key, flow(depth + 1, true)});
      skip_blanks();
      if (!take(',') && peek() != '}') fail(not_read);
    }
    return result;
  }

  std::size_t indent_ = 0;
};

}  // namespace

Document read_yaml(std::string text) {
  return YamlReader(std::move(text)).read();
}

}  // namespace platlint::lock
