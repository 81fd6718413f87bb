// SPDX-License-Identifier: Apache-2.0
// import_array() is a static function in each module that uses NumPy's C interface. It imports a module whose name is a
// text in the file. With NumPy 1 this is one name (numpy/core/code_generators/generate_numpy_api.py, v1.16 to v1.26).
// With NumPy 2 it is the new name and then the old one (the same file, v2.0 and later).
//
// Cython's modules hold the error message of import_array() even if they do not call it, and end without it at the size
// of numpy.dtype (numpy/__init__.pxd). The headers of 2 also write the oldest release into the message of the check
// (numpyconfig.h, NPY_FEATURE_VERSION_STRING). Modules of pybind11 and of Rust make the name at run time, so they hold
// no sign of it.
#include "inspect/numpy.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "inspect/pieces.hpp"

namespace platlint {

namespace {

constexpr std::string_view core = "multiarray";  // in all marks
constexpr std::string_view message = "C-API version 0x%x (NumPy ";
constexpr std::uint64_t piece = 1 << 18, longest_behind = 64;  // of a mark, or of the message and its number

using Searcher = std::boyer_moore_horspool_searcher<std::string_view::const_iterator>;

std::size_t find(std::string_view text, const Searcher& what, std::size_t from = 0) {
  const auto at = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), what);
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

/// The text around "multiarray" in a file that was compiled with NumPy's headers.
struct Mark {
  std::string_view before, after;
  bool newer;
};

// They include the end of the name: without it, the names are part of other texts.
constexpr std::array marks{
    Mark{"numpy.core._", {"_umath\0", 7}, false},
    Mark{"numpy._core._", {"_umath\0", 7}, true},
    Mark{"numpy.core.", {" failed to import\0", 18}, false},
    Mark{"numpy._core.", {" failed to import\0", 18}, true},
};

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
    static const Searcher cores(core.begin(), core.end());
    static const Searcher messages(message.begin(), message.end());
    for (std::size_t at = find(text, cores); at != std::string_view::npos; at = find(text, cores, at + 1)) {
      look_at(text.substr(0, at), text.substr(at + core.size()));
    }
    if (oldest) return;
    const std::size_t at = find(text, messages);
    if (at != std::string_view::npos) oldest = version_at(text.substr(at + message.size()));
  }
  void look_at(std::string_view before, std::string_view after) {
    for (const Mark& mark : marks) {
      if (before.ends_with(mark.before) && after.starts_with(mark.after)) (mark.newer ? newer : old) = true;
    }
  }
  bool tells() const { return old || newer; }
};

}  // namespace

void add_numpy_use(Artifact& artifact, const Image& image, const std::vector<FileRange>& parts) {
  Found found;
  for (const FileRange& part : parts) {
    read_in_pieces(image, part, piece, longest_behind, [&](std::string_view text) { return found.look(text), false; });
    if (found.tells()) break;
  }
  if (!found.tells()) return;
  artifact.numpy = found.newer ? 2 : 1;
  if (found.newer) artifact.oldest_numpy = found.oldest;
}

}  // namespace platlint
