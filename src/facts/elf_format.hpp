// SPDX-License-Identifier: Apache-2.0
// The structures and numbers of ELF, under the names of their specifications. System V gABI chapters 4 and 5; "LSB Core
// Generic", "Symbol Versioning"; "Linux Extensions to gABI"; elf.h of glibc 2.36 for additions of systems and
// processors.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "facts/field.hpp"

namespace platlint::elf {

inline constexpr std::size_t ei_class = 4, ei_data = 5, ei_version = 6, ei_osabi = 7, ei_abiversion = 8, ei_pad = 9;
using Ident = std::array<std::uint8_t, 16>;  ///< e_ident

template <std::endian file_order>
struct Elf32 {
  static constexpr std::endian order = file_order;
  using Half = U16<order>;
  using Word = U32<order>;
  struct Ehdr {
    Ident e_ident{};
    Half e_type, e_machine;
    Word e_version, e_entry, e_phoff, e_shoff, e_flags;
    Half e_ehsize, e_phentsize, e_phnum, e_shentsize, e_shnum, e_shstrndx;
  };
  struct Phdr {
    Word p_type, p_offset, p_vaddr, p_paddr, p_filesz, p_memsz, p_flags, p_align;
  };
  struct Shdr {
    Word sh_name, sh_type, sh_flags, sh_addr, sh_offset, sh_size, sh_link, sh_info, sh_addralign, sh_entsize;
  };
  struct Dyn {
    Word d_tag, d_val;
  };
  struct Sym {
    Word st_name, st_value, st_size;
    std::uint8_t st_info = 0, st_other = 0;
    Half st_shndx;
  };
};

template <std::endian file_order>
struct Elf64 {
  static constexpr std::endian order = file_order;
  using Half = U16<order>;
  using Word = U32<order>;
  using Xword = U64<order>;
  struct Ehdr {
    Ident e_ident{};
    Half e_type, e_machine;
    Word e_version;
    Xword e_entry, e_phoff, e_shoff;
    Word e_flags;
    Half e_ehsize, e_phentsize, e_phnum, e_shentsize, e_shnum, e_shstrndx;
  };
  struct Phdr {
    Word p_type, p_flags;
    Xword p_offset, p_vaddr, p_paddr, p_filesz, p_memsz, p_align;
  };
  struct Shdr {
    Word sh_name, sh_type;
    Xword sh_flags, sh_addr, sh_offset, sh_size;
    Word sh_link, sh_info;
    Xword sh_addralign, sh_entsize;
  };
  struct Dyn {
    Xword d_tag, d_val;
  };
  struct Sym {
    Word st_name;
    std::uint8_t st_info = 0, st_other = 0;
    Half st_shndx;
    Xword st_value, st_size;
  };
};

/// Calls `use` with the structures of a file's class and byte order.
template <class Use>
auto with_class(bool is64, std::endian order, Use use) {
  return with_order(order, [&](auto known) { return is64 ? use(Elf64<known>{}) : use(Elf32<known>{}); });
}

// The structures that both classes share.
template <std::endian order>
struct Nhdr {
  U32<order> n_namesz, n_descsz, n_type;
};
template <std::endian order>
struct Property {  ///< of NT_GNU_PROPERTY_TYPE_0
  U32<order> pr_type, pr_datasz;
};
template <std::endian order>
struct Verneed {
  U16<order> vn_version, vn_cnt;
  U32<order> vn_file, vn_aux, vn_next;
};
template <std::endian order>
struct Vernaux {
  U32<order> vna_hash;
  U16<order> vna_flags, vna_other;
  U32<order> vna_name, vna_next;
};
template <std::endian order>
struct Verdef {
  U16<order> vd_version, vd_flags, vd_ndx, vd_cnt;
  U32<order> vd_hash, vd_aux, vd_next;
};
template <std::endian order>
struct Verdaux {
  U32<order> vda_name, vda_next;
};
template <std::endian order>
struct GnuHash {  ///< DT_GNU_HASH: glibc elf/dl-setup_hash.c
  U32<order> nbuckets, symoffset, bloom_size, bloom_shift;
};
template <std::endian order>
struct Hash {  ///< DT_HASH
  U32<order> nbucket, nchain;
};

namespace check {
using B32 = Elf32<std::endian::big>;
using B64 = Elf64<std::endian::big>;
static_assert(sizeof(B32::Ehdr) == 52 && offsetof(B32::Ehdr, e_shoff) == 32 && offsetof(B32::Ehdr, e_shnum) == 48);
static_assert(sizeof(B64::Ehdr) == 64 && offsetof(B64::Ehdr, e_shoff) == 40 && offsetof(B64::Ehdr, e_shnum) == 60);
static_assert(sizeof(B32::Phdr) == 32 && offsetof(B32::Phdr, p_filesz) == 16 && offsetof(B32::Phdr, p_flags) == 24);
static_assert(sizeof(B64::Phdr) == 56 && offsetof(B64::Phdr, p_filesz) == 32 && offsetof(B64::Phdr, p_flags) == 4);
static_assert(sizeof(B32::Shdr) == 40 && offsetof(B32::Shdr, sh_size) == 20 && offsetof(B32::Shdr, sh_info) == 28);
static_assert(sizeof(B64::Shdr) == 64 && offsetof(B64::Shdr, sh_size) == 32 && offsetof(B64::Shdr, sh_info) == 44);
static_assert(sizeof(B32::Dyn) == 8 && sizeof(B64::Dyn) == 16);
static_assert(sizeof(B32::Sym) == 16 && offsetof(B32::Sym, st_info) == 12 && offsetof(B32::Sym, st_shndx) == 14);
static_assert(sizeof(B64::Sym) == 24 && offsetof(B64::Sym, st_info) == 4 && offsetof(B64::Sym, st_shndx) == 6);
static_assert(sizeof(Nhdr<std::endian::big>) == 12 && sizeof(Property<std::endian::big>) == 8);
static_assert(sizeof(Verneed<std::endian::big>) == 16 && sizeof(Vernaux<std::endian::big>) == 16);
static_assert(sizeof(Verdef<std::endian::big>) == 20 && sizeof(Verdaux<std::endian::big>) == 8);
static_assert(sizeof(GnuHash<std::endian::big>) == 16 && sizeof(Hash<std::endian::big>) == 8);
}  // namespace check

inline constexpr std::uint8_t elfclass32 = 1, elfclass64 = 2, elfdata2lsb = 1, elfdata2msb = 2, ev_current = 1;
inline constexpr std::uint8_t elfosabi_none = 0, elfosabi_gnu = 3;
inline constexpr std::uint16_t et_rel = 1, et_exec = 2, et_dyn = 3;
inline constexpr std::uint16_t em_mips = 8, em_arm = 40, em_x86_64 = 62, em_aarch64 = 183;

// e_flags: "ELF for the Arm Architecture", RISC-V ELF psABI, LoongArch ELF psABI.
inline constexpr std::uint32_t ef_arm_abi_float_soft = 0x200, ef_arm_abi_float_hard = 0x400;
inline constexpr std::uint32_t ef_riscv_float_abi = 0x6, ef_riscv_float_abi_double = 0x4;
inline constexpr std::uint32_t ef_loongarch_abi_modifier_mask = 0x7, ef_loongarch_abi_double_float = 0x3;

inline constexpr std::uint16_t pn_xnum = 0xffff;  // e_phnum: the number is in sh_info of section 0
inline constexpr std::uint32_t pt_null = 0, pt_load = 1, pt_dynamic = 2, pt_interp = 3, pt_note = 4,
                               pt_gnu_stack = 0x6474e551;
inline constexpr std::uint32_t pf_x = 1, pf_w = 2, pf_r = 4;

inline constexpr std::uint32_t sht_null = 0, sht_note = 7, sht_nobits = 8, sht_arm_attributes = 0x70000003;
inline constexpr std::uint64_t shf_write = 1, shf_alloc = 2, shf_execinstr = 4;

inline constexpr std::uint64_t dt_null = 0, dt_needed = 1, dt_hash = 4, dt_strtab = 5, dt_symtab = 6, dt_strsz = 10,
                               dt_soname = 14, dt_rpath = 15, dt_textrel = 22, dt_runpath = 29, dt_flags = 30,
                               dt_relr = 36, dt_gnu_hash = 0x6ffffef5, dt_versym = 0x6ffffff0, dt_flags_1 = 0x6ffffffb,
                               dt_verdef = 0x6ffffffc, dt_verdefnum = 0x6ffffffd, dt_verneed = 0x6ffffffe,
                               dt_verneednum = 0x6fffffff, dt_mips_xhash = 0x70000036;
inline constexpr std::uint64_t df_textrel = 0x4, df_1_noopen = 0x40, df_1_pie = 0x08000000;

inline constexpr std::uint16_t shn_undef = 0;
inline constexpr std::uint8_t stb_weak = 2;  // st_info >> 4
inline constexpr std::uint16_t ver_need_current = 1, ver_flg_base = 1, ver_flg_weak = 2;
inline constexpr std::uint16_t versym_version = 0x7fff;  // the rest of an entry hides a symbol

inline constexpr std::uint32_t nt_gnu_abi_tag = 1, nt_gnu_property_type_0 = 5;
inline constexpr std::uint32_t gnu_property_x86_isa_1_needed = 0xc0008002;

}  // namespace platlint::elf
