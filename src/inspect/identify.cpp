// SPDX-License-Identifier: Apache-2.0
// "PE Format" (Microsoft), <mach-o/fat.h>; and files that take the place of a binary.
#include "inspect/identify.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "facts/macho_format.hpp"
#include "facts/native_magic.hpp"
#include "facts/native_name.hpp"
#include "facts/pe_format.hpp"
#include "inspect/reader.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using namespace std::literals;

template <class Row>
Content identify_cafebabe(const Reader& reader, std::uint64_t size, Content fat) {
  using macho::FatHeader;
  if (!reader.holds(0, sizeof(FatHeader))) return Content::other;
  const std::uint32_t slices = reader.get<FatHeader>(0, "the universal header").nfat_arch;
  if (slices == 0 || slices > most_fat_slices) return Content::other;
  // A table that does not fit into the file means a broken fat file only if its first row names a CPU that exists.
  const bool fits = size >= sizeof(FatHeader) + slices * sizeof(Row);
  if (fits || !reader.holds(sizeof(FatHeader), sizeof(macho::Big32))) return fat;
  const std::uint32_t cpu = reader.get<macho::Big32>(sizeof(FatHeader), "the slice table");
  return (cpu & 0xFEFFFFFF) > 64 ? Content::other : fat;
}

// "MZ" alone is a DOS program, or a text that starts so. A PE image has its signature at the offset e_lfanew.
Content identify_mz(const Reader& reader, std::uint64_t size) {
  using pe::ImageDosHeader;
  if (!reader.holds(0, sizeof(ImageDosHeader))) return size >= sizeof(ImageDosHeader) ? Content::pe : Content::other;
  const std::uint32_t signature = reader.get<ImageDosHeader>(0, "the DOS header").e_lfanew;
  if (signature == 0) return Content::other;
  if (!reader.holds(signature, sizeof(pe::Dword))) {
    // This is past the bytes that we were given, or past the end. The PE reader refuses a damaged PE; text is not PE.
    const std::string start = reader.text(0, sizeof(ImageDosHeader), "the DOS header");
    return start.find('\0') == std::string_view::npos ? Content::other : Content::pe;
  }
  const std::uint32_t found = reader.get<pe::Dword>(signature, "the PE signature");
  return found == pe::image_nt_signature ? Content::pe : Content::other;
}

// An object file: a machine, sections whose table fits, no optional header. Two bytes of magic are few, so the first
// section must have a name that compilers use.
bool is_coff_object(const Reader& reader, std::uint64_t size) {
  using pe::ImageFileHeader, pe::ImageSectionHeader;
  constexpr std::uint64_t least = sizeof(ImageFileHeader) + sizeof(ImageSectionHeader);
  if (size < least || !reader.holds(0, least)) return false;
  const auto header = reader.get<ImageFileHeader>(0, "the COFF header");
  constexpr std::array machines{pe::image_file_machine_amd64, pe::image_file_machine_arm64, pe::image_file_machine_i386,
                                pe::image_file_machine_armnt, pe::image_file_machine_arm64ec};
  if (std::find(machines.begin(), machines.end(), header.Machine) == machines.end()) return false;
  const auto name = reader.get<ImageSectionHeader>(sizeof(header), "the section table").Name;
  const bool named = (name[0] == '.' || name[0] == '/') && text::is_alphanumeric(name[1]);
  const std::uint64_t end = sizeof(header) + header.NumberOfSections * sizeof(ImageSectionHeader);
  return header.NumberOfSections != 0 && named && header.SizeOfOptionalHeader == 0 && end <= size;
}

Content identify_by_magic(Bytes head, const Reader& reader, std::uint64_t size) {
  switch (native_magic(head)) {
    case NativeMagic::elf:
      return Content::elf;
    case NativeMagic::macho:
      return Content::macho;
    case NativeMagic::fat:
      return identify_cafebabe<macho::FatArch>(reader, size, Content::macho_fat);
    case NativeMagic::fat64:
      return identify_cafebabe<macho::FatArch64>(reader, size, Content::macho_fat64);
    case NativeMagic::ar:  // deb(5): a package, not a library
      return text::as_text(head).starts_with("!<arch>\ndebian-binary") ? Content::other : Content::ar;
    case NativeMagic::wasm:
      return Content::wasm;
    case NativeMagic::mz:
      return identify_mz(reader, size);
    case NativeMagic::none:
      break;
  }
  return Content::other;
}

bool is_text(std::string_view head) {
  return std::none_of(head.begin(), head.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b';
  });
}

