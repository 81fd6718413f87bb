// SPDX-License-Identifier: Apache-2.0
// A workaround for installers that can only install for the machine they run on.
#pragma once

#include <string_view>

#include "advice/installers.hpp"

namespace platlint::advice {

struct Export {
  std::string_view installer;  ///< "poetry"
  std::string_view command;    ///< the command that writes its lock file to requirements.txt
};

/// Installs the locked packages with uv, or with pip if uv does not know the target. The arguments are for uv or pip.
Fix through_requirements(const Export& from, const Requests& requests, const Context& context);

}  // namespace platlint::advice
