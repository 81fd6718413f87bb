// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the known names nearest to an unknown one. Used for platforms, rules and configuration keys.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace platlint {

/// The smallest number of edits that turn one text into the other. An edit inserts, removes or replaces a character, or
/// swaps it with its neighbour (optimal string alignment distance). Case counts.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidates nearest to `text`, best first and each once, at most `count`. A candidate may differ in at most a
/// third of the text (two characters of a short one), unless it contains all of it. Ties keep the candidates' order. A
/// text of more than 200 characters has no candidates.
std::vector<std::string> nearest_names(std::string_view text, const std::vector<std::string>& candidates,
                                       std::size_t count = 3);

/// ", did you mean a, b or c?", or an empty text if there are no names.
std::string did_you_mean(const std::vector<std::string>& names);

}  // namespace platlint
