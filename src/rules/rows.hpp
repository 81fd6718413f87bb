// SPDX-License-Identifier: Apache-2.0
// The row of every rule, by its name: each is written beside its check.
#pragma once

#include "platlint/rule.hpp"

namespace platlint::rule {

#define ROW(name) extern const Rule name;
#include "rules/rows.def"
#undef ROW

}  // namespace platlint::rule
