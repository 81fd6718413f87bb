// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace platlint {

/// Gives up, for good, everything that a worker does not need: more than `memory` additional bytes, writing files, core
/// dumps, standard streams. With seccomp it also gives up every system call except those for reading files and for
/// writing to `answers`. If the kernel refuses to take something away, it stays.
void enter_sandbox(std::uint64_t memory, int answers);

}  // namespace platlint
