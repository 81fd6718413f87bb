// SPDX-License-Identifier: Apache-2.0
// The half of source.hpp for systems without POSIX.
#include <fstream>

#include "inventory/source.hpp"

namespace platlint {

namespace {

class FileSource : public Source {
 public:
  explicit FileSource(const std::string& text) {
    const std::filesystem::path path = to_path(text);
    std::error_code error;
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(path, error))) {
      throw Unreadable(error ? error.message() : "not a regular file");
    }
    size_ = std::filesystem::file_size(path, error);
    if (!error) stream_.open(path, std::ios::binary);
    if (error || !stream_) throw Unreadable(error ? error.message() : "cannot be opened");
  }

  std::uint64_t size() const override { return size_; }

  std::size_t read(std::uint64_t offset, std::span<std::byte> into) const override {
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(offset));
    stream_.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
    if (stream_.bad()) throw Unreadable("cannot be read");
    return static_cast<std::size_t>(stream_.gcount());
  }

 private:
  mutable std::ifstream stream_;
  std::uint64_t size_ = 0;
};

}  // namespace

std::unique_ptr<Source> open_file(const std::string& path) {
  return std::make_unique<FileSource>(path);
}

std::vector<Listed> list_directory(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<Listed> listed;
  fs::directory_iterator entries(to_path(path), error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::file_status status = entries->symlink_status(error);
    if (error) break;
    Listed::Kind kind = Listed::Kind::other;
    if (fs::is_regular_file(status)) kind = Listed::Kind::file;
    if (fs::is_directory(status)) kind = Listed::Kind::directory;
    if (fs::is_symlink(status)) kind = Listed::Kind::link;
    listed.push_back({to_text(entries->path().filename()), kind});
  }
  if (error) throw Unreadable(error.message());
  return listed;
}

void prefer_large_pages(std::span<std::byte>) {}

}  // namespace platlint
