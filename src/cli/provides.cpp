// SPDX-License-Identifier: Apache-2.0
#include "cli/provides.hpp"

#include "cli/files.hpp"
#include "facts/native_name.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"
#include "text/words.hpp"

namespace platlint::cli {

namespace {

constexpr std::size_t largest_list_of_libraries = std::size_t{1} << 20;  // a whole system has a few thousand

constexpr const char* example = "libgomp.so.1";

std::string read_list(const std::string& file) {
  try {
    return read_text(file, largest_list_of_libraries);
  } catch (const Error& error) {
    throw Error(printable(file) + " is no name of a library, such as " + example +
                ", and no list of them: " + error.what());
  }
}

}  // namespace

bool is_library_name(std::string_view word) {
  if (word.find(".framework/") != std::string_view::npos) return true;
  const auto suffix = native_suffix_of(word);
  return suffix && suffix->library;
}

std::vector<std::string> provided_libraries(const std::string& word) {
  if (text::trim(word).empty()) throw Error(std::string("names no library; say one, such as ") + example);
  if (is_library_name(word)) return {word};
  std::vector<std::string> names;
  std::size_t number = 0;
  const std::string list = read_list(word);
  for (const std::string_view line : text::split(list, '\n')) {
    ++number;
    const std::string name(text::trim(line.substr(0, line.find('#'))));
    if (name.empty()) continue;
    if (!is_library_name(name)) {
      throw Error(printable(word) + ":" + std::to_string(number) + ": " + printable(name) +
                  " is no name of a library, such as " + example);
    }
    names.push_back(name);
  }
  if (names.empty()) throw Error(printable(word) + " names no library: expected one a line, such as " + example);
  return names;
}

}  // namespace platlint::cli
