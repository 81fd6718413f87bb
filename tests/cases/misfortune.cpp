// SPDX-License-Identifier: Apache-2.0
// LD_PRELOAD puts it before the C library. Then every process that reads a file dies in the way that the file asks for.
// It behaves like a fault of the parser, without a hook for it in the program. It only acts in processes that the
// command has forked.
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

extern "C" void* __libc_malloc(size_t size);  // glibc's own

namespace {

using Pread = ssize_t (*)(int, void*, size_t, off_t);

const pid_t command = getpid();
const Pread next = reinterpret_cast<Pread>(dlsym(RTLD_NEXT, "pread64"));

volatile bool forever = true;
int* volatile nowhere = nullptr;

[[noreturn]] void hang() {
  while (forever) {
  }
  std::abort();
}

struct Piece {
  Piece* next;
};
Piece* hoard = nullptr;

// Allocates until there is no memory left. The next allocation fails, and then this memory is freed, as an exception
// frees the memory of a parser.
void eat_memory() {
  for (std::size_t size = std::size_t{1} << 24; size >= sizeof(Piece);) {
    void* const bytes = __libc_malloc(size);
    if (bytes == nullptr) {
      size /= 2;
    } else {
      hoard = new (std::memset(bytes, 1, size)) Piece{hoard};
    }
  }
}

void give_back() {
  while (hoard != nullptr) std::free(std::exchange(hoard, hoard->next));
}

// Answers for everybody, to anyone who listens: a worker that a file controls could do this.
void forge() {
  for (size_t item = 64; item-- > 0;) {
    const size_t frame[]{item, sizeof item, 0};  // the item, the bytes of the answer, the answer
    for (int file = 3; file < 64; ++file) {
      struct stat status;
      if (fstat(file, &status) == 0 && (S_ISSOCK(status.st_mode) || S_ISFIFO(status.st_mode))) [[maybe_unused]]
        const ssize_t count = ::write(file, frame, sizeof frame);
    }
  }
}

void act_on(std::string_view bytes) {
  const auto asks_for = [&](std::string_view fate) { return bytes.find(fate) != std::string_view::npos; };
  if (asks_for("be-killed!")) raise(SIGKILL);
  if (asks_for("be-stopped")) raise(SIGSTOP);
  if (asks_for("do-segv!!!")) *nowhere = 1;
  if (asks_for("do-abort!!")) std::abort();
  if (asks_for("loop-on!!!")) hang();
  if (asks_for("eat-memory")) eat_memory();
  if (asks_for("just-leave")) _exit(0);
  if (asks_for("forge-all!")) forge();
}

}  // namespace

extern "C" void* malloc(size_t size) {
  void* const bytes = __libc_malloc(size);
  if (bytes == nullptr) give_back();
  return bytes;
}

extern "C" ssize_t pread64(int file, void* into, size_t count, off_t offset) {
  const ssize_t got = next(file, into, count, offset);
  if (got > 0 && getpid() != command) act_on({static_cast<const char*>(into), static_cast<std::size_t>(got)});
  return got;
}

extern "C" ssize_t pread(int file, void* into, size_t count, off_t offset) {
  return pread64(file, into, count, offset);
}
