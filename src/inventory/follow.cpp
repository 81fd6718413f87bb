// SPDX-License-Identifier: Apache-2.0
#include "inventory/follow.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "inventory/beyond.hpp"

namespace platlint {

namespace {

namespace fs = std::filesystem;

bool is_in(const std::string& path, const std::string& directory) {
  const std::size_t size = directory.ends_with('/') ? directory.size() - 1 : directory.size();  // "/"
  return path.starts_with(std::string_view(directory).substr(0, size)) && (path.size() == size || path[size] == '/');
}

}  // namespace

std::string Trees::place(const Item& item) const {
  const Tree& tree = all_[item.tree];
  return tree.under.empty() ? tree.at + "/" + item.path : tree.at + item.path.substr(tree.under.size());
}

bool Trees::hold(const std::string& path, std::size_t tree) const {
  while (!is_in(path, all_[tree].at)) {
    if (tree == 0) return false;
    tree = all_[tree].above;
  }
  return true;
}

std::vector<std::string> Trees::chain(std::size_t tree) const {
  std::vector<std::string> directories{all_[tree].at};
  for (; tree != 0; tree = all_[tree].above) directories.push_back(all_[all_[tree].above].at);
  return directories;
}

void Trees::follow_links(Listing& listing, std::uint64_t most) {
  // New items are added at the end, so the loop reaches their links later.
  for (std::size_t item = 0; item < listing.items.size() && !listing.failure; ++item) {
    if (listing.items[item].kind == Listed::Kind::link) follow(listing, item, most);
  }
  // The directory's files take the place of its link, as in a copy.
  std::erase_if(listing.items, [](const Item& item) { return item.followed && !item.damage; });
  std::sort(listing.items.begin(), listing.items.end(), [](const Item& a, const Item& b) { return a.path < b.path; });
}

void Trees::follow(Listing& listing, std::size_t number, std::uint64_t most) {
  Item& link = listing.items[number];
  std::error_code error;
  const fs::path target = fs::canonical(to_path(place(link)), error);
  if (error || is_of_the_system(target) || hold(to_text(target), link.tree)) return;
  const fs::file_status status = fs::status(target, error);
  if (fs::is_directory(status)) return follow_directory(listing, number, to_text(target), most);
  if (!fs::is_regular_file(status)) return;
  all_.push_back({to_text(target), link.path, link.tree});
  link.kind = Listed::Kind::file;
  link.tree = all_.size() - 1;
}

void Trees::follow_directory(Listing& listing, std::size_t number, const std::string& target, std::uint64_t most) {
  const Item link = listing.items[number];
  listing.items[number].followed = true;
  if (!read_.insert(target).second && all_[link.tree].needs) return;  // its files are already judged in another place
  const std::size_t tree = all_.size();
  const std::string needs = to_text(needs_of_package(to_path(target)));
  std::vector<std::string> known = chain(link.tree);
  try {
    add(listing, {target, link.path, link.tree}, known, most);
    if (needs.empty() || listing.failure || hold(needs, tree)) return;
    known.push_back(target);
    add(listing, {needs, link.path + "/node_modules", tree, true}, known, most);
  } catch (const Unreadable& reason) {
    listing.items[number].damage = reason.what();
  }
}

void Trees::add(Listing& listing, const Tree& tree, const std::vector<std::string>& known, std::uint64_t most) {
  Listing more = list_below(tree.at, most - listing.items.size(), 1, known);
  for (Item& item : more.items) {
    item.path.insert(0, tree.under + "/");
    item.tree = all_.size();
    listing.items.push_back(std::move(item));
  }
  all_.push_back(tree);
  if (more.failure) listing.failure = over_limit(most, "entries").what();
}

}  // namespace platlint
