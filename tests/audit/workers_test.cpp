// SPDX-License-Identifier: Apache-2.0
#include "audit/workers.hpp"
#include "audit/wire.hpp"

#include <doctest/doctest.h>

#include "platlint/audit.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#ifndef _WIN32
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cinttypes>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace platlint;

namespace {

struct Outcome {
  std::map<std::size_t, std::string> done;
  std::map<std::size_t, std::string> lost;
};

constexpr WorkerLimits limits{2, std::uint64_t{256} << 20, std::chrono::seconds(2)};

Outcome outcome_of(std::size_t items, const std::function<std::string(std::size_t)>& run,
                   const WorkerLimits& allowed = limits) {
  Outcome outcome;
  Work work;
  work.order.resize(items);
  std::iota(work.order.rbegin(), work.order.rend(), std::size_t{0});
  work.run = run;
  work.done = [&](std::size_t item, std::string_view answer) {
    CHECK(outcome.done.emplace(item, answer).second);  // no item twice
  };
  work.lost = [&](std::size_t item, const std::string& reason) { CHECK(outcome.lost.emplace(item, reason).second); };
  REQUIRE(run_in_workers(work, allowed));
  return outcome;
}

std::vector<int> sockets() {
  std::vector<int> found;
  for (int file = 3; file < 256; ++file) {
    struct stat status;
    if (fstat(file, &status) == 0 && S_ISSOCK(status.st_mode)) found.push_back(file);
  }
  return found;
}

// A worker that an attacker controls could do this: write to anybody who listens, and answer for any item.
void forge(const std::vector<std::size_t>& items) {
  std::string frames;
  for (const std::size_t item : items) {
    const std::size_t frame[]{item, 6};
    frames.append(reinterpret_cast<const char*>(frame), sizeof frame) += "forged";
  }
  for (const int socket : sockets()) {
    [[maybe_unused]] const ssize_t count = write(socket, frames.data(), frames.size());
  }
}

// Or overwrite everything that it shares with anyone.
void scribble() {
  std::FILE* const maps = std::fopen("/proc/self/maps", "r");
  char line[512];
  while (maps != nullptr && std::fgets(line, sizeof line, maps) != nullptr) {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    char rights[5];
    if (std::sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s", &begin, &end, rights) == 3 &&
        std::strcmp(rights, "rw-s") == 0)
      std::memset(reinterpret_cast<void*>(begin), 0xA5, end - begin);  // NOLINT
  }
}

bool ends_in_the_cradle = false;

}  // namespace

TEST_CASE("where each item has a worker of its own, none sees two") {
  WorkerLimits alone = limits;
  alone.alone = true;
  const auto seen = share<std::atomic<int>>(0);
  static int here = 0;
  const Outcome outcome = outcome_of(
      40,
      [&](std::size_t item) {
        ++*seen;
        if (item == 7) std::abort();
        return std::to_string(++here);
      },
      alone);
  CHECK(outcome.done.size() == 39);
  CHECK(std::all_of(outcome.done.begin(), outcome.done.end(), [](const auto& row) { return row.second == "1"; }));
  CHECK(outcome.lost.size() == 1);
  CHECK(outcome.lost.count(7) == 1);
  CHECK(*seen == 40);
}

TEST_CASE("every item is answered, in whatever process") {
  const Outcome outcome = outcome_of(5000, [](std::size_t item) { return std::string(item % 300, 'x'); });
  REQUIRE(outcome.done.size() == 5000);
  CHECK(outcome.lost.empty());
  for (const auto& [item, answer] : outcome.done) CHECK(answer.size() == item % 300);
}

TEST_CASE("an answer larger than a pipe arrives whole") {
  const Outcome outcome = outcome_of(3, [](std::size_t item) { return std::string(3'000'000 + item, 'y'); });
  REQUIRE(outcome.done.size() == 3);
  CHECK(outcome.done.at(2).size() == 3'000'002);
}

TEST_CASE("a worker that is killed costs the item it was at") {
  const Outcome outcome = outcome_of(1000, [](std::size_t item) {
    if (item == 7 || item == 500) raise(SIGKILL);
    return std::to_string(item);
  });
  CHECK(outcome.done.size() == 998);
  REQUIRE(outcome.lost.size() == 2);
  CHECK(outcome.lost.at(7) == "the parser crashed over it (Killed)");
}

TEST_CASE("a worker that ends in the middle costs the item it was at") {
  const Outcome outcome = outcome_of(100, [](std::size_t item) {
    if (item == 50) _exit(3);
    if (item == 70) _exit(0);
    return std::to_string(item);
  });
  CHECK(outcome.done.size() == 98);
  CHECK(outcome.lost.at(50) == "the parser ended over it");
  CHECK(outcome.lost.at(70) == "the parser ended over it");
}

