// SPDX-License-Identifier: Apache-2.0
#include "audit/overwritten.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "text/path.hpp"

namespace platlint {

void Overwritten::add(const std::string& path, const Examined& so_far) {
  paths_.insert_or_assign(path, Counts{so_far.entries.size(), so_far.metadata.size()});
}

template <class Rows, class PathOf>
void Overwritten::remove_rows(Rows& rows, std::size_t Counts::*before, PathOf path_of) const {
  const auto covers = [&](std::string_view path, std::size_t place) {
    const auto row = paths_.find(path);
    return row != paths_.end() && place < row->second.*before;
  };
  const auto is_overwritten = [&](std::string_view path, std::size_t place) {
    bool is = covers(path, place);
    for (auto step = text::last_step(path); step && !is; step = text::last_step(step->archive))
      is = covers(step->archive, place);
    return is;
  };
  Rows kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_overwritten(path_of(rows[i]), i)) kept.push_back(std::move(rows[i]));
  }
  rows = std::move(kept);
}

void Overwritten::remove_from(Examined& examined) const {
  if (paths_.empty()) return;
  remove_rows(examined.entries, &Counts::entries, [](const Entry& entry) -> std::string_view { return entry.path; });
  remove_rows(examined.metadata, &Counts::metadata, [](const auto& row) -> std::string_view { return row.first; });
}

}  // namespace platlint
