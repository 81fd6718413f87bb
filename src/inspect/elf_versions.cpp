// SPDX-License-Identifier: Apache-2.0
#include "inspect/elf_versions.hpp"

namespace platlint {

namespace {

// Real files have fewer than 200. Every one names a string, so the number bounds the work.
constexpr std::size_t most_needed_versions = 4096;
constexpr std::uint64_t record = 16;  // sizeof(Elfxx_Verneed), sizeof(Elfxx_Vernaux)

std::vector<ElfNeededVersion> read_needed_versions(const Reader& reader, const ElfLayout& layout, std::uint64_t need,
                                                   std::size_t most) {
  const std::uint16_t count = reader.u16(need + 2, "");
  if (count > most) throw unreadable("too many needed versions");
  std::vector<ElfNeededVersion> versions;
  std::uint64_t auxiliary = need + reader.u32(need + 8, "");
  for (std::uint16_t i = 0; i < count; ++i) {
    reader.require(auxiliary, record, "a needed version");
    const ElfNeededVersion version{reader.u16(auxiliary + 4, ""), reader.u16(auxiliary + 6, ""),
                                   reader.u32(auxiliary + 8, "")};
    layout.require_name(reader, version.name, "a needed version");
    versions.push_back(version);
    const std::uint64_t next = reader.u32(auxiliary + 12, "");
    if (next == 0 && i + 1 != count) throw unreadable("a version need ends before its count");
    if (next != 0 && i + 1 == count) throw unreadable("a version need goes on after its count");
    if (next != 0 && next < record) throw unreadable("needed versions overlap");
    auxiliary += next;
  }
  return versions;
}

}  // namespace

// The links are relative and only ever lead forward in what a linker writes.
std::vector<ElfVersionNeed> read_version_needs(const Reader& reader, const ElfLayout& layout) {
  std::vector<ElfVersionNeed> needs;
  const std::optional<std::uint64_t> address = layout.dynamic_value(dt_verneed);
  const std::uint64_t count = layout.dynamic_value(dt_verneednum).value_or(0);
  if (!address) return needs;
  if (count == 0) throw unreadable("a version need table without a count");  // loaders follow its links, and need none
  std::uint64_t need = layout.in_file(*address, record, "the version need table").offset;
  std::size_t versions_left = most_needed_versions;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (needs.size() == most_needed_versions) throw unreadable("too many version needs");
    reader.require(need, record, "a version need");
    const std::uint32_t library = reader.u32(need + 4, "");
    layout.require_name(reader, library, "the library of a version need");
    needs.push_back({library, read_needed_versions(reader, layout, need, versions_left)});
    versions_left -= needs.back().versions.size();
    const std::uint64_t next = reader.u32(need + 12, "");
    if (next == 0) {
      if (i + 1 != count) throw unreadable("the version need table ends before its count");
      return needs;
    }
    if (i + 1 == count) throw unreadable("the version need table goes on after its count");
    if (next < record) throw unreadable("version needs overlap");
    need += next;
  }
  return needs;
}

namespace {

// One definition: its first auxiliary record (Elfxx_Verdaux) holds its name, the others the versions before it.
std::vector<std::string> follow_versions(const Reader& reader, const ElfLayout& layout, std::uint64_t at,
                                         std::uint64_t count) {
  constexpr std::uint64_t size = 20;
  constexpr std::uint16_t base = 1;  // VER_FLG_BASE
  std::vector<std::string> names;
  for (std::uint64_t i = 0; i < count; ++i) {
    reader.require(at, size, "a version definition");
    const std::uint32_t name = reader.u32(at + reader.u32(at + 12, ""), "the name of a version");
    layout.require_name(reader, name, "a version");
    if ((reader.u16(at + 2, "") & base) == 0)
      names.push_back(reader.string(layout.strings->offset + name, layout.strings->offset + layout.strings->size, ""));
    const std::uint32_t next = reader.u32(at + 16, "");
    if (next == 0) break;
    at += next;
  }
  return names;
}

}  // namespace

std::vector<std::string> read_versions(const Reader& reader, const ElfLayout& layout) {
  const std::optional<std::uint64_t> address = layout.dynamic_value(dt_verdef);
  const std::uint64_t count = layout.dynamic_value(dt_verdefnum).value_or(0);
  if (!address || count == 0 || count > most_needed_versions) return {};
  try {
    return follow_versions(reader, layout, layout.in_file(*address, 1, "the version definitions").offset, count);
  } catch (const Broken&) {
    return {};
  }
}

}  // namespace platlint
