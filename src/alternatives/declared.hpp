// SPDX-License-Identifier: Apache-2.0
// The platforms that a Node package says it is for.
#pragma once

#include "platlint/entry.hpp"
#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint {

/// Would npm install it on the target, by "os", "cpu" and "libc" of its package.json? What is not said is no reason
/// against, nor what Node has no word for.
bool declares(const Package& package, const Target& target);

/// Of a Python package: does every tag of its wheel promise any Python and any platform ("py3-none-any")?
bool is_for_any_python(const Package& package);

/// Has a Node package the same in JavaScript, for where there is no addon?
bool works_without(const Bundle& bundle, const Package& package);

}  // namespace platlint
