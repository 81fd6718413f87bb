// SPDX-License-Identifier: Apache-2.0
// Magic numbers: RFC 1952 (gzip), RFC 8878 (zstd), the .xz file format 1.2.0, bzip2's bzlib documentation, the lz4
// frame format. More: 7zFormat.txt, cpio(5), deb(5), the RPM package format, squashfs 4.0, electron/asar (disk.ts),
// OpenJDK's JmodFile.java, libarchive's reader of LHA. And ARJ's TECHNOTE.TXT, [MS-WIM], QEMU's docs/interop/qcow2.txt,
// and the magic files of file(1) for the rest.
#include "inventory/container_kind.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "facts/native_magic.hpp"
#include "facts/native_name.hpp"
#include "inventory/containers/asar.hpp"
#include "inventory/containers/squashfs.hpp"
#include "inventory/number.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using namespace std::literals;

struct Magic {
  std::string_view bytes;
  ContainerKind kind;
};

constexpr ContainerKind rar{Opener::seeking, "a RAR archive"};
constexpr ContainerKind crx{Opener::zip_behind, "a Chrome extension (crx)"};
constexpr ContainerKind zpaq{Opener::nobody, "a ZPAQ archive"};
constexpr ContainerKind lz4{Opener::packed, "lz4 data", false};

constexpr std::array magics{
    Magic{"\x1F\x8B\x08"sv, {Opener::packed, "gzip data", false}},
    Magic{"\xFD"
          "7zXZ\0"sv,
          {Opener::packed, "xz data", false}},
    Magic{"\x28\xB5\x2F\xFD"sv, {Opener::packed, "zstd data", false}},
    Magic{"\x04\x22\x4D\x18"sv, lz4},
    Magic{"\x02\x21\x4C\x18"sv, lz4},
    Magic{"LZIP\x01"sv, {Opener::packed, "lzip data", false}},
    Magic{"\x89LZO\0\r\n\x1A\n"sv, {Opener::nobody, "lzop data"}},
    Magic{"LRZI\0"sv, {Opener::nobody, "lrzip data"}},
    Magic{"\x37\x7A\xBC\xAF\x27\x1C"sv, {Opener::seeking, "a 7z archive"}},
    Magic{"Rar!\x1A\x07\0"sv, rar},
    Magic{"Rar!\x1A\x07\x01\0"sv, rar},
    Magic{"MSCF\0\0\0\0"sv, {Opener::seeking, "a cabinet"}},
    Magic{"xar!\0\x1C"sv, {Opener::nobody, "a xar archive"}},
    Magic{"\xED\xAB\xEE\xDB"sv, {Opener::packed, "an RPM package", true, true}},
    Magic{"!<arch>\ndebian-binary"sv, {Opener::ordered, "a Debian package", true, true, Mark::letters}},
    Magic{"JM\x01\0PK\x03\x04"sv, {Opener::zip_behind, "a Java module (jmod)"}},
    Magic{"Cr24\x02\0\0\0"sv, crx},
    Magic{"Cr24\x03\0\0\0"sv, crx},
    Magic{"ADB"
          "d"sv,
          {Opener::nobody, "an Alpine package of version 3", false}},
    Magic{"flatpak\0"sv, {Opener::nobody, "a Flatpak bundle"}},
    Magic{"RZIP\2"sv, {Opener::nobody, "rzip data", true, false, Mark::letters}},
    Magic{"7kSt\xA0\x31\x83\xD3\x8C\xB2\x28\xB0\xD3"sv, zpaq},
    Magic{"zPQ\1"sv, zpaq},
    Magic{"zPQ\2"sv, zpaq},
    Magic{"MSWIM\0\0\0"sv, {Opener::nobody, "a Windows image (wim)"}},
    Magic{"\x45\x3D\xCD\x28"sv, {Opener::nobody, "a cramfs image"}},
    Magic{"-rom1fs-"sv, {Opener::nobody, "a romfs image", true, false, Mark::letters}},
    Magic{"UBI#\1\0\0\0"sv, {Opener::nobody, "a UBI image"}},
    Magic{"XFSB\0"sv, {Opener::nobody, "an XFS file system"}},
    Magic{"QFI\xFB\0\0\0"sv, {Opener::nobody, "a virtual disk (qcow2)"}},
    Magic{"KDMV"
          "\1\0\0\0"sv,
          {Opener::nobody, "a virtual disk (vmdk)"}},
    Magic{"conectix\0"sv, {Opener::nobody, "a virtual disk (vhd)"}},
    Magic{"vhdxfile"sv, {Opener::nobody, "a virtual disk (vhdx)", true, false, Mark::letters}},
    Magic{"StuffIt (c)1997-"sv, {Opener::nobody, "a StuffIt archive", true, false, Mark::letters}},
    Magic{"SIT!\0"sv, {Opener::nobody, "a StuffIt archive"}},
    Magic{"pbzx\0"sv, {Opener::nobody, "an Apple payload (pbzx)"}},
};

