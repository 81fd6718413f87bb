// SPDX-License-Identifier: Apache-2.0
// ECMA-119, 8.1 (ISO 9660: the volume descriptors begin at sector 16); the UDIF trailer of Apple's disk images.
// [MS-CFB] 2.2 and 2.6 (compound files): the root has the class of Windows Installer's databases or patches. The
// superblocks of ext2 to ext4 (fs/ext4/ext4.h) and EROFS (fs/erofs/erofs_fs.h).
#include "inventory/late_kind.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "inventory/number.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using namespace std::literals;

std::string bytes_at(File& file, std::uint64_t offset, std::size_t count) {
  if (offset > file.size() || file.size() - offset < count) return {};
  std::string bytes(count, '\0');
  file.read(offset, std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

// The first entry of the directory is the root; its class is at 80.
bool is_installer_database(File& file) {
  const std::string header = bytes_at(file, 0, 52);
  if (!header.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return false;
  const std::uint64_t sector_bits = little_endian(header, 30, 2);
  if (sector_bits != 9 && sector_bits != 12) return false;
  const std::uint64_t directory = (little_endian(header, 48, 4) + 1) << sector_bits;
  const std::string id = bytes_at(file, directory + 80, 16);
  const std::string_view rest = "\x10\x0C\0\0\0\0\0\xC0\0\0\0\0\0\0\x46"sv;  // 000C108x-0000-0000-C000-000000000046
  return id.size() == 16 && id.substr(1) == rest;
}

bool is_ext(File& file) {
  const std::string block = bytes_at(file, 1024, 84);
  constexpr std::size_t log_block_size = 24, magic = 56, state = 58, revision = 76;
  return block.size() == 84 && block.substr(magic, 2) == "\x53\xEF"sv && little_endian(block, log_block_size, 4) <= 6 &&
         little_endian(block, state, 2) <= 7 && little_endian(block, revision, 4) <= 1;
}

}  // namespace

std::optional<ContainerKind> late_kind(std::string_view path, File& file) {
  const std::string lower = text::lower(path);
  const auto is_named = [&](auto... suffixes) { return (lower.ends_with(suffixes) || ...); };
  if (is_named(".iso", ".img", ".appimage") && bytes_at(file, 32769, 5) == "CD001")
    return ContainerKind{Opener::seeking, "an ISO 9660 image"};
  if (is_named(".dmg", ".img") && file.size() >= 512 && bytes_at(file, file.size() - 512, 4) == "koly")
    return ContainerKind{Opener::nobody, "a disk image"};
  if (is_named(".msi", ".msp", ".msm") && is_installer_database(file))
    return ContainerKind{Opener::nobody, "a Windows installer"};
  if (is_named(".img", ".ext4", ".ext2") && is_ext(file)) return ContainerKind{Opener::nobody, "an ext file system"};
  if (is_named(".img", ".erofs") && bytes_at(file, 1024, 4) == "\xE2\xE1\xF5\xE0"sv)
    return ContainerKind{Opener::nobody, "an EROFS image"};
  return std::nullopt;
}

}  // namespace platlint
