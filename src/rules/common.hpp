// SPDX-License-Identifier: Apache-2.0
// What several rules ask of an image and a target.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/rule.hpp"
#include "rules/rows.hpp"

namespace platlint {

/// Would the target's loader be asked for this image at all? Not for objects, static archives and debug companions, nor
/// for what runs elsewhere than on the CPU (BPF, CUDA, firmware), IL that any .NET runtime takes, or a WebAssembly
/// module that is a program's data (its name promises no native code).
bool concerns_loader(const Artifact& image, const Entry& entry);

/// Does code for `image` run where `wanted` is asked for?
bool serves(const Artifact& image, Architecture wanted, const Target& target);

/// Which systems take each other's binaries. Unknown is no evidence; a Linux kernel with another libc is wrong-libc's.
bool same_system(const Artifact& image, const Target& target);

/// The same of C libraries.
bool same_libc(const Artifact& image, const Target& target);

/// The images of the entry in the target's format and for its architecture.
std::vector<const Artifact*> matching_images(const Subject& subject);

/// Those of them that the target's loader would pick: not another system's, which are asked for nothing.
std::vector<const Artifact*> loaded_images(const Subject& subject);

/// find_target for a name that need not be a platform's; nothing where it is none. Never looks at the environment.
std::optional<Target> known_target(std::string_view name);

/// Has any rule anything to say of it? Most of a bundle is text.
bool concerns_rules(const Entry& entry);

struct CheckedEntries {
  Findings findings;
  std::set<std::size_t> unused;  ///< entries that the target never loads
};

/// What the rules say of each of these entries by itself, variants settled: `check` without the rules that see the
/// whole bundle.
CheckedEntries check_entries(const WholeBundle& whole, const std::vector<std::size_t>& entries, Severity least);

Finding finding(const Rule& rule, Severity severity, std::string message, std::string expected, std::string actual);

/// One of an image, which in a fat file has a name.
Finding of_image(Finding finding, const Subject& subject, const Artifact& image);

/// One of an entry, by a rule that sees the whole bundle.
Finding placed(Finding finding, const WholeBundle& whole, std::size_t entry);

}  // namespace platlint
