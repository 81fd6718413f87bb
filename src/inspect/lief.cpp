// SPDX-License-Identifier: Apache-2.0
#include "inspect/lief.hpp"

// LIEF's iterators derive from std::iterator, which libc++ marks as deprecated; clang says so where they are used.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <LIEF/version.h>
#include <LIEF/ELF.hpp>
#include <LIEF/MachO.hpp>
#include <LIEF/PE.hpp>
#include <LIEF/logging.hpp>
#pragma GCC diagnostic pop

#include <memory>
#include <string_view>

#include "inspect/reader.hpp"

namespace platlint {

namespace {

// LIEF numbers most of its enums as the specifications do, under names that changed between versions.
template <class Enum>
constexpr std::uint64_t number(Enum value) {
  return static_cast<std::uint64_t>(value);
}

void silence() {
  static const bool once = [] {
    LIEF::logging::disable();
    return true;
  }();
  static_cast<void>(once);
}

[[noreturn]] void unreadable() {
  throw Broken(Damage::Kind::unreadable, "LIEF cannot parse it");
}

std::vector<std::string> split(const std::string& paths) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (start <= paths.size()) {
    const std::size_t colon = std::min(paths.find(':', start), paths.size());
    if (colon > start) parts.push_back(paths.substr(start, colon - start));
    start = colon + 1;
  }
  return parts;
}

// d_tag, System V gABI chapter 5
constexpr std::uint64_t needed = 1, soname = 14, search_rpath = 15, search_runpath = 29;

void add_dynamic(ElfFacts& facts, const LIEF::ELF::DynamicEntry& entry) {
  switch (number(entry.tag())) {
    case needed:
      facts.libraries.push_back({dynamic_cast<const LIEF::ELF::DynamicEntryLibrary&>(entry).name(), false});
      break;
    case soname:
      facts.identity = dynamic_cast<const LIEF::ELF::DynamicSharedObject&>(entry).name();
      break;
    case search_rpath:
      facts.rpath = split(dynamic_cast<const LIEF::ELF::DynamicEntryRpath&>(entry).rpath());
      break;
    case search_runpath:
      facts.runpath = split(dynamic_cast<const LIEF::ELF::DynamicEntryRunPath&>(entry).runpath());
      break;
    default:
      break;
  }
}

// Load commands, <mach-o/loader.h>; LC_REQ_DYLD is 0x80000000.
constexpr std::uint32_t lc_load_dylib = 0xC, lc_id_dylib = 0xD, lc_load_dylinker = 0xE, lc_load_weak_dylib = 0x80000018,
                        lc_rpath = 0x8000001C, lc_reexport_dylib = 0x8000001F, lc_lazy_load_dylib = 0x20,
                        lc_version_min_macosx = 0x24, lc_version_min_iphoneos = 0x25, lc_load_upward_dylib = 0x80000023,
                        lc_version_min_tvos = 0x2F, lc_version_min_watchos = 0x30, lc_build_version = 0x32;

std::uint32_t implied_platform(std::uint32_t command) {  // PLATFORM_*, <mach-o/loader.h>
  switch (command) {
    case lc_version_min_macosx:
      return 1;
    case lc_version_min_iphoneos:
      return 2;
    case lc_version_min_tvos:
      return 3;
    case lc_version_min_watchos:
      return 4;
    default:
      return 0;
  }
}

template <class Parts>
Version to_version(const Parts& parts) {
  return {static_cast<int>(parts[0]), static_cast<int>(parts[1]), static_cast<int>(parts[2])};
}

// version_min_command: X.Y.Z as nibbles xxxx.yy.zz at 8. LIEF 0.12 does not know those of tvOS and watchOS.
Version minimum_version(const LIEF::MachO::LoadCommand& command) {
  if (const auto* known = dynamic_cast<const LIEF::MachO::VersionMin*>(&command)) return to_version(known->version());
  const auto& data = command.data();
  if (data.size() < 12) throw Broken(Damage::Kind::unreadable, "LIEF reads no version");
  return {data[10] | data[11] << 8, data[9], data[8]};
}

void add_command(MachoFacts& facts, const LIEF::MachO::LoadCommand& command) {
  const auto kind = static_cast<std::uint32_t>(number(command.command()));
  switch (kind) {
    case lc_load_dylib:
    case lc_reexport_dylib:
    case lc_load_upward_dylib:
      facts.libraries.push_back({dynamic_cast<const LIEF::MachO::DylibCommand&>(command).name(), false});
      break;
    case lc_load_weak_dylib:
    case lc_lazy_load_dylib:
      facts.libraries.push_back({dynamic_cast<const LIEF::MachO::DylibCommand&>(command).name(), true});
      break;
    case lc_id_dylib:
      facts.identity = dynamic_cast<const LIEF::MachO::DylibCommand&>(command).name();
      break;
    case lc_load_dylinker:
      facts.interpreter = dynamic_cast<const LIEF::MachO::DylinkerCommand&>(command).name();
      break;
    case lc_rpath:
      facts.rpath.push_back(dynamic_cast<const LIEF::MachO::RPathCommand&>(command).path());
      break;
    case lc_build_version: {
      // A zippered image has two, for macOS and for Mac Catalyst: the first counts.
      if (facts.platform != 0) break;
      const LIEF::MachO::BuildVersion& build = dynamic_cast<const LIEF::MachO::BuildVersion&>(command);
      facts.platform = static_cast<std::uint32_t>(number(build.platform()));
      facts.minimum_system = to_version(build.minos());
      break;
    }
    case lc_version_min_macosx:
    case lc_version_min_iphoneos:
    case lc_version_min_tvos:
    case lc_version_min_watchos:
      if (facts.platform != 0) break;  // what stands first counts
      facts.platform = implied_platform(kind);
      facts.minimum_system = minimum_version(command);
      break;
    default:
      break;
  }
}

// LIEF before 0.14 wants a name between the bytes and the configuration. A template, because only there a call that
// does not exist is no error.
template <class Parser>
std::unique_ptr<const LIEF::MachO::FatBinary> parse_macho(const std::vector<std::uint8_t>& image) {
  const LIEF::MachO::ParserConfig config = LIEF::MachO::ParserConfig::quick();
  if constexpr (requires { Parser::parse(image, config); }) {
    return Parser::parse(image, config);
  } else {
    return Parser::parse(image, "", config);
  }
}

}  // namespace

