// SPDX-License-Identifier: Apache-2.0
// Systems that cannot fork: the audit runs in its own process.
#include <cstdlib>

#include "audit/workers.hpp"
#include "platlint/audit.hpp"

namespace platlint {

bool run_in_workers(const Work&, const WorkerLimits&) {
  return false;
}

std::string_view isolation() {
  return "this process";
}

void* share_bytes(std::size_t size) {
  void* const bytes = std::calloc(1, size);
  if (bytes == nullptr) throw std::bad_alloc();
  return bytes;
}

void unshare_bytes(void* bytes, std::size_t) {
  std::free(bytes);
}

}  // namespace platlint
