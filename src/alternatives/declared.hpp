// SPDX-License-Identifier: Apache-2.0
// The platforms that a Node package declares.
#pragma once

#include "platlint/entry.hpp"
#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint {

/// Would npm install it on the target, by "os", "cpu" and "libc" of its package.json? A missing declaration is no
/// reason against it. The same holds for a platform that Node has no word for.
bool declares(const Package& package, const Target& target);

/// For a Python package: does every tag of its wheel promise any Python and any platform ("py3-none-any")?
bool is_for_any_python(const Package& package);

/// Does a Node package have the same code in JavaScript, for platforms without the addon?
bool works_without(const Bundle& bundle, const Package& package);

}  // namespace platlint
