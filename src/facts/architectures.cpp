// SPDX-License-Identifier: Apache-2.0
// The table. The sources of its columns:
// elf       e_machine, elf.h of glibc 2.36; the class follows from the bits. inspect/elf.cpp reads the flags.
// pe        IMAGE_FILE_MACHINE_*, PE/COFF "Machine Types"; the ARM64EC and ARM64X numbers occur only in object files.
// macho     CPU_TYPE_*, <mach/machine.h>, with CPU_ARCH_ABI64 0x01000000 and CPU_ARCH_ABI64_32 0x02000000.
// apple     <mach/machine.h>, lipo(1).
// windows   dumpbin's words.
// wheel     auditwheel 6.8.2 policy/manylinux-policy.json and musllinux-policy.json; packaging 26.3 _manylinux.py
//           `_ALLOWED_ARCHS` (armv7l is EABI5 with hard float, i686 is 32-bit).
// android   PEP 738, "Binary compatibility". armeabi-v7a is the softfp ABI, which the file does not state.
// rust      rustc 1.95.0 --print target-list; arm64 is LLVM's own word for aarch64. For 32-bit ARM the fourth part of
//           the triple states the float ABI, so these have the value "not stated".
// go        go1.26.8 tool dist list; the synonyms come from containerd/platforms database.go `normalizeArch`. Its
//           armel is left out: containerd takes it for arm/v6, Debian for soft float. "arm" alone is v7, see
//           docker.cpp.
// node      Node.js documentation, `process.arch`, which has no byte order and no float ABI. If several match, the
//           first is meant: napi-rs cli/src/utils/target.ts maps powerpc64le-unknown-linux-gnu to ppc64 and
//           armv7-unknown-linux-gnueabihf to arm.
// conda     conda/base/constants.py PLATFORM_DIRECTORIES; conda/rattler, platform names.
// triplet   CPython Misc/platform_triplet.c; Apple's and Windows' modules by their wheels.
// words     in the names of files and directories, see alternatives/platform_words.cpp; `words_64`: if "64" follows.
// loaders   glibc: sysdeps/unix/sysv/linux/*/shlib-versions and ld.so(8). musl: configure and arch/*/reloc.h
//           (LDSO_ARCH).
// port      `oldest_tag`: uv crates/uv-platform-tags/src/tags.rs; the same as packaging 26.3 _manylinux.py, which has
//           no floor of its own for riscv64 and loongarch64. `first`: DEFAULT in the same shlib-versions; x86-64 has
//           GLIBC_2.2.5.
#include "facts/architectures.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::endian lsb = std::endian::little;
constexpr std::endian msb = std::endian::big;

// If a column has several words, one space separates them, and the first is the one that we write.
struct ArchitectureRow {
  Architecture architecture;
  std::string_view name;
  int bits = 64;
  std::uint16_t elf = 0;
  std::optional<std::endian> order = {};  // of ELF files; unset: any byte order, and any class
  std::uint16_t pe = 0;
  std::uint32_t macho = 0;
  std::string_view apple = {};    // empty: as `name`
  std::string_view windows = {};  // empty: as `name`
  std::string_view wheel = {};
  std::string_view android = {};
  std::string_view rust = {};
  std::string_view go = {};
  std::string_view node = {};
  std::string_view conda = {};
  std::string_view triplet = {};
  std::string_view words = {};
  std::string_view words_64 = {};
  std::string_view glibc_loader = {};
  std::string_view musl_loader = {};
  std::optional<GlibcPort> port = {};
};