TEST_CASE("a worker that throws costs the item it was at, and never goes on as its parent") {
  const Outcome outcome = outcome_of(100, [](std::size_t item) {
    if (item == 60) throw std::bad_alloc();
    return std::to_string(item);
  });
  CHECK(outcome.done.size() == 99);
  CHECK(outcome.lost.at(60).starts_with("the parser "));
}

TEST_CASE("a worker has none of its parent's signal handlers") {
  const auto handler = std::signal(SIGABRT, [](int) { _exit(3); });
  const Outcome outcome = outcome_of(100, [](std::size_t item) {
    if (item == 60) std::abort();
    return std::to_string(item);
  });
  std::signal(SIGABRT, handler);
  CHECK(outcome.done.size() == 99);
  CHECK(outcome.lost.at(60).starts_with("the parser crashed over it"));
}

TEST_CASE("a worker that never comes to an end costs the item it is at") {
  const Outcome outcome = outcome_of(20,
                                     [](std::size_t item) {
                                       volatile bool forever = item == 3;
                                       while (forever) {
                                       }
                                       return std::to_string(item);
                                     },
                                     {2, limits.memory, std::chrono::seconds(1)});
  CHECK(outcome.done.size() == 19);
  CHECK(outcome.lost.at(3) == "reading it takes more than 1 seconds");
}

TEST_CASE("where every item is lost, the audit still ends") {
  const Outcome outcome = outcome_of(30, [](std::size_t) -> std::string { _exit(1); });
  CHECK(outcome.done.empty());
  CHECK(outcome.lost.size() == 30);
}

TEST_CASE("a worker that answers for another item ends, and costs the item that it was at") {
  std::vector<std::size_t> others(100);
  std::iota(others.begin(), others.end(), std::size_t{0});
  others.erase(others.begin() + 50);
  const Outcome outcome = outcome_of(100, [&](std::size_t item) {
    if (item == 50) forge(others);
    return std::to_string(item);
  });
  CHECK(outcome.done.size() == 99);
  for (const auto& [item, answer] : outcome.done) CHECK(answer == std::to_string(item));
  REQUIRE(outcome.lost.size() == 1);
  CHECK(outcome.lost.at(50) == "the worker that read it answered for another file");
}

TEST_CASE("a worker that goes on answering after its last item costs that") {
  for (const std::size_t forged : {std::size_t{0}, std::size_t{1}, std::size_t{1} << 40}) {
    CAPTURE(forged);
    const Outcome outcome = outcome_of(1, [&](std::size_t item) {
      forge({item, forged});
      return std::to_string(item);
    });
    REQUIRE(outcome.lost.size() == 1);  // after it was done
    CHECK(outcome.lost.at(0) == "the worker that read it answered for another file");
  }
}

TEST_CASE("an answer has no more bytes than are allowed") {
  WorkerLimits allowed = limits;
  allowed.answer = 1000;
  const Outcome outcome = outcome_of(
      40, [](std::size_t item) { return std::string(item == 20 ? 1001 : 1000, 'x'); }, allowed);
  CHECK(outcome.done.size() == 39);
  REQUIRE(outcome.lost.size() == 1);
  CHECK(outcome.lost.at(20) == "what was found in it takes more than 1000 bytes");
}

TEST_CASE("when the time of all is over, what is left is lost, and what was answered is not") {
  const Deadline deadline(std::chrono::seconds(1));
  WorkerLimits allowed = limits;
  allowed.time = std::chrono::seconds(60);
  allowed.deadline = &deadline;
  const Outcome outcome = outcome_of(
      100,
      [](std::size_t item) {
        while (item == 50) usleep(1000);  // for ever
        return std::string("x");
      },
      allowed);
  CHECK(outcome.done.size() + outcome.lost.size() == 100);
  CHECK(outcome.done.size() >= 49);
  REQUIRE(outcome.lost.count(50) == 1);
  CHECK(outcome.lost.at(50) == "the audit takes more than 1 seconds (--max-total-time)");
}

TEST_CASE("a worker has its own channel and no other's, and no program that is started has any") {
  const std::size_t before = sockets().size();
  Outcome outcome;
  Work work;
  work.order.resize(400);
  std::iota(work.order.begin(), work.order.end(), std::size_t{0});
  work.run = [](std::size_t) { return std::to_string(sockets().size()) + std::string(1000, ' '); };
  work.done = [&](std::size_t item, std::string_view answer) {
    outcome.done.emplace(item, answer.substr(0, answer.find(' ')));
    for (const int socket : sockets()) {
      if (before == 0) CHECK((fcntl(socket, F_GETFD) & FD_CLOEXEC) != 0);
    }
  };
  work.lost = [&](std::size_t item, const std::string& reason) { outcome.lost.emplace(item, reason); };
  WorkerLimits eight = limits;
  eight.processes = 8;
  REQUIRE(run_in_workers(work, eight));
  CHECK(outcome.done.size() == 400);
  for (const auto& [item, count] : outcome.done) CHECK(count == std::to_string(before + 1));
}

