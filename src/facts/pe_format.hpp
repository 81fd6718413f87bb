// SPDX-License-Identifier: Apache-2.0
// The structures and numbers of PE and COFF, under the names of "PE Format" (Microsoft) and winnt.h. All of it is
// little-endian.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "facts/field.hpp"

namespace platlint::pe {

using Word = U16<std::endian::little>;
using Dword = U32<std::endian::little>;
using Qword = U64<std::endian::little>;

struct ImageDosHeader {
  std::array<char, 60> not_read{};
  Dword e_lfanew;
};

struct ImageFileHeader {
  Word Machine, NumberOfSections;
  Dword TimeDateStamp, PointerToSymbolTable, NumberOfSymbols;
  Word SizeOfOptionalHeader, Characteristics;
};

struct ImageNtHeaders {  ///< IMAGE_NT_HEADERS without its optional header
  Dword Signature;
  ImageFileHeader FileHeader;
};

struct ImageDataDirectory {
  Dword VirtualAddress, Size;
};

/// Without the data directory.
struct ImageOptionalHeader32 {
  Word Magic;
  std::uint8_t MajorLinkerVersion = 0, MinorLinkerVersion = 0;
  Dword SizeOfCode, SizeOfInitializedData, SizeOfUninitializedData, AddressOfEntryPoint, BaseOfCode, BaseOfData;
  Dword ImageBase, SectionAlignment, FileAlignment;
  Word MajorOperatingSystemVersion, MinorOperatingSystemVersion, MajorImageVersion, MinorImageVersion,
      MajorSubsystemVersion, MinorSubsystemVersion;
  Dword Win32VersionValue, SizeOfImage, SizeOfHeaders, CheckSum;
  Word Subsystem, DllCharacteristics;
  Dword SizeOfStackReserve, SizeOfStackCommit, SizeOfHeapReserve, SizeOfHeapCommit, LoaderFlags, NumberOfRvaAndSizes;
};
struct ImageOptionalHeader64 {
  Word Magic;
  std::uint8_t MajorLinkerVersion = 0, MinorLinkerVersion = 0;
  Dword SizeOfCode, SizeOfInitializedData, SizeOfUninitializedData, AddressOfEntryPoint, BaseOfCode;
  Qword ImageBase;
  Dword SectionAlignment, FileAlignment;
  Word MajorOperatingSystemVersion, MinorOperatingSystemVersion, MajorImageVersion, MinorImageVersion,
      MajorSubsystemVersion, MinorSubsystemVersion;
  Dword Win32VersionValue, SizeOfImage, SizeOfHeaders, CheckSum;
  Word Subsystem, DllCharacteristics;
  Qword SizeOfStackReserve, SizeOfStackCommit, SizeOfHeapReserve, SizeOfHeapCommit;
  Dword LoaderFlags, NumberOfRvaAndSizes;
};

struct ImageSectionHeader {
  std::array<char, 8> Name{};
  Dword VirtualSize, VirtualAddress, SizeOfRawData, PointerToRawData, PointerToRelocations, PointerToLinenumbers;
  Word NumberOfRelocations, NumberOfLinenumbers;
  Dword Characteristics;
};

struct ImageImportDescriptor {
  Dword OriginalFirstThunk, TimeDateStamp, ForwarderChain, Name, FirstThunk;
};
struct ImageDelayloadDescriptor {
  Dword Attributes, DllNameRVA, ModuleHandleRVA, ImportAddressTableRVA, ImportNameTableRVA, BoundImportAddressTableRVA,
      UnloadInformationTableRVA, TimeDateStamp;
};
struct ImageExportDirectory {
  Dword Characteristics, TimeDateStamp;
  Word MajorVersion, MinorVersion;
  Dword Name, Base, NumberOfFunctions, NumberOfNames, AddressOfFunctions, AddressOfNames, AddressOfNameOrdinals;
};
struct ImageBaseRelocation {
  Dword VirtualAddress, SizeOfBlock;
};
/// Up to its flags.
struct ImageCor20Header {
  Dword cb;
  Word MajorRuntimeVersion, MinorRuntimeVersion;
  ImageDataDirectory MetaData;
  Dword Flags;
};
/// IMAGE_LOAD_CONFIG_DIRECTORY64 up to CHPEMetadataPointer.
struct ImageLoadConfigDirectory64 {
  Dword Size;
  std::array<char, 196> not_read{};
  Qword CHPEMetadataPointer;
};

static_assert(offsetof(ImageDosHeader, e_lfanew) == 0x3C);
static_assert(sizeof(ImageFileHeader) == 20 && sizeof(ImageNtHeaders) == 24 && sizeof(ImageDataDirectory) == 8);
static_assert(sizeof(ImageOptionalHeader32) == 96 && offsetof(ImageOptionalHeader32, ImageBase) == 28);
static_assert(sizeof(ImageOptionalHeader64) == 112 && offsetof(ImageOptionalHeader64, ImageBase) == 24);
static_assert(offsetof(ImageOptionalHeader32, Subsystem) == 68 && offsetof(ImageOptionalHeader64, Subsystem) == 68);
static_assert(offsetof(ImageOptionalHeader32, AddressOfEntryPoint) == 16);
static_assert(sizeof(ImageSectionHeader) == 40 && offsetof(ImageSectionHeader, PointerToRawData) == 20);
static_assert(sizeof(ImageImportDescriptor) == 20 && sizeof(ImageDelayloadDescriptor) == 32);
static_assert(sizeof(ImageExportDirectory) == 40 && offsetof(ImageExportDirectory, AddressOfNames) == 32);
static_assert(sizeof(ImageBaseRelocation) == 8 && offsetof(ImageCor20Header, Flags) == 16);
static_assert(offsetof(ImageLoadConfigDirectory64, CHPEMetadataPointer) == 0xC8);

inline constexpr std::uint32_t image_nt_signature = 0x4550;  // "PE\0\0"
inline constexpr std::uint16_t image_nt_optional_hdr32_magic = 0x10B, image_nt_optional_hdr64_magic = 0x20B;
// Machine. All of them: facts/architectures.cpp.
inline constexpr std::uint16_t image_file_machine_amd64 = 0x8664, image_file_machine_arm64 = 0xAA64,
                               image_file_machine_i386 = 0x14C, image_file_machine_armnt = 0x1C4,
                               image_file_machine_arm64ec = 0xA641;
// Characteristics, of a file and of a section.
inline constexpr std::uint16_t image_file_executable_image = 0x2, image_file_dll = 0x2000;
inline constexpr std::uint32_t image_scn_mem_execute = 0x20000000, image_scn_mem_write = 0x80000000;
inline constexpr std::uint16_t image_subsystem_efi_application = 10, image_subsystem_efi_rom = 13;
inline constexpr std::uint64_t image_sizeof_symbol = 18;

// Indices of the data directory.
inline constexpr std::uint32_t image_directory_entry_export = 0, image_directory_entry_import = 1,
                               image_directory_entry_security = 4, image_directory_entry_basereloc = 5,
                               image_directory_entry_load_config = 10, image_directory_entry_delay_import = 13,
                               image_directory_entry_com_descriptor = 14, image_numberof_directory_entries = 16;

inline constexpr std::uint32_t delayload_rva_based = 1;  // ImageDelayloadDescriptor::Attributes

// ECMA-335 II.25.3.3.1; IL_LIBRARY and 32BITPREFERRED: CorHdr.h.
inline constexpr std::uint32_t comimage_flags_ilonly = 0x1, comimage_flags_32bitrequired = 0x2,
                               comimage_flags_il_library = 0x4, comimage_flags_32bitpreferred = 0x20000;

}  // namespace platlint::pe