constexpr std::array table{
    ArchitectureRow{.architecture = Architecture::unknown, .name = "unknown"},
    ArchitectureRow{.architecture = Architecture::x86_64,
                    .name = "x86_64",
                    .elf = 62,
                    .order = lsb,
                    .pe = 0x8664,
                    .macho = 0x01000007,
                    .windows = "AMD64",
                    .wheel = "x86_64",
                    .android = "x86_64",
                    .rust = "x86_64",
                    .go = "amd64 x86_64 x86-64",
                    .node = "x64",
                    .conda = "64",
                    .triplet = "x86_64",
                    .words = "x64 amd64 x8664 em64t",
                    .words_64 = "x86",
                    .glibc_loader = "/lib64/ld-linux-x86-64.so.2",
                    .musl_loader = "/lib/ld-musl-x86_64.so.1",
                    .port = GlibcPort{5, 2}},
    ArchitectureRow{.architecture = Architecture::x86_64h, .name = "x86_64h"},
    ArchitectureRow{.architecture = Architecture::x32,
                    .name = "x32",
                    .bits = 32,
                    .elf = 62,
                    .order = lsb,
                    .glibc_loader = "/libx32/ld-linux-x32.so.2",
                    .musl_loader = "/lib/ld-musl-x32.so.1"},
    ArchitectureRow{.architecture = Architecture::i686,
                    .name = "i686",
                    .bits = 32,
                    .elf = 3,
                    .order = lsb,
                    .pe = 0x014C,
                    .macho = 7,
                    .apple = "i386",
                    .windows = "x86",
                    .wheel = "i686",
                    .android = "x86",
                    .rust = "i686 i586 i386",
                    .go = "386 i386",
                    .node = "ia32",
                    .conda = "32",
                    .triplet = "i386 i686",
                    .words = "x86 ia32 i386 i486 i586 i686",
                    .glibc_loader = "/lib/ld-linux.so.2",
                    .musl_loader = "/lib/ld-musl-i386.so.1",
                    .port = GlibcPort{5, 0}},
    ArchitectureRow{.architecture = Architecture::aarch64,
                    .name = "aarch64",
                    .elf = 183,
                    .order = lsb,
                    .pe = 0xAA64,
                    .macho = 0x0100000C,
                    .apple = "arm64",
                    .windows = "ARM64",
                    .wheel = "aarch64",
                    .android = "arm64_v8a",
                    .rust = "aarch64 arm64",
                    .go = "arm64 aarch64",
                    .node = "arm64",
                    .conda = "aarch64 arm64",
                    .triplet = "aarch64 arm64",
                    .words = "arm64 aarch64 armv8 armv8l",
                    .words_64 = "aarch armv8 arm",
                    .glibc_loader = "/lib/ld-linux-aarch64.so.1",
                    .musl_loader = "/lib/ld-musl-aarch64.so.1",
                    .port = GlibcPort{17, 17}},
    ArchitectureRow{.architecture = Architecture::aarch64_be, .name = "aarch64_be", .elf = 183, .order = msb},
    ArchitectureRow{
        .architecture = Architecture::aarch64_ilp32, .name = "aarch64_ilp32", .bits = 32, .elf = 183, .order = lsb},
    ArchitectureRow{.architecture = Architecture::arm64e, .name = "arm64e", .words = "arm64e"},
    ArchitectureRow{.architecture = Architecture::arm64_32, .name = "arm64_32", .bits = 32, .macho = 0x0200000C},
    ArchitectureRow{.architecture = Architecture::arm64ec,
                    .name = "arm64ec",
                    .pe = 0xA641,
                    .windows = "ARM64EC",
                    .words = "arm64ec"},
    ArchitectureRow{.architecture = Architecture::arm64x, .name = "arm64x", .pe = 0xA64E, .windows = "ARM64X"},
    ArchitectureRow{.architecture = Architecture::armv7l,
                    .name = "armv7l",
                    .bits = 32,
                    .wheel = "armv7l",
                    .go = "arm armhf",
                    .node = "arm",
                    .conda = "armv7l",
                    .glibc_loader = "/lib/ld-linux-armhf.so.3",
                    .musl_loader = "/lib/ld-musl-armhf.so.1",
                    .port = GlibcPort{17, 4}},
    ArchitectureRow{.architecture = Architecture::armel,
                    .name = "armel",
                    .bits = 32,
                    .node = "arm",
                    .glibc_loader = "/lib/ld-linux.so.3",
                    .musl_loader = "/lib/ld-musl-arm.so.1"},
    ArchitectureRow{.architecture = Architecture::armv7,
                    .name = "armv7",
                    .bits = 32,
                    .elf = 40,
                    .order = lsb,
                    .pe = 0x01C4,
                    .macho = 12,
                    .windows = "ARM",
                    .android = "armeabi_v7a",
                    .rust = "armv7 arm armv5te thumbv7neon",
                    .node = "arm",
                    .words = "aarch arm arm32 armhf armel armeabi"},
    ArchitectureRow{.architecture = Architecture::armeb, .name = "armeb", .bits = 32, .elf = 40, .order = msb},
    ArchitectureRow{.architecture = Architecture::ppc,
                    .name = "ppc",
                    .bits = 32,
                    .elf = 20,
                    .order = msb,
                    .macho = 18,
                    .words = "ppc powerpc ppcle"},
    ArchitectureRow{.architecture = Architecture::ppc64le,
                    .name = "ppc64le",
                    .elf = 21,
                    .order = lsb,
                    .wheel = "ppc64le",
                    .rust = "powerpc64le",
                    .go = "ppc64le",
                    .node = "ppc64",
                    .conda = "ppc64le",
                    .triplet = "powerpc64le",
                    .words = "ppc64le ppc64el powerpc64le",
                    .words_64 = "ppcle",
                    .glibc_loader = "/lib64/ld64.so.2",
                    .musl_loader = "/lib/ld-musl-powerpc64le.so.1",
                    .port = GlibcPort{17, 17}},
    ArchitectureRow{.architecture = Architecture::ppc64,
                    .name = "ppc64",
                    .elf = 21,
                    .order = msb,
                    .macho = 0x01000012,
                    .wheel = "ppc64",
                    .rust = "powerpc64",
                    .go = "ppc64",
                    .node = "ppc64",
                    .triplet = "powerpc64",
                    .words = "ppc64 powerpc64",
                    .words_64 = "ppc powerpc",
                    .glibc_loader = "/lib64/ld64.so.1",
                    .musl_loader = "/lib/ld-musl-powerpc64.so.1",
                    .port = GlibcPort{17, 3}},
    ArchitectureRow{
        .architecture = Architecture::s390, .name = "s390", .bits = 32, .elf = 22, .order = msb, .words = "s390"},
    ArchitectureRow{.architecture = Architecture::s390x,
                    .name = "s390x",
                    .elf = 22,
                    .order = msb,
                    .wheel = "s390x",
                    .rust = "s390x",
                    .go = "s390x",
                    .node = "s390x",
                    .conda = "s390x",
                    .triplet = "s390x",
                    .words = "s390x",
                    .words_64 = "s390",
                    .glibc_loader = "/lib/ld64.so.1",
                    .musl_loader = "/lib/ld-musl-s390x.so.1",
                    .port = GlibcPort{17, 2}},
    ArchitectureRow{.architecture = Architecture::riscv32,
                    .name = "riscv32",
                    .bits = 32,
                    .elf = 243,
                    .order = lsb,
                    .pe = 0x5032,
                    .words = "riscv riscv32"},
    ArchitectureRow{.architecture = Architecture::riscv64,
                    .name = "riscv64",
                    .elf = 243,
                    .order = lsb,
                    .pe = 0x5064,
                    .wheel = "riscv64",
                    .rust = "riscv64gc riscv64a23 riscv64",
                    .go = "riscv64",
                    .node = "riscv64",
                    .conda = "riscv64",
                    .triplet = "riscv64",
                    .words = "riscv64 riscv64gc",
                    .words_64 = "riscv",
                    .glibc_loader = "/lib/ld-linux-riscv64-lp64d.so.1",
                    .musl_loader = "/lib/ld-musl-riscv64.so.1",
                    .port = GlibcPort{31, 27}},
    ArchitectureRow{.architecture = Architecture::riscv64_soft, .name = "riscv64_soft"},
    ArchitectureRow{.architecture = Architecture::loongarch32,
                    .name = "loongarch32",
                    .bits = 32,
                    .elf = 258,
                    .order = lsb,
                    .pe = 0x6232,
                    .words = "loongarch"},
    ArchitectureRow{.architecture = Architecture::loongarch64,
                    .name = "loongarch64",
                    .elf = 258,
                    .order = lsb,
                    .pe = 0x6264,
                    .wheel = "loongarch64",
                    .rust = "loongarch64",
                    .go = "loong64",
                    .node = "loong64",
                    .triplet = "loongarch64",
                    .words = "loong64 loongarch64",
                    .words_64 = "loongarch",
                    .glibc_loader = "/lib64/ld-linux-loongarch-lp64d.so.1",
                    .musl_loader = "/lib/ld-musl-loongarch64.so.1",
                    .port = GlibcPort{36, 36}},
    ArchitectureRow{.architecture = Architecture::loongarch64_soft, .name = "loongarch64_soft"},
    ArchitectureRow{.architecture = Architecture::mips,
                    .name = "mips",
                    .bits = 32,
                    .elf = 8,
                    .order = msb,
                    .triplet = "mips",
                    .words = "mips"},
    ArchitectureRow{.architecture = Architecture::mipsel,
                    .name = "mipsel",
                    .bits = 32,
                    .elf = 8,
                    .order = lsb,
                    .triplet = "mipsel",
                    .words = "mipsel mipsle"},
    ArchitectureRow{.architecture = Architecture::mips64,
                    .name = "mips64",
                    .elf = 8,
                    .order = msb,
                    .words = "mips64",
                    .words_64 = "mips"},
    ArchitectureRow{.architecture = Architecture::mips64el,
                    .name = "mips64el",
                    .elf = 8,
                    .order = lsb,
                    .triplet = "mips64el",
                    .words = "mips64el mips64le",
                    .words_64 = "mipsel mipsle"},
    ArchitectureRow{.architecture = Architecture::sparc,
                    .name = "sparc",
                    .bits = 32,
                    .elf = 2,
                    .order = msb,
                    .words = "sparc sparcv8plus"},
    ArchitectureRow{.architecture = Architecture::sparc64,
                    .name = "sparc64",
                    .elf = 43,
                    .order = msb,
                    .words = "sparcv9 sparc64",
                    .words_64 = "sparc sparcv8plus sparcv9"},
    ArchitectureRow{.architecture = Architecture::alpha, .name = "alpha", .elf = 0x9026},
    ArchitectureRow{.architecture = Architecture::hppa, .name = "hppa", .bits = 32, .elf = 15},
    ArchitectureRow{.architecture = Architecture::ia64,
                    .name = "ia64",
                    .elf = 50,
                    .pe = 0x0200,
                    .words = "itanium ia64",
                    .words_64 = "itanium"},
    ArchitectureRow{.architecture = Architecture::m68k, .name = "m68k", .bits = 32, .elf = 4},
    ArchitectureRow{.architecture = Architecture::sh4, .name = "sh4", .bits = 32, .elf = 42},
    ArchitectureRow{.architecture = Architecture::csky, .name = "csky", .bits = 32, .elf = 252},
    ArchitectureRow{.architecture = Architecture::arc, .name = "arc", .bits = 32, .elf = 195},
    ArchitectureRow{.architecture = Architecture::or1k, .name = "or1k", .bits = 32, .elf = 92},
    ArchitectureRow{.architecture = Architecture::wasm32,
                    .name = "wasm32",
                    .bits = 32,
                    .rust = "wasm32",
                    .triplet = "wasm32",
                    .words = "wasm32"},
    ArchitectureRow{.architecture = Architecture::wasm64, .name = "wasm64"},
    ArchitectureRow{.architecture = Architecture::bpf, .name = "bpf", .elf = 247},
    ArchitectureRow{.architecture = Architecture::cuda, .name = "cuda", .elf = 190},
    ArchitectureRow{.architecture = Architecture::amdgpu, .name = "amdgpu", .elf = 224},
    ArchitectureRow{.architecture = Architecture::any, .name = "any", .windows = "AnyCPU"},
};

