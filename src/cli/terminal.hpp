// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace platlint::cli {

/// Is standard output a terminal that a person looks at?
bool stdout_is_terminal();

}  // namespace platlint::cli
