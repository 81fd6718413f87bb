// SPDX-License-Identifier: Apache-2.0
#include "audit/workers.hpp"

#include <doctest/doctest.h>

#include "platlint/audit.hpp"

#include <map>
#include <numeric>

#ifndef _WIN32
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

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

}  // namespace

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

TEST_CASE("no items, no work") {
  const Outcome outcome = outcome_of(0, [](std::size_t) { return std::string(); });
  CHECK(outcome.done.empty());
}

// Sanitizers want more than a worker is left with, and are left alone.
#ifndef __SANITIZE_ADDRESS__
TEST_CASE("a worker has no more memory than it is given") {
  const Outcome outcome = outcome_of(2, [](std::size_t item) {
    try {
      return std::to_string(std::vector<char>(std::size_t{item == 1 ? 1024U : 1U} << 20).size());
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
#endif
#endif
