// SPDX-License-Identifier: Apache-2.0
#include "inspect/elf_versions.hpp"

namespace platlint {

namespace {

// Real files have fewer than 200. Each one names a string, so this number limits the work.
constexpr std::size_t most_needed_versions = 4096;

template <std::endian order>
std::vector<ElfNeededVersion> read_needed_versions(const Reader& reader, const ElfLayout& layout, std::uint64_t at,
                                                   std::uint16_t count) {
  using Vernaux = elf::Vernaux<order>;
  std::vector<ElfNeededVersion> versions;
  for (std::uint16_t i = 0; i < count; ++i) {
    const auto version = reader.get<Vernaux>(at, "a needed version");
    layout.require_name(reader, version.vna_name, "a needed version");
    versions.push_back({version.vna_flags, version.vna_other, version.vna_name});
    const std::uint32_t next = version.vna_next;
    if (next == 0 && i + 1 != count) throw unreadable("a version need ends before its count");
    if (next != 0 && i + 1 == count) throw unreadable("a version need goes on after its count");
    if (next != 0 && next < sizeof(Vernaux)) throw unreadable("needed versions overlap");
    at += next;
  }
  return versions;
}

// The links are relative, and linkers only write links that lead forward.
template <std::endian order>
std::vector<ElfVersionNeed> follow_version_needs(const Reader& reader, const ElfLayout& layout) {
  using Verneed = elf::Verneed<order>;
  std::vector<ElfVersionNeed> needs;
  const std::optional<std::uint64_t> address = layout.dynamic_value(elf::dt_verneed);
  const std::uint64_t count = layout.dynamic_value(elf::dt_verneednum).value_or(0);
  if (!address) return needs;
  if (count == 0)
    throw unreadable("a version need table without a count");  // loaders follow its links, and need no
                                                               // count
  std::uint64_t at = layout.in_file(*address, sizeof(Verneed), "the version need table").offset;
  std::size_t versions_left = most_needed_versions;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (needs.size() == most_needed_versions) throw unreadable("too many version needs");
    const auto need = reader.get<Verneed>(at, "a version need");
    layout.require_name(reader, need.vn_file, "the library of a version need");
    if (need.vn_cnt > versions_left) throw unreadable("too many needed versions");
    needs.push_back({need.vn_file, read_needed_versions<order>(reader, layout, at + need.vn_aux, need.vn_cnt)});
    versions_left -= need.vn_cnt;
    const std::uint32_t next = need.vn_next;
    if (next == 0) {
      if (i + 1 != count) throw unreadable("the version need table ends before its count");
      return needs;
    }
    if (i + 1 == count) throw unreadable("the version need table goes on after its count");
    if (next < sizeof(Verneed)) throw unreadable("version needs overlap");
    at += next;
  }
  return needs;
}

// One definition: its first auxiliary record (Elfxx_Verdaux) holds its name, the others the versions before it.
template <std::endian order>
std::vector<std::string> follow_versions(const Reader& reader, const ElfLayout& layout, std::uint64_t at,
                                         std::uint64_t count) {
  std::vector<std::string> names;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto version = reader.get<elf::Verdef<order>>(at, "a version definition");
    const std::uint32_t name = reader.get<elf::Verdaux<order>>(at + version.vd_aux, "the name of a version").vda_name;
    layout.require_name(reader, name, "a version");
    if ((version.vd_flags & elf::ver_flg_base) == 0) names.push_back(layout.string(reader, name, "a version"));
    if (version.vd_next == 0) break;
    at += version.vd_next;
  }
  return names;
}

}  // namespace

std::vector<ElfVersionNeed> read_version_needs(const Reader& reader, const ElfLayout& layout) {
  return with_order(layout.order, [&](auto order) { return follow_version_needs<order>(reader, layout); });
}

std::vector<std::string> read_versions(const Reader& reader, const ElfLayout& layout) {
  const std::optional<std::uint64_t> address = layout.dynamic_value(elf::dt_verdef);
  const std::uint64_t count = layout.dynamic_value(elf::dt_verdefnum).value_or(0);
  if (!address || count == 0 || count > most_needed_versions) return {};
  try {
    const std::uint64_t at = layout.in_file(*address, 1, "the version definitions").offset;
    return with_order(layout.order, [&](auto order) { return follow_versions<order>(reader, layout, at, count); });
  } catch (const Broken&) {
    return {};
  }
}

}  // namespace platlint
