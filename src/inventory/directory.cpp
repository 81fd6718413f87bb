// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <system_error>
#include <utility>

#include "inventory/beyond.hpp"
#include "inventory/content.hpp"
#include "inventory/disk_file.hpp"
#include "inventory/follow.hpp"
#include "inventory/links.hpp"
#include "inventory/walk.hpp"

namespace platlint {

namespace {

namespace fs = std::filesystem;

// The kernel's own file systems are not part of a bundle (paths below "/" as list_below() writes them).
const std::vector<std::string> of_kernel{"//proc", "//sys", "//dev"};

class Directory : public ListedRoot {
 public:
  Directory(const std::string& root, const Limits& limits, unsigned threads, bool follow_links)
      : root_(root), is_system_(holds_system(root)), trees_(root), follows_(follow_links) {
    try {
      listing_ = list_below(root, limits.entries, threads, root == "/" ? of_kernel : std::vector<std::string>());
      if (follows_) trees_.follow_links(listing_, limits.entries);
    } catch (const Unreadable& reason) {
      listing_.failure = reason.what();
    }
  }

  std::size_t items() const override { return listing_.items.size(); }
  std::string path(std::size_t item) const override { return listing_.items[item].path; }
  bool is_link(std::size_t item) const override { return listing_.items[item].kind == Listed::Kind::link; }
  std::uint64_t weight(std::size_t) const override { return 0; }
  std::optional<std::string> failure() const override { return listing_.failure; }

  void visit(std::size_t number, Budget& budget, const Visit& visit) const override {
    const Item& item = listing_.items[number];
    if (item.damage) return visit(unreadable_entry(item.path, *item.damage), nullptr);
    if (item.kind == Listed::Kind::file) return visit_file(trees_.place(item), item.path, budget, visit);
    if (item.kind == Listed::Kind::link) return visit_link(item, visit);
    Entry entry;
    entry.path = item.path;
    visit(std::move(entry), nullptr);
  }

  bool holds_beyond(std::size_t number, const Look& look) const override {
    std::error_code error;
    const fs::path directory = fs::canonical(to_path(trees_.place(listing_.items[number])), error);
    return error || holds(directory, look);
  }

 private:
  static void visit_file(const std::string& file, const std::string& path, Budget& budget, const Visit& visit) {
    std::unique_ptr<Source> source;
    try {
      source = open_file(file);
    } catch (const Unreadable& error) {
      return visit(unreadable_entry(path, error.what()), nullptr);
    }
    visit_source(*source, path, budget, visit);
  }

  void visit_link(const Item& item, const Visit& visit) const {
    Entry entry;
    entry.path = item.path;
    std::error_code error;
    const fs::path link = to_path(trees_.place(item));
    entry.link = to_text(fs::read_symlink(link, error));
    if (is_system_ && item.tree == 0 && leads_inside_system(entry.link)) {
      entry.link = relative_to(item.path, std::string_view(entry.link).substr(1));
      return visit(std::move(entry), nullptr);
    }
    const fs::path target = fs::canonical(link, error);
    entry.leaves_root = error || !trees_.hold(to_text(target), item.tree);
    if (error) entry.outside = is_missing(error) ? Entry::Outside::nothing : Entry::Outside::code;
    if (error || !entry.leaves_root) return visit(std::move(entry), nullptr);
    const fs::file_status status = fs::status(target, error);
    if (fs::is_directory(status)) entry.outside = Entry::Outside::directory;
    if (!fs::is_regular_file(status) && !fs::is_directory(status) && follows_ && target != "/dev/null")
      entry.outside = Entry::Outside::code;  // it should be read, but cannot be
    if (!fs::is_regular_file(status)) return visit(std::move(entry), nullptr);
    try {
      const std::unique_ptr<Source> source = open_file(to_text(target));
      DiskFile content(*source);
      visit(entry, &content);
    } catch (const Unreadable&) {
      entry.outside = Entry::Outside::code;  // not known, so it may be code
      visit(std::move(entry), nullptr);
    }
  }

  static bool holds_system(const std::string& root) {
    std::error_code error;
    return fs::is_directory(to_path(root + "/usr"), error) && fs::is_directory(to_path(root + "/etc"), error);
  }

  // In the tree of a system, "/" is the root of the tree.
  bool leads_inside_system(const std::string& link) const {
    std::error_code error;
    return link.starts_with('/') && fs::exists(fs::symlink_status(to_path(root_ + link), error));
  }

  // A loop of links leads to nothing too.
  static bool is_missing(const std::error_code& error) {
    return error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory ||
           error == std::errc::too_many_symbolic_link_levels;
  }

  std::string root_;
  bool is_system_;
  Trees trees_;
  bool follows_;
  Listing listing_;
};

}  // namespace

void visit_source(const Source& source, const std::string& path, Budget& budget, const Visit& visit) {
  Entry entry;
  entry.path = path;
  entry.size = source.size();
  entry.mode = source.mode();
  try {
    DiskFile content(source);
    visit_content(std::move(entry), content, 0, budget, visit);
  } catch (const Unreadable& error) {
    visit(unreadable_entry(path, error.what()), nullptr);
  }
}

std::unique_ptr<ListedRoot> open_directory(const std::string& path, const Limits& limits, unsigned threads,
                                           bool follow_links) {
  return std::make_unique<Directory>(path, limits, threads, follow_links);
}

}  // namespace platlint
