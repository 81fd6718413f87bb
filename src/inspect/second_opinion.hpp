// SPDX-License-Identifier: Apache-2.0
// What --thorough asks for: LIEF reads the whole file as it is, and must say what it says of the tables that our layout
// readers found. Two readers go two ways to the same names: ours by what a loader follows, LIEF by its own.
#pragma once

#include "inspect/elf_layout.hpp"
#include "inspect/lief.hpp"
#include "inspect/macho_layout.hpp"
#include "inspect/pe_layout.hpp"

namespace platlint {

// Each throws Broken where the two differ in a fact, with both answers.
void require_second_opinion(const Artifact& artifact, const Image& image, const ElfLayout& layout);
void require_second_opinion(const MachoFacts& facts, const Image& image, const MachoLayout& layout);
void require_second_opinion(const PeFacts& facts, const Image& image, const PeLayout& layout);

}  // namespace platlint
