// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the known names nearest to one that is not known, of platforms, rules or configuration keys.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace platlint {

/// The least number of characters inserted, removed, replaced or swapped with their neighbour that turn one text into
/// the other (optimal string alignment distance); case counts.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidates nearest to `text`, best first and each once: at most `count` of them, and none that differs in more
/// than a third of the text (two characters of a short one) without containing all of it. Ties keep the candidates'
/// order. A text of more than 200 characters is near nothing.
std::vector<std::string> nearest_names(std::string_view text, const std::vector<std::string>& candidates,
                                       std::size_t count = 3);

/// ", did you mean a, b or c?", or nothing where there are no names.
std::string did_you_mean(const std::vector<std::string>& names);

}  // namespace platlint
