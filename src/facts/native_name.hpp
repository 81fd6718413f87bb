// SPDX-License-Identifier: Apache-2.0
// The promise in the name of a file: this is the only list of native suffixes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "platlint/artifact.hpp"

namespace platlint {

struct NativeSuffix {
  enum class Promise : std::uint8_t {
    likely,   ///< files of other kinds have it too: a script named x.exe, a Git bundle
    certain,  ///< native code, or the file is broken
  };
  std::string_view text;  ///< without its dot, in lower case
  Promise promise = Promise::certain;
  bool library = true;  ///< loaded into a process, not started
  bool elf = false;     ///< the formats whose loaders look for such names
  bool macho = false;
  bool pe = false;

  /// If the loaders of only one format look for it: that format.
  std::optional<Format> only_format() const;
  bool is_asked_for(Format format) const;
};

/// The row of a suffix; null: no row. In either case: the file systems of Windows and macOS do not distinguish "X.DLL"
/// from "x.dll".
const NativeSuffix* find_native_suffix(std::string_view suffix);

/// The promise of the name at the end of a path: "libz.so.1.2.11", "FOO.DLL", "tool.exe".
std::optional<NativeSuffix> native_suffix_of(std::string_view path);

/// Does the name certainly promise native code?
bool has_native_suffix(std::string_view path);

}  // namespace platlint
