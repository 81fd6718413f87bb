// SPDX-License-Identifier: Apache-2.0
// Which extension modules a Python imports.
#pragma once

#include <optional>
#include <string>

#include "loader/extension_suffix.hpp"
#include "platlint/package.hpp"

namespace platlint {

/// "CPython 3.12 (debug build)", "the stable ABI (abi3)".
std::string words(const ExtensionSuffix& suffix);

/// Why the target's Python does not import a module of that suffix; nothing where it does. The text goes on from the
/// name of the file. `package` may be null.
std::optional<std::string> refusal(const ExtensionSuffix& suffix, const Python& target, const Package* package);

}  // namespace platlint
