// SPDX-License-Identifier: Apache-2.0
// One row per architecture: its names, its numbers in headers, and its properties on Linux. To add an architecture, add
// one row here and its name in platlint/artifact.hpp.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "platlint/artifact.hpp"

namespace platlint {

/// The vocabularies with names for processors.
enum class Vocabulary : std::uint8_t {
  wheel,    ///< manylinux, musllinux and linux tags
  android,  ///< the NDK's ABI names, as android_ tags write them
  rust,     ///< the first part of a target triple
  go,       ///< GOARCH, which container images use too
  node,     ///< process.arch
  conda,    ///< the second part of a subdir
  triplet,  ///< the first part of the platform in an extension module's name, as GNU and Apple write it
};

struct ArchitectureName {
  std::string_view name;
  Architecture architecture;
};

std::optional<Architecture> architecture_named(Vocabulary vocabulary, std::string_view name);

/// The names in a vocabulary, the usual one first; empty if it has no name.
std::vector<std::string_view> names_of(Vocabulary vocabulary, Architecture architecture);

/// The usual word; empty if there is none.
std::string_view name_of(Vocabulary vocabulary, Architecture architecture);

/// Every name of a vocabulary, in table order.
std::vector<ArchitectureName> architecture_names(Vocabulary vocabulary);

/// The architectures that a vocabulary has a word for, in table order.
std::vector<Architecture> architectures_of(Vocabulary vocabulary);

/// The meaning of a word in the name of a file, alone and with a width after it: os-maven-plugin and jSerialComm write
/// "aarch_64", "x86_32", "armv8_32", "sparcv9_64". Unknown: the width changes nothing.
struct ProcessorWord {
  Architecture alone = Architecture::unknown;
  Architecture with_64 = Architecture::unknown;
};

std::optional<ProcessorWord> processor_in_words(std::string_view word);

/// The architecture in the headers; unknown if no row has the numbers. The caller examines flags and subtypes.
Architecture architecture_of_elf(std::uint16_t machine, bool is64, std::endian order);
Architecture architecture_of_pe(std::uint16_t machine);
Architecture architecture_of_macho(std::uint32_t type);

/// The loader that programs for Linux name, "/lib64/ld-linux-x86-64.so.2"; empty if there is none.
std::string_view glibc_loader(Architecture architecture);
std::string_view musl_loader(Architecture architecture);

/// The facts about an architecture that manylinux tags need; the numbers are minors of glibc 2.
struct GlibcPort {
  int oldest_tag;  ///< installers ask for no lower manylinux_2_N
  int first;       ///< the lowest glibc that every binary of the port needs, whatever its tag says
};

/// Unset if there are no manylinux wheels for it.
std::optional<GlibcPort> glibc_port(Architecture architecture);

/// The bits of a pointer.
int bits(Architecture architecture);

/// 32-bit ARM, whatever its float ABI.
bool is_arm32(Architecture architecture);

}  // namespace platlint
