// SPDX-License-Identifier: Apache-2.0
// Fixes that no installer's arguments express: the summary says what to do.
#pragma once

#include <optional>
#include <string_view>

#include "advice/request.hpp"
#include "platlint/entry.hpp"
#include "platlint/finding.hpp"

namespace platlint::advice {

/// No package is known, or one that no installer knows.
Fix replacement(const Target& target);

/// The file itself is broken. `package` may be null; `reason` is what the finding says of it.
Fix fresh_copy(const Package* package, std::string_view rule, std::string_view reason);

/// What is done to the file itself.
Fix repair(const Finding& finding);

/// More than the runtime unpacks.
Fix smaller();

/// The user's own project, which every flag that forbids building would refuse.
Fix own_build(const Package& package, const Target& target);

/// Required by a path or URL, which leaves an installer nothing to choose.
Fix release(const Package& package, const Target& target);

/// A ready made wheel that breaks its tag's promise.
Fix honest_wheel(const Package& package, const Target& target);

/// A wheel file that lies in the bundle as it is.
Fix other_wheel(const Package& package, const Target& target);

/// A Node package whose install script compiled or fetched for the machine that it ran on.
Fix install_script(const Package& package, const Target& target);

/// An installer for which there are no arguments (poetry, conda, ...).
Fix by_other_installer(const Package& package, const Target& target);

}  // namespace platlint::advice
