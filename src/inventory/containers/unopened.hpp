// SPDX-License-Identifier: Apache-2.0
// Programs that carry files in a form that nobody here reads. Each is told by what stands behind the program or in a
// part of it, never by a text that the bare runtime holds as well.
#pragma once

#include <optional>
#include <string_view>

#include "inventory/containers/program.hpp"

namespace platlint {

/// What it is, for users: "a program made by deno compile"; none: nothing known.
std::optional<std::string_view> find_unopened(const Source& source, const Program& program);

}  // namespace platlint
