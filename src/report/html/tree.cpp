// SPDX-License-Identifier: Apache-2.0
#include "report/html/tree.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

#include "platlint/report.hpp"
#include "text/path.hpp"

namespace platlint::html {

namespace {

class Planting {
 public:
  explicit Planting(const std::vector<Entry>& entries) {
    for (std::size_t i = 0; i < entries.size(); ++i) entries_.try_emplace(entries[i].path, i);
    for (const Entry& entry : entries) add(entry.path);
  }

  Tree take() { return std::move(tree_); }

 private:
  void add(std::string_view path) {
    std::size_t directory = 0;
    std::size_t begin = 0;
    for (std::size_t depth = 0; depth < text::max_depth; ++depth) {
      const std::size_t slash = path.find('/', begin);
      if (slash == std::string_view::npos) break;
      directory = find(path.substr(0, slash), begin, directory);
      begin = slash + 1;
    }
    tree_.parents.push_back(directory);
    tree_.names.push_back(printable(path.substr(begin)));
  }

  std::size_t find(std::string_view path, std::size_t begin, std::size_t parent) {
    const auto [place, is_new] = directories_.try_emplace(path, tree_.directories.size());
    if (!is_new) return place->second;
    Directory directory{parent, printable(path.substr(begin)), {}};
    if (const auto archive = text::archive_of(path)) {
      directory.name = printable(path.substr(begin, archive->size() - begin));
      if (const auto entry = entries_.find(*archive); entry != entries_.end()) directory.entry = entry->second;
    }
    tree_.directories.push_back(std::move(directory));
    return place->second;
  }

  Tree tree_;
  std::unordered_map<std::string_view, std::size_t> entries_;      // by path; the bundle owns the text
  std::unordered_map<std::string_view, std::size_t> directories_;  // the same
};

}  // namespace

Tree tree(const Bundle& bundle) {
  return Planting(bundle.entries).take();
}

std::uint64_t bytes(const Bundle& bundle, const Tree& tree) {
  std::vector<bool> packed(tree.directories.size());  // in an entry that counts
  for (std::size_t i = 1; i < packed.size(); ++i) {
    packed[i] = tree.directories[i].entry.has_value() || packed[tree.directories[i].parent];
  }
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    if (!packed[tree.parents[i]])
      sum += std::min(bundle.entries[i].size, std::numeric_limits<std::uint64_t>::max() - sum);
  }
  return sum;
}

}  // namespace platlint::html
