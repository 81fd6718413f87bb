// SPDX-License-Identifier: Apache-2.0
// What a file is, by its first bytes and never by its name.
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

/// Bytes of a file's beginning that `identify` wants to see: a PE header may start as late as this allows.
inline constexpr std::size_t identify_bytes = 4096;

/// So many tell whether it is worth looking on, for a DOS program and a PE image begin alike.
inline constexpr std::size_t magic_bytes = 64;

/// How many bytes decide what a file is that begins with these magic_bytes.
std::size_t bytes_that_tell(Bytes magic);

/// `head` is the beginning of the file, identify_bytes of it or all there is; `size` that of the whole file.
Content identify(Bytes head, std::uint64_t size);

/// The same, of a file whose beginning is fetched.
Content identify(const Image& image);

bool is_native(Content content);

/// What stands where the name promises native code, in a user's words: "a Git LFS pointer", "an HTML page", "text",
/// "empty". Nothing where it may be in order: the name promises none, or other files bear it too and this is not a kind
/// that always means a failed download; what a Mac leaves beside a file it copied.
std::optional<std::string> find_impostor(std::string_view path, Bytes head, std::uint64_t size);

}  // namespace platlint
