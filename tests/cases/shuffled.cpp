// SPDX-License-Identifier: Apache-2.0
// LD_PRELOAD puts it before the C library. Then every directory is listed backwards.
#include <dirent.h>
#include <dlfcn.h>

#include <map>
#include <mutex>
#include <vector>

namespace {

using Readdir = dirent* (*)(DIR*);

std::mutex one_at_a_time;                  // several threads list
std::map<DIR*, std::vector<dirent>> left;  // of the directories that are being listed

}  // namespace

extern "C" dirent* readdir(DIR* directory) {
  const std::lock_guard lock(one_at_a_time);
  static const Readdir next = reinterpret_cast<Readdir>(dlsym(RTLD_NEXT, "readdir64"));
  const auto [listing, is_new] = left.try_emplace(directory);
  if (is_new) {
    while (const dirent* const entry = next(directory)) listing->second.push_back(*entry);
  } else if (!listing->second.empty()) {
    listing->second.pop_back();
  }
  if (!listing->second.empty()) return &listing->second.back();
  left.erase(listing);
  return nullptr;
}

extern "C" dirent64* readdir64(DIR* directory) {
  return reinterpret_cast<dirent64*>(readdir(directory));
}