bool all_of(std::string_view text, int (*is)(int)) {
  return std::all_of(text.begin(), text.end(), [&](unsigned char c) { return is(c) != 0; });
}

int is_octal(int c) {
  return static_cast<int>(c >= '0' && c <= '7');
}

// "BZh", the block size, and then pi in BCD for a block or its square root for the end.
bool is_bzip2(std::string_view text) {
  if (text.size() < 10 || !text.starts_with("BZh") || text[3] < '1' || text[3] > '9') return false;
  return text.substr(4, 6) == "1AY&SY"sv || text.substr(4, 6) == "\x17\x72\x45\x38\x50\x90"sv;
}

// A skippable frame may come first (RFC 8878, 3.1.2).
bool is_skippable_zstd(std::string_view text) {
  return text.size() > 4 && (static_cast<unsigned char>(text[0]) & 0xF0) == 0x50 &&
         text.substr(1, 3) == "\x2A\x4D\x18"sv;
}

// compress(1): the third byte holds the number of bits in a code, and two unused bits.
bool is_compress(std::string_view text) {
  if (text.size() < 3 || !text.starts_with("\x1F\x9D")) return false;
  const auto flags = static_cast<unsigned char>(text[2]);
  return (flags & 0x60) == 0 && (flags & 0x1F) >= 9 && (flags & 0x1F) <= 16;
}

// It has no magic number. These are checked instead: the usual properties, a dictionary size that is a power of two,
// and a size that is unknown or below 256 GiB (the .lzma file format, liblzma's alone_decoder.c).
bool is_lzma(std::string_view text) {
  if (text.size() < 13 || text[0] != '\x5D' || text[1] != '\0' || text[2] != '\0') return false;
  const unsigned dictionary = static_cast<unsigned char>(text[3]) + 256U * static_cast<unsigned char>(text[4]);
  const std::string_view size = text.substr(5, 8);
  const bool known = static_cast<unsigned char>(size[4]) < 0x40 && size.substr(5) == "\0\0\0"sv;
  return dictionary != 0 && (dictionary & (dictionary - 1)) == 0 &&
         (known || size == "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv);
}

// Numbers as text, in hexadecimal (newc) or octal digits (odc).
bool is_cpio(std::string_view text) {
  if (text.size() < 64) return false;
  if (text.starts_with("070701") || text.starts_with("070702")) return all_of(text.substr(0, 64), std::isxdigit);
  return text.starts_with("070707") && all_of(text.substr(0, 64), is_octal);
}

// The same numbers in 16 bits each, in either byte order, followed by the name and the zero that ends it.
bool is_binary_cpio(std::string_view text) {
  constexpr std::size_t mode_at = 6, name_size_at = 20, name_at = 26;
  if (text.size() < name_at + 2) return false;
  const bool little = text.starts_with("\xC7\x71");
  if (!little && !text.starts_with("\x71\xC7")) return false;
  const auto number = [&](std::size_t at) {
    const std::uint64_t bytes = little_endian(text, at, 2);
    return little ? bytes : (bytes >> 8 | bytes << 8) & 0xFFFF;
  };
  const std::uint64_t type = number(mode_at) >> 12;  // S_IFIFO, S_IFCHR, S_IFDIR, S_IFBLK, S_IFREG, S_IFLNK
  const bool is_type = type == 1 || type == 2 || type == 4 || type == 6 || type == 8 || type == 10;
  const std::uint64_t name = number(name_size_at);
  const std::string_view shown = text.substr(name_at, static_cast<std::size_t>(name));
  const bool is_whole = shown.size() == name;
  return is_type && name > 1 && name <= 4096 && shown.find('\0') == (is_whole ? name - 1 : std::string_view::npos);
}

// "-lh5-" after the header's size and checksum; the header's level is at 20.
bool is_lha(std::string_view text) {
  return text.size() > 20 && text.substr(2, 2) == "-l" && (text[4] == 'h' || text[4] == 'z') && text[6] == '-' &&
         static_cast<unsigned char>(text[20]) <= 3;
}

// The main header: its size, at most 2600, and its type, which is 2.
bool is_arj(std::string_view text) {
  if (text.size() < 11 || !text.starts_with("\x60\xEA")) return false;
  const std::uint64_t size = little_endian(text, 2, 2);
  return size >= 30 && size <= 2600 && text[10] == 2;
}

std::optional<unsigned> octal(std::string_view field) {
  const std::size_t start = std::min(field.find_first_not_of(' '), field.size());
  const std::size_t end = std::min(field.find_first_not_of("01234567", start), field.size());
  if (start == end) return std::nullopt;
  unsigned value = 0;
  for (const char digit : field.substr(start, end - start)) value = value * 8 + static_cast<unsigned>(digit - '0');
  return value;
}

// The checksum is computed as if its own eight bytes were spaces. A v7 archive has no other mark.
bool is_tar(std::string_view text) {
  constexpr std::size_t checksum_at = 148;
  constexpr std::size_t checksum_size = 8;
  if (text.size() < tar_block || text[0] == '\0') return false;
  unsigned sum = checksum_size * ' ';
  for (std::size_t i = 0; i < tar_block; ++i) {
    if (i < checksum_at || i >= checksum_at + checksum_size) sum += static_cast<unsigned char>(text[i]);
  }
  return octal(text.substr(checksum_at, checksum_size)) == sum;
}

// The name comes first, and zeros after it.
bool may_be_tar(std::string_view text) {
  const std::size_t end = std::min(text.find('\0'), text.size());
  const auto is_control = [](unsigned char c) { return c < 0x20; };
  return end != 0 && std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), is_control) &&
         text.find_first_not_of('\0', end) == std::string_view::npos;
}

