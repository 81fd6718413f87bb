// SPDX-License-Identifier: Apache-2.0
// Fixes without arguments for an installer: the summary says what to do.
#pragma once

#include <optional>
#include <string_view>

#include "advice/request.hpp"
#include "platlint/entry.hpp"
#include "platlint/finding.hpp"

namespace platlint::advice {

/// The package is not known, or no installer knows it.
Fix replacement(const Target& target);

/// The fix in the row of the finding's rule, filled with the finding's own words. `package` may be null.
Fix line_of_rule(const Finding& finding, const Package* package);

/// For a link that leads out of the bundle. `package` may be null.
Fix files_for_links(const Finding& finding, const Package* package);

/// For the user's own project: every flag that forbids building would refuse it.
Fix own_build(const Package& package, const Target& target);

/// For a package that is required by a path or URL: an installer has no choice then.
Fix release(const Package& package, const Target& target);

/// For a ready made wheel that breaks its tag's promise.
Fix honest_wheel(const Package& package, const Target& target);

/// For a wheel file inside the bundle that is not unpacked.
Fix other_wheel(const Package& package, const Target& target);

/// For a Python distribution that fits, but lacks some of its files.
Fix again(const Package& package);

/// For a Node package whose install script did not run.
Fix unrun_script(const Package& package, const Target& target);

/// For a Node package that an installer has no other build of.
Fix other_release(const Package& package, const Target& target);

/// For a Node package whose install script compiled or fetched for the machine that it ran on.
Fix install_script(const Package& package, const Target& target);

/// For an installer without suitable arguments (poetry, conda, ...).
Fix by_other_installer(const Package& package, const Target& target);

}  // namespace platlint::advice
