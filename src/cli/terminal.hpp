// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace platlint::cli {

/// Is standard output a terminal that a person looks at?
bool stdout_is_terminal();

/// Is standard error a terminal that a person looks at?
bool stderr_is_terminal();

/// The columns of that terminal. 0: not known.
std::size_t stdout_columns();

}  // namespace platlint::cli
