// SPDX-License-Identifier: Apache-2.0
// The parts of read_program(), one function per format. `overlay.offset` and `signature` come from the headers;
// `overlay.size` is not yet set. They throw Unreadable if the headers contradict each other.
#pragma once

#include <optional>

#include "inventory/containers/program.hpp"

namespace platlint {

std::optional<Program> read_elf_program(const Source& source);
std::optional<Program> read_pe_program(const Source& source);
/// For a universal file: the first slice that is a program. All slices count when its end is computed.
std::optional<Program> read_macho_program(const Source& source);

}  // namespace platlint
