// SPDX-License-Identifier: Apache-2.0
// Reads from a package.json which native code a package needs, beside the platforms that it names.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "packages/text.hpp"

namespace platlint::packages {

std::vector<std::string> values(const Members& members, std::string_view name);

/// The packages that it cannot work without: dependencies and peers that are not optional.
std::vector<std::string> needs_of(const Members& members);

/// The command in its scripts that builds or fetches an addon when it is installed: "prebuild-install || node-gyp
/// rebuild". Empty: there is none, or the script says that it may fail.
std::string build_of(const Members& members, bool has_binding_gyp);

/// Is it run as a program, not required? Then its main file, if it names one, is a program of its own. A package with
/// an install script may fetch what is missing, so it does not count.
bool is_program(const Members& members);

/// Does it name a program or a main file that does not exist? `exists` is called with paths inside the package.
bool lacks_files(const Members& members, const std::function<bool(const std::string&)>& exists);

}  // namespace platlint::packages
