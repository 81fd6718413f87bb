// SPDX-License-Identifier: Apache-2.0
#include "facts/threads.hpp"

#include <future>
#include <system_error>
#include <vector>

namespace platlint {

void run_in_threads(unsigned threads, const std::function<void()>& job) {
  std::vector<std::future<void>> others;
  try {
    for (unsigned i = 1; i < threads; ++i) others.push_back(std::async(std::launch::async, job));
  } catch (const std::system_error&) {  // the system has no more threads
  }
  job();
  for (std::future<void>& other : others) other.get();
}

}  // namespace platlint
