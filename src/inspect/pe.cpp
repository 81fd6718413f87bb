// SPDX-License-Identifier: Apache-2.0
// What a PE image asks of Windows' loader. Numbers: "PE Format" (Microsoft), winnt.h, ECMA-335.
#include "inspect/pe.hpp"

#include <string>
#include <utility>

#include "facts/architectures.hpp"
#include "inspect/lief.hpp"
#include "inspect/node_abi.hpp"
#include "inspect/numpy.hpp"
#include "inspect/pe_excerpt.hpp"
#include "inspect/pe_symbols.hpp"
#include "inspect/second_opinion.hpp"

namespace platlint {

namespace {

// COMIMAGE_FLAGS_*. An assembly of IL only carries some machine, i386 by habit, and runs wherever a .NET runtime does,
// unless it insists on 32 bits. (32BITREQUIRED with 32BITPREFERRED only prefers.)
// ReadyToRun images (IL_LIBRARY) carry native code beside their IL and are run from IL where that code does not fit;
// for other systems than Windows their machine is masked.
bool runs_anywhere(const PeLayout& layout) {
  constexpr std::uint32_t il_only = 0x1, required_32bit = 0x2, il_library = 0x4, preferred_32bit = 0x20000;
  if (!layout.clr_flags) return false;
  if ((*layout.clr_flags & il_library) != 0) return true;
  if ((*layout.clr_flags & il_only) == 0 || layout.plus) return false;
  const bool insists = (*layout.clr_flags & required_32bit) != 0 && (*layout.clr_flags & preferred_32bit) == 0;
  return !insists;
}

Architecture architecture(std::uint16_t machine, const PeLayout& layout) {
  if (runs_anywhere(layout)) return Architecture::any;
  const Architecture declared = architecture_of_pe(machine);
  if (!layout.hybrid) return declared;
  if (declared == Architecture::x86_64) return Architecture::arm64ec;
  return declared == Architecture::aarch64 ? Architecture::arm64x : declared;
}

System system(std::uint16_t subsystem) {
  return is_firmware(subsystem) ? System::uefi : System::windows;
}

}  // namespace

Artifact inspect_pe(const Image& image, const Detail& detail) {
  const PeLayout layout = read_pe_layout(image);
  PeFacts facts = read_pe_with_lief(pe_excerpt(image, layout));
  const std::size_t wanted = layout.imports.size() + layout.delay_imports.size();
  if (facts.libraries.size() != wanted) {
    throw Broken(Damage::Kind::unreadable, "LIEF reads " + std::to_string(facts.libraries.size()) + " of " +
                                               std::to_string(wanted) + " imported libraries");
  }
  if (detail.second_opinion) require_second_opinion(facts, image, layout);
  constexpr std::uint16_t image_file_dll = 0x2000;
  Artifact artifact;
  artifact.format = Format::pe;
  artifact.kind = (facts.characteristics & image_file_dll) != 0 ? Kind::library : Kind::executable;
  artifact.machine = facts.machine;
  artifact.architecture = architecture(facts.machine, layout);
  artifact.system = system(layout.subsystem);
  artifact.minimum_system = facts.minimum_system;
  artifact.libraries = std::move(facts.libraries);
  if (detail.links) artifact.symbols = read_pe_symbols(image, layout);
  if (detail.node_abi) artifact.node_abi = find_node_abi(image);
  if (detail.numpy) add_numpy_use(artifact, image, {{0, image.size()}});
  return artifact;
}

Artifact inspect_coff(const Image& image) {
  const Reader reader(image, std::endian::little);
  Artifact artifact;
  artifact.format = Format::coff;
  artifact.kind = Kind::object;
  artifact.machine = reader.u16(0, "the COFF header");
  artifact.architecture = architecture_of_pe(static_cast<std::uint16_t>(artifact.machine));
  artifact.system = System::windows;
  const std::uint64_t sections = reader.u16(2, "the COFF header");
  for (std::uint64_t row = 20; row < 20 + sections * 40; row += 40) {
    const std::uint32_t size = reader.u32(row + 16, "the section table");
    const std::uint32_t offset = reader.u32(row + 20, "the section table");
    if (offset != 0 && size != 0) reader.require(offset, size, "a section");
  }
  // The symbol table is followed by a string table that begins with its own size.
  const std::uint64_t strings = reader.u32(8, "") + std::uint64_t{18} * reader.u32(12, "");
  reader.require(strings, reader.u32(strings, "the string table"), "the string table");
  return artifact;
}

}  // namespace platlint
