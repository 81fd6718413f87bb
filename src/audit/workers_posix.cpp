// SPDX-License-Identifier: Apache-2.0
// Workers by fork(2): what the parent has listed, they have too, so that an item is a number and an answer a string.
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

#include "audit/sandbox.hpp"
#include "audit/workers.hpp"
#include "inventory/descriptor_posix.hpp"
#include "platlint/audit.hpp"

namespace platlint {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t no_item = SIZE_MAX;
constexpr unsigned most_workers = 64;

// What a worker is at, for the parent to see after its end. Each in a cache line of its own.
struct Slot {
  alignas(64) std::atomic<std::size_t> item = no_item;
  std::atomic<Clock::rep> since = 0;
};

struct Board {
  std::atomic<std::size_t> next = 0;  // place in the order
  Slot slots[most_workers];
};

struct Frame {
  std::size_t item = 0;
  std::size_t size = 0;
};

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) _exit(1);  // the parent is gone
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

// Runs in the child, to its end, whatever is thrown: a child must not go on as a second parent. Answers go out in
// batches: most are a hundred bytes.
[[noreturn]] void serve(const Work& work, Board& board, Slot& slot, int out) noexcept {
  constexpr std::size_t batch = 32768;
  std::string answers;
  for (std::size_t place = board.next++; place < work.order.size(); place = board.next++) {
    const std::size_t item = work.order[place];
    slot.since = Clock::now().time_since_epoch().count();
    slot.item = item;
    const std::string answer = work.run(item);
    const Frame frame{item, answer.size()};
    answers.append(reinterpret_cast<const char*>(&frame), sizeof frame);
    answers += answer;
    if (answers.size() >= batch) {
      write_all(out, answers);
      answers.clear();
    }
    slot.item = no_item;
  }
  write_all(out, answers);
  _exit(0);
}

class Worker {
 public:
  Worker(pid_t process, int in, Slot& slot) : process_(process), in_(in), slot_(slot) {}

  int descriptor() const { return in_; }
  bool over_time(std::chrono::seconds allowed) const {
    if (slot_.item == no_item) return false;  // first: `since` is set before it, and another item's until then
    const Clock::time_point since{Clock::duration(slot_.since.load())};
    return Clock::now() - since > allowed;
  }
  void kill() {
    killed_ = true;
    ::kill(process_, SIGKILL);
  }

  /// Takes what has arrived; false at its end. Hands whole answers to `done`.
  template <class Done>
  bool receive(const Done& done) {
    char chunk[65536];
    const ssize_t count = read(in_, chunk, sizeof chunk);
    if (count < 0) return errno == EINTR;
    if (count == 0) return false;
    pending_.append(chunk, static_cast<std::size_t>(count));
    std::size_t at = 0;
    Frame frame;
    while (pending_.size() - at >= sizeof frame) {
      std::memcpy(&frame, pending_.data() + at, sizeof frame);
      if (pending_.size() - at - sizeof frame < frame.size) break;
      done(frame.item, std::string_view(pending_).substr(at + sizeof frame, frame.size));
      at += sizeof frame + frame.size;
    }
    pending_.erase(0, at);
    return true;
  }

  /// Waits for its end. What it was at if that was no good end, and why.
  std::optional<std::pair<std::size_t, std::string>> finish(const WorkerLimits& limits) {
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    close(in_);
    const std::size_t item = slot_.item;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && item == no_item) return std::nullopt;
    return std::pair(item, reason(status, limits));
  }

 private:
  std::string reason(int status, const WorkerLimits& limits) const {
    if (killed_) return "reading it takes more than " + std::to_string(limits.time.count()) + " seconds";
    if (!WIFSIGNALED(status)) return "the parser ended over it";
    return std::string("the parser crashed over it (") + strsignal(WTERMSIG(status)) + ")";
  }

  pid_t process_;
  int in_;
  Slot& slot_;
  bool killed_ = false;
  std::string pending_;
};

