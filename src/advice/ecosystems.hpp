// SPDX-License-Identifier: Apache-2.0
// Fixes for files that no installer of Python or Node can replace. They name Maven and Gradle, bundler, dotnet, mix;
// the compilers of a program without a package; and the packers of an editor's extension or an Electron app.
#pragma once

#include "platlint/audit.hpp"

namespace platlint::advice {

/// For a package of Java, Ruby, .NET or Elixir.
Fix another_build(const Package& package, const Target& target);

/// For a file that no package owns: how to compile a program for the target.
Fix recompiled(const Finding& finding, const Bundle& bundle, const Target& target);

/// The command to run after the dependencies are right: vsce package, electron-builder; empty: no command.
std::string repacked(const Bundle& bundle, const Target& target);

}  // namespace platlint::advice
