// SPDX-License-Identifier: Apache-2.0
// Put before the C library by LD_PRELOAD, it makes whoever reads a file die in the way that the file asks for: what a
// fault of the parser's would be, without a hook for it in the program. Only in processes that the command has forked.
#include <dlfcn.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>

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

// Until there is none: operator new throws.
[[noreturn]] void eat_memory() {
  constexpr std::size_t piece = std::size_t{1} << 24;
  while (forever) std::memset(new char[piece], 1, piece);
  std::abort();
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
}

}  // namespace

extern "C" ssize_t pread64(int file, void* into, size_t count, off_t offset) {
  const ssize_t got = next(file, into, count, offset);
  if (got > 0 && getpid() != command) act_on({static_cast<const char*>(into), static_cast<std::size_t>(got)});
  return got;
}

extern "C" ssize_t pread(int file, void* into, size_t count, off_t offset) {
  return pread64(file, into, count, offset);
}
