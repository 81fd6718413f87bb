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

/// What the row of the finding's rule says, with the finding's own words. `package` may be null.
Fix line_of_rule(const Finding& finding, const Package* package);

/// A link that leads out of the bundle. `package` may be null.
Fix files_for_links(const Finding& finding, const Package* package);

/// The user's own project, which every flag that forbids building would refuse.
Fix own_build(const Package& package, const Target& target);

/// Required by a path or URL, which leaves an installer nothing to choose.
Fix release(const Package& package, const Target& target);

/// A ready made wheel that breaks its tag's promise.
Fix honest_wheel(const Package& package, const Target& target);

/// A wheel file that lies in the bundle as it is.
Fix other_wheel(const Package& package, const Target& target);

/// A Python distribution that fits, and that files are gone of.
Fix again(const Package& package);

/// A Node package whose install script did not run.
Fix unrun_script(const Package& package, const Target& target);

/// A Node package that an installer can bring nothing else of.
Fix other_release(const Package& package, const Target& target);

/// A Node package whose install script compiled or fetched for the machine that it ran on.
Fix install_script(const Package& package, const Target& target);

/// An installer for which there are no arguments (poetry, conda, ...).
Fix by_other_installer(const Package& package, const Target& target);

}  // namespace platlint::advice
