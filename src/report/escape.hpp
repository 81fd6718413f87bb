// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace platlint {

/// Valid UTF-8: bytes that are none stand as the four characters \xNN. What a JSON string may hold.
std::string valid_utf8(std::string_view text);

}  // namespace platlint
