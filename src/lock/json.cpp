// SPDX-License-Identifier: Apache-2.0
// RFC 8259.
#include "lock/scanner.hpp"

namespace platlint::lock {

namespace {

class JsonReader : private Scanner {
 public:
  explicit JsonReader(std::string text) : Scanner(std::move(text)) {}

  Document read() {
    document_.root = value(0);
    skip_space();
    if (!at_end()) fail("not JSON: something stands behind the end");
    return std::move(document_);
  }

 private:
  void skip_space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
  }

  Value value(std::size_t depth) {
    enter(depth);
    skip_space();
    if (take('{')) return object(depth);
    if (take('[')) return array(depth);
    if (take('"')) return scalar(quoted('"', true, false));
    const std::size_t start = at_;
    while (!at_end() && std::string_view(",]} \t\r\n:\"").find(text_[at_]) == std::string_view::npos) ++at_;
    if (at_ == start) fail("not JSON: a value is missing");
    return scalar(text_.substr(start, at_ - start));
  }

  Value object(std::size_t depth) {
    Value result;
    result.kind = Value::Kind::table;
    skip_space();
    if (take('}')) return result;
    do {
      skip_space();
      if (!take('"')) fail("not JSON: a key is missing");
      const std::string_view key = quoted('"', true, false);
      skip_space();
      if (!take(':')) fail("not JSON: ':' is missing");
      result.members.push_back({key, value(depth + 1)});
      skip_space();
    } while (take(','));
    if (!take('}')) fail("not JSON: '}' is missing");
    return result;
  }

  Value array(std::size_t depth) {
    Value result;
    result.kind = Value::Kind::list;
    skip_space();
    if (take(']')) return result;
    do {
      result.items.push_back(value(depth + 1));
      skip_space();
    } while (take(','));
    if (!take(']')) fail("not JSON: ']' is missing");
    return result;
  }
};

}  // namespace

Document read_json(std::string text) {
  return JsonReader(std::move(text)).read();
}

}  // namespace platlint::lock
