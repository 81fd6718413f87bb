// SPDX-License-Identifier: Apache-2.0
// Programs that carry files in a form that this program cannot read. Each is recognised by data after the program or in
// a part of it, never by a text that the bare runtime holds as well.
#pragma once

#include <optional>
#include <string_view>

#include "inventory/containers/program.hpp"

namespace platlint {

/// Its kind in a user's words: "a program made by deno compile". Unset: nothing known.
std::optional<std::string_view> find_unopened(const Source& source, const Program& program);

}  // namespace platlint
