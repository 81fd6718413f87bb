// SPDX-License-Identifier: Apache-2.0
// Versions of Python, as `--python` and wheel tags write them.
#include <array>

#include "platlint/error.hpp"
#include "platlint/target.hpp"
#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// PEP 703: the first Python with a free-threaded build.
constexpr int first_free_threaded = 13;

// "312" of cp312: the first digit is the major, as in PEP 425.
std::optional<Python> parse_digits(std::string_view digits) {
  if (digits.size() < 2 || digits.size() > 3) return std::nullopt;
  const std::optional<int> major = target::parse_number(digits.substr(0, 1));
  const std::optional<int> minor = target::parse_number(digits.substr(1));
  if (!major || !minor) return std::nullopt;
  return Python{*major, *minor, false};
}

// "3.12", "3.12.4"
std::optional<Python> parse_dotted(std::string_view text) {
  const std::vector<std::string_view> parts = text::split(text, '.');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  std::array<int, 3> numbers{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<int> number = target::parse_number(parts[i]);
    if (!number || *number > 99) return std::nullopt;
    numbers[i] = *number;
  }
  return Python{numbers[0], numbers[1], false};
}

std::optional<Python> parse(std::string_view text) {
  const bool free_threaded = !text.empty() && text.back() == 't';
  if (free_threaded) text.remove_suffix(1);
  std::optional<Python> python;
  if (text.substr(0, 2) == "cp") {
    python = parse_digits(text.substr(2));
  } else {
    python = parse_dotted(text.substr(0, 6) == "python" ? text.substr(6) : text);
  }
  if (python) python->free_threaded = free_threaded;
  return python;
}

bool exists(const Python& python) {
  if (python.major == 2) return python.minor <= 7 && !python.free_threaded;
  return python.major == 3 && (!python.free_threaded || python.minor >= first_free_threaded);
}

}  // namespace

Python parse_python(std::string_view text) {
  const std::optional<Python> python = parse(target::spell(text).lower);
  if (!python)
    throw Error("unknown Python version " + target::in_quotes(text) + ", expected one such as 3.12, 3.13t or cp312");
  if (!exists(*python))
    throw Error("there is no Python " + to_string(*python) + ", asked for as " + target::in_quotes(text));
  return *python;
}

std::string to_string(const Python& python) {
  return std::to_string(python.major) + "." + std::to_string(python.minor) + (python.free_threaded ? "t" : "");
}

}  // namespace platlint
