// SPDX-License-Identifier: Apache-2.0
#include "inventory/listing.hpp"

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <utility>

#include "facts/threads.hpp"
#include "inventory/walk.hpp"

namespace platlint {

namespace {

struct Place {
  const std::string& root;
  const std::vector<std::string>& known;  // directories that are left out

  bool leaves_out(const std::string& directory) const {
    return !known.empty() && std::find(known.begin(), known.end(), root + "/" + directory) != known.end();
  }
};

struct Found {
  std::vector<Item> items;
  std::vector<std::string> directories;

  // Adds the contents of one directory.
  void list(const Place& place, const std::string& directory) {
    const std::string& root = place.root;
    for (Listed& listed : list_directory(directory.empty() ? root : root + "/" + directory)) {
      std::string path = directory.empty() ? std::move(listed.name) : directory + "/" + listed.name;
      if (listed.kind == Listed::Kind::directory) {
        if (!place.leaves_out(path)) directories.push_back(std::move(path));
      } else {
        items.push_back({std::move(path), listed.kind});
      }
    }
  }

  void look_into(const Place& place, const std::string& directory) noexcept {
    try {
      list(place, directory);
    } catch (const Unreadable& reason) {
      items.push_back({directory, Listed::Kind::directory, reason.what()});
    }
  }
};

bool before(const Item& a, const Item& b) {
  return a.path < b.path;
}

template <class T>
void append(std::vector<T>& all, std::vector<T>&& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Directories wait in a list, not on the stack: paths may be as deep as the file system allows.
class Lister {
 public:
  Lister(const Place& place, std::uint64_t most) : place_(place), most_(most) {
    Found found;
    found.list(place, "");
    waiting_ = std::move(found.directories);
    count_ = found.items.size();
    items_ = std::move(found.items);
    std::sort(items_.begin(), items_.end(), before);
  }

  /// Takes directories from the list until it is empty and no other thread may add one.
  void run() {
    Found mine;
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return !waiting_.empty() || busy_ == 0; });
      if (waiting_.empty()) break;
      const std::string directory = std::move(waiting_.back());
      waiting_.pop_back();
      ++busy_;
      lock.unlock();
      const std::size_t known = mine.items.size();
      mine.look_into(place_, directory);
      lock.lock();
      --busy_;
      count_ += mine.items.size() - known;
      take(mine.directories);
    }
    lock.unlock();
    std::sort(mine.items.begin(), mine.items.end(), before);
    lock.lock();
    merge(std::move(mine.items));
  }

  bool is_flat() const { return waiting_.empty(); }
  bool is_over() const { return count_ > most_; }

  Listing listing() {
    Listing result{std::move(items_), std::nullopt};
    if (!is_over()) return result;
    result.items.resize(most_);
    result.failure = over_limit(most_, "entries").what();
    return result;
  }

 private:
  void take(std::vector<std::string>& directories) {
    append(waiting_, std::move(directories));
    directories.clear();
    if (is_over()) waiting_.clear();
    if (!waiting_.empty() || busy_ == 0) changed_.notify_all();
  }

  void merge(std::vector<Item> items) {
    const auto middle = static_cast<std::ptrdiff_t>(items_.size());
    append(items_, std::move(items));
    std::inplace_merge(items_.begin(), items_.begin() + middle, items_.end(), before);
  }

  const Place& place_;
  std::uint64_t most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> waiting_;
  std::vector<Item> items_;  // of threads that have ended, sorted
  std::size_t count_ = 0;    // of all items found
  unsigned busy_ = 0;        // threads that are reading a directory
};

}  // namespace

Listing list_below(const std::string& root, std::uint64_t most_items, unsigned threads,
                   const std::vector<std::string>& known) {
  const Place place{root, known};
  Lister lister(place, most_items);
  run_in_threads(lister.is_flat() ? 1 : threads, [&lister] { lister.run(); });
  // The items within the limit must not depend on which thread was quicker.
  return threads > 1 && lister.is_over() ? list_below(root, most_items, 1, known) : lister.listing();
}

}  // namespace platlint
