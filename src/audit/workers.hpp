// SPDX-License-Identifier: Apache-2.0
// Work in separate processes. If a parser crashes, hangs or uses too much memory, only the item that it was reading is
// lost. Workers may read files and answer, and nothing else: no writing, no network, no other program. A worker that an
// attacker controls can lie about the items that it was given, but not about others.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/deadline.hpp"

namespace platlint {

struct Work {
  std::vector<std::size_t> order;                           ///< the items, in the order in which to begin them
  std::function<std::string(std::size_t item)> run;         ///< called in a worker
  std::function<void(std::size_t, std::string_view)> done;  ///< called in the parent with the result of `run`
  /// Called in the parent: the worker ended on this item, and why. It may follow `done` for the same item, if the
  /// worker proves unable to answer for its other items.
  std::function<void(std::size_t, const std::string&)> lost;
};

struct WorkerLimits {
  unsigned processes = 1;
  std::uint64_t memory = 0;                     ///< bytes of address space that a worker may add to its parent's
  std::chrono::seconds time{0};                 ///< the time that an item may take
  std::size_t answer = std::size_t{256} << 20;  ///< the most bytes in an answer: a million members of an archive
  bool alone = false;                           ///< each item gets its own worker
  const Deadline* deadline = nullptr;           ///< items without an answer at this time are lost; null: no deadline
};

/// Ends when every item is done or lost. If a worker answers for an item that it was not given, it is ended. Returns
/// false if the system has no processes to fork: then nothing was done.
bool run_in_workers(const Work& work, const WorkerLimits& limits);

/// Memory that workers and their parent share; filled with zeros. Throws std::bad_alloc.
void* share_bytes(std::size_t size);
void unshare_bytes(void* bytes, std::size_t size);

template <class T>
struct Unshare {
  void operator()(T* shared) const {
    shared->~T();
    unshare_bytes(shared, sizeof(T));
  }
};
template <class T>
using Shared = std::unique_ptr<T, Unshare<T>>;

template <class T, class... Arguments>
Shared<T> share(Arguments&&... arguments) {
  return Shared<T>(new (share_bytes(sizeof(T))) T(std::forward<Arguments>(arguments)...));
}

}  // namespace platlint
