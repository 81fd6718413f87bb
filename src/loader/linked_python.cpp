// SPDX-License-Identifier: Apache-2.0
#include "loader/linked_python.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

#include "text/words.hpp"

namespace platlint {

namespace {

// "3.12", "3.13t.so.1.0". Nothing for "3.so": libpython3.so is the stable ABI's.
std::optional<Python> parse_dotted(std::string_view text) {
  Python python;
  const char* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, python.major);
  if (major.ec != std::errc{} || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, python.minor);
  if (minor.ec != std::errc{}) return std::nullopt;
  python.free_threaded = minor.ptr != end && *minor.ptr == 't';
  return python;
}

// "312.dll", "313t.dll". Nothing for "3.dll" and "3t.dll", the stable ABI's.
std::optional<Python> parse_undotted(std::string_view text) {
  if (text.size() < 2 || text[0] < '2' || text[0] > '3') return std::nullopt;
  Python python{text[0] - '0', 0, false};
  const char* const end = text.data() + text.size();
  const auto minor = std::from_chars(text.data() + 1, end, python.minor);
  if (minor.ec != std::errc{}) return std::nullopt;
  python.free_threaded = minor.ptr != end && *minor.ptr == 't';
  return python;
}

// python312t.dll, libpython3.12.so.1.0, Python.framework/Versions/3.12/Python, and PythonT.framework, which CPython's
// Mac/README.rst names for free-threaded builds.
std::optional<Python> python_of_library(std::string_view library) {
  const std::string folded = text::lower(library);
  const std::string_view name = folded;
  if (name.starts_with("python") && name.ends_with(".dll")) return parse_undotted(name.substr(6));
  for (const std::string_view mark : {"libpython", "python.framework/versions/", "python3.framework/versions/"}) {
    if (const std::size_t at = name.find(mark); at != std::string_view::npos) {
      return parse_dotted(name.substr(at + mark.size()));
    }
  }
  constexpr std::string_view threaded = "pythont.framework/versions/";
  const std::size_t at = name.find(threaded);
  std::optional<Python> python = at == std::string_view::npos ? std::nullopt : parse_dotted(name.substr(at + 27));
  if (python) python->free_threaded = true;
  return python;
}

}  // namespace

std::optional<LinkedPython> linked_python(const Artifact& image) {
  for (const Library& library : image.libraries) {
    if (const std::optional<Python> python = python_of_library(library.name))
      return LinkedPython{*python, library.name};
  }
  return std::nullopt;
}

}  // namespace platlint