constexpr const ArchitectureRow& row(Architecture architecture) {
  for (const ArchitectureRow& candidate : table) {
    if (candidate.architecture == architecture) return candidate;
  }
  return table.front();
}

constexpr std::string_view column(const ArchitectureRow& row, Vocabulary vocabulary) {
  switch (vocabulary) {
    case Vocabulary::wheel:
      return row.wheel;
    case Vocabulary::android:
      return row.android;
    case Vocabulary::rust:
      return row.rust;
    case Vocabulary::go:
      return row.go;
    case Vocabulary::node:
      return row.node;
    case Vocabulary::conda:
      return row.conda;
    case Vocabulary::triplet:
      return row.triplet;
  }
  return {};
}

std::vector<std::string_view> words_of(std::string_view column) {
  return column.empty() ? std::vector<std::string_view>{} : text::split(column, ' ');
}

}  // namespace

std::optional<Architecture> architecture_named(Vocabulary vocabulary, std::string_view name) {
  for (const ArchitectureRow& row : table) {
    if (text::has_word(column(row, vocabulary), name)) return row.architecture;
  }
  return std::nullopt;
}

std::vector<std::string_view> names_of(Vocabulary vocabulary, Architecture architecture) {
  return words_of(column(row(architecture), vocabulary));
}

