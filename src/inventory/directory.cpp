// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <system_error>
#include <utility>
#include <vector>

#include "inventory/walk.hpp"
#include "inventory/zip.hpp"

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
  Directory(const std::string& root, const Limits& limits) : root_(root) {
    std::error_code error;
    canonical_root_ = fs::canonical(to_path(root), error);
    try {
      list(limits);
    } catch (const Unreadable& reason) {
      failure_ = reason.what();
    }
  }

  std::size_t items() const override { return items_.size(); }
  std::string path(std::size_t item) const override { return items_[item].path; }
  std::uint64_t weight(std::size_t) const override { return 0; }
  std::optional<std::string> failure() const override { return failure_; }

  void visit(std::size_t number, Budget& budget, const Visit& visit) const override {
    const Item& item = items_[number];
    if (item.damage) return visit(unreadable_entry(item.path, *item.damage), nullptr);
    const std::string file = root_ + "/" + item.path;
    if (item.kind == Listed::Kind::file) return visit_file(file, item.path, budget, visit);
    Entry entry;
    entry.path = item.path;
    if (item.kind == Listed::Kind::link) {
      std::error_code error;
      entry.link = to_text(fs::read_symlink(to_path(file), error));
      entry.leaves_root = !leads_inside(to_path(file));
    }
    visit(std::move(entry), nullptr);
  }

 private:
  struct Item {
    std::string path;
    Listed::Kind kind = Listed::Kind::other;
    std::optional<std::string> damage;  // a directory that cannot be listed
  };

  // Directories wait on a list instead of the stack: paths may be as deep as the file system allows.
  void list(const Limits& limits) {
    std::vector<std::string> waiting{""};
    while (!waiting.empty()) {
      const std::string directory = std::move(waiting.back());
      waiting.pop_back();
      try {
        for (Listed& listed : list_directory(directory.empty() ? root_ : root_ + "/" + directory)) {
          std::string path = directory.empty() ? std::move(listed.name) : directory + "/" + listed.name;
          if (listed.kind == Listed::Kind::directory) {
            waiting.push_back(std::move(path));
          } else {
            items_.push_back({std::move(path), listed.kind, std::nullopt});
          }
        }
      } catch (const Unreadable& reason) {
        if (directory.empty()) throw;
        items_.push_back({directory, Listed::Kind::directory, reason.what()});
      }
      if (items_.size() > limits.entries) {
        items_.resize(limits.entries);
        throw over_limit(limits.entries, "entries");
      }
    }
  }

  bool leads_inside(const fs::path& link) const {
    std::error_code error;
    const fs::path target = fs::canonical(link, error);
    if (error) return false;
    return std::mismatch(canonical_root_.begin(), canonical_root_.end(), target.begin(), target.end()).first ==
           canonical_root_.end();
  }

  std::string root_;
  fs::path canonical_root_;
  std::vector<Item> items_;
  std::optional<std::string> failure_;
};

}  // namespace

void visit_file(const std::string& file, const std::string& path, Budget& budget, const Visit& visit) {
  Entry entry;
  entry.path = path;
  try {
    const std::unique_ptr<Source> source = open_file(file);
    entry.size = source->size();
    DiskFile content(*source);
    if (!is_zip(path, content.head(head_bytes), *source)) return visit(std::move(entry), &content);
    visit_members(*source, path + "!/", 1, budget, visit);
    visit(std::move(entry), nullptr);
  } catch (const Unreadable& error) {
    visit(unreadable_entry(path, error.what()), nullptr);
  }
}

std::unique_ptr<ListedRoot> open_directory(const std::string& path, const Limits& limits) {
  return std::make_unique<Directory>(path, limits);
}

}  // namespace platlint
