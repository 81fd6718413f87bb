// SPDX-License-Identifier: Apache-2.0
// The way round for installers that serve the machine they run on, and no other.
#pragma once

#include <string_view>

#include "advice/installers.hpp"

namespace platlint::advice {

struct Export {
  std::string_view installer;  ///< "poetry"
  std::string_view command;    ///< writes what it locked to requirements.txt
};

/// What was locked, installed by uv, or by pip where uv does not know the target. The arguments are theirs.
Fix through_requirements(const Export& from, const Requests& requests, const Context& context);

}  // namespace platlint::advice
