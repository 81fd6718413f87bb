// SPDX-License-Identifier: Apache-2.0
// The facts of a PE image that Windows' loader uses. Numbers: "PE Format" (Microsoft), winnt.h, ECMA-335.
#include "inspect/pe.hpp"

#include <string>
#include <utility>

#include "facts/architectures.hpp"
#include "facts/pe_format.hpp"
#include "inspect/lief.hpp"
#include "inspect/node_abi.hpp"
#include "inspect/numpy.hpp"
#include "inspect/pe_excerpt.hpp"
#include "inspect/pe_symbols.hpp"
#include "inspect/second_opinion.hpp"

namespace platlint {

namespace {

// COMIMAGE_FLAGS_*. An assembly of IL only carries some machine, usually i386. It runs wherever a .NET runtime does,
// unless it requires 32 bits. (32BITREQUIRED with 32BITPREFERRED only prefers them.) ReadyToRun images (IL_LIBRARY)
// carry native code beside their IL, and are run from IL if that code does not fit. For systems other than Windows,
// their machine is masked.
bool runs_anywhere(const PeLayout& layout) {
  if (!layout.clr_flags) return false;
  const auto has = [&](std::uint32_t flag) { return (*layout.clr_flags & flag) != 0; };
  if (has(pe::comimage_flags_il_library)) return true;
  if (!has(pe::comimage_flags_ilonly) || layout.plus) return false;
  return !has(pe::comimage_flags_32bitrequired) || has(pe::comimage_flags_32bitpreferred);
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
    throw unreadable("LIEF reads " + std::to_string(facts.libraries.size()) + " of " + std::to_string(wanted) +
                     " imported libraries");
  }
  if (detail.second_opinion) require_second_opinion(facts, image, layout);
  Artifact artifact;
  artifact.format = Format::pe;
  artifact.kind = (facts.characteristics & pe::image_file_dll) != 0 ? Kind::library : Kind::executable;
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
  const Reader reader(image);
  const auto header = reader.get<pe::ImageFileHeader>(0, "the COFF header");
  Artifact artifact;
  artifact.format = Format::coff;
  artifact.kind = Kind::object;
  artifact.machine = header.Machine;
  artifact.architecture = architecture_of_pe(header.Machine);
  artifact.system = System::windows;
  for (const auto& section :
       reader.get_all<pe::ImageSectionHeader>(sizeof(header), header.NumberOfSections, "the section table")) {
    if (section.PointerToRawData != 0 && section.SizeOfRawData != 0)
      reader.require(section.PointerToRawData, section.SizeOfRawData, "a section");
  }
  // The symbol table is followed by a string table, which begins with its own size.
  const std::uint64_t strings = header.PointerToSymbolTable + pe::image_sizeof_symbol * header.NumberOfSymbols;
  const std::string_view what = "the string table";
  reader.require(strings, reader.get<pe::Dword>(strings, what), what);
  return artifact;
}

}  // namespace platlint
