// SPDX-License-Identifier: Apache-2.0
#include "inventory/walk.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "inventory/zip.hpp"

namespace platlint {

namespace {

// A root that is one file, and no archive.
class LoneFile : public ListedRoot {
 public:
  LoneFile(std::string file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}

  bool is_file() const override { return true; }
  std::size_t items() const override { return 1; }
  std::string path(std::size_t) const override { return name_; }
  std::uint64_t weight(std::size_t) const override { return 0; }
  void visit(std::size_t, Budget& budget, const Visit& visit) const override {
    visit_file(file_, name_, budget, visit);
  }
  std::optional<std::string> failure() const override { return std::nullopt; }

 private:
  std::string file_;
  std::string name_;
};

}  // namespace

std::uint64_t archive_size(const std::string& root) {
  std::error_code error;
  const std::filesystem::path path = to_path(root);
  if (!std::filesystem::is_regular_file(path, error)) return 0;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

std::unique_ptr<ListedRoot> list_root(const std::string& root, const Limits& limits, unsigned threads) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path given = to_path(root);
  const fs::path path = fs::canonical(given, error);  // the root itself may be a link: the user named it
  if (error) throw Unreadable(error.message());
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return open_directory(to_text(path), limits, threads);
  if (!fs::is_regular_file(status)) throw Unreadable("neither a directory nor a regular file");
  std::unique_ptr<Source> source = open_file(to_text(path));
  const Buffer head = read_range(*source, 0, std::min<std::uint64_t>(source->size(), 4096));
  if (is_zip(root, head.bytes(), *source)) return open_archive(std::move(source), limits);
  return std::make_unique<LoneFile>(to_text(path),
                                    to_text(given.filename().empty() ? path.filename() : given.filename()));
}

}  // namespace platlint
