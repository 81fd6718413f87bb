// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace platlint::cli {

/// Does a TOML text have a dotted key of more than 32 parts? toml++ 3.3 limits how deep values nest, but not this. A
/// table as deep as a file is long would overflow the stack when it is destroyed.
bool has_endless_key(std::string_view text);

}  // namespace platlint::cli
