// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <unistd.h>

namespace platlint {

/// The same open file under a number that is no standard stream's. Where a process has one of those closed, the next
/// file gets its number, and what is written to standard error or put in its place lands there. -1 as it is given.
inline int above_standard(int descriptor) {
  if (descriptor < 0 || descriptor > STDERR_FILENO) return descriptor;
  const int other = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close(descriptor);
  return other;
}

}  // namespace platlint
