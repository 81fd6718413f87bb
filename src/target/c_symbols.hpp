// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace platlint {

/// Does musl export this symbol of glibc's? musl looks symbols up without their versions, so the name decides.
bool musl_has(std::string_view symbol);

/// Does glibc export this symbol, by a name that is not internal ("_x")? A file that was linked without glibc asks for
/// no version, but finds the symbol all the same.
bool glibc_has(std::string_view symbol);

}  // namespace platlint
