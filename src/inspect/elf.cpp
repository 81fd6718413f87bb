// SPDX-License-Identifier: Apache-2.0
// The facts of an ELF file that a loader uses. Machines and flags: elf.h of glibc 2.36 and each processor's psABI
// supplement. LIEF reads the names. The layout reads the numbers of the header, the segments and the dynamic section:
// it uses them to find the tables. LIEF 0.12 misreads classes (elf_excerpt.cpp) and takes DT_RELR for a tag of old
// Androids.
#include "inspect/elf.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <utility>

#include "facts/architectures.hpp"
#include "facts/c_libraries.hpp"
#include "facts/systems.hpp"
#include "inspect/elf_arm.hpp"
#include "inspect/elf_dynsym.hpp"
#include "inspect/elf_excerpt.hpp"
#include "inspect/elf_layout.hpp"
#include "inspect/elf_notes.hpp"
#include "inspect/elf_symbols.hpp"
#include "inspect/elf_versions.hpp"
#include "inspect/lief.hpp"
#include "inspect/node_abi.hpp"
#include "inspect/numpy.hpp"
#include "inspect/second_opinion.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

// Objects of old binutils have neither flag.
Architecture arm(std::uint32_t flags) {
  if ((flags & elf::ef_arm_abi_float_hard) != 0) return Architecture::armv7l;
  if ((flags & elf::ef_arm_abi_float_soft) != 0) return Architecture::armel;
  return Architecture::armv7;
}

Architecture architecture(const ElfLayout& layout) {
  const Architecture named = architecture_of_elf(layout.machine, layout.is64, layout.order);
  switch (named) {
    case Architecture::armv7:
      return arm(layout.flags);
    case Architecture::riscv64:
      return (layout.flags & elf::ef_riscv_float_abi) == elf::ef_riscv_float_abi_double ? Architecture::riscv64
                                                                                        : Architecture::riscv64_soft;
    case Architecture::loongarch64:
      return (layout.flags & elf::ef_loongarch_abi_modifier_mask) == elf::ef_loongarch_abi_double_float
                 ? Architecture::loongarch64
                 : Architecture::loongarch64_soft;
    default:
      return named;
  }
}

bool has_flag(const ElfLayout& layout, std::uint64_t flag) {
  return (layout.dynamic_value(elf::dt_flags_1).value_or(0) & flag) != 0;
}

// The largest page size, up to the 64 KiB of some kernels, that each segment is aligned to.
std::uint32_t page_size(const ElfLayout& layout) {
  constexpr std::uint64_t most = 0x10000;
  std::uint64_t least = 0;
  for (const ElfSegment& segment : layout.segments) {
    if (segment.type != elf::pt_load) continue;
    const std::uint64_t shared = std::min<std::uint64_t>(std::bit_floor(segment.align), most);
    least = least == 0 ? shared : std::min(least, shared);
  }
  return static_cast<std::uint32_t>(least);
}

// glibc elf/dl-load.c, open_verify: the system is zero or GNU, the version is zero, and so is the rest. MIPS and ARM
// have values of their own, and other systems have their own loaders.
bool has_odd_identification(const ElfLayout& layout) {
  if (layout.machine == elf::em_mips || layout.machine == elf::em_arm || layout.debug) return false;
  if (layout.os_abi == elf::elfosabi_gnu) return layout.padded;
  if (layout.os_abi != elf::elfosabi_none) return system_of_elf(layout.os_abi) == System::unknown;
  return layout.abi_version != 0 || layout.padded;
}

Kind kind(const ElfLayout& layout) {
  const bool loads_bytes = std::any_of(layout.segments.begin(), layout.segments.end(),
                                       [](const ElfSegment& s) { return s.type == elf::pt_load && s.size != 0; });
  switch (layout.type) {
    case elf::et_rel:
      return Kind::object;
    case elf::et_exec:
      return loads_bytes ? Kind::executable : Kind::debug;
    case elf::et_dyn: {
      if (!loads_bytes) return Kind::debug;  // objcopy --only-keep-debug
      return layout.program || has_flag(layout, elf::df_1_pie) ? Kind::executable : Kind::library;
    }
    default:
      return Kind::other;
  }
}

