// SPDX-License-Identifier: Apache-2.0
// Decides which roots are loaded together, and which of their files are not loaded because another root has them too.
#pragma once

#include <string_view>
#include <vector>

#include "platlint/deployment.hpp"

namespace platlint {

/// The first entry with this path; null: there is none. Entries are in the order of their paths.
const Entry* find_entry(const Bundle& bundle, std::string_view path);

/// Each root with the roots under it and over it, if the target is AWS Lambda; otherwise each root alone. A layer lies
/// over the earlier ones, and a function over all layers. If there are several functions, the layers see none of them.
/// A root that could not be read is under and over nothing. The result refers to the arguments. The contents of the
/// roots tell which is the function, or the order does: with `is_said`, the function comes first.
std::vector<WholeBundle> deploy(const std::vector<Bundle>& bundles, const std::vector<Ownership>& ownership,
                                const Target& target, bool is_said = false);

/// The file that Lambda's custom runtimes start (docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html).
bool has_bootstrap(const Bundle& bundle);

/// The place of a root in the file system of a process, with its '/': "opt/", "var/task/", "" for a bundle of its own.
std::string_view mount_of(Role role);

/// The topmost root whose file with this path the process takes instead; null: there is none.
const Root* hiding(const WholeBundle& whole, std::string_view path);

}  // namespace platlint
