// SPDX-License-Identifier: Apache-2.0
// The structures and numbers of Mach-O, under the names of Apple's headers: <mach-o/loader.h>, <mach-o/nlist.h>,
// <mach-o/fat.h>; XNU osfmk/kern/cs_blobs.h for the parts of a signature.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "facts/field.hpp"

namespace platlint::macho {

// The first word, read as a big-endian number; the *_cigam_* files are little-endian.
inline constexpr std::uint32_t mh_magic = 0xFEEDFACE, mh_magic_64 = 0xFEEDFACF, mh_cigam = 0xCEFAEDFE,
                               mh_cigam_64 = 0xCFFAEDFE, fat_magic = 0xCAFEBABE, fat_magic_64 = 0xCAFEBABF;

template <std::endian order>
struct MachHeader {
  U32<order> magic, cputype, cpusubtype, filetype, ncmds, sizeofcmds, flags;
};
template <std::endian order>
struct MachHeader64 {
  U32<order> magic, cputype, cpusubtype, filetype, ncmds, sizeofcmds, flags, reserved;
};

inline constexpr std::uint32_t mh_object = 1, mh_execute = 2, mh_dylib = 6, mh_bundle = 8, mh_dylib_stub = 9,
                               mh_dsym = 10;
inline constexpr std::uint32_t mh_twolevel = 0x80;                                // flags
inline constexpr std::uint32_t cpu_subtype_mask = 0x00FFFFFF;                     // the rest: capabilities
inline constexpr std::uint32_t cpu_subtype_x86_64_h = 8, cpu_subtype_arm64e = 2;  // <mach/machine.h>

template <std::endian order>
struct LoadCommand {
  U32<order> cmd, cmdsize;
};
template <std::endian order>
struct SegmentCommand {
  U32<order> cmd, cmdsize;
  std::array<char, 16> segname{};
  U32<order> vmaddr, vmsize, fileoff, filesize, maxprot, initprot, nsects, flags;
};
template <std::endian order>
struct SegmentCommand64 {
  U32<order> cmd, cmdsize;
  std::array<char, 16> segname{};
  U64<order> vmaddr, vmsize, fileoff, filesize;
  U32<order> maxprot, initprot, nsects, flags;
};
inline constexpr std::uint32_t vm_prot_write = 2;  // initprot: <mach/vm_prot.h>
// The flags of a section; sections follow their segment.
inline constexpr std::uint32_t s_attr_pure_instructions = 0x80000000, section_type = 0xFF, s_zerofill = 0x1,
                               s_gb_zerofill = 0xC, s_thread_local_zerofill = 0x12;

template <std::endian order>
struct SymtabCommand {
  U32<order> cmd, cmdsize, symoff, nsyms, stroff, strsize;
};
template <std::endian order>
struct LinkeditDataCommand {
  U32<order> cmd, cmdsize, dataoff, datasize;
};
template <std::endian order>
struct DyldInfoCommand {
  U32<order> cmd, cmdsize, rebase_off, rebase_size, bind_off, bind_size, weak_bind_off, weak_bind_size, lazy_bind_off,
      lazy_bind_size, export_off, export_size;
};
template <std::endian order>
struct DylibCommand {
  U32<order> cmd, cmdsize, name, timestamp, current_version, compatibility_version;
};
template <std::endian order>
struct PathCommand {  ///< rpath_command, dylinker_command: the name's offset in the command
  U32<order> cmd, cmdsize, path;
};
template <std::endian order>
struct VersionMinCommand {
  U32<order> cmd, cmdsize, version, sdk;
};
template <std::endian order>
struct BuildVersionCommand {
  U32<order> cmd, cmdsize, platform, minos, sdk, ntools;
};

// cmd; the commands that dyld must know have LC_REQ_DYLD, 0x80000000.
inline constexpr std::uint32_t lc_segment = 0x1, lc_symtab = 0x2, lc_load_dylib = 0xC, lc_id_dylib = 0xD,
                               lc_load_dylinker = 0xE, lc_load_weak_dylib = 0x80000018, lc_segment_64 = 0x19,
                               lc_rpath = 0x8000001C, lc_code_signature = 0x1D, lc_segment_split_info = 0x1E,
                               lc_reexport_dylib = 0x8000001F, lc_lazy_load_dylib = 0x20, lc_dyld_info = 0x22,
                               lc_dyld_info_only = 0x80000022, lc_load_upward_dylib = 0x80000023,
                               lc_version_min_macosx = 0x24, lc_version_min_iphoneos = 0x25, lc_function_starts = 0x26,
                               lc_data_in_code = 0x29, lc_dylib_code_sign_drs = 0x2B,
                               lc_linker_optimization_hint = 0x2E, lc_version_min_tvos = 0x2F,
                               lc_version_min_watchos = 0x30, lc_build_version = 0x32,
                               lc_dyld_exports_trie = 0x80000033, lc_dyld_chained_fixups = 0x80000034;

inline constexpr std::uint32_t platform_macos = 1, platform_ios = 2, platform_tvos = 3, platform_watchos = 4;

template <std::endian order>
struct Nlist {
  U32<order> n_strx;
  std::uint8_t n_type = 0, n_sect = 0;
  U16<order> n_desc;
  U32<order> n_value;
};
template <std::endian order>
struct Nlist64 {
  U32<order> n_strx;
  std::uint8_t n_type = 0, n_sect = 0;
  U16<order> n_desc;
  U64<order> n_value;
};

// n_type, n_desc; the number of the library is in the upper byte of n_desc.
inline constexpr std::uint8_t n_stab = 0xE0, n_pext = 0x10, n_type_mask = 0x0E, n_ext = 0x01;
inline constexpr std::uint16_t n_weak_ref = 0x40, n_ref_to_weak = 0x80;

// These are big-endian in files of either byte order.
using Big32 = U32<std::endian::big>;
using Big64 = U64<std::endian::big>;

struct FatHeader {
  Big32 magic, nfat_arch;
};
struct FatArch {
  Big32 cputype, cpusubtype, offset, size, align;
};
struct FatArch64 {
  Big32 cputype, cpusubtype;
  Big64 offset, size;
  Big32 align, reserved;
};

struct SuperBlob {  ///< CS_SuperBlob, and `count` of CS_BlobIndex
  Big32 magic, length, count;
};
struct BlobIndex {
  Big32 type, offset;
};
/// CS_CodeDirectory, up to the end of its first version.
struct CodeDirectory {
  Big32 magic, length, version, flags, hash_offset, ident_offset, n_special_slots, n_code_slots, code_limit;
  std::uint8_t hash_size = 0, hash_type = 0, platform = 0, page_size = 0;
  Big32 spare2;
};
/// Offsets of later fields, from later versions.
inline constexpr std::uint64_t scatter_offset_at = 44, code_limit64_at = 56;

inline constexpr std::uint32_t csmagic_codedirectory = 0xFADE0C02, csmagic_embedded_signature = 0xFADE0CC0;
// Slots of code directories: the first, and CSSLOT_ALTERNATE_CODEDIRECTORY_MAX more.
inline constexpr std::uint32_t csslot_codedirectory = 0, csslot_alternate_codedirectories = 0x1000,
                               csslot_alternate_codedirectory_max = 5;
inline constexpr std::uint32_t cs_supports_scatter = 0x20100, cs_supports_codelimit64 = 0x20300;
inline constexpr std::uint8_t cs_hashtype_sha256 = 2;

namespace check {
constexpr std::endian big = std::endian::big;
static_assert(sizeof(MachHeader<big>) == 28 && sizeof(MachHeader64<big>) == 32);
static_assert(offsetof(MachHeader64<big>, ncmds) == 16 && offsetof(MachHeader64<big>, flags) == 24);
static_assert(sizeof(SegmentCommand<big>) == 56 && offsetof(SegmentCommand<big>, fileoff) == 32);
static_assert(sizeof(SegmentCommand64<big>) == 72 && offsetof(SegmentCommand64<big>, fileoff) == 40);
static_assert(sizeof(SymtabCommand<big>) == 24 && sizeof(LinkeditDataCommand<big>) == 16);
static_assert(sizeof(DyldInfoCommand<big>) == 48 && offsetof(DyldInfoCommand<big>, export_off) == 40);
static_assert(sizeof(DylibCommand<big>) == 24 && sizeof(PathCommand<big>) == 12);
static_assert(sizeof(VersionMinCommand<big>) == 16 && sizeof(BuildVersionCommand<big>) == 24);
static_assert(sizeof(Nlist<big>) == 12 && sizeof(Nlist64<big>) == 16 && offsetof(Nlist64<big>, n_desc) == 6);
static_assert(sizeof(FatHeader) == 8 && sizeof(FatArch) == 20 && sizeof(FatArch64) == 32);
static_assert(sizeof(SuperBlob) == 12 && sizeof(BlobIndex) == 8);
static_assert(sizeof(CodeDirectory) == scatter_offset_at && offsetof(CodeDirectory, hash_size) == 36);
static_assert(offsetof(CodeDirectory, page_size) == 39 && offsetof(CodeDirectory, n_code_slots) == 28);
}  // namespace check

}  // namespace platlint::macho
