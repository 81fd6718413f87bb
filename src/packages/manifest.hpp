// SPDX-License-Identifier: Apache-2.0
// What a package.json says of the native code that a package needs, beside the platforms that it names.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "packages/text.hpp"

namespace platlint::packages {

std::vector<std::string> values(const Members& members, std::string_view name);

/// The names that it does not work without: dependencies that are not among the optional ones, and peers that are not.
std::vector<std::string> needs_of(const Members& members);

/// What builds or fetches an addon when it is installed, as it stands in its scripts: "prebuild-install || node-gyp
/// rebuild". Empty: nothing, or it says itself that this may fail.
std::string build_of(const Members& members, bool has_binding_gyp);

/// Is it started and not required: its main file, if it names one, is a program of its own. One that has an install
/// script may fetch what it lacks, and is no such.
bool is_program(const Members& members);

/// Does it name a program or a main file that is not there? `exists` is asked of paths inside the package.
bool lacks_files(const Members& members, const std::function<bool(const std::string&)>& exists);

}  // namespace platlint::packages