std::string_view name_of(Vocabulary vocabulary, Architecture architecture) {
  const std::string_view words = column(row(architecture), vocabulary);
  return words.substr(0, words.find(' '));
}

std::vector<Architecture> architectures_of(Vocabulary vocabulary) {
  std::vector<Architecture> all;
  for (const ArchitectureRow& row : table) {
    if (!column(row, vocabulary).empty()) all.push_back(row.architecture);
  }
  return all;
}

std::vector<ArchitectureName> architecture_names(Vocabulary vocabulary) {
  std::vector<ArchitectureName> names;
  for (const ArchitectureRow& row : table) {
    for (const std::string_view name : words_of(column(row, vocabulary))) names.push_back({name, row.architecture});
  }
  return names;
}

// Called for every word of every native file's path, so it uses an index instead of a search.
std::optional<ProcessorWord> processor_in_words(std::string_view word) {
  static const std::map<std::string_view, ProcessorWord> known = [] {
    std::map<std::string_view, ProcessorWord> words;
    for (const ArchitectureRow& row : table) {
      for (const std::string_view name : words_of(row.words)) words[name].alone = row.architecture;
      for (const std::string_view name : words_of(row.words_64)) words[name].with_64 = row.architecture;
    }
    return words;
  }();
  const auto found = known.find(word);
  return found == known.end() ? std::nullopt : std::optional{found->second};
}

