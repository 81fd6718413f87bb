// SPDX-License-Identifier: Apache-2.0
#include "lock/value.hpp"

#include <algorithm>

namespace platlint::lock {

const Value& member(const Value& table, std::string_view key) {
  static const Value nothing;
  const auto has_key = [&](const Member& one) { return one.key == key; };
  const auto found = std::find_if(table.members.rbegin(), table.members.rend(), has_key);
  return found == table.members.rend() ? nothing : found->value;
}

std::string_view text_of(const Value& table, std::string_view key) {
  return member(table, key).text;
}

std::vector<std::string_view> texts_of(const Value& value) {
  if (value.kind == Value::Kind::text) return {value.text};
  std::vector<std::string_view> texts;
  for (const Value& item : value.items) {
    if (item.kind == Value::Kind::text) texts.push_back(item.text);
  }
  return texts;
}

bool is_true(const Value& table, std::string_view key) {
  return text_of(table, key) == "true";
}

}  // namespace platlint::lock
