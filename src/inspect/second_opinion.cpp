// SPDX-License-Identifier: Apache-2.0
#include "inspect/second_opinion.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace platlint {

namespace {

using Names = std::vector<std::string>;

constexpr std::size_t most_shown = 200;  // bytes of an answer that a message shows

std::string listed(std::span<const std::string> names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : " ") + name.substr(0, most_shown);
    if (text.size() > most_shown) return text.substr(0, most_shown) + "...";
  }
  return text.empty() ? "none" : text;
}

// In long answers, the beginning that both share is left out.
void require_same(std::string_view fact, const Names& tables, const Names& whole) {
  const auto [ours, theirs] = std::mismatch(tables.begin(), tables.end(), whole.begin(), whole.end());
  if (ours == tables.end() && theirs == whole.end()) return;
  const bool is_long = std::max(listed(tables).size(), listed(whole).size()) > most_shown;
  const std::size_t from = is_long ? static_cast<std::size_t>(ours - tables.begin()) : 0;
  throw unreadable("two readers differ: " + std::string(fact) + " " + listed(std::span(tables).subspan(from)) +
                   ", LIEF on the whole file: " + listed(std::span(whole).subspan(from)));
}

Names named(const std::string& name) {
  return name.empty() ? Names{} : Names{name};
}

Names named(const std::vector<Library>& libraries) {
  Names names;
  for (const Library& library : libraries) names.push_back(library.name + (library.weak ? " (weak)" : ""));
  return names;
}

Names named(const std::vector<VersionNeed>& needs) {
  Names names;
  for (const VersionNeed& need : needs)
    names.push_back(need.name + " of " + need.library + (need.weak ? " (weak)" : ""));
  return names;
}

Names named(std::uint32_t number) {
  return {std::to_string(number)};
}

Names named(const std::optional<Version>& version) {
  return version ? Names{to_string(*version)} : Names{};
}

std::vector<std::uint8_t> bytes_of(const Image& image) {
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(image.size()));
  image.read(0, std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

// Files that LIEF 0.12 cannot be asked about: it misreads the whole file, although loaders load it.
// - x32 and ILP32: for the class it trusts e_machine, not e_ident (src/ELF/Parser.cpp, determine_elf_class).
// - It reads the first 1000 dynamic entries (Parser::NB_MAX_DYNAMIC_ENTRIES).
// - It stops at a segment outside the file (parse_segments), even at one that no loader looks at.
bool is_misread(const Image& image, const ElfLayout& layout) {
  constexpr std::size_t most_dynamic_entries = 1000;
  if (!layout.is64 && (layout.machine == elf::em_x86_64 || layout.machine == elf::em_aarch64)) return true;
  const Reader reader(image);
  return layout.dynamic.size() >= most_dynamic_entries ||
         std::any_of(layout.segments.begin(), layout.segments.end(), [&](const ElfSegment& segment) {
           return segment.size != 0 && !reader.holds(segment.offset, segment.size);
         });
}

}  // namespace

void require_second_opinion(const Artifact& artifact, const Image& image, const ElfLayout& layout) {
  // A file that is never loaded has none of these facts; a debug companion has those of another file.
  if (layout.debug || (layout.type != elf::et_exec && layout.type != elf::et_dyn) || is_misread(image, layout)) return;
  const ElfFacts whole = read_elf_with_lief(bytes_of(image));
  require_same("needed libraries", named(artifact.libraries), named(whole.libraries));
  require_same("shared object name", named(artifact.identity), named(whole.identity));
  require_same("rpath", artifact.rpath, whole.rpath);
  require_same("runpath", artifact.runpath, whole.runpath);
  require_same("needed versions", named(artifact.version_needs), named(whole.version_needs));
  // LIEF also gives the interpreter of a library, which nothing reads (ElfLayout::interpreter).
  if (layout.program || layout.segment(elf::pt_interp) == nullptr)
    require_same("interpreter", named(artifact.interpreter), named(whole.interpreter));
}

void require_second_opinion(const MachoFacts& facts, const Image& image, const MachoLayout& layout) {
  if (layout.order == std::endian::big) return;  // LIEF 0.12 does not swap bytes in Mach-O
  const MachoFacts whole = read_macho_with_lief(bytes_of(image));
  require_same("CPU type", named(facts.cpu_type), named(whole.cpu_type));
  require_same("CPU subtype", named(facts.cpu_subtype), named(whole.cpu_subtype));
  require_same("file type", named(facts.file_type), named(whole.file_type));
  require_same("platform", named(facts.platform), named(whole.platform));
  require_same("minimum system", named(facts.minimum_system), named(whole.minimum_system));
  require_same("libraries", named(facts.libraries), named(whole.libraries));
  require_same("install name", named(facts.identity), named(whole.identity));
  require_same("rpath", facts.rpath, whole.rpath);
  require_same("dynamic linker", named(facts.interpreter), named(whole.interpreter));
}

void require_second_opinion(const PeFacts& facts, const Image& image, const PeLayout& layout) {
  const PeFacts whole = read_pe_with_lief(bytes_of(image));
  require_same("machine", named(facts.machine), named(whole.machine));
  require_same("characteristics", named(facts.characteristics), named(whole.characteristics));
  require_same("subsystem version", named(facts.minimum_system), named(whole.minimum_system));
  // LIEF 0.12 differs from Windows' loader in three ways. It stops at the end of a table that the directory gives,
  // which the loader does not read. It lists DLLs whose address table is empty, which the loader skips. It takes all
  // addresses of delay imports as relative.
  if (!layout.odd_imports) require_same("imported libraries", named(facts.libraries), named(whole.libraries));
}

}  // namespace platlint
