// SPDX-License-Identifier: Apache-2.0
#include "inventory/listing.hpp"

#include <condition_variable>
#include <iterator>
#include <mutex>
#include <utility>

#include "facts/threads.hpp"
#include "inventory/walk.hpp"

namespace platlint {

namespace {

struct Found {
  std::vector<Item> items;
  std::vector<std::string> directories;
};

Found list_one(const std::string& root, const std::string& directory) {
  Found found;
  for (Listed& listed : list_directory(directory.empty() ? root : root + "/" + directory)) {
    std::string path = directory.empty() ? std::move(listed.name) : directory + "/" + listed.name;
    if (listed.kind == Listed::Kind::directory) {
      found.directories.push_back(std::move(path));
    } else {
      found.items.push_back({std::move(path), listed.kind, std::nullopt});
    }
  }
  return found;
}

template <class T>
void append(std::vector<T>& all, std::vector<T>&& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Directories wait on a list instead of the stack: paths may be as deep as the file system allows.
class Lister {
 public:
  Lister(const std::string& root, std::uint64_t most) : root_(root), most_(most) { take(list_one(root, "")); }

  /// Takes directories from the list until there are none, and nobody is about to find more.
  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return !waiting_.empty() || busy_ == 0; });
      if (waiting_.empty()) return;
      const std::string directory = std::move(waiting_.back());
      waiting_.pop_back();
      ++busy_;
      lock.unlock();
      Found found = look_into(directory);
      lock.lock();
      --busy_;
      take(std::move(found));
      changed_.notify_all();
    }
  }

  bool is_over() const { return items_.size() > most_; }

  Listing listing() {
    Listing result{std::move(items_), std::nullopt};
    if (result.items.size() <= most_) return result;
    result.items.resize(most_);
    result.failure = over_limit(most_, "entries").what();
    return result;
  }

 private:
  Found look_into(const std::string& directory) const noexcept {
    try {
      return list_one(root_, directory);
    } catch (const Unreadable& reason) {
      return {{{directory, Listed::Kind::directory, reason.what()}}, {}};
    }
  }

  void take(Found found) {
    append(items_, std::move(found.items));
    append(waiting_, std::move(found.directories));
    if (is_over()) waiting_.clear();
  }

  const std::string& root_;
  std::uint64_t most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> waiting_;
  std::vector<Item> items_;
  unsigned busy_ = 0;  // threads that look into a directory
};

}  // namespace

Listing list_below(const std::string& root, std::uint64_t most_items, unsigned threads) {
  Lister lister(root, most_items);
  run_in_threads(threads, [&lister] { lister.run(); });
  // Which items are within the limit must not depend on which thread was quicker.
  return threads > 1 && lister.is_over() ? list_below(root, most_items, 1) : lister.listing();
}

}  // namespace platlint