// glibc elf/dl-load.c, _dl_map_object_from_fd and open_verify.
bool is_never_opened(const ElfLayout& layout) {
  if (layout.debug || (layout.type != elf::et_exec && layout.type != elf::et_dyn)) return false;
  const bool dynamic = layout.segment(elf::pt_dynamic) != nullptr;
  return layout.type == elf::et_exec || !dynamic || has_flag(layout, elf::df_1_pie) ||
         has_flag(layout, elf::df_1_noopen);
}

bool needs(const Artifact& artifact, std::string_view library) {
  return std::any_of(artifact.libraries.begin(), artifact.libraries.end(),
                     [&](const Library& needed) { return needed.name == library; });
}

template <class Test>
bool needs_any(const Artifact& artifact, Test test) {
  return std::any_of(artifact.libraries.begin(), artifact.libraries.end(),
                     [&](const Library& needed) { return test(needed.name); });
}

// On some processors the compiler's runtimes carry a version named GLIBC_2.0 even if they were built for musl.
bool needs_glibc_version(const Artifact& artifact) {
  return std::any_of(artifact.version_needs.begin(), artifact.version_needs.end(), [&](const VersionNeed& need) {
    return need.name.starts_with("GLIBC_") && !need.library.starts_with("libgcc_s") &&
           !need.library.starts_with("libstdc++");
  });
}

bool needs_bionic_version(const Artifact& artifact) {
  return std::any_of(artifact.version_needs.begin(), artifact.version_needs.end(),
                     [&](const VersionNeed& need) { return need.name == "LIBC"; });
}

// In order of strength: the interpreter, the names of the C library itself, version needs, needed libraries. A plain
// "libc.so" is musl's (musl-gcc, zig, Rust) unless there are signs of Android or a BSD.
Libc libc(const Artifact& artifact, const ElfNotes& notes) {
  const std::string_view loader = text::file_name(artifact.interpreter);
  if (is_glibc_loader(loader) || is_glibc_loader(artifact.identity)) return Libc::glibc;
  if (is_musl(loader) || is_musl(artifact.identity)) return Libc::musl;
  if (artifact.interpreter.starts_with("/system/bin/linker") || notes.android_api) return Libc::bionic;
  if (needs_any(artifact, is_musl)) return Libc::musl;
  if (needs_glibc_version(artifact) || needs(artifact, "libc.so.6") || needs(artifact, "libc.so.6.1") ||
      needs_any(artifact, is_glibc_loader)) {
    return Libc::glibc;
  }
  if (needs_bionic_version(artifact)) return Libc::bionic;
  if (needs(artifact, "libc.so")) {
    // In musl, libdl, libm and the counterpart of liblog are inside libc.so.
    if (needs(artifact, "liblog.so") || needs(artifact, "libandroid.so") || needs(artifact, "libdl.so") ||
        needs(artifact, "libm.so")) {
      return Libc::bionic;
    }
    return notes.system == System::unknown ? Libc::musl : Libc::unknown;
  }
  const bool is_static =
      artifact.kind == Kind::executable && artifact.interpreter.empty() && artifact.libraries.empty();
  return is_static ? Libc::none : Libc::unknown;
}

// EI_OSABI is 0 or 3 (GNU) for nearly every file, so notes and the interpreter outrank it.
System system(const Artifact& artifact, const ElfNotes& notes, std::uint8_t os_abi) {
  if (notes.android_api || artifact.libc == Libc::bionic) return System::android;
  if (notes.system != System::unknown) return notes.system;
  if (artifact.interpreter == "/libexec/ld-elf.so.1" || needs(artifact, "libc.so.7")) return System::freebsd;
  if (needs(artifact, "libc.so.12")) return System::netbsd;
  if (const System named = system_of_elf(os_abi); named != System::unknown) return named;
  const bool linux = artifact.libc == Libc::glibc || artifact.libc == Libc::musl || os_abi == elf::elfosabi_gnu;
  return linux ? System::linux : System::unknown;
}