std::optional<ContainerKind> kind_by_shape(std::span<const std::byte> head) {
  const std::string_view text = text::as_text(head);
  if (is_bzip2(text)) return ContainerKind{Opener::packed, "bzip2 data", false};
  if (is_skippable_zstd(text)) return ContainerKind{Opener::packed, "zstd data", false};
  if (is_compress(text)) return ContainerKind{Opener::packed, "data of compress", false, false, Mark::slight};
  if (is_lzma(text)) return ContainerKind{Opener::packed, "lzma data", false, false, Mark::slight};
  if (is_cpio(text)) return ContainerKind{Opener::ordered, "a cpio archive", true, false, Mark::letters};
  if (is_binary_cpio(text)) return ContainerKind{Opener::ordered, "a cpio archive", true, false, Mark::slight};
  if (is_lha(text)) return ContainerKind{Opener::ordered, "an LHA archive", true, false, Mark::slight};
  if (is_arj(text)) return ContainerKind{Opener::nobody, "an ARJ archive", true, false, Mark::slight};
  if (text.substr(std::min<std::size_t>(text.size(), 7)).starts_with("**ACE**"))
    return ContainerKind{Opener::nobody, "an ACE archive", true, false, Mark::letters};
  if (is_squashfs(head)) {
    const Opener opener = reads_squashfs() ? Opener::squashfs : Opener::nobody;
    return ContainerKind{opener, "a squashfs image", true, false, Mark::letters};
  }
  if (is_asar(head)) return ContainerKind{Opener::asar, "an Electron archive (asar)"};
  if (is_tar(text)) return ContainerKind{Opener::ordered, "a tar archive"};
  return std::nullopt;
}

}  // namespace

std::size_t bytes_that_tell_container(std::span<const std::byte> magic) {
  return may_be_tar(text::as_text(magic)) ? tar_block : magic.size();
}

std::optional<ContainerKind> container_kind(std::string_view path, std::span<const std::byte> head) {
  const std::string_view text = text::as_text(head);
  const auto row =
      std::find_if(magics.begin(), magics.end(), [&](const Magic& magic) { return text.starts_with(magic.bytes); });
  if (row != magics.end()) return row->kind;
  if (const std::optional<ContainerKind> kind = kind_by_shape(head)) return kind;
  // Brotli has no magic number (RFC 7932): only the name tells.
  if (text::lower(path).ends_with(".br")) return ContainerKind{Opener::brotli, "brotli data", false};
  return std::nullopt;
}

bool holds_files(std::span<const std::byte> head) {
  return text::as_text(head).starts_with("PK\3\4") || container_kind("", head);
}

bool begins_as_binary(std::string_view begin) {
  const std::span<const std::byte> head = std::as_bytes(std::span(begin));
  const std::optional<ContainerKind> kind = container_kind("", head);
  return native_magic(head) == NativeMagic::elf || (kind && kind->mark == Mark::binary);
}

bool begins_as_container(std::string_view begin) {
  const std::span<const std::byte> head = std::as_bytes(std::span(begin));
  const std::optional<ContainerKind> kind = container_kind("", head);
  const NativeMagic magic = native_magic(head);
  return magic == NativeMagic::elf || magic == NativeMagic::ar || begin.starts_with("PK\3\4") ||
         (kind && kind->mark != Mark::slight);
}

bool promises_contents(std::string_view path) {
  const std::string name = decoded_name(path);
  if (name == text::file_name(path)) return text::lower(name).ends_with(".tgz") || text::lower(name).ends_with(".txz");
  return name.find('.') == std::string::npos || text::lower(name).ends_with(".tar") || has_native_suffix(name);
}

std::string decoded_name(std::string_view path) {
  const std::string_view name = text::file_name(path);
  const std::string lower = text::lower(name);
  for (const std::string_view suffix : {".gz", ".bz2", ".xz", ".zst", ".lz4", ".lz", ".lzma", ".z", ".br"}) {
    if (lower.size() > suffix.size() && lower.ends_with(suffix))
      return std::string(name.substr(0, name.size() - suffix.size()));
  }
  return std::string(name);
}

}  // namespace platlint
