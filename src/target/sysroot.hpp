// SPDX-License-Identifier: Apache-2.0
// Looks into a system whose files were read (platlint/sysroot.hpp).
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "platlint/sysroot.hpp"
#include "platlint/target.hpp"

namespace platlint::target {

/// A library of the system: its path, with links followed, and its facts.
using SystemLibrary = std::pair<const std::string, Artifact>;

/// The library with this name in the directories that the system's loader searches; null: there is none.
const SystemLibrary* find_library(const Sysroot& sysroot, std::string_view name);

/// The library at this path; null: there is none.
const SystemLibrary* library_at(const Sysroot& sysroot, std::string_view path);
bool has_library_at(const Sysroot& sysroot, std::string_view path);

/// A directory of the system that holds a library with this name, but that no loader searches by default; empty: there
/// is none.
std::string held_elsewhere(const Sysroot& sysroot, std::string_view name);

Provision sysroot_library(const Sysroot& sysroot, std::string_view library);

}  // namespace platlint::target
