// SPDX-License-Identifier: Apache-2.0
// The printed forms of a comparison.
#pragma once

#include <ostream>

#include "diff/comparison.hpp"

namespace platlint::diff {

/// For people. `all`: do not shorten long lists.
void write_text(std::ostream& out, const Comparison& comparison, bool all);

/// For a comment on a change. Text from a bundle is written in code spans.
void write_markdown(std::ostream& out, const Comparison& comparison, bool all);

/// For programs, according to diff.schema.json.
void write_json(std::ostream& out, const Comparison& comparison);

}  // namespace platlint::diff
