// SPDX-License-Identifier: Apache-2.0
// Workers by fork(2): they have everything that the parent has listed. So an item is a number, and an answer is a
// string.
//
// The parent deals the items out, a range of places to each worker. From each worker it takes the answers for its own
// range, in order. The range, which both write, lies on a page that no other worker has. Their channel is a socket:
// unlike a pipe, it cannot be opened a second time through /proc. So a worker that is taken over cannot reach the items
// of others.
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <optional>

#include "audit/sandbox.hpp"
#include "audit/workers.hpp"
#include "inventory/descriptor_posix.hpp"
#include "inventory/inventory.hpp"
#include "platlint/audit.hpp"

namespace platlint {

namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned most_workers = 64;

// Places in the order: the first that is still to do, and the end.
struct Range {
  std::uint32_t next = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - next; }
  bool empty() const { return next == end; }
};

// The places that a worker may still begin. It takes from the front, and the parent takes back from the end.
using Share = std::atomic<Range>;
static_assert(Share::is_always_lock_free, "a lock would be one process's own");

std::optional<std::uint32_t> begin_next(Share& share) {
  Range mine = share;
  while (!mine.empty()) {
    if (share.compare_exchange_weak(mine, {mine.next + 1, mine.end})) return mine.next;
  }
  return std::nullopt;
}

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

// A byte means that there is more to do.
bool wait_for_more(int parent) {
  char byte = 0;
  ssize_t count = 0;
  do count = read(parent, &byte, 1);
  while (count < 0 && errno == EINTR);
  return count == 1;
}

// Runs in the child until it ends, whatever is thrown: a child must not go on as a second parent. Answers go out in
// batches, because most have a hundred bytes. They go out soon enough for a user who watches the progress.
[[noreturn]] void serve(const Work& work, const std::vector<std::size_t>& order, Share& share, int parent) noexcept {
  constexpr std::size_t batch = 32768;
  constexpr std::chrono::milliseconds pace{100};
  std::string answers;
  Clock::time_point sent = Clock::now();
  do {
    while (const std::optional<std::uint32_t> place = begin_next(share)) {
      const std::size_t item = order[*place];
      const std::string answer = work.run(item);
      const Frame frame{item, answer.size()};
      answers.append(reinterpret_cast<const char*>(&frame), sizeof frame);
      answers += answer;
      if (answers.size() >= batch || Clock::now() - sent >= pace) {
        write_all(parent, answers);
        answers.clear();
        sent = Clock::now();
      }
    }
    write_all(parent, answers);
    answers.clear();
  } while (wait_for_more(parent));
  _exit(0);
}

