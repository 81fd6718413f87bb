// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
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
  explicit DiskFile(const Source& source) : source_(source) {}

  std::uint64_t size() const override { return source_.size(); }

  std::span<const std::byte> head() override {
    if (!head_.data) head_ = read_range(source_, 0, std::min<std::uint64_t>(size(), head_bytes));
    return head_.bytes();
  }

  void read(std::uint64_t offset, std::span<std::byte> into) override {
    if (source_.read(offset, into) != into.size()) throw Unreadable("it shrank while it was read");
  }

  Buffer read_all(std::uint64_t limit) override {
    if (size() > limit) throw Unreadable("larger than the limit of " + std::to_string(limit) + " bytes");
    return read_range(source_, 0, size());
  }

 private:
  const Source& source_;
  Buffer head_;
};

class DirectoryWalk {
 public:
  DirectoryWalk(const fs::path& root, Budget& budget, const Visit& visit)
      : root_(root), budget_(budget), visit_(visit) {
    std::error_code error;
    canonical_root_ = fs::canonical(root, error);
  }

  // Directories wait on a list instead of the stack: paths may be as deep as the file system allows.
  void run() {
    std::vector<std::string> waiting{""};
    while (!waiting.empty()) {
      const std::string directory = std::move(waiting.back());
      waiting.pop_back();
      std::error_code error;
      fs::directory_iterator entries(root_ / to_path(directory), error);
      for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        const std::string name = to_text(entries->path().filename());
        const std::string path = directory.empty() ? name : directory + "/" + name;
        const fs::file_status status = entries->symlink_status(error);
        if (error) break;
        if (fs::is_directory(status)) {
          waiting.push_back(path);
        } else {
          visit_entry(entries->path(), path, status);
        }
      }
      if (error) visit_(unreadable_entry(directory.empty() ? "." : directory, error.message()), nullptr);
    }
  }

 private:
  void visit_entry(const fs::path& file, const std::string& path, const fs::file_status& status) {
    budget_.count_entry();
    if (fs::is_regular_file(status)) return visit_file(file, path, budget_, visit_);
    Entry entry;
    entry.path = path;
    if (fs::is_symlink(status)) {
      std::error_code error;
      entry.link = to_text(fs::read_symlink(file, error));
      entry.leaves_root = !leads_inside(file);
    }
    visit_(std::move(entry), nullptr);
  }

  bool leads_inside(const fs::path& link) const {
    std::error_code error;
    const fs::path target = fs::canonical(link, error);
    if (error) return false;
    return std::mismatch(canonical_root_.begin(), canonical_root_.end(), target.begin(), target.end()).first ==
           canonical_root_.end();
  }

  const fs::path& root_;
  fs::path canonical_root_;
  Budget& budget_;
  const Visit& visit_;
};

}  // namespace

void visit_file(const fs::path& file, const std::string& path, Budget& budget, const Visit& visit) {
  Entry entry;
  entry.path = path;
  try {
    const std::unique_ptr<Source> source = open_file(file);
    entry.size = source->size();
    DiskFile content(*source);
    if (!is_zip(content.head(), *source)) return visit(std::move(entry), &content);
    walk_archive(*source, path + "!/", 1, budget, visit);
    visit(std::move(entry), nullptr);
  } catch (const Unreadable& error) {
    visit(unreadable_entry(path, error.what()), nullptr);
  }
}

void walk_directory(const fs::path& root, Budget& budget, const Visit& visit) {
  DirectoryWalk(root, budget, visit).run();
}

}  // namespace platlint
