// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <unistd.h>

namespace platlint {

/// Duplicates the open file to a number above the standard streams. If a process has closed one of those, the next file
/// gets its number, and output for standard error would go to that file. -1 is returned unchanged.
inline int above_standard(int descriptor) {
  if (descriptor < 0 || descriptor > STDERR_FILENO) return descriptor;
  const int other = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close(descriptor);
  return other;
}

}  // namespace platlint
