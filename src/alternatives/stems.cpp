// SPDX-License-Identifier: Apache-2.0
#include "alternatives/stems.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "loader/loadable.hpp"
#include "text/path.hpp"

namespace platlint {
namespace {

constexpr std::size_t least_platforms = 3;
constexpr std::size_t least_stem = 3;  // shorter prefixes are shared by chance

using Members = std::vector<std::size_t>;  // of the sets

bool is_program(const Entry& entry) {
  return !entry.artifacts.empty() && entry.artifacts.front().kind == Kind::executable;
}

/// The platform that a file's bytes are for; empty: no loader loads it.
std::string platform_of(const Entry& entry) {
  std::string text;
  for (const Artifact& image : entry.artifacts) {
    if (!concerns_loader(image, entry)) continue;
    text += std::to_string(static_cast<int>(system_of(image))) + ":" +
            std::to_string(static_cast<int>(image.architecture)) + ":" + std::to_string(static_cast<int>(image.libc)) +
            " ";
  }
  return text;
}

class Joiner {
 public:
  Joiner(std::vector<NamedSet>& sets, const Bundle& bundle) : sets_(sets), bundle_(bundle) {}

  void join(bool in_jar) {
    for (const auto& [place, members] : by_directory()) {
      if (in_jar) join_shaded(members);
      join_names(members);
    }
    for (const auto& [path, members] : by_other_directory()) join(members);
  }

 private:
  std::map<std::string, Members> by_directory() const {
    std::map<std::string, Members> places;
    for (std::size_t i = 0; i < sets_.size(); ++i) places[std::string{text::parent(sets_[i].skeleton)}].push_back(i);
    return places;
  }

  /// Grouped by their paths without one of the directories, and by their paths.
  std::map<std::string, Members> by_other_directory() const {
    std::map<std::string, Members> paths;
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      const std::string& path = sets_[i].skeleton;
      if (sets_[i].variants.empty()) continue;
      paths[path].push_back(i);
      for (const std::string_view directory : text::ancestors(path, 1)) {
        paths[std::string{text::parent(directory)} + path.substr(directory.size())].push_back(i);
      }
    }
    return paths;
  }

  /// In one directory: joins those whose names begin with the shortest, or all if they begin alike.
  void join_names(const Members& members) {
    if (members.size() < 2) return;
    std::string_view common = name(members.front());
    std::string_view shortest = common;
    for (const std::size_t set : members) {
      const std::string_view other = name(set);
      if (other.size() < shortest.size()) shortest = other;
      const auto end = std::mismatch(common.begin(), common.end(), other.begin(), other.end()).first;
      common = common.substr(0, static_cast<std::size_t>(end - common.begin()));
    }
    if (common.size() >= least_stem) return join(members);
    if (shortest.size() < least_stem) return;
    Members alike;
    std::copy_if(members.begin(), members.end(), std::back_inserter(alike),
                 [&](std::size_t set) { return name(set).starts_with(shortest); });
    join(alike);
  }

  void join_shaded(const Members& members) {
    for (const std::size_t set : members) {
      if (name(set).find('-') == std::string_view::npos) continue;  // one word says too little
      const std::string end = "-" + std::string{name(set)};
      for (const std::size_t other : members) {
        if (name(other).ends_with(end) && is_one_each({set, other}, 2)) join_all({set, other});
      }
    }
  }

  std::string_view name(std::size_t set) const { return text::file_name(sets_[set].skeleton); }

  void join(const Members& members) {
    if (members.size() > 1 && is_one_each(members, least_platforms)) join_all(members);
  }

  void join_all(const Members& members) {
    VariantSet& first = sets_[members.front()].variants;
    for (const std::size_t set : members) {
      if (set == members.front()) continue;
      first.insert(first.end(), sets_[set].variants.begin(), sets_[set].variants.end());
      sets_[set].variants.clear();
    }
    std::sort(first.begin(), first.end(), [](const Variant& a, const Variant& b) { return a.entry < b.entry; });
    for (Variant& variant : first) {
      variant.by_bytes = variant.platform.architectures.empty() && variant.platform.bits == 0;
    }
  }

  bool is_one_each(const Members& members, std::size_t least) const {
    std::set<std::string> platforms;
    if (sets_[members.front()].variants.empty()) return false;
    const Entry& first = bundle_.entries[sets_[members.front()].variants.front().entry];
    for (const std::size_t set : members) {
      if (sets_[set].variants.empty()) return false;  // joined already
      for (const Variant& variant : sets_[set].variants) {
        const std::string platform = platform_of(bundle_.entries[variant.entry]);
        if (platform.empty() || !platforms.insert(platform).second) return false;
        if (is_program(bundle_.entries[variant.entry]) != is_program(first)) return false;
      }
    }
    return platforms.size() >= least;
  }

  std::vector<NamedSet>& sets_;
  const Bundle& bundle_;
};

}  // namespace

void join_by_bytes(std::vector<NamedSet>& sets, const Bundle& bundle, bool in_jar) {
  Joiner(sets, bundle).join(in_jar);
  std::erase_if(sets, [](const NamedSet& set) { return set.variants.empty(); });
}

}  // namespace platlint
