// SPDX-License-Identifier: Apache-2.0
// Which roots are loaded together, and which of their files are not loaded because another root has them too.
#pragma once

#include <string_view>
#include <vector>

#include "platlint/deployment.hpp"

namespace platlint {

/// Each root as it is judged: with those laid under it and over it where the target is AWS Lambda, alone elsewhere.
/// A layer lies on the earlier ones, a function on all layers; of several functions none is seen by the layers. A root
/// that could not be read is under and over nothing. The references of the result are those given. Which is which is
/// told from their contents, or by their order: `is_said`, the function comes first.
std::vector<WholeBundle> deploy(const std::vector<Bundle>& bundles, const std::vector<Ownership>& ownership,
                                const Target& target, bool is_said = false);

/// What Lambda's custom runtimes start (docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html).
bool has_bootstrap(const Bundle& bundle);

/// Where a root stands in the file system of a process, with its '/': "opt/", "var/task/", "" for a bundle of its own.
std::string_view mount_of(Role role);

/// The topmost root that the process takes a file of this path from instead; null: none.
const Root* hiding(const WholeBundle& whole, std::string_view path);

}  // namespace platlint
