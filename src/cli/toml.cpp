// SPDX-License-Identifier: Apache-2.0
#include "cli/toml.hpp"

#include <algorithm>

#include "cli/files.hpp"
#include "cli/toml_depth.hpp"
#include "text/nearest.hpp"

namespace platlint::cli {

namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;

// The names of the types in TOML 1.0.0, with their article.
std::string_view type_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a float";
    case toml::node_type::boolean:
      return "a boolean";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date and time";
    case toml::node_type::none:
      break;
  }
  return "nothing";
}

// "python-platform" is too far from "platform" to be a typing error, but the meaning is clear.
std::string nearest_key(std::string_view key, const std::vector<std::string>& known) {
  const std::vector<std::string> near = nearest_names(key, known, 1);
  if (!near.empty()) return near.front();
  std::string longest;
  for (const std::string& name : known) {
    const std::string_view last = key.substr(std::min(key.rfind('-') + 1, key.size()));
    if ((key.starts_with(name + "-") || last == name) && name.size() > longest.size()) longest = name;
  }
  return longest;
}

}  // namespace

TomlFile read_toml(const std::string& path) {
  const std::string text = read_text(path, largest_file);
  if (has_endless_key(text)) throw Error(path + ": not read: a key has more than 32 parts");
  try {
    return {path, toml::parse(text, path)};
  } catch (const toml::parse_error& error) {
    throw Error(path + ":" + std::to_string(error.source().begin.line) +
                ": not TOML: " + std::string(error.description()));
  } catch (const AssertionOfToml& error) {
    throw Error(path + ": not TOML: " + error.what());
  }
}

void fail_at(const TomlFile& file, const toml::source_region& place, const std::string& message) {
  throw Error(file.path + ":" + std::to_string(place.begin.line) + ": " + message);
}

void wrong_type(const TomlFile& file, std::string_view key, const toml::node& node, std::string_view wanted,
                std::string_view verb) {
  fail_at(file, node.source(),
          "'" + std::string(key) + "' must be " + std::string(wanted) + ", " + std::string(verb) + " " +
              std::string(type_of(node)));
}

std::string text_of(const TomlFile& file, std::string_view key, const toml::node& node) {
  const auto* const text = node.as_string();
  if (text == nullptr) wrong_type(file, key, node, "a string");
  if (text->get().empty()) fail_at(file, node.source(), "'" + std::string(key) + "' is empty");
  return text->get();
}

std::vector<std::string> texts_of(const TomlFile& file, std::string_view key, const toml::node& node) {
  const toml::array* const list = node.as_array();
  if (list == nullptr && !node.is_string()) wrong_type(file, key, node, "a string or an array of strings");
  if (list == nullptr) return {text_of(file, key, node)};
  std::vector<std::string> texts;
  for (const toml::node& item : *list) {
    if (!item.is_string()) wrong_type(file, key, item, "an array of strings", "one of its values is");
    texts.push_back(text_of(file, key, item));
  }
  return texts;
}

void unknown_key(const TomlFile& file, const toml::key& key, const std::string& table,
                 const std::vector<std::string>& known) {
  const std::string nearest = nearest_key(key.str(), known);
  std::string names;
  for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
  fail_at(file, key.source(),
          "unknown key '" + std::string(key.str()) + "'" + table +
              (nearest.empty() ? "; known are " + names : "; did you mean '" + nearest + "'?"));
}

const toml::table* find_table(const toml::table& table, const std::vector<std::string_view>& path) {
  const toml::table* found = &table;
  for (const std::string_view name : path) {
    const toml::node* const node = found->get(name);
    found = node == nullptr ? nullptr : node->as_table();
    if (found == nullptr) break;
  }
  return found;
}

}  // namespace platlint::cli