Architecture architecture_of_elf(std::uint16_t machine, bool is64, std::endian order) {
  constexpr std::uint16_t em_sparc = 2, em_sparc32plus = 18, em_arc_compact = 93, em_arc_compact2 = 195;
  if (machine == em_sparc32plus) machine = em_sparc;
  if (machine == em_arc_compact) machine = em_arc_compact2;
  for (const ArchitectureRow& row : table) {
    const bool fits = !row.order || (*row.order == order && (row.bits == 64) == is64);
    if (machine != 0 && row.elf == machine && fits) return row.architecture;
  }
  return Architecture::unknown;
}

Architecture architecture_of_pe(std::uint16_t machine) {
  constexpr std::uint16_t arm = 0x01C0, thumb = 0x01C2, armnt = 0x01C4;
  if (machine == arm || machine == thumb) machine = armnt;
  for (const ArchitectureRow& row : table) {
    if (machine != 0 && row.pe == machine) return row.architecture;
  }
  return Architecture::unknown;
}

Architecture architecture_of_macho(std::uint32_t type) {
  for (const ArchitectureRow& row : table) {
    if (type != 0 && row.macho == type) return row.architecture;
  }
  return Architecture::unknown;
}

std::string_view glibc_loader(Architecture architecture) {
  return row(architecture).glibc_loader;
}

std::string_view musl_loader(Architecture architecture) {
  return row(architecture).musl_loader;
}

std::optional<GlibcPort> glibc_port(Architecture architecture) {
  return row(architecture).port;
}

int bits(Architecture architecture) {
  return row(architecture).bits;
}

bool is_arm32(Architecture architecture) {
  return architecture == Architecture::armv7 || architecture == Architecture::armv7l ||
         architecture == Architecture::armel;
}

std::string_view name(Architecture architecture) {
  return row(architecture).name;
}

std::string_view spelling(Format format, Architecture architecture) {
  const ArchitectureRow& names = row(architecture);
  if (format == Format::macho && !names.apple.empty()) return names.apple;
  if ((format == Format::pe || format == Format::coff) && !names.windows.empty()) return names.windows;
  return names.name;
}

}  // namespace platlint
