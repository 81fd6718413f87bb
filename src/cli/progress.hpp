// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>

namespace platlint::cli {

/// A line on standard error that shows the progress of an audit. It is shown only on a terminal and only if the audit
/// takes long.
class Progress {
 public:
  Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// Shows the line, unless work began less than half a second ago.
  void show(std::size_t done, std::size_t total);

  /// Removes the line. A new wait begins.
  void hide();

 private:
  using Clock = std::chrono::steady_clock;

  bool wanted_;
  bool shown_ = false;
  Clock::time_point next_;
};

}  // namespace platlint::cli
