// SPDX-License-Identifier: Apache-2.0
#include "inventory/layered_tree.hpp"

#include <utility>

#include "text/path.hpp"

namespace platlint {

namespace {

constexpr std::string_view whiteout = ".wh.";
constexpr std::string_view opaque_whiteout = ".wh..wh..opq";

}  // namespace

void LayeredTree::begin_layer() {
  above_.files.merge(here_.files);
  above_.others.merge(here_.others);
  above_.removed.merge(here_.removed);
  above_.opaque.merge(here_.opaque);
  here_ = Hiding();
}

bool LayeredTree::add(const Member& member) {
  const std::string& path = member.name;
  if (note_whiteout(text::parent(path), text::file_name(path))) return false;
  const bool is_directory = member.kind == Member::Kind::directory;
  const bool replaced = above_.files.contains(path) || (!is_directory && above_.others.contains(path));
  if (path.empty() || replaced || is_hidden(path)) return false;
  (is_directory ? here_.others : here_.files).insert(path);
  names_.insert(path);
  return !is_directory;
}

bool LayeredTree::note_whiteout(std::string_view directory, std::string_view name) {
  if (!name.starts_with(whiteout)) return false;
  if (name == opaque_whiteout) {
    here_.opaque.emplace(directory);
  } else {
    here_.removed.insert(text::as_prefix(directory) + std::string(name.substr(whiteout.size())));
  }
  return true;
}

bool LayeredTree::is_hidden(const std::string& path) const {
  if (above_.removed.contains(path) || above_.opaque.contains("")) return true;
  for (std::size_t slash = path.rfind('/'); slash != std::string::npos && slash != 0;
       slash = path.rfind('/', slash - 1)) {
    const std::string directory = path.substr(0, slash);
    if (above_.files.contains(directory) || above_.removed.contains(directory) || above_.opaque.contains(directory))
      return true;
  }
  return false;
}

}  // namespace platlint
