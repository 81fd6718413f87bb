// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace platlint {

/// The limits of a worker. The filter of system calls is made once, in the parent: to make it takes longer than a fork.
class Sandbox {
 public:
  Sandbox();

  /// In the worker: gives up, for good, everything that it does not need: more than `memory` additional bytes, writing
  /// files, core dumps, standard streams. With seccomp it also gives up every system call except those for reading
  /// files and for writing to `answers`. If the kernel refuses to take something away, it stays.
  void enter(std::uint64_t memory, int answers) const;

 private:
  std::string filter_;  // the instructions (struct sock_filter of linux/filter.h); empty: there is no seccomp
};

}  // namespace platlint
