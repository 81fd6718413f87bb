// SPDX-License-Identifier: Apache-2.0
// Work in processes of its own: a parser that crashes, hangs or eats memory costs the one item that it was at. They may
// read files and answer, and nothing else: no writing, no network, no other program. A worker that is taken over can
// lie about the items that it was dealt, and about no other.
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
  std::vector<std::size_t> order;                           ///< the items, what to begin with first
  std::function<std::string(std::size_t item)> run;         ///< in a worker
  std::function<void(std::size_t, std::string_view)> done;  ///< here: what `run` gave
  /// Here: the worker ended over this item, and why. Also after `done`, of one that answers for other items then.
  std::function<void(std::size_t, const std::string&)> lost;
};

struct WorkerLimits {
  unsigned processes = 1;
  std::uint64_t memory = 0;                     ///< bytes of address space that a worker may add to its parent's
  std::chrono::seconds time{0};                 ///< an item may take
  std::size_t answer = std::size_t{256} << 20;  ///< bytes that an answer may have: a million members of an archive
  bool alone = false;                           ///< a worker is for one item, and the next has another
  const Deadline* deadline = nullptr;           ///< when it has passed, what is not answered is lost; null: none
};

/// Ends when every item is done or lost. An answer for an item that a worker was not dealt ends that worker. False
/// where processes cannot be had: then nothing was done.
bool run_in_workers(const Work& work, const WorkerLimits& limits);

/// Memory that workers and their parent have in common; zero-filled. Throws std::bad_alloc.
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
