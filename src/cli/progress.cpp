// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <iostream>

#include "cli/terminal.hpp"

namespace platlint::cli {

namespace {

constexpr std::chrono::milliseconds patience{500};  // a shorter wait needs no explanation
constexpr std::chrono::milliseconds pace{100};
constexpr const char* start_of_line = "\r\x1b[K";  // ECMA-48: carriage return, EL (erase to the end of the line)

}  // namespace

Progress::Progress() : wanted_(stderr_is_terminal()), next_(Clock::now() + patience) {}

Progress::~Progress() {
  hide();
}

void Progress::hide() {
  if (shown_) std::cerr << start_of_line << std::flush;
  shown_ = false;
  next_ = Clock::now() + patience;
}

void Progress::show(std::size_t done, std::size_t total) {
  if (!wanted_ || Clock::now() < next_) return;
  shown_ = true;
  next_ = Clock::now() + pace;
  std::cerr << start_of_line << "platlint: " << done << " of " << total << " files read" << std::flush;
}

}  // namespace platlint::cli
