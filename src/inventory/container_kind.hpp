// SPDX-License-Identifier: Apache-2.0
// Tells the kind of a container by its first bytes: everything that holds files, except zip archives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace platlint {

/// The library or code that opens it.
enum class Opener : std::uint8_t {
  ordered,     ///< libarchive, from the front to the end: tar, cpio, ar
  packed,      ///< the same, for whatever is compressed as a whole; RPM packages are too
  seeking,     ///< libarchive, which seeks in it: 7z, cabinets, RAR, ISO 9660
  brotli,      ///< libbrotli
  asar,        ///< our own code, for Electron's
  squashfs,    ///< libsquashfs, if the program was built with it
  zip_behind,  ///< libzip, after a header of its own: jmod, crx
  nobody,      ///< nothing in this program can open it
};

/// How distinctive its first bytes are, for a search among other bytes.
enum class Mark : std::uint8_t {
  binary,   ///< no text begins like this
  letters,  ///< a text might begin like this
  slight,   ///< other data might begin like this
};

struct ContainerKind {
  Opener opener = Opener::nobody;
  std::string_view words;   ///< in a user's words: "a tar archive", "gzip data"
  bool certain = true;      ///< false: such a file is usually one file of data, or only looks like a container
  bool is_package = false;  ///< a distribution's package, which is unpacked over others
  Mark mark = Mark::binary;
};

/// A tar header is one block; its checksum proves that it is one (POSIX.1-2017, pax, "ustar Interchange Format").
inline constexpr std::size_t tar_block = 512;

/// The number of bytes needed to decide, for a file that begins with `magic` (64 bytes, or all there are).
std::size_t bytes_that_tell_container(std::span<const std::byte> magic);

/// The kind of a file with this name that begins with `head`. Unset: it is not a container, or it is a zip archive.
std::optional<ContainerKind> container_kind(std::string_view path, std::span<const std::byte> head);

/// Does an archive of any kind begin like this? Zip archives count too.
bool holds_files(std::span<const std::byte> head);

/// Is this the beginning of a program or an archive, other than a zip, inside a script? `begin`: 512 bytes, or all.
bool begins_as_binary(std::string_view begin);

/// Is this the beginning of an archive, a compressed file or a file system image after a program?
bool begins_as_container(std::string_view begin);

/// Does the name promise files or native code inside the compression: "x.tar.gz", "libx.so.br", "tool.br"?
bool promises_contents(std::string_view path);

/// The name of the only file in it: "libfoo.so" for "lib/libfoo.so.gz".
std::string decoded_name(std::string_view path);

}  // namespace platlint
