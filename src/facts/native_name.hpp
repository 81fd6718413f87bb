// SPDX-License-Identifier: Apache-2.0
// What the name of a file promises: the one list of native suffixes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "platlint/artifact.hpp"

namespace platlint {

struct NativeSuffix {
  enum class Promise : std::uint8_t {
    likely,   ///< files of other kinds bear it too: a script named x.exe, a Git bundle
    certain,  ///< native code, or the file is broken
  };
  std::string_view text;  ///< without its dot, in lower case
  Promise promise = Promise::certain;
  bool library = true;  ///< loaded into a process, not started
  bool elf = false;     ///< whose loaders are asked for such names
  bool macho = false;
  bool pe = false;

  /// Where loaders of only one format are asked for it: that format.
  std::optional<Format> only_format() const;
  bool is_asked_for(Format format) const;
};

/// The row of a suffix; null: none. In either case: Windows' and macOS' file systems do not tell "X.DLL" from "x.dll".
const NativeSuffix* find_native_suffix(std::string_view suffix);

/// What is promised by the name at the end of a path: "libz.so.1.2.11", "FOO.DLL", "tool.exe".
std::optional<NativeSuffix> native_suffix_of(std::string_view path);

/// Is native code promised for certain?
bool has_native_suffix(std::string_view path);

}  // namespace platlint
