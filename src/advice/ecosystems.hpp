// SPDX-License-Identifier: Apache-2.0
// What brings the right build where no installer of Python or Node does: Maven and Gradle, bundler, dotnet, mix; the
// compilers of a program that is nobody's; the packers of what an editor or Electron takes.
#pragma once

#include "platlint/audit.hpp"

namespace platlint::advice {

/// Of a package of Java, Ruby, .NET or Elixir.
Fix another_build(const Package& package, const Target& target);

/// Of a file that no package owns: how a program is compiled for the target.
Fix recompiled(const Finding& finding, const Bundle& bundle, const Target& target);

/// What is to be run after the dependencies are right: vsce package, electron-builder; empty: nothing.
std::string repacked(const Bundle& bundle, const Target& target);

}  // namespace platlint::advice
