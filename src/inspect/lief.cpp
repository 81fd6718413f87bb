// SPDX-License-Identifier: Apache-2.0
#include "inspect/lief.hpp"

// LIEF's iterators derive from std::iterator, which libc++ marks as deprecated. clang warns at each use of them.
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

#include "facts/elf_format.hpp"
#include "facts/macho_format.hpp"
#include "inspect/reader.hpp"

namespace platlint {

namespace {

// LIEF gives most of its enums the numbers of the specifications, under names that changed between versions.
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

Broken unparsed() {
  return unreadable("LIEF cannot parse it");
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

void add_dynamic(ElfFacts& facts, const LIEF::ELF::DynamicEntry& entry) {
  switch (number(entry.tag())) {
    case elf::dt_needed:
      facts.libraries.push_back({dynamic_cast<const LIEF::ELF::DynamicEntryLibrary&>(entry).name(), false});
      break;
    case elf::dt_soname:
      facts.identity = dynamic_cast<const LIEF::ELF::DynamicSharedObject&>(entry).name();
      break;
    case elf::dt_rpath:
      facts.rpath = split(dynamic_cast<const LIEF::ELF::DynamicEntryRpath&>(entry).rpath());
      break;
    case elf::dt_runpath:
      facts.runpath = split(dynamic_cast<const LIEF::ELF::DynamicEntryRunPath&>(entry).runpath());
      break;
    default:
      break;
  }
}

std::uint32_t implied_platform(std::uint32_t command) {
  switch (command) {
    case macho::lc_version_min_macosx:
      return macho::platform_macos;
    case macho::lc_version_min_iphoneos:
      return macho::platform_ios;
    case macho::lc_version_min_tvos:
      return macho::platform_tvos;
    case macho::lc_version_min_watchos:
      return macho::platform_watchos;
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
  if (data.size() < 12) throw unreadable("LIEF reads no version");
  return {data[10] | data[11] << 8, data[9], data[8]};
}

void add_command(MachoFacts& facts, const LIEF::MachO::LoadCommand& command) {
  const auto kind = static_cast<std::uint32_t>(number(command.command()));
  switch (kind) {
    case macho::lc_load_dylib:
    case macho::lc_reexport_dylib:
    case macho::lc_load_upward_dylib:
      facts.libraries.push_back({dynamic_cast<const LIEF::MachO::DylibCommand&>(command).name(), false});
      break;
    case macho::lc_load_weak_dylib:
    case macho::lc_lazy_load_dylib:
      facts.libraries.push_back({dynamic_cast<const LIEF::MachO::DylibCommand&>(command).name(), true});
      break;
    case macho::lc_id_dylib:
      facts.identity = dynamic_cast<const LIEF::MachO::DylibCommand&>(command).name();
      break;
    case macho::lc_load_dylinker:
      facts.interpreter = dynamic_cast<const LIEF::MachO::DylinkerCommand&>(command).name();
      break;
    case macho::lc_rpath:
      facts.rpath.push_back(dynamic_cast<const LIEF::MachO::RPathCommand&>(command).path());
      break;
    case macho::lc_build_version: {
      // A zippered image has two, for macOS and for Mac Catalyst: the first counts.
      if (facts.platform != 0) break;
      const LIEF::MachO::BuildVersion& build = dynamic_cast<const LIEF::MachO::BuildVersion&>(command);
      facts.platform = static_cast<std::uint32_t>(number(build.platform()));
      facts.minimum_system = to_version(build.minos());
      break;
    }
    case macho::lc_version_min_macosx:
    case macho::lc_version_min_iphoneos:
    case macho::lc_version_min_tvos:
    case macho::lc_version_min_watchos:
      if (facts.platform != 0) break;  // the first one counts
      facts.platform = implied_platform(kind);
      facts.minimum_system = minimum_version(command);
      break;
    default:
      break;
  }
}

// LIEF before 0.14 needs a name between the bytes and the configuration. This is a template, because only there a call
// that does not exist is not an error.
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
  if (binary == nullptr) throw unparsed();
  ElfFacts facts;
  facts.interpreter = binary->interpreter();
  for (const LIEF::ELF::DynamicEntry& entry : binary->dynamic_entries()) add_dynamic(facts, entry);
  for (const LIEF::ELF::SymbolVersionRequirement& need : binary->symbols_version_requirement()) {
    for (const LIEF::ELF::SymbolVersionAuxRequirement& version : need.auxiliary_symbols()) {
      facts.version_needs.push_back({need.name(), version.name(), (version.flags() & elf::ver_flg_weak) != 0});
    }
  }
  return facts;
}

MachoFacts read_macho_with_lief(const std::vector<std::uint8_t>& image) {
  silence();
  const std::unique_ptr<const LIEF::MachO::FatBinary> file = parse_macho<LIEF::MachO::Parser>(image);
  if (file == nullptr || file->size() != 1) throw unparsed();
  const LIEF::MachO::Binary& binary = *file->at(0);
  MachoFacts facts;
  facts.cpu_type = static_cast<std::uint32_t>(number(binary.header().cpu_type()));
  facts.cpu_subtype = static_cast<std::uint32_t>(binary.header().cpu_subtype()) & macho::cpu_subtype_mask;
  facts.file_type = static_cast<std::uint32_t>(number(binary.header().file_type()));
  for (const LIEF::MachO::LoadCommand& command : binary.commands()) add_command(facts, command);
  return facts;
}

PeFacts read_pe_with_lief(const std::vector<std::uint8_t>& image) {
  silence();
  const std::unique_ptr<const LIEF::PE::Binary> binary = LIEF::PE::Parser::parse(image);
  if (binary == nullptr) throw unparsed();
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
