// SPDX-License-Identifier: Apache-2.0
// The POSIX half of source.hpp.
#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "inventory/descriptor_posix.hpp"
#include "inventory/source.hpp"

namespace platlint {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

class FileSource : public Source {
 public:
  // O_NONBLOCK: a FIFO may have taken the file's place since the directory was read, and must not block us.
  explicit FileSource(const std::string& path)
      : descriptor_(above_standard(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY))) {
    struct stat status {};
    if (descriptor_.number() < 0 || fstat(descriptor_.number(), &status) != 0) throw Unreadable(std::strerror(errno));
    if (!S_ISREG(status.st_mode)) throw Unreadable("not a regular file");
    size_ = static_cast<std::uint64_t>(status.st_size);
    mode_ = static_cast<std::uint32_t>(status.st_mode & mode_t{07777});
  }

  std::uint64_t size() const override { return size_; }
  std::optional<std::uint32_t> mode() const override { return mode_; }

  std::size_t read(std::uint64_t offset, std::span<std::byte> into) const override {
    constexpr std::size_t most_at_once = std::size_t{1} << 30;  // Linux reads at most 2 GiB per call
    std::size_t done = 0;
    while (done < into.size()) {
      const ssize_t got = pread(descriptor_.number(), into.data() + done, std::min(into.size() - done, most_at_once),
                                static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw Unreadable(std::strerror(errno));
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

 private:
  Descriptor descriptor_;
  std::uint64_t size_ = 0;
  std::uint32_t mode_ = 0;
};

Listed::Kind kind(mode_t mode) {
  if (S_ISREG(mode)) return Listed::Kind::file;
  if (S_ISDIR(mode)) return Listed::Kind::directory;
  return S_ISLNK(mode) ? Listed::Kind::link : Listed::Kind::other;
}

// Some file systems do not give the type in the listing.
Listed::Kind kind(const std::string& directory, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return kind(static_cast<mode_t>(DTTOIF(entry.d_type)));
  struct stat status {};
  const std::string path = directory + "/" + entry.d_name;
  return lstat(path.c_str(), &status) == 0 ? kind(status.st_mode) : Listed::Kind::other;
}

}  // namespace

std::unique_ptr<Source> open_file(const std::string& path) {
  return std::make_unique<FileSource>(path);
}

std::vector<Listed> list_directory(const std::string& path) {
  const auto close = [](DIR* directory) { closedir(directory); };
  const std::unique_ptr<DIR, decltype(close)> directory(opendir(path.c_str()), close);
  if (directory == nullptr) throw Unreadable(std::strerror(errno));
  std::vector<Listed> listed;
  for (errno = 0; const dirent* const entry = readdir(directory.get()); errno = 0) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") listed.push_back({std::string(name), kind(path, *entry)});
  }
  if (errno != 0) throw Unreadable(std::strerror(errno));
  return listed;
}

void prefer_large_pages(std::span<std::byte> bytes) {
#ifdef MADV_HUGEPAGE
  const std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* start = bytes.data();
  std::size_t size = bytes.size();
  if (std::align(page, page, start, size) != nullptr) madvise(start, size / page * page, MADV_HUGEPAGE);
#else
  static_cast<void>(bytes);
#endif
}

}  // namespace platlint
