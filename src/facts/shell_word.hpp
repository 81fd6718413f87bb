// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace platlint {

/// A word of a command line as a POSIX shell wants it: quoted if it has to be (POSIX.1-2017, Shell, 2.2.2).
std::string shell_word(std::string_view text);

}  // namespace platlint
