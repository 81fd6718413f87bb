// SPDX-License-Identifier: Apache-2.0
// The values of --provides and `provides`: libraries that the user's image adds to its base.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace platlint::cli {

/// Is it the name of a library (libgomp.so.1, libomp.dylib, vcomp140.dll, a framework)? If not, it is the name of a
/// file with such names.
bool is_library_name(std::string_view word);

/// The libraries that a word stands for: itself, or the names in a file of this name, one per line; # starts a comment.
/// Throws Error, one line, if the file cannot be read, names no library, or has a line that is not valid.
std::vector<std::string> provided_libraries(const std::string& word);

}  // namespace platlint::cli
