// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace platlint {

/// Does musl export this symbol of glibc's? musl looks symbols up without their versions, so the name decides.
bool musl_has(std::string_view symbol);

/// Does glibc export this symbol, by a name that is not the implementation's own ("_x")? A file that was linked without
/// it asks for no version, and finds it all the same.
bool glibc_has(std::string_view symbol);

}  // namespace platlint
