// SPDX-License-Identifier: Apache-2.0
// Reads what a system's own loader would find in it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platlint/entry.hpp"
#include "platlint/sysroot.hpp"
#include "platlint/target.hpp"

namespace platlint {

/// Can a file with this path be a library of the system, or tell its loader or us something? A running system has too
/// many other files: programs, data, and people's own files in their homes.
bool is_read_of_sysroot(std::string_view path);

/// The text of a system's os-release(5); empty: it has no such file.
std::string os_release_of(const Bundle& system);

/// The files of a whole system that matter to a loader (read_sysroot). Throws Error if it holds no C library, or none
/// for the target. Also throws if it holds several and no target says which.
std::shared_ptr<const Sysroot> make_sysroot(Bundle system, const Target* target);

}  // namespace platlint
