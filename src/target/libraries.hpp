// SPDX-License-Identifier: Apache-2.0
// The libraries of the target itself, by the name that its loader looks for.
#pragma once

#include <string_view>
#include <vector>

#include "platlint/target.hpp"

namespace platlint::target {

/// A library that glibc itself installs, its loader included.
bool is_glibc_library(std::string_view library);

/// The sonames of those, present and former, without the loader.
std::vector<std::string_view> all_glibc_libraries();

/// Does musl's loader answer this name itself?
bool musl_takes(std::string_view library);

// One function per family of systems.
Provision glibc_library(const Target& target, std::string_view library);
Provision musl_library(const Target& target, std::string_view library);
Provision undeclared_library(std::string_view library);
Provision android_library(const Target& target, std::string_view library);
Provision apple_library(std::string_view install_name);
Provision windows_library(const Target& target, std::string_view library);

}  // namespace platlint::target
