// SPDX-License-Identifier: Apache-2.0
#include "text/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace platlint {

namespace {

constexpr std::size_t longest_text = 200;

struct Candidate {
  std::size_t distance;
  const std::string* name;
};

// A name that contains the whole text is worth a suggestion, even if much is missing ("manylinux_2_28" has no
// architecture). Then the order of the candidates says more than the number of missing characters.
std::size_t rate(std::string_view text, const std::string& name, std::size_t limit) {
  const bool contains = text.size() >= 3 && name.find(text) != std::string::npos;
  return contains ? std::min(edit_distance(text, name), limit) : edit_distance(text, name);
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_above(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
    two_above.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

std::vector<std::string> nearest_names(std::string_view text, const std::vector<std::string>& candidates,
                                       std::size_t count) {
  if (text.empty() || text.size() > longest_text) return {};
  const std::size_t limit = std::max(std::size_t{2}, text.size() / 3);
  std::vector<Candidate> near;
  for (const std::string& name : candidates) {
    const Candidate candidate{rate(text, name, limit), &name};
    if (candidate.distance <= limit) near.push_back(candidate);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
  std::vector<std::string> names;
  for (const Candidate& candidate : near) {
    if (names.size() == count) break;
    if (std::find(names.begin(), names.end(), *candidate.name) == names.end()) names.push_back(*candidate.name);
  }
  return names;
}

std::string did_you_mean(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string text = ", did you mean " + names.front();
  for (std::size_t i = 1; i < names.size(); ++i) text.append(i + 1 == names.size() ? " or " : ", ").append(names[i]);
  return text + "?";
}

}  // namespace platlint
