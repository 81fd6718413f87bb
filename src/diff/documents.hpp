// SPDX-License-Identifier: Apache-2.0
// A comparison, written down.
#pragma once

#include <ostream>

#include "diff/comparison.hpp"

namespace platlint::diff {

/// For people. `all`: of long lists too.
void write_text(std::ostream& out, const Comparison& comparison, bool all);

/// For a comment under a change. What comes from a bundle stands in code spans.
void write_markdown(std::ostream& out, const Comparison& comparison, bool all);

/// For programs, by diff.schema.json.
void write_json(std::ostream& out, const Comparison& comparison);

}  // namespace platlint::diff
