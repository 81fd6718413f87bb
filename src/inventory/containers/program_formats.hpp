// SPDX-License-Identifier: Apache-2.0
// read_program(), a format each: `overlay.offset` and `signature` as the headers have them, `overlay.size` not yet.
// They throw Unreadable for what does not add up.
#pragma once

#include <optional>

#include "inventory/containers/program.hpp"

namespace platlint {

std::optional<Program> read_elf_program(const Source& source);
std::optional<Program> read_pe_program(const Source& source);
/// Of a universal file: the first slice that is a program; all slices count for where it ends.
std::optional<Program> read_macho_program(const Source& source);

}  // namespace platlint
