// SPDX-License-Identifier: Apache-2.0
// The check of --thorough: LIEF reads the whole file as it is, and must find the same facts as in the tables that our
// layout readers found. The two readers find the names in different ways: ours follows the loader, LIEF has its own
// way.
#pragma once

#include "inspect/elf_layout.hpp"
#include "inspect/lief.hpp"
#include "inspect/macho_layout.hpp"
#include "inspect/pe_layout.hpp"

namespace platlint {

// Each throws Broken if the two differ in a fact; the message has both answers.
void require_second_opinion(const Artifact& artifact, const Image& image, const ElfLayout& layout);
void require_second_opinion(const MachoFacts& facts, const Image& image, const MachoLayout& layout);
void require_second_opinion(const PeFacts& facts, const Image& image, const PeLayout& layout);

}  // namespace platlint
