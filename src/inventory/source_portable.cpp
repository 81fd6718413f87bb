// SPDX-License-Identifier: Apache-2.0
// The half of source.hpp for systems without POSIX.
#include <fstream>

#include "inventory/source.hpp"

namespace platlint {

namespace {

class FileSource : public Source {
 public:
  explicit FileSource(const std::filesystem::path& path) {
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

std::unique_ptr<Source> open_file(const std::filesystem::path& path) {
  return std::make_unique<FileSource>(path);
}

}  // namespace platlint
