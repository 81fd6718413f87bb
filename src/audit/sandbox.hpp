// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace platlint {

/// Gives up, for good, all that a worker does not need: memory past `memory` more bytes, files to write, core dumps,
/// standard error, and (with seccomp) every system call but those for reading files and answering. What the kernel
/// refuses to give up stays.
void enter_sandbox(std::uint64_t memory);

std::string_view sandbox_name();

}  // namespace platlint
