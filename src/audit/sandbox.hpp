// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace platlint {

/// Gives up, for good, all that a worker does not need: memory past `memory` more bytes, files to write, core dumps,
/// standard streams, and (with seccomp) every system call but those for reading files and for writing to `answers`.
/// What the kernel refuses to give up stays.
void enter_sandbox(std::uint64_t memory, int answers);

}  // namespace platlint