TEST_CASE("what waits behind a long item is done by others") {
  const Shared<std::atomic<std::size_t>> others = share<std::atomic<std::size_t>>(std::size_t{0});
  const Outcome outcome = outcome_of(1000,
                                     [&](std::size_t item) {
                                       const bool first = item == 999;  // in the order
                                       while (first && *others != 999) {
                                       }
                                       ++*others;
                                       return std::string();
                                     },
                                     {2, limits.memory, std::chrono::seconds(100)});
  CHECK(outcome.done.size() == 1000);
}

TEST_CASE("where no worker lives to begin, the audit still ends") {
  pthread_atfork(nullptr, nullptr, [] {
    if (ends_in_the_cradle) _exit(0);
  });
  ends_in_the_cradle = true;
  const Outcome outcome = outcome_of(1000, [](std::size_t item) { return std::to_string(item); });
  ends_in_the_cradle = false;
  CHECK(outcome.done.empty());
  CHECK(outcome.lost.size() == 1000);
  CHECK(outcome.lost.at(7) == "the worker that was to read it ended");
}

#ifdef __linux__
TEST_CASE("a worker that writes over what it shares reaches no other's") {
  const Outcome outcome = outcome_of(1000,
                                     [](std::size_t item) {
                                       if (item == 500) scribble();
                                       return std::to_string(item);
                                     },
                                     {8, limits.memory, limits.time});
  CHECK(outcome.done.size() == 999);
  REQUIRE(outcome.lost.size() == 1);
  CHECK(outcome.lost.at(500) == "the worker that read it claimed other files");
}
#endif

TEST_CASE("no items, no work") {
  const Outcome outcome = outcome_of(0, [](std::size_t) { return std::string(); });
  CHECK(outcome.done.empty());
}

// Sanitizers need more than a worker has, so they are not limited.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a worker has no more memory than it is given") {
  const Outcome outcome = outcome_of(2, [](std::size_t item) {
    static const char* volatile seen = nullptr;  // clang leaves out memory that nobody reads
    try {
      const std::vector<char> bytes(std::size_t{item == 1 ? 1024U : 1U} << 20);
      seen = bytes.data();
      return std::to_string(seen == nullptr ? 0 : bytes.size());
    } catch (const std::bad_alloc&) {
      return std::string("refused");
    }
  });
  CHECK(outcome.done.at(0) == "1048576");
  CHECK(outcome.done.at(1) == "refused");
}

TEST_CASE("a worker writes no file") {
  const std::string path = "workers-test-" + std::to_string(getpid());
  const Outcome outcome = outcome_of(1, [&](std::size_t) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT, 0600);
    return std::string(file < 0 || write(file, "x", 1) < 0 ? "refused" : "written");
  });
  unlink(path.c_str());
  CHECK(outcome.done.at(0) == "refused");
}

TEST_CASE("with seccomp, a worker has no network and starts no program") {
  if (isolation() != "worker processes with seccomp") return;
  const Outcome outcome = outcome_of(1, [](std::size_t) {
    const bool connected = socket(AF_INET, SOCK_STREAM, 0) >= 0;
    const bool forked = fork() >= 0;
    return std::string(connected ? "network" : forked ? "process" : "refused");
  });
  CHECK(outcome.done.at(0) == "refused");
}

TEST_CASE("with seccomp, a worker writes to its parent and to nothing else that is open") {
  if (isolation() != "worker processes with seccomp") return;
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const Outcome outcome =
      outcome_of(1, [&](std::size_t) { return std::string(write(ends[1], "x", 1) < 0 ? "refused" : "written"); });
  for (const int end : ends) close(end);
  CHECK(outcome.done.at(0) == "refused");
}

#ifdef __linux__
TEST_CASE("with seccomp, a worker signals itself and no other process") {
  if (isolation() != "worker processes with seccomp") return;
  const pid_t parent = getpid();
  const Outcome outcome = outcome_of(3, [&](std::size_t) {
    const bool itself = syscall(SYS_tgkill, getpid(), getpid(), 0) == 0;
    const bool other =
        syscall(SYS_tgkill, parent, parent, 0) == 0 || syscall(SYS_tkill, parent, 0) == 0 || kill(parent, 0) == 0;
    return std::string(itself ? "itself" : "nobody") + (other ? ", and its parent" : "");
  });
  for (std::size_t item = 0; item < 3; ++item) CHECK(outcome.done.at(item) == "itself");
}
#endif

TEST_CASE("a count that there is no room for takes no memory") {
  const std::string answer(std::size_t{4} << 20, '\1');
  const std::uint64_t count = answer.size() / 2;
  std::string counted = answer;
  std::memcpy(counted.data(), &count, sizeof count);
  const Outcome outcome = outcome_of(1, [&](std::size_t) {
    try {
      decode(counted, "x");
    } catch (const Unreadable& error) {
      return std::string(error.what());
    } catch (const std::bad_alloc&) {
    }
    return std::string("taken");
  });
  CHECK(outcome.done.at(0) == "the worker that read it answered nonsense");
}
#endif
#endif
