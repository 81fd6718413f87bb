// SPDX-License-Identifier: Apache-2.0
// The input of the rules: a root as it is loaded, a file of it, and the target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "platlint/api.hpp"
#include "platlint/entry.hpp"
#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint {

/// One file, its owner, and the target. All images are from this file, in file order.
struct Subject {
  const Entry& entry;
  const Target& target;
  const Package* package = nullptr;  ///< null: no package owns it
};

/// The role of a root on its target.
enum class Role : std::uint8_t {
  alone,     ///< a bundle of its own
  layer,     ///< AWS Lambda: unpacked into /opt, over the layers before it
  function,  ///< AWS Lambda: unpacked into /var/task
};

PLATLINT_API std::string_view name(Role role);  ///< "layer"

struct Root {
  const Bundle& bundle;
  const Ownership& ownership;
  Role role = Role::alone;
};

/// A root, the roots that are loaded with it, and the target.
struct WholeBundle {
  const Bundle& bundle;
  const Ownership& ownership;
  const Target& target;
  Role role = Role::alone;
  std::vector<Root> below = {};  ///< roots of the same process that lie under this one, lowest first
  std::vector<Root> above = {};  ///< roots of the same process that lie over this one
  bool require_native = false;   ///< it must hold native files (Options::require_native)

  Subject subject(std::size_t entry) const {
    const std::optional<std::size_t> owner = ownership.owner[entry];
    return {bundle.entries[entry], target, owner ? &ownership.packages[*owner] : nullptr};
  }
};

}  // namespace platlint
