// SPDX-License-Identifier: Apache-2.0
// Finds the symbols of a file that nobody has: not the bundle, not the C library, not the Python that hosts it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/library_index.hpp"

namespace platlint {

class SymbolIndex {
 public:
  /// Both must outlive it.
  SymbolIndex(const WholeBundle& whole, const LibraryIndex& libraries);

  /// The imports of `image` that no file of the deployment defines, and that neither the C library nor the compiler's
  /// runtime nor Python can have. If the system was read, the libraries that it brings are asked as well. Empty if the
  /// symbols of one of its libraries are not known: that library may have them.
  std::vector<const Import*> undefined(const Artifact& image) const;

  /// The imports of a Mach-O or PE image that name a library in the bundle which does not export them. Empty for a
  /// library that the target has too, and for one whose symbols are not known.
  std::vector<const Import*> not_exported(const Artifact& image) const;

 private:
  enum class Reach : std::uint8_t { near, far };
  /// A file of the process. One of the system has a path.
  struct Loaded {
    const Artifact* image;
    std::string_view system_path;
  };

  void add_system(std::vector<Loaded>& files);
  std::optional<Loaded> in_system(const Loaded& file, std::string_view library) const;
  bool is_known(const Artifact& image, Reach reach) const;
  bool is_exported(std::string_view symbol) const;
  bool may_be_of_the_host(const Import& import) const;
  bool is_judged(const Import& import, const Artifact& image) const;

  const WholeBundle& whole_;
  const LibraryIndex& libraries_;
  bool knows_musl_ = false;             // the names of the system's C library are in `exports_`
  std::vector<std::uint32_t> exports_;  // of all files, sorted
};

/// The imports of an image that are names of Python's C API, and that neither this CPython nor a file of the deployment
/// exports.
std::vector<const Import*> lacks_of_python(const Artifact& image, const Python& python, const WholeBundle& whole);

/// The library of the bundle that should have the symbol: the one whose version the import needs, or the only one that
/// the image needs. Empty if that is not certain.
std::string_view owner_of(const Import& import, const Artifact& image, const LibraryIndex& libraries);

/// A C++ name as people write it: "_ZN3c104impl3fooEi" -> "c10::impl::foo(int)". For a rare form, the readable part
/// without its arguments. Other names stay as they are.
std::string readable(std::string_view symbol);

}  // namespace platlint
