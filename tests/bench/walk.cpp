// SPDX-License-Identifier: Apache-2.0
// The lower bound: the time to walk a tree, read 64 bytes of every file, and map the native ones. It judges nothing.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <filesystem>

namespace {

bool is_native(const unsigned char* head) {
  return std::memcmp(head, "\177ELF", 4) == 0 || std::memcmp(head, "MZ", 2) == 0 ||
         std::memcmp(head, "\xCF\xFA\xED\xFE", 4) == 0 || std::memcmp(head, "\xCA\xFE\xBA\xBE", 4) == 0;
}

// One byte of the first and of the last page: the headers are there, and in most files the tables.
unsigned touch(int file, std::size_t size) {
  void* const map = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (map == MAP_FAILED) return 0;
  const unsigned char* const bytes = static_cast<const unsigned char*>(map);
  const unsigned sum = bytes[0] + bytes[size - 1];
  munmap(map, size);
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t files = 0, natives = 0;
  unsigned sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argc > 1 ? argv[1] : ".")) {
    if (!entry.is_regular_file()) continue;
    const int file = open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    unsigned char head[64]{};
    struct stat status {};
    if (read(file, head, sizeof head) > 0 && fstat(file, &status) == 0 && is_native(head)) {
      sum += touch(file, static_cast<std::size_t>(status.st_size));
      ++natives;
    }
    close(file);
    ++files;
  }
  std::printf("%zu files, %zu natives (%u)\n", files, natives, sum & 1);
  return 0;
}
