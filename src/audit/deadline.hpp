// SPDX-License-Identifier: Apache-2.0
// The time limit of a whole audit, by the clock of the parent process.
#pragma once

#include <chrono>
#include <string>

namespace platlint {

class Deadline {
 public:
  explicit Deadline(std::chrono::seconds total) : total_(total) {}

  bool has_passed() const { return std::chrono::steady_clock::now() - begun_ > total_; }

  /// The reason for everything that is not read in time.
  std::string reason() const {
    return "the audit takes more than " + std::to_string(total_.count()) + " seconds (--max-total-time)";
  }

 private:
  std::chrono::seconds total_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace platlint
