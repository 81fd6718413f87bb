// SPDX-License-Identifier: Apache-2.0
// The facts in the bytes of one native image. These are plain values: an Artifact owns its strings and can be
// serialised.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/api.hpp"
#include "platlint/version.hpp"

namespace platlint {

enum class Format : std::uint8_t {
  elf,      ///< System V gABI, chapter 4
  macho,    ///< <mach-o/loader.h>
  pe,       ///< PE/COFF image
  coff,     ///< COFF object file (never loaded)
  wasm,     ///< WebAssembly binary module
  archive,  ///< ar archive of objects (never loaded)
};

enum class Kind : std::uint8_t {
  executable,      ///< ET_EXEC or ET_DYN with an entry (PIE), MH_EXECUTE, PE .exe
  library,         ///< ET_DYN, MH_DYLIB, PE .dll
  bundle,          ///< MH_BUNDLE: the kind that dlopen loads on macOS
  object,          ///< ET_REL, MH_OBJECT, COFF object: input of a linker, never loaded
  static_archive,  ///< ar archive: input of a linker, never loaded
  debug,           ///< MH_DSYM: symbols beside a binary, never loaded
  module,          ///< WebAssembly
  other,           ///< ET_CORE, MH_KEXT_BUNDLE, ...
};

/// The instruction set, and the properties that a loader tells apart: class, byte order, float ABI. `name` gives each
/// value one name for all formats; `spelling` gives the name that users of a format write.
enum class Architecture : std::uint8_t {
  unknown,
  x86_64,
  x86_64h,
  x32,
  i686,
  aarch64,
  aarch64_be,
  aarch64_ilp32,
  arm64e,
  arm64_32,
  arm64ec,
  arm64x,
  armv7l,  ///< 32-bit ARM, EABI5, hard float (EF_ARM_ABI_FLOAT_HARD)
  armel,   ///< 32-bit ARM, EABI5, soft float
  armv7,   ///< 32-bit ARM; the file does not state its float ABI: Mach-O, Windows, Android's softfp
  armeb,
  ppc,
  ppc64,
  ppc64le,
  s390,
  s390x,
  riscv32,
  riscv64,       ///< riscv64 is lp64d, the ABI of Linux distributions
  riscv64_soft,  ///< lp64 or lp64f
  loongarch32,
  loongarch64,
  loongarch64_soft,
  mips,
  mipsel,
  mips64,
  mips64el,
  sparc,
  sparc64,
  alpha,
  hppa,
  ia64,
  m68k,
  sh4,
  csky,
  arc,
  or1k,
  wasm32,
  wasm64,
  bpf,
  cuda,
  amdgpu,  ///< ELF files that no CPU runs
  any,     ///< .NET IL only (AnyCPU): runs wherever the runtime runs
};

enum class System : std::uint8_t {
  unknown,
  linux,
  android,
  hurd,
  freebsd,
  netbsd,
  openbsd,
  solaris,
  aix,
  macos,
  ios,
  ios_simulator,
  mac_catalyst,
  tvos,
  tvos_simulator,
  watchos,
  watchos_simulator,
  visionos,
  visionos_simulator,
  bridgeos,
  driverkit,
  apple_firmware,
  windows,
  uefi,
  emscripten,
  wasi,
};

enum class Libc : std::uint8_t {
  unknown,  ///< nothing in the file says
  none,     ///< statically linked: needs no loader
  glibc,
  musl,
  bionic,
};

/// A library that the file asks the loader for: DT_NEEDED, LC_LOAD_*_DYLIB, a PE import descriptor.
struct Library {
  std::string name;   ///< as written: "libm.so.6", "@rpath/libz.1.dylib", "python312.dll"
  bool weak = false;  ///< may be missing at load: LC_LOAD_WEAK_DYLIB, a PE delay import

  friend bool operator==(const Library&, const Library&) = default;
};

/// One row of the ELF version-need table (gABI / LSB "Symbol Versioning", Elfxx_Verneed and Elfxx_Vernaux).
struct VersionNeed {
  std::string library;  ///< vn_file: "libc.so.6"
  std::string name;     ///< vna_name: "GLIBC_2.34"
  bool weak = false;    ///< VER_FLG_WEAK: if the version is missing, the loader only warns
  /// The symbols that need this version and must be found, in file order. Set only if inspect was asked for symbols.
  std::vector<std::string> symbols = {};

  friend bool operator==(const VersionNeed&, const VersionNeed&) = default;
};

/// A symbol that an image does not define, and that must be found when the image is loaded.
struct Import {
  std::string name;
  std::string library;  ///< vn_file of the version that it needs; empty: it needs no version

  friend bool operator==(const Import&, const Import&) = default;
};

/// The names that an image needs from others, and the names that it offers them.
struct Symbols {
  std::vector<Import> imports;         ///< in file order, without symbols that need a version of the C library
  std::vector<std::uint32_t> exports;  ///< symbol_hash of each name, sorted