// Files that are left when a download or a checkout was never finished, whatever they should have been.
std::optional<std::string> describe_failed_download(std::string_view text, std::uint64_t size) {
  if (size == 0) return "empty";
  // The first line of a pointer, by the Git LFS specification (docs/spec.md).
  if (text.starts_with("version https://git-lfs.github.com/spec/")) return "a Git LFS pointer";
  const std::string lower = text::lower(text.substr(0, 512));
  if (lower.find("<!doctype html") != std::string::npos || lower.find("<html") != std::string::npos)
    return "an HTML page";
  return std::nullopt;
}

std::string_view without_space_and_comments(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
    if (!text.starts_with("/*")) return text;
    const std::size_t end = text.find("*/", 2);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  }
}

// In development packages, GNU ld scripts take the place of libc.so, libncurses.so and similar files: comments, then
// commands with their arguments in brackets (GNU ld manual, "Command Language").
bool is_linker_script(std::string_view text) {
  text = without_space_and_comments(text);
  for (const std::string_view command :
       {"INPUT", "GROUP", "OUTPUT_FORMAT", "OUTPUT_ARCH", "OUTPUT", "TARGET", "SEARCH_DIR", "STARTUP", "ENTRY",
        "EXTERN", "SECTIONS", "VERSION", "PHDRS", "MEMORY", "ASSERT", "PROVIDE"}) {
    if (!text.starts_with(command)) continue;
    const std::string_view rest = without_space_and_comments(text.substr(command.size()));
    if (rest.starts_with('(') || rest.starts_with('{')) return true;
  }
  return false;
}

// RFC 1740, appendix B: the attributes of a file whose data lies elsewhere.
bool is_apple_double(std::string_view text) {
  return text.starts_with("\x00\x05\x16\x07"sv);
}

// The places that a Mac keeps them in: "._x.so" beside x.so, and __MACOSX/ in zips (Archive Utility, ditto); also
// netatalk's directory.
bool is_for_attributes(std::string_view path) {
  const std::string_view file = path.substr(path.rfind('/') + 1);
  const auto lies_in = [&](std::string_view directory) {
    const std::size_t at = path.find(directory);
    return at != std::string_view::npos && (at == 0 || path[at - 1] == '/');
  };
  return file.starts_with("._") || lies_in("__MACOSX/") || lies_in(".AppleDouble/");
}

// In a layer of a container image: marks a file that the layer removes (OCI image-spec, layer.md, "Whiteouts").
bool is_whiteout(std::string_view path, std::uint64_t size) {
  return size == 0 && path.substr(path.rfind('/') + 1).starts_with(".wh.");
}

std::string describe_content(std::string_view text) {
  if (is_linker_script(text)) return "a linker script";
  if (is_apple_double(text)) return "the attributes of a Mac's file, without the file";
  if (text.starts_with("PK\x03\x04")) return "a zip archive";
  if (text.starts_with("\x1f\x8b")) return "gzip data";
  if (text.starts_with("MZ")) return "a DOS program";
  // <xcoff.h>, U802TOCMAGIC and U64_TOCMAGIC; <ar.h>, AIAMAGBIG.
  if (text.starts_with("\x01\xDF") || text.starts_with("\x01\xF7") || text.starts_with("<bigaf>\n"))
    return "a binary of AIX (XCOFF)";
  if (text.starts_with("BC\xC0\xDE") || text.starts_with("\xDE\xC0\x17\x0B")) return "LLVM bitcode";
  if (std::all_of(text.begin(), text.end(), [](char c) { return c == '\0'; })) return "nothing but zero bytes";
  return is_text(text) ? "text" : "data of an unknown kind";
}

}  // namespace

std::size_t bytes_that_tell(Bytes magic) {
  return text::as_text(magic).starts_with("MZ") ? identify_bytes : magic_bytes;
}

Content identify(Bytes head, std::uint64_t size) {
  if (size == 0) return Content::empty;
  const MemoryImage shown(head);
  const Reader reader(shown);
  const Content content = identify_by_magic(head, reader, size);
  return content == Content::other && is_coff_object(reader, size) ? Content::coff : content;
}

Content identify(const Image& image) {
  std::array<std::byte, identify_bytes> head;
  const std::span<std::byte> shown = std::span(head).first(std::min<std::uint64_t>(image.size(), identify_bytes));
  image.read(0, shown);
  return identify(shown, image.size());
}

bool is_native(Content content) {
  return content < Content::empty;
}

std::optional<std::string> find_impostor(std::string_view path, Bytes head, std::uint64_t size) {
  const std::optional<NativeSuffix> suffix = native_suffix_of(path);
  if (!suffix || is_whiteout(path, size) || (is_apple_double(text::as_text(head)) && is_for_attributes(path)))
    return std::nullopt;
  if (const std::optional<std::string> failed = describe_failed_download(text::as_text(head), size)) return failed;
  if (suffix->promise != NativeSuffix::Promise::certain) return std::nullopt;
  return describe_content(text::as_text(head));
}

}  // namespace platlint
