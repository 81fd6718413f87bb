// SPDX-License-Identifier: Apache-2.0
// One function an installer: the arguments to add to its command so that these packages come right, and the sentence
// that says so. Every flag was run against the program (uv 0.13.9, pip 26.3 and 23.2, npm 11.19, pnpm 10.34, bun 1.4),
// or is marked as documented.
#pragma once

#include "advice/request.hpp"
#include "platlint/finding.hpp"

namespace platlint::advice {

Fix uv_fix(const Requests& requests, const Context& context);
Fix pip_fix(const Requests& requests, const Context& context);
Fix wheel_fix(const Requests& requests, const Context& context);  ///< installer not known: flags that uv and pip share
Fix npm_fix(const Requests& requests, const Context& context);
Fix pnpm_fix(const Requests& requests, const Context& context);
Fix bun_fix(const Requests& requests, const Context& context);
Fix yarn_fix(const Requests& requests, const Context& context);

/// The value of uv's --python-platform that fits the target best and promises no more; empty: it has none.
std::string uv_platform(const Target& target);

/// pip's arguments for a platform that is not its own; empty: no wheel has a tag for it.
std::vector<std::string> pip_platform(const Target& target);

/// {"--os=linux", "--cpu=x64", "--libc=glibc"}; empty: Node has no names for the target, or it is several.
std::vector<std::string> node_platform(const Target& target);

}  // namespace platlint::advice
