// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace platlint::cli {

/// The command. Returns its exit status. Throws Error, which main reports with status 2.
int run(int argc, const char* const* argv);

}  // namespace platlint::cli
