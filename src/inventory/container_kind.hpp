// SPDX-License-Identifier: Apache-2.0
// Which container a file is, told by its first bytes: everything that holds files and is no zip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace platlint {

/// Who opens it.
enum class Opener : std::uint8_t {
  ordered,     ///< libarchive, from the front to the end: tar, cpio, ar
  packed,      ///< the same: whatever is compressed as a whole, and RPM packages, which are so too
  seeking,     ///< libarchive, which goes to and fro in it: 7z, cabinets, RAR, ISO 9660
  brotli,      ///< libbrotli
  asar,        ///< our own: Electron's
  squashfs,    ///< libsquashfs, if the program was built with it
  zip_behind,  ///< libzip, behind a header of its own: jmod, crx
  nobody,      ///< none that is known here
};

/// What its first bytes are like, where it is looked for among others.
enum class Mark : std::uint8_t {
  binary,   ///< no text begins so
  letters,  ///< a text might
  slight,   ///< other data might
};

struct ContainerKind {
  Opener opener = Opener::nobody;
  std::string_view words;   ///< in a user's words: "a tar archive", "gzip data"
  bool certain = true;      ///< false: most such files are one file of data, or only look like what they seem
  bool is_package = false;  ///< of a distribution, which is unpacked over others
  Mark mark = Mark::binary;
};

/// A tar header is one block, and tells by its checksum that it is one (POSIX.1-2017, pax, "ustar Interchange Format").
inline constexpr std::size_t tar_block = 512;

/// How many bytes of a file decide, whose beginning is `magic` (64 bytes, or all there are).
std::size_t bytes_that_tell_container(std::span<const std::byte> magic);

/// What a file of this name is that begins with `head`. None: no container, or a zip archive.
std::optional<ContainerKind> container_kind(std::string_view path, std::span<const std::byte> head);

/// Does an archive of any kind begin so, zip archives among them?
bool holds_files(std::span<const std::byte> head);

/// Does a program or an archive, other than a zip, begin in the middle of a script? `begin`: 512 bytes, or all.
bool begins_as_binary(std::string_view begin);

/// Does an archive, a file in a compression or an image of a file system begin behind a program?
bool begins_as_container(std::string_view begin);

/// Does the name promise that there are files or native code behind the compression: "x.tar.gz", "libx.so.br",
/// "tool.br"?
bool promises_contents(std::string_view path);

/// What the only file in it is called: "libfoo.so" of "lib/libfoo.so.gz".
std::string decoded_name(std::string_view path);

}  // namespace platlint