// Both ends of a channel that no other program inherits.
bool open_channel(int (&ends)[2]) {
#ifdef SOCK_CLOEXEC
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
#else
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return false;
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
#endif
#ifdef SO_NOSIGPIPE
  const int on = 1;
  for (const int end : ends) setsockopt(end, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  for (int& end : ends) end = above_standard(end);
  return true;
}

// Waits for the process, and returns its status.
int end_of(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// Why a worker ended; an empty reason if it ended by itself. The place that is lost with it, if that is known.
struct Fault {
  std::string why;
  std::optional<std::uint32_t> place;
};

// A worker that was told to end, until its process is gone. Nobody else writes to the range that it shared.
struct Leaving {
  pid_t process;
  Shared<Share> share;
};

// The parent's side of a worker. The parent keeps its own record of the worker's range; the share is only a claim.
class Worker {
 public:
  // The worker may already have taken from the share.
  Worker(pid_t process, int socket, Shared<Share> share, Range range)
      : process_(process), socket_(socket), share_(std::move(share)), left_(range), seen_(range.next) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() { close(socket_); }  // this closes nothing else: children drop the workers of their parent

  int descriptor() const { return socket_; }
  bool idle() const { return left_.empty(); }
  Range left() const { return left_; }  ///< its places that are not answered yet

  std::optional<std::uint32_t> last() const { return last_; }  ///< the place that it answered for last

  /// The fault if the worker is at one place for too long, or if its claim is impossible.
  std::optional<Fault> fault(const WorkerLimits& limits) {
    const Range claim = *share_;
    if (!is_plausible(claim)) return Fault{"the worker that read it claimed other files", std::nullopt};
    if (idle() || claim.next != seen_) since_ = Clock::now();
    seen_ = claim.next;
    if (Clock::now() - since_ <= limits.time) return std::nullopt;
    return Fault{"reading it takes more than " + std::to_string(limits.time.count()) + " seconds",
                 at().value_or(left_.next)};
  }

  void give(Range range) {
    left_ = range;
    seen_ = range.next;
    *share_ = range;
#ifdef MSG_NOSIGNAL
    constexpr int quietly = MSG_DONTWAIT | MSG_NOSIGNAL;
#else
    constexpr int quietly = MSG_DONTWAIT;
#endif
    // If the byte does not arrive, the worker ends, or takes too much time.
    [[maybe_unused]] const ssize_t sent = send(socket_, "", 1, quietly);
  }

  /// How many places another worker could take over: half of those that this one has not begun, and never all that it
  /// has.
  std::uint32_t spare() const {
    const Range claim = *share_;
    return is_plausible(claim) ? (claim.size() + (claim.next > left_.next ? 1 : 0)) / 2 : 0;
  }

  /// Takes this number of places back from the end, unless the worker has begun them by now.
  std::optional<Range> take_back(std::uint32_t count) {
    Range claim = *share_;
    while (is_plausible(claim) && claim.size() >= count) {
      if (!share_->compare_exchange_weak(claim, {claim.next, claim.end - count})) continue;
      left_.end -= count;
      return Range{left_.end, left_.end + count};
    }
    return std::nullopt;
  }

  /// Takes the bytes that have arrived, and hands whole answers to `done`. If these were the last, returns why.
  template <class Done>
  std::optional<Fault> receive(const std::vector<std::size_t>& order, std::size_t most, const Done& done) {
    char chunk[65536];
    const ssize_t count = read(socket_, chunk, sizeof chunk);
    if (count < 0 && errno == EINTR) return std::nullopt;
    if (count <= 0) return Fault{"", at()};
    if (!is_plausible(*share_)) return Fault{"the worker that read it claimed other files", std::nullopt};
    pending_.append(chunk, static_cast<std::size_t>(count));
    std::size_t at = 0;
    Frame frame;
    while (pending_.size() - at >= sizeof frame) {
      std::memcpy(&frame, pending_.data() + at, sizeof frame);
      if (idle() || frame.item != order[left_.next]) {
        return Fault{"the worker that read it answered for another file", std::nullopt};
      }
      if (frame.size > most) {
        return Fault{"what was found in it takes more than " + std::to_string(most) + " bytes", left_.next};
      }
      if (pending_.size() - at - sizeof frame < frame.size) break;
      last_ = left_.next++;
      done(frame.item, std::string_view(pending_).substr(at + sizeof frame, frame.size));
      at += sizeof frame + frame.size;
    }
    pending_.erase(0, at);
    return std::nullopt;
  }

  /// Tells it to end. After this it has no places.
  Leaving dismiss() {
    ::kill(process_, SIGKILL);
    return {process_, std::move(share_)};
  }

  /// Ends it, unless it has ended. Returns why it ended.
  std::string finish() {
    ::kill(process_, SIGKILL);  // this changes nothing if it is ending already
    const int status = end_of(process_);
    if (!WIFSIGNALED(status)) return "the parser ended over it";
    return std::string("the parser crashed over it (") + strsignal(WTERMSIG(status)) + ")";
  }

 private:
  // A worker takes from the front, and it has begun every place that it has answered for.
  bool is_plausible(Range claim) const {
    return claim.end == left_.end && claim.next >= std::max(left_.next, seen_) && claim.next <= claim.end;
  }

  // The place that it is at, according to its own claim.
  std::optional<std::uint32_t> at() const {
    const std::uint32_t next = std::min(share_->load().next, left_.end);
    return next > left_.next ? std::optional(next - 1) : std::nullopt;
  }

  pid_t process_;
  int socket_;
  Shared<Share> share_;
  Range left_;
  std::optional<std::uint32_t> last_;
  std::uint32_t seen_;  // the share's `next` when it was last read
  Clock::time_point since_ = Clock::now();
  std::string pending_;
};

class Pool {
 public:
  Pool(const Work& work, const WorkerLimits& limits)
      : work_(work),
        limits_(limits),
        wanted_(std::min<std::size_t>({limits.processes, work.order.size(), most_workers})) {
    deal();
  }

  bool run() {
    start_missing();
    if (workers_.empty() && wanted_ != 0) return false;
    while (!workers_.empty()) {
      wait();
      if (limits_.deadline != nullptr && limits_.deadline->has_passed()) return stop(), true;
      look();
      share_out();
      start_missing();
      reap(wanted_);
    }
    reap(0);
    lose_all("the worker that was to read it ended");
    return true;
  }

 private:
  // Each worker's range begins with the items to begin with.
  void deal() {
    if (work_.order.size() > UINT32_MAX) throw Unreadable("more than " + std::to_string(UINT32_MAX) + " entries");
    order_.reserve(work_.order.size());
    if (limits_.alone) return deal_each();
    for (std::size_t first = 0; first < wanted_; ++first) {
      Range range;
      range.next = static_cast<std::uint32_t>(order_.size());
      for (std::size_t i = first; i < work_.order.size(); i += wanted_) order_.push_back(work_.order[i]);
      range.end = static_cast<std::uint32_t>(order_.size());
      free_.push_back(range);
    }
  }

  // The first is taken from the end.
  void deal_each() {
    order_.assign(work_.order.rbegin(), work_.order.rend());
    for (std::uint32_t place = 0; place < order_.size(); ++place) free_.push_back({place, place + 1});
  }

  void start_missing() {
    while (!free_.empty() && workers_.size() < wanted_ && useless_ < most_workers) {
      if (!start(free_.back())) return;
      free_.pop_back();
    }
  }

  bool start(Range range) {
    Shared<Share> share = share_of(range);
    int ends[2];
    if (!open_channel(ends)) return false;
    const pid_t process = fork();
    if (process == 0) {
      close(ends[0]);
      workers_.clear();
      sandbox_.enter(limits_.memory, ends[1]);
      serve(work_, order_, *share, ends[1]);
    }
    close(ends[1]);
    if (process < 0) return close(ends[0]), false;
    workers_.push_back(std::make_unique<Worker>(process, ends[0], std::move(share), range));
    return true;
  }

  // A range that its worker has left is used again: the kernel needs longer to make one.
  Shared<Share> share_of(Range range) {
    if (shares_.empty()) return platlint::share<Share>(range);
    Shared<Share> share = std::move(shares_.back());
    shares_.pop_back();
    *share = range;
    return share;
  }

  void wait() {
    std::vector<pollfd> descriptors;
    for (const auto& worker : workers_) descriptors.push_back({worker->descriptor(), POLLIN, 0});
    constexpr int look_again = 200;  // milliseconds: the precision of the limit on time
    poll(descriptors.data(), static_cast<nfds_t>(descriptors.size()), look_again);  // an unsigned int on macOS
    for (std::size_t i = workers_.size(); i-- > 0;) {
      if (descriptors[i].revents == 0) continue;
      if (const auto fault =
              workers_[i]->receive(order_, limits_.answer, [this](std::size_t item, std::string_view answer) {
                work_.done(item, answer);
                useless_ = 0;
              })) {
        end(i, *fault);
      }
    }
  }

  void stop() {
    while (!workers_.empty()) {
      workers_.back()->finish();
      set_free(workers_.back()->left());
      workers_.pop_back();
    }
    reap(0);
    lose_all(limits_.deadline->reason());
  }

  void look() {
    for (std::size_t i = workers_.size(); i-- > 0;) {
      if (const auto fault = workers_[i]->fault(limits_)) end(i, *fault);
    }
  }

  // A worker that has nothing left gets the places that are free, or half of those that another has before it.
  void share_out() {
    for (std::size_t i = workers_.size(); i-- > 0;) {
      if (!workers_[i]->idle()) continue;
      if (const std::optional<Range> range = find_more()) {
        workers_[i]->give(*range);
      } else {
        leaving_.push_back(workers_[i]->dismiss());
        remove(i);
      }
    }
  }

  // The kernel needs a while to end a process, and the next worker need not wait for it. This many may still be ending.
  void reap(std::size_t most) {
    while (!leaving_.empty()) {
      const bool must_wait = leaving_.size() > most;
      const pid_t gone = waitpid(leaving_.front().process, nullptr, must_wait ? 0 : WNOHANG);
      if (gone == 0) return;
      if (gone < 0 && errno == EINTR) continue;
      // If the host took its status, nobody knows here whether it is gone.
      if (gone > 0) shares_.push_back(std::move(leaving_.front().share));
      leaving_.pop_front();
    }
  }

  std::optional<Range> find_more() {
    if (limits_.alone) return std::nullopt;
    if (!free_.empty()) {
      const Range range = free_.back();
      free_.pop_back();
      return range;
    }
    const auto richest = std::max_element(workers_.begin(), workers_.end(),
                                          [](const auto& a, const auto& b) { return a->spare() < b->spare(); });
    const std::uint32_t spare = (*richest)->spare();
    return spare == 0 ? std::nullopt : (*richest)->take_back(spare);
  }

  // This costs one item at most: another worker gets all the others.
  void end(std::size_t number, const Fault& fault) {
    const std::string crash = workers_[number]->finish();
    const Range left = workers_[number]->left();
    const std::optional<std::uint32_t> last = workers_[number]->last();
    remove(number);
    if (fault.place) {
      lose(*fault.place, fault.why.empty() ? crash : fault.why);
      set_free({left.next, *fault.place});
      set_free({*fault.place + 1, left.end});
    } else if (fault.why.empty()) {
      if (!left.empty()) ++useless_;
      set_free(left);
    } else {
      search(left, last, fault.why);
    }
  }

  // The worker was made to lie at one of these places. So its claim of where it is does not count. Halves of the range
  // are read again, until the place is alone. If no place is left, it was the last that was answered for.
  void search(Range left, std::optional<std::uint32_t> last, const std::string& why) {
    if (left.empty() && last) return lose(*last, why);
    if (left.size() == 1) return lose(left.next, why);
    const std::uint32_t middle = left.next + left.size() / 2;
    set_free({left.next, middle});
    set_free({middle, left.end});
  }

  void set_free(Range range) {
    if (range.next < range.end) free_.push_back(range);
  }

  void lose(std::uint32_t place, const std::string& why) {
    work_.lost(order_[place], why);
    useless_ = 0;
  }

  void lose_all(const std::string& why) {
    for (const Range& range : free_) {
      for (std::uint32_t place = range.next; place < range.end; ++place) lose(place, why);
    }
  }

  void remove(std::size_t number) { workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(number)); }

  const Work& work_;
  const WorkerLimits& limits_;
  const Sandbox sandbox_;
  std::size_t wanted_;
  std::vector<std::size_t> order_;
  std::vector<Range> free_;  // ranges that no worker has
  std::vector<std::unique_ptr<Worker>> workers_;
  std::deque<Leaving> leaving_;
  std::vector<Shared<Share>> shares_;  // of workers that are gone
  unsigned useless_ = 0;               // workers, one after another, that ended before they began anything
};

// A system call that never fails (umask(2)), unless it is forbidden.
bool is_confined() {
  return umask(077) == static_cast<mode_t>(-1);
}

}  // namespace

bool run_in_workers(const Work& work, const WorkerLimits& limits) {
  return Pool(work, limits).run();
}

std::string_view isolation() {
  const Sandbox sandbox;
  const pid_t process = fork();
  if (process < 0) return "this process";
  if (process == 0) {
    sandbox.enter(Limits::gibibyte, -1);
    _exit(is_confined() ? 0 : 1);
  }
  return end_of(process) == 0 ? "worker processes with seccomp" : "worker processes";
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
