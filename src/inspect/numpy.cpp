// SPDX-License-Identifier: Apache-2.0
// import_array() is a static function in each module that uses NumPy's C interface. It imports a module by a name that
// stands in the file: of NumPy 1 (numpy/core/code_generators/generate_numpy_api.py, v1.16 to v1.26) one name, of NumPy
// 2 the new one and then the old one (the same file, v2.0 and later). The headers of 2 also write the oldest release
// into the message of the check (numpyconfig.h, NPY_FEATURE_VERSION_STRING). Modules of pybind11 and of Rust make the
// name at run time and tell nothing.
#include "inspect/numpy.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::string_view mark{"numpy.core._multiarray_umath\0", 29};  // without its end it is part of messages
constexpr std::string_view newer_mark{"numpy._core._multiarray_umath\0", 30};
constexpr std::string_view message = "C-API version 0x%x (NumPy ";
constexpr std::uint64_t piece = 1 << 18, longest_behind = 64;  // of a mark, or of the message and its number

using Searcher = std::boyer_moore_horspool_searcher<std::string_view::const_iterator>;

const Searcher& searcher(std::string_view what) {
  static const Searcher old(mark.begin(), mark.end());
  static const Searcher newer(newer_mark.begin(), newer_mark.end());
  static const Searcher version(message.begin(), message.end());
  return what == mark ? old : what == newer_mark ? newer : version;
}

std::size_t find(std::string_view text, std::string_view what) {
  const auto at = std::search(text.begin(), text.end(), searcher(what));
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

// "2.0" of "2.0) but the running NumPy".
std::optional<Version> version_at(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  return parse_version(text.substr(0, end));
}

struct Found {
  bool old = false;
  bool newer = false;
  std::optional<Version> oldest;

  void look(std::string_view text) {
    old = old || find(text, mark) != std::string_view::npos;
    newer = newer || find(text, newer_mark) != std::string_view::npos;
    if (oldest) return;
    const std::size_t at = find(text, message);
    if (at != std::string_view::npos) oldest = version_at(text.substr(at + message.size()));
  }
  bool tells() const { return old || newer; }
};

void look_through(const Image& image, const FileRange& part, Found& found) {
  std::string text;
  const std::uint64_t size = std::min(part.size, image.size() - std::min(part.offset, image.size()));
  for (std::uint64_t at = 0; at < size; at += piece) {
    text.resize(static_cast<std::size_t>(std::min(piece + longest_behind, size - at)));
    image.read(part.offset + at, std::as_writable_bytes(std::span(text)));
    found.look(text);
  }
}

}  // namespace

NumpyUse read_numpy_use(const Image& image, const std::vector<FileRange>& parts) {
  Found found;
  for (const FileRange& part : parts) {
    look_through(image, part, found);
    if (found.tells()) break;
  }
  if (!found.tells()) return {};
  return {static_cast<std::uint8_t>(found.newer ? 2 : 1), found.newer ? found.oldest : std::nullopt};
}

}  // namespace platlint