  friend bool operator==(const Symbols&, const Symbols&) = default;
};

/// One image: an ELF or PE file, a thin Mach-O file, or one slice of a fat one.
struct Artifact {
  Format format = Format::elf;
  Kind kind = Kind::other;
  Architecture architecture = Architecture::unknown;
  std::uint32_t machine = 0;  ///< e_machine, cputype or IMAGE_FILE_HEADER.Machine, as in the file
  System system = System::unknown;
  Libc libc = Libc::unknown;

  std::optional<Version>
      minimum_system;                ///< LC_BUILD_VERSION minos / LC_VERSION_MIN_*, Android API, PE subsystem version
  std::string identity;              ///< DT_SONAME, LC_ID_DYLIB
  std::string interpreter;           ///< PT_INTERP, LC_LOAD_DYLINKER
  std::vector<Library> libraries;    ///< in file order
  std::vector<std::string> rpath;    ///< DT_RPATH split at ':', LC_RPATH in file order
  std::vector<std::string> runpath;  ///< DT_RUNPATH split at ':'
  std::vector<VersionNeed> version_needs;  ///< in file order
  std::vector<std::string> versions;       ///< the versions that it defines: DT_VERDEF, without the file's own name
  std::uint8_t x86_level = 0;         ///< 1..4 for x86-64 .. x86-64-v4 by GNU_PROPERTY_X86_ISA_1_NEEDED; 0: not stated
  bool executable_stack = false;      ///< PT_GNU_STACK with PF_X
  bool text_relocations = false;      ///< DT_TEXTREL or DF_TEXTREL
  bool relative_relocations = false;  ///< DT_RELR (packed relative relocations)
  std::uint8_t arm_version = 0;       ///< 6, 7, ... of 32-bit ARM by Tag_CPU_arch; 0: not stated
  /// N of an exported node_register_module_vN; set only if inspect was asked for it
  std::uint16_t node_abi = 0;
  std::uint8_t numpy = 0;  ///< 1 or 2: a module that uses the C interface of NumPy 1, or of 2 (and 1); 0: not stated
  std::optional<Version> oldest_numpy;  ///< the oldest NumPy that the module works with, if it says so itself
  /// The largest page that p_align allows, 64 KiB at most; 0: no segment is loaded
  std::uint32_t page_size = 0;
  bool odd_identification = false;  ///< e_ident holds a value that glibc refuses: OS ABI, ABI version, padding
  bool never_opened = false;        ///< ET_EXEC, DF_1_PIE, DF_1_NOOPEN, no dynamic section: glibc's dlopen refuses it
  bool unsigned_code = false;       ///< a Mach-O program or library without LC_CODE_SIGNATURE
  /// Mach-O for Apple silicon: the offset of a page that changed after it was signed.
  std::optional<std::uint64_t> changed_page;
  /// ELF: its dynamic symbols. Unset if inspect was not asked for them, or if they are too many or not readable.
  std::optional<Symbols> symbols;

  friend bool operator==(const Artifact&, const Artifact&) = default;
};

/// Why an entry that is native, or claims to be, could not be judged.
struct Damage {
  enum class Kind : std::uint8_t {
    truncated,     ///< a table or segment of the file lies past its end
    unreadable,    ///< the bytes could not be read, or do not parse
    not_a_binary,  ///< a native suffix on a file that is something else
  };
  Kind kind = Kind::unreadable;
  std::string reason;  ///< one phrase for a user: "program headers end at 4096, the file has 1024 bytes"

  friend bool operator==(const Damage&, const Damage&) = default;
};

/// Can a loader load it? Objects, static archives and debug companions are named, but never loaded.
PLATLINT_API bool is_loadable(const Artifact& artifact);

/// The hash of DT_GNU_HASH without its lowest bit, which marks the end of a chain in the table (glibc
/// sysdeps/generic/dl-new-hash.h; Drepper, "How To Write Shared Libraries"). Two names with the same hash are taken for
/// one.
constexpr std::uint32_t symbol_hash(std::string_view symbol) {
  std::uint32_t hash = 5381;
  for (const char letter : symbol) hash = hash * 33 + static_cast<unsigned char>(letter);
  return hash >> 1;
}

PLATLINT_API std::string_view name(Format format);              ///< "elf"
PLATLINT_API std::string_view label(Format format);             ///< "ELF", "Mach-O"
PLATLINT_API std::string_view name(Kind kind);                  ///< "static-archive"
PLATLINT_API std::string_view name(Architecture architecture);  ///< "x86_64"
PLATLINT_API std::string_view name(System system);              ///< "ios-simulator"
PLATLINT_API std::string_view name(Libc libc);                  ///< "glibc"

/// The architecture as users of that format write it: arm64 in Mach-O, ARM64 and AMD64 in PE, aarch64 in ELF.
PLATLINT_API std::string_view spelling(Format format, Architecture architecture);

/// The words for an image in a message: "ELF x86_64 (glibc)", "Mach-O arm64", "PE AMD64".
PLATLINT_API std::string describe(const Artifact& artifact);

}  // namespace platlint
