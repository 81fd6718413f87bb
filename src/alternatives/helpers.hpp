// SPDX-License-Identifier: Apache-2.0
// Programs that a package brings along for its convenience, and does without.
#pragma once

#include "alternatives/fitness.hpp"

namespace platlint {

/// A program for Intel's Macs on one with Apple's processor: Rosetta 2 runs it, where it is installed
/// (support.apple.com, "If you need to install Rosetta on your Mac"). Libraries it does not mix.
bool is_translated(const Subject& subject);

/// Does it lie where its package keeps what it takes when nothing better is there ("fallbacks/linux/xsel" of
/// clipboardy)?
bool is_fallback(const Subject& subject);

/// A program of Windows ("util/pagent.exe") after which its package is not named?
bool is_helper(const Subject& subject);

}  // namespace platlint
