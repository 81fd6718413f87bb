// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "inventory/content.hpp"
#include "inventory/listing.hpp"
#include "inventory/walk.hpp"

namespace platlint {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t head_bytes = 4096;

class DiskFile : public File {
 public:
  explicit DiskFile(const Source& source)
      : source_(source), head_size_(static_cast<std::size_t>(std::min<std::uint64_t>(size(), head_bytes))) {
    fetch(0, std::span(head_).first(head_size_));
  }

  std::uint64_t size() const override { return source_.size(); }

  std::span<const std::byte> head(std::size_t) override { return std::span(head_).first(head_size_); }

  void read(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset + into.size() > head_size_) return fetch(offset, into);
    std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
  }

  Buffer read_all(std::uint64_t limit) override {
    if (size() > limit) throw over_limit(limit, "bytes");
    return read_range(source_, 0, size());
  }

  std::unique_ptr<Stream> in_order() override { return stream_of(source_); }
  std::unique_ptr<Source> at_random(std::uint64_t) override { return part_of(source_, 0); }

 private:
  void fetch(std::uint64_t offset, std::span<std::byte> into) const {
    if (source_.read(offset, into) != into.size()) throw Unreadable("it shrank while it was read");
  }

  const Source& source_;
  std::size_t head_size_;
  std::array<std::byte, head_bytes> head_;
};

class Directory : public ListedRoot {
 public:
  Directory(const std::string& root, const Limits& limits, unsigned threads) : root_(root) {
    std::error_code error;
    canonical_root_ = fs::canonical(to_path(root), error);
    try {
      listing_ = list_below(root, limits.entries, threads);
    } catch (const Unreadable& reason) {
      listing_.failure = reason.what();
    }
  }

  std::size_t items() const override { return listing_.items.size(); }
  std::string path(std::size_t item) const override { return listing_.items[item].path; }
  std::uint64_t weight(std::size_t) const override { return 0; }
  std::optional<std::string> failure() const override { return listing_.failure; }

  void visit(std::size_t number, Budget& budget, const Visit& visit) const override {
    const Item& item = listing_.items[number];
    if (item.damage) return visit(unreadable_entry(item.path, *item.damage), nullptr);
    const std::string file = root_ + "/" + item.path;
    if (item.kind == Listed::Kind::file) return visit_file(file, item.path, budget, visit);
    Entry entry;
    entry.path = item.path;
    if (item.kind == Listed::Kind::link) return visit_link(std::move(entry), to_path(file), visit);
    visit(std::move(entry), nullptr);
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

  void visit_link(Entry entry, const fs::path& link, const Visit& visit) const {
    std::error_code error;
    entry.link = to_text(fs::read_symlink(link, error));
    const fs::path target = fs::canonical(link, error);
    entry.leaves_root = error || !is_inside(target);
    if (error || !entry.leaves_root) return visit(std::move(entry), nullptr);
    const fs::file_status status = fs::status(target, error);
    if (fs::is_directory(status)) entry.outside = Entry::Outside::directory;
    if (!fs::is_regular_file(status)) return visit(std::move(entry), nullptr);
    try {
      const std::unique_ptr<Source> source = open_file(to_text(target));
      DiskFile content(*source);
      visit(entry, &content);
    } catch (const Unreadable&) {
      entry.outside = Entry::Outside::code;  // for all that is known
      visit(std::move(entry), nullptr);
    }
  }

  bool is_inside(const fs::path& target) const {
    return std::mismatch(canonical_root_.begin(), canonical_root_.end(), target.begin(), target.end()).first ==
           canonical_root_.end();
  }

  std::string root_;
  fs::path canonical_root_;
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

std::unique_ptr<ListedRoot> open_directory(const std::string& path, const Limits& limits, unsigned threads) {
  return std::make_unique<Directory>(path, limits, threads);
}

}  // namespace platlint
