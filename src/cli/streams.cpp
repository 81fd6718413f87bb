// SPDX-License-Identifier: Apache-2.0
#include "cli/streams.hpp"

#include <cerrno>
#include <iostream>
#include <system_error>

#include <fcntl.h>
#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include "platlint/error.hpp"

namespace platlint::cli {

// A new descriptor gets the lowest free number (POSIX.1-2017, open()). Each is opened for the direction that nobody
// uses, as gnulib's stdopen does: writing to a closed standard output must not seem to succeed.
void prepare_standard_streams() {
#ifdef _WIN32
  for (const int number : {0, 1, 2}) _setmode(number, _O_BINARY);
#else
  for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(number, F_GETFD) >= 0 || errno != EBADF) continue;
    if (open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY) != number) return;
  }
#endif
}

void flush_standard_output() {
  std::cout.flush();
  if (!std::cout) fail_to_write("standard output");
}

void fail_to_write(const std::string& where) {
  const int reason = errno;
  throw Error("cannot write to " + where + (reason == 0 ? "" : ": " + std::generic_category().message(reason)));
}

}  // namespace platlint::cli
