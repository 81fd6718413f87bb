// SPDX-License-Identifier: Apache-2.0
// Node packages that hold one platform's part of another: "@img/sharp-darwin-arm64", "@esbuild/linux-x64".
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace platlint::packages {

/// The name without the platform at its end: "@img/sharp-linuxmusl-x64" -> "@img/sharp", "@esbuild/linux-x64" ->
/// "@esbuild", "lightningcss-linux-x64-gnu" -> "lightningcss". Empty if it has no operating system there.
std::string without_platform(std::string_view name);

/// The package that it is a part of. That is a package in the bundle, if its name is a candidate. If not, it is the
/// known name for projects that name their parts differently, or the name without the platform, or the name itself.
std::string known_parent(std::string_view name, const std::function<bool(const std::string&)>& is_installed);

}  // namespace platlint::packages