class Pool {
 public:
  Pool(const Work& work, const WorkerLimits& limits)
      : work_(work), limits_(limits), board_(share<Board>()), settled_(size(), false) {}

  bool run() {
    const std::size_t wanted = std::min<std::size_t>({limits_.processes, work_.order.size(), most_workers});
    for (std::size_t i = 0; i < wanted; ++i) {
      if (!start(board_->slots[i])) break;
    }
    if (workers_.empty() && wanted != 0) return false;
    while (!workers_.empty()) wait();
    return true;
  }

  /// Items whose answer a worker took with it when it ended.
  std::vector<std::size_t> left() const {
    std::vector<std::size_t> items;
    for (const std::size_t item : work_.order) {
      if (!settled_[item]) items.push_back(item);
    }
    return items;
  }

 private:
  std::size_t size() const {
    const auto largest = std::max_element(work_.order.begin(), work_.order.end());
    return largest == work_.order.end() ? 0 : *largest + 1;
  }

  bool start(Slot& slot) {
    int ends[2];
    if (pipe(ends) != 0) return false;
    for (int& end : ends) end = above_standard(end);
    slot.item = no_item;
    const pid_t process = fork();
    if (process == 0) {
      close(ends[0]);
      enter_sandbox(limits_.memory);
      serve(work_, *board_, slot, ends[1]);
    }
    close(ends[1]);
    if (process < 0) return close(ends[0]), false;
    workers_.push_back(std::make_unique<Worker>(process, ends[0], slot));
    slots_.push_back(&slot);
    return true;
  }

  void wait() {
    std::vector<pollfd> descriptors;
    for (const auto& worker : workers_) descriptors.push_back({worker->descriptor(), POLLIN, 0});
    constexpr int look_again = 200;  // milliseconds: how exact the limit on time is
    poll(descriptors.data(), static_cast<nfds_t>(descriptors.size()), look_again);  // an unsigned int on macOS
    for (std::size_t i = workers_.size(); i-- > 0;) {
      if (descriptors[i].revents != 0 && !receive(*workers_[i])) end(i);
    }
    for (const auto& worker : workers_) {
      if (worker->over_time(limits_.time)) worker->kill();
    }
  }

  bool receive(Worker& worker) {
    return worker.receive([&](std::size_t item, std::string_view answer) {
      if (item >= settled_.size() || settled_[item]) return;
      settled_[item] = true;
      work_.done(item, answer);
    });
  }

  void end(std::size_t number) {
    Slot& slot = *slots_[number];
    const auto failure = workers_[number]->finish(limits_);
    workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(number));
    slots_.erase(slots_.begin() + static_cast<std::ptrdiff_t>(number));
    if (!failure) return;
    const auto& [item, reason] = *failure;
    if (item < settled_.size() && !settled_[item]) {
      settled_[item] = true;
      work_.lost(item, reason);
    }
    if (board_->next < work_.order.size()) start(slot);
  }

  const Work& work_;
  const WorkerLimits& limits_;
  Shared<Board> board_;
  std::vector<bool> settled_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<Slot*> slots_;
};

}  // namespace

bool run_in_workers(const Work& work, const WorkerLimits& limits) {
  Work round = work;
  while (!round.order.empty()) {
    Pool pool(round, limits);
    const bool ran = pool.run();
    if (!ran && round.order.size() == work.order.size()) return false;
    std::vector<std::size_t> left = pool.left();
    if (left.size() == round.order.size()) {  // workers end before they begin: no use in trying again
      for (const std::size_t item : left) work.lost(item, "the worker that was to read it ended");
      return true;
    }
    round.order = std::move(left);
  }
  return true;
}

std::string_view isolation() {
  return sandbox_name();
}

void* share_bytes(std::size_t size) {
  void* const bytes = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (bytes == MAP_FAILED) throw std::bad_alloc();
  return bytes;
}

void unshare_bytes(void* bytes, std::size_t size) {
  munmap(bytes, size);
}

}  // namespace platlint
