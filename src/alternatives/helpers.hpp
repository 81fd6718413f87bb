// SPDX-License-Identifier: Apache-2.0
// Recognises helper programs that a package includes, but works without.
#pragma once

#include <cstddef>

#include "alternatives/fitness.hpp"

namespace platlint {

/// Is it a program for Intel's Macs, on one with Apple's processor? Rosetta 2 runs it, if it is installed
/// (support.apple.com, "If you need to install Rosetta on your Mac"). It does not mix libraries.
bool is_translated(const Subject& subject);

/// Does it lie where its package keeps fallbacks, in case nothing better exists ("fallbacks/linux/xsel" of clipboardy)?
bool is_fallback(const Subject& subject);

/// Is it a Python module for exactly the target's version? If its platform is another, it is then of no use here.
bool is_for_own_python(const Subject& subject);

/// Is it an addon for Bare beside one for Node ("sodium-native.bare", "sodium-native.node")? Node takes its own.
bool is_for_bare(const Bundle& bundle, std::size_t entry);

/// A library beside a program belongs to the program, and matters no more than it ("hermesc/win64-bin/icudt64.dll").
bool lies_beside_program(const WholeBundle& whole, std::size_t entry);

/// Is the package named after this file: "ffmpeg.exe" of ffmpeg-static?
bool is_named_after(const Subject& subject);

/// Is it a program of Windows ("util/pagent.exe") that the package is not named after?
bool is_helper(const Subject& subject);

}  // namespace platlint
