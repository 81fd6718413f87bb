// SPDX-License-Identifier: Apache-2.0
// The facts of a Mach-O image that dyld uses. Numbers: <mach/machine.h>, <mach-o/loader.h>, <mach-o/fat.h>.
#include "inspect/macho.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "facts/architectures.hpp"
#include "facts/systems.hpp"
#include "inspect/identify.hpp"
#include "inspect/lief.hpp"
#include "inspect/macho_layout.hpp"
#include "inspect/macho_signature.hpp"
#include "inspect/macho_symbols.hpp"
#include "inspect/node_abi.hpp"
#include "inspect/numpy.hpp"
#include "inspect/second_opinion.hpp"

namespace platlint {

namespace {

Architecture architecture(std::uint32_t type, std::uint32_t subtype) {
  const Architecture named = architecture_of_macho(type);
  if (named == Architecture::x86_64 && subtype == macho::cpu_subtype_x86_64_h) return Architecture::x86_64h;
  return named == Architecture::aarch64 && subtype == macho::cpu_subtype_arm64e ? Architecture::arm64e : named;
}

Kind kind(std::uint32_t file_type) {
  switch (file_type) {
    case macho::mh_object:
      return Kind::object;
    case macho::mh_execute:
      return Kind::executable;
    case macho::mh_dylib:
    case macho::mh_dylib_stub:
      return Kind::library;
    case macho::mh_bundle:
      return Kind::bundle;
    case macho::mh_dsym:
      return Kind::debug;
    default:
      return Kind::other;
  }
}

// dyld's rule for a file that has no version command: it is from before 2011, and for macOS.
System system_or_default(const MachoFacts& facts) {
  return facts.platform == 0 ? System::macos : system_of_macho(facts.platform);
}

bool is_loaded(const MachoFacts& facts) {
  const Kind loaded = kind(facts.file_type);
  return loaded == Kind::executable || loaded == Kind::library || loaded == Kind::bundle;
}

// Files that dyld refuses on every system ("built for platform", "missing LC_ID_DYLIB", "found in non-MH_DYLIB").
void check_loader_facts(const MachoFacts& facts, const MachoLayout& layout) {
  if (!is_loaded(facts)) return;
  if (facts.minimum_system && (system_of_macho(facts.platform) == System::unknown))
    throw unreadable("it is for the unknown platform " + std::to_string(facts.platform));
  const bool named = layout.has(macho::lc_id_dylib);
  if (named == (kind(facts.file_type) == Kind::library)) return;
  throw unreadable(named ? "LC_ID_DYLIB in what is no dylib" : "a dylib without LC_ID_DYLIB");
}

MachoFacts read_facts(const Image& image, const MachoLayout& layout, const Detail& detail) {
  MachoFacts facts = read_macho_with_lief(macho_excerpt(image, layout));
  const std::size_t wanted = layout.library_count();
  if (facts.libraries.size() != wanted) {
    throw unreadable("LIEF reads " + std::to_string(facts.libraries.size()) + " of " + std::to_string(wanted) +
                     " libraries");
  }
  check_loader_facts(facts, layout);
  if (detail.second_opinion) require_second_opinion(facts, image, layout);
  return facts;
}

// Apple silicon requires it of code for macOS; no other system checks every page.
bool must_be_signed(const Artifact& artifact) {
  const bool silicon = artifact.architecture == Architecture::aarch64 || artifact.architecture == Architecture::arm64e;
  return silicon && artifact.system == System::macos;
}

void read_signature(Artifact& artifact, const Image& image, const MachoLayout& layout, const Detail& detail) {
  artifact.unsigned_code = !layout.signature;
  if (layout.signature && must_be_signed(artifact))
    artifact.changed_page = find_changed_page(image, *layout.signature, detail.second_opinion);
}

Artifact to_artifact(MachoFacts facts, const Image& image, const MachoLayout& layout, const Detail& detail) {
  Artifact artifact;
  artifact.format = Format::macho;
  artifact.kind = kind(facts.file_type);
  artifact.machine = facts.cpu_type;
  artifact.architecture = architecture(facts.cpu_type, facts.cpu_subtype);
  artifact.system = system_or_default(facts);
  if (is_loaded(facts)) read_signature(artifact, image, layout, detail);
  artifact.minimum_system = facts.minimum_system;
  artifact.identity = std::move(facts.identity);
  artifact.interpreter = std::move(facts.interpreter);
  artifact.libraries = std::move(facts.libraries);
  artifact.rpath = std::move(facts.rpath);
  if (detail.links && is_loaded(facts)) artifact.symbols = read_macho_symbols(image, layout, artifact.libraries);
  return artifact;
}

// Facts for the program that loads the image: dyld does not read them.
void add_host_facts(Artifact& artifact, const Image& image, const Detail& detail) {
  if (detail.node_abi) artifact.node_abi = find_node_abi(image);
  if (detail.numpy && artifact.kind == Kind::bundle) add_numpy_use(artifact, image, {{0, image.size()}});
}

// A row of the slice table, which is not shown to LIEF: each slice is read as a file of its own.
struct Slice {
  std::uint32_t cpu_type = 0;
  std::uint32_t cpu_subtype = 0;  // capability bits masked off
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

Artifact static_slice(const Slice& slice) {
  Artifact artifact;
  artifact.format = Format::archive;
  artifact.kind = Kind::static_archive;
  artifact.machine = slice.cpu_type;
  artifact.architecture = architecture(slice.cpu_type, 0);
  return artifact;
}

template <class Row>
std::vector<Slice> read_slices(const Image& image) {
  const Reader reader(image);
  const auto header = reader.get<macho::FatHeader>(0, "the universal header");
  std::vector<Slice> slices;
  for (const Row& row : reader.get_all<Row>(sizeof(header), header.nfat_arch, "the slice table")) {
    const Slice slice{row.cputype, row.cpusubtype & macho::cpu_subtype_mask, row.offset, row.size};
    reader.require(slice.offset, slice.size, "a slice");
    for (const Slice& other : slices) {
      if (slice.offset < other.offset + other.size && other.offset < slice.offset + slice.size)
        throw unreadable("slices overlap");
    }
    slices.push_back(slice);
  }
  return slices;
}

Artifact inspect_slice(const Image& whole, const Slice& slice, const Detail& detail) {
  const PartOfImage image(whole, slice.offset, slice.size);
  const Content content = identify(image);
  if (content == Content::ar) return static_slice(slice);
  if (content != Content::macho) throw unreadable("a slice is no Mach-O image");
  const MachoLayout layout = read_macho_layout(image);
  MachoFacts facts = read_facts(image, layout, detail);
  const bool same_subtype = facts.cpu_subtype == slice.cpu_subtype || !is_loaded(facts);
  if (facts.cpu_type != slice.cpu_type || !same_subtype) {
    throw unreadable("a slice is for another CPU than its table says");
  }
  Artifact artifact = to_artifact(std::move(facts), image, layout, detail);
  add_host_facts(artifact, image, detail);
  return artifact;
}

}  // namespace

Artifact inspect_macho(const Image& image, const Detail& detail) {
  const MachoLayout layout = read_macho_layout(image);
  Artifact artifact = to_artifact(read_facts(image, layout, detail), image, layout, detail);
  add_host_facts(artifact, image, detail);
  return artifact;
}

std::vector<Artifact> inspect_fat_macho(const Image& image, bool wide, const Detail& detail) {
  const std::vector<Slice> slices = wide ? read_slices<macho::FatArch64>(image) : read_slices<macho::FatArch>(image);
  std::vector<Artifact> artifacts;
  for (const Slice& slice : slices) artifacts.push_back(inspect_slice(image, slice, detail));
  return artifacts;
}

}  // namespace platlint
