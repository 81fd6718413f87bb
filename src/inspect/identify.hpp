// SPDX-License-Identifier: Apache-2.0
// Identifies a file by its first bytes, and never by its name.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "inspect/inspect.hpp"

namespace platlint {

enum class Content : std::uint8_t {
  elf,
  macho,
  macho_fat,
  macho_fat64,
  pe,
  coff,
  wasm,
  ar,  // native code, or input of a linker
  empty,
  other,  // anything else
};

/// The number of bytes at the beginning of a file that `identify` needs: a PE header may start as late as this.
inline constexpr std::size_t identify_bytes = 4096;

/// This number of bytes shows whether more must be read, because a DOS program and a PE image begin alike.
inline constexpr std::size_t magic_bytes = 64;

/// The number of bytes that are needed to identify a file that begins with these magic_bytes.
std::size_t bytes_that_tell(Bytes magic);

/// `head` is the beginning of the file: identify_bytes of it, or the whole file if it is shorter. `size` is that of the
/// whole file.
Content identify(Bytes head, std::uint64_t size);

/// The same for a file whose beginning is fetched.
Content identify(const Image& image);

bool is_native(Content content);

/// The content of a file whose name promises native code, in a user's words: "a Git LFS pointer", "an HTML page",
/// "text", "empty". Unset if the file may be in order. This is so if its name promises no native code, or if other
/// files have such names too and this content does not always mean a failed download. Also unset for the files that a
/// Mac leaves beside a file it copied.
std::optional<std::string> find_impostor(std::string_view path, Bytes head, std::uint64_t size);

}  // namespace platlint
