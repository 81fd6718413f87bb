// SPDX-License-Identifier: Apache-2.0
// Programs that a package brings along for its convenience, and does without.
#pragma once

#include <cstddef>

#include "alternatives/fitness.hpp"

namespace platlint {

/// A program for Intel's Macs on one with Apple's processor: Rosetta 2 runs it, where it is installed
/// (support.apple.com, "If you need to install Rosetta on your Mac"). Libraries it does not mix.
bool is_translated(const Subject& subject);

/// Does it lie where its package keeps what it takes when nothing better is there ("fallbacks/linux/xsel" of
/// clipboardy)?
bool is_fallback(const Subject& subject);

/// Is it a Python module for the very version that the target has, and so for nobody here where its platform is
/// another?
bool is_for_own_python(const Subject& subject);

/// Is it an addon for Bare beside the one for Node ("sodium-native.bare", "sodium-native.node")? Node takes its own.
bool is_for_bare(const Bundle& bundle, std::size_t entry);

/// A library beside a program: the program's, and worth no more ("hermesc/win64-bin/icudt64.dll").
bool lies_beside_program(const WholeBundle& whole, std::size_t entry);

/// Its package carries the name of this file: "ffmpeg.exe" of ffmpeg-static.
bool is_named_after(const Subject& subject);

/// A program of Windows ("util/pagent.exe") after which its package is not named?
bool is_helper(const Subject& subject);

}  // namespace platlint
