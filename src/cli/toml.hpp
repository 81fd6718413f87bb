// SPDX-License-Identifier: Apache-2.0
// TOML with the place of each value, so that each error names file and line. Nothing else uses toml++.
#pragma once

#include <stdexcept>

namespace platlint::cli {

/// An assertion of toml++ 3.3 that a broken text violates: a '[' at the end of a line.
struct AssertionOfToml : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void fail_assertion_of_toml() {
  throw AssertionOfToml("a text that is cut short");
}

}  // namespace platlint::cli

#define TOML_ASSERT(holds) ((holds) ? static_cast<void>(0) : ::platlint::cli::fail_assertion_of_toml())
#include <toml++/toml.h>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/error.hpp"

namespace platlint::cli {

struct TomlFile {
  std::string path;  ///< as messages name it
  toml::table table;
};

/// Reads a file of at most 1 MiB. Throws Error, with file and line, if it is not valid TOML.
TomlFile read_toml(const std::string& path);

/// Throws Error: "platlint.toml:3: " and the message.
[[noreturn]] void fail_at(const TomlFile& file, const toml::source_region& place, const std::string& message);

/// A string that is not empty. Throws Error otherwise, naming the key.
std::string text_of(const TomlFile& file, std::string_view key, const toml::node& node);

/// A string or an array of strings. Throws Error otherwise, naming the key.
std::vector<std::string> texts_of(const TomlFile& file, std::string_view key, const toml::node& node);

/// Throws Error for an unknown key, with the nearest known one. `table`: " in [tool.platlint]", or "".
[[noreturn]] void unknown_key(const TomlFile& file, const toml::key& key, const std::string& table,
                              const std::vector<std::string>& known);

/// Throws Error: 'platform' must be a string, is an integer. `verb` for a node in a list: "one of its values is".
[[noreturn]] void wrong_type(const TomlFile& file, std::string_view key, const toml::node& node,
                             std::string_view wanted, std::string_view verb = "is");

/// The table at a path of tables, or null.
const toml::table* find_table(const toml::table& table, const std::vector<std::string_view>& path);

/// Runs `check`, and adds the place of the node to its error.
template <class Check>
void check_at(const TomlFile& file, const toml::node& node, Check check) {
  try {
    check();
  } catch (const Error& error) {
    fail_at(file, node.source(), error.what());
  }
}

}  // namespace platlint::cli
