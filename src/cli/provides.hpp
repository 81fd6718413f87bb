// SPDX-License-Identifier: Apache-2.0
// What --provides and `provides` say: libraries that the user's image adds to its base.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace platlint::cli {

/// Is it the name of a library (libgomp.so.1, libomp.dylib, vcomp140.dll, a framework), rather than that of a file with
/// such names?
bool is_library_name(std::string_view word);

/// The libraries that a word stands for: itself, or those that a file of this name lists, one a line; # starts a
/// comment. Throws Error, one line, for a file that cannot be read, that names none, or that has another line.
std::vector<std::string> provided_libraries(const std::string& word);

}  // namespace platlint::cli
