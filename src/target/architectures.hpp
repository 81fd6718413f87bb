// SPDX-License-Identifier: Apache-2.0
// How each ecosystem names a processor.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "platlint/artifact.hpp"

namespace platlint::target {

enum class Vocabulary : std::uint8_t {
  wheel,    ///< manylinux, musllinux and linux tags
  android,  ///< the NDK's ABI names, as android_ tags write them
  rust,     ///< the first part of a target triple
  go,       ///< GOARCH, which container images use too
  node,     ///< process.arch
  conda,    ///< the second part of a subdir
};

struct ArchitectureName {
  Vocabulary vocabulary;
  std::string_view name;
  Architecture architecture;
};

std::optional<Architecture> architecture_named(Vocabulary vocabulary, std::string_view name);

/// What the vocabulary calls it first; empty where it has no word for it.
std::string_view name_of(Vocabulary vocabulary, Architecture architecture);

/// Is it one of "x86_64 i686", words of wheel tags with one space between?
bool names_architecture(std::string_view words, Architecture architecture);

/// Every name of a vocabulary, in table order.
std::vector<ArchitectureName> architecture_names(Vocabulary vocabulary);

/// An architecture's place in the world of manylinux tags; minors of glibc 2.
struct GlibcPort {
  Architecture architecture;
  int oldest_tag;  ///< no installer asks for a lower manylinux_2_N
  int first;       ///< the glibc that every binary of the port needs at least, whatever its tag says
};

/// Nothing where there are no manylinux wheels for it.
std::optional<GlibcPort> glibc_port(Architecture architecture);

}  // namespace platlint::target