ElfFacts read_elf_with_lief(const std::vector<std::uint8_t>& image) {
  silence();
  const std::unique_ptr<const LIEF::ELF::Binary> binary = LIEF::ELF::Parser::parse(image);
  if (binary == nullptr) unreadable();
  ElfFacts facts;
  facts.interpreter = binary->interpreter();
  for (const LIEF::ELF::DynamicEntry& entry : binary->dynamic_entries()) add_dynamic(facts, entry);
  for (const LIEF::ELF::SymbolVersionRequirement& need : binary->symbols_version_requirement()) {
    for (const LIEF::ELF::SymbolVersionAuxRequirement& version : need.auxiliary_symbols()) {
      constexpr std::uint16_t ver_flg_weak = 2;
      facts.version_needs.push_back({need.name(), version.name(), (version.flags() & ver_flg_weak) != 0});
    }
  }
  return facts;
}

MachoFacts read_macho_with_lief(const std::vector<std::uint8_t>& image) {
  silence();
  const std::unique_ptr<const LIEF::MachO::FatBinary> file = parse_macho<LIEF::MachO::Parser>(image);
  if (file == nullptr || file->size() != 1) unreadable();
  const LIEF::MachO::Binary& binary = *file->at(0);
  MachoFacts facts;
  facts.cpu_type = static_cast<std::uint32_t>(number(binary.header().cpu_type()));
  facts.cpu_subtype = static_cast<std::uint32_t>(binary.header().cpu_subtype()) & 0x00FFFFFF;
  facts.file_type = static_cast<std::uint32_t>(number(binary.header().file_type()));
  for (const LIEF::MachO::LoadCommand& command : binary.commands()) add_command(facts, command);
  return facts;
}

PeFacts read_pe_with_lief(const std::vector<std::uint8_t>& image) {
  silence();
  const std::unique_ptr<const LIEF::PE::Binary> binary = LIEF::PE::Parser::parse(image);
  if (binary == nullptr) unreadable();
  PeFacts facts;
  facts.machine = static_cast<std::uint16_t>(number(binary->header().machine()));
  facts.characteristics = static_cast<std::uint16_t>(number(binary->header().characteristics()));
  facts.minimum_system = {static_cast<int>(binary->optional_header().major_subsystem_version()),
                          static_cast<int>(binary->optional_header().minor_subsystem_version()), 0};
  for (const LIEF::PE::Import& import : binary->imports()) facts.libraries.push_back({import.name(), false});
  for (const LIEF::PE::DelayImport& import : binary->delay_imports()) facts.libraries.push_back({import.name(), true});
  return facts;
}

std::string_view lief_version() {
  static const std::string version = [] {
    std::string text = LIEF_VERSION;  // "0.12.3-" in a release
    return text.substr(0, text.find('-'));
  }();
  return version;
}

}  // namespace platlint
