// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inventory/inventory.hpp"
#include "platlint/audit.hpp"

namespace platlint {

/// Reads one root: every entry judged, or unreadable, or known not to be native. Never throws for what is in the root.
Bundle examine(const std::string& root, const Options& options);

}  // namespace platlint