ElfFacts read_facts(const Image& image, const ElfLayout& layout) {
  if (layout.dynamic.empty() && layout.interpreter.size == 0) return {};
  ElfFacts facts = read_elf_with_lief(elf_excerpt(image, layout));
  const auto wanted =
      static_cast<std::size_t>(std::count_if(layout.dynamic.begin(), layout.dynamic.end(),
                                             [](const ElfDynamic& entry) { return entry.tag == elf::dt_needed; }));
  if (facts.libraries.size() != wanted || facts.version_needs.size() != layout.version_need_count()) {
    throw unreadable("LIEF reads " + std::to_string(facts.libraries.size()) + " of " + std::to_string(wanted) +
                     " needed libraries, " + std::to_string(facts.version_needs.size()) + " of " +
                     std::to_string(layout.version_need_count()) + " version needs");
  }
  if (layout.interpreter.size != 0 && facts.interpreter.empty()) throw unreadable("LIEF reads no interpreter");
  return facts;
}

void add_loader_facts(Artifact& artifact, ElfFacts facts) {
  artifact.identity = std::move(facts.identity);
  artifact.interpreter = std::move(facts.interpreter);
  artifact.libraries = std::move(facts.libraries);
  artifact.rpath = std::move(facts.rpath);
  artifact.runpath = std::move(facts.runpath);
  artifact.version_needs = std::move(facts.version_needs);
}

bool imports_from_python(const Artifact& artifact) {
  return artifact.symbols && std::any_of(artifact.symbols->imports.begin(), artifact.symbols->imports.end(),
                                         [](const Import& import) { return import.name.starts_with("PyImport_"); });
}

// A module that imports others: there is no other way to get NumPy's interface. Constants lie in a segment of their
// own. If everything that is not written to is one segment, they lie with the code (binutils before 2.31, ld -z
// noseparate-code).
void add_numpy_of_constants(Artifact& artifact, const Image& image, const ElfLayout& layout) {
  if (!imports_from_python(artifact)) return;
  std::vector<FileRange> parts;
  for (const std::uint32_t wanted : {std::uint32_t{0}, elf::pf_x}) {
    for (const ElfSegment& segment : layout.segments) {
      const bool is_first = segment.offset == 0;
      if (segment.type != elf::pt_load || (segment.flags & (elf::pf_x | elf::pf_w)) != wanted) continue;
      if (wanted == 0 || is_first) parts.push_back({segment.offset, segment.size});
    }
  }
  add_numpy_use(artifact, image, parts);
}

}  // namespace

Artifact inspect_elf(const Image& image, const Detail& detail) {
  const ElfLayout layout = read_elf_layout(image);
  const ElfNotes notes = read_elf_notes(image, layout);
  Artifact artifact;
  artifact.format = Format::elf;
  artifact.kind = kind(layout);
  artifact.machine = layout.machine;
  artifact.architecture = architecture(layout);
  add_loader_facts(artifact, read_facts(image, layout));
  if (detail.symbols) add_version_symbols(artifact, image, layout);
  if (detail.links) artifact.symbols = read_symbols(image, layout, artifact);
  const Reader reader(image);
  artifact.versions = read_versions(reader, layout);
  artifact.arm_version = read_arm_version(reader, layout);
  if (detail.node_abi && layout.strings) artifact.node_abi = find_node_abi(image, *layout.strings);
  if (detail.numpy) add_numpy_of_constants(artifact, image, layout);
  artifact.libc = libc(artifact, notes);
  artifact.system = system(artifact, notes, layout.os_abi);
  if (notes.android_api) artifact.minimum_system = Version{static_cast<int>(*notes.android_api), 0, 0};
  artifact.x86_level = notes.x86_level;

  const ElfSegment* const stack = layout.segment(elf::pt_gnu_stack);
  artifact.executable_stack = stack != nullptr && (stack->flags & elf::pf_x) != 0;
  artifact.text_relocations = layout.dynamic_value(elf::dt_textrel).has_value() ||
                              (layout.dynamic_value(elf::dt_flags).value_or(0) & elf::df_textrel) != 0;
  artifact.relative_relocations = layout.dynamic_value(elf::dt_relr).has_value();
  artifact.never_opened = is_never_opened(layout);
  artifact.page_size = page_size(layout);
  artifact.odd_identification = has_odd_identification(layout);
  // Last, because LIEF does not check bounds over a whole file: a file that is broken, or names too much, is reported
  // before.
  if (detail.second_opinion) require_second_opinion(artifact, image, layout);
  return artifact;
}

}  // namespace platlint
