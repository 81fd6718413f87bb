// SPDX-License-Identifier: Apache-2.0
// What a system's own loader would find in it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platlint/entry.hpp"
#include "platlint/sysroot.hpp"
#include "platlint/target.hpp"

namespace platlint {

/// May a file of this path be a library of the system, or tell its loader or us something? Of a running system there
/// are too many others: programs, data, and what people keep in their homes.
bool is_read_of_sysroot(std::string_view path);

/// The text of a system's os-release(5); empty: it has none.
std::string os_release_of(const Bundle& system);

/// Of the files of a whole system those that matter to a loader (read_sysroot). Throws Error if it holds no C library,
/// or none for the target, or several and no target says which.
std::shared_ptr<const Sysroot> make_sysroot(const Bundle& system, const Target* target);

}  // namespace platlint
