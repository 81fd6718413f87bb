// SPDX-License-Identifier: Apache-2.0
// The names of the target on the command line of each ecosystem's tools; empty if they have no name for it.
#pragma once

#include <string>

#include "platlint/target.hpp"

namespace platlint::advice {

std::string maven_classifier(const Target& target);  ///< "linux-aarch_64"
std::string gem_platform(const Target& target);      ///< "aarch64-linux-musl"
std::string dotnet_runtime(const Target& target);    ///< "linux-musl-x64"
std::string rust_triple(const Target& target);       ///< "aarch64-unknown-linux-gnu"
std::string go_variables(const Target& target);      ///< "GOOS=linux GOARCH=arm64"
std::string elixir_variables(const Target& target);  ///< "TARGET_ARCH=aarch64 TARGET_OS=linux TARGET_ABI=gnu"
std::string editor_target(const Target& target);     ///< "alpine-x64"
std::string electron_flags(const Target& target);    ///< "--linux --arm64"

}  // namespace platlint::advice
