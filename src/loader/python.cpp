// SPDX-License-Identifier: Apache-2.0
#include "loader/python.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

#include "text/words.hpp"

namespace platlint {

namespace {

using Implementation = ExtensionSuffix::Implementation;
using Abi = ExtensionSuffix::Abi;

std::string words(Implementation implementation) {
  switch (implementation) {
    case Implementation::cpython:
      return "CPython ";
    case Implementation::pypy:
      return "PyPy ";
    case Implementation::graalpy:
      return "GraalPy ";
  }
  return "";
}

// The oldest CPython that an abi3 wheel is for, by its tags "cp39-abi3-...".
std::optional<Python> oldest_of_stable_abi(const Package* package) {
  if (package == nullptr) return std::nullopt;
  std::optional<Python> oldest;
  for (const std::string& tag : package->tags) {
    if (!tag.starts_with("cp3") || tag.find("-abi3") == std::string::npos) continue;
    Python python{3, 0, false};
    std::from_chars(tag.data() + 3, tag.data() + tag.size(), python.minor);
    if (!oldest || python.minor < oldest->minor) oldest = python;
  }
  return oldest;
}

// "3.12", "3.13t.so.1.0". Unset for "3.so": libpython3.so is the stable ABI's.
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

// "312.dll", "313t.dll", with that end. Unset for "3.dll" and "3t.dll", the stable ABI's.
std::optional<Python> parse_undotted(std::string_view text) {
  if (text[0] < '2' || text[0] > '3') return std::nullopt;
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

std::string words(const ExtensionSuffix& suffix) {
  if (suffix.abi == Abi::abi3) return "the stable ABI (abi3)";
  if (suffix.abi == Abi::abi3t) return "the free-threaded stable ABI (abi3t)";
  return words(suffix.implementation) + to_string(*suffix.python) + (suffix.debug ? " (debug build)" : "");
}

std::optional<std::string> refusal(const ExtensionSuffix& suffix, const Python& target, const Package* package) {
  const std::string wanted = "CPython " + to_string(target);
  constexpr int first_abi3t = 15;  // of 3.15
  switch (suffix.abi) {
    case Abi::abi3:
      if (target.free_threaded)
        return "built for the stable ABI (abi3), which free-threaded " + wanted + " never imports";
      if (const std::optional<Python> oldest = oldest_of_stable_abi(package); oldest && oldest->minor > target.minor) {
        return "built for CPython " + to_string(*oldest) + " and later (abi3), target has " + wanted;
      }
      return std::nullopt;
    case Abi::abi3t:
      if (target.minor >= first_abi3t) return std::nullopt;
      return "built for the free-threaded stable ABI (abi3t) of CPython 3.15 and later, target has " + wanted;
    case Abi::version:
      break;
  }
  if (suffix.implementation == Implementation::cpython && !suffix.debug && *suffix.python == target)
    return std::nullopt;
  return "built for " + words(suffix) + ", target has " + wanted;
}

std::optional<LinkedPython> linked_python(const Artifact& image) {
  for (const Library& library : image.libraries) {
    if (const std::optional<Python> python = python_of_library(library.name))
      return LinkedPython{*python, library.name};
  }
  return std::nullopt;
}

}  // namespace platlint
