// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "cli/files.hpp"

namespace platlint::cli {

/// The destination of the report: a file, or standard output.
class Output {
 public:
  explicit Output(std::string file) : name_(std::move(file)) {}  ///< empty: standard output
  explicit Output(std::ostream& stream) : stream_(&stream) {}

  /// Adds the output of `write`. The file is created for the first output, not before: it may lie in the bundle that is
  /// read. Throws Error if it cannot be written.
  void add(const std::function<void(std::ostream&)>& write);

  /// The report is complete. Until then its file has a temporary name. Throws Error if it cannot be written.
  void finish();

 private:
  std::ostream* stream_ = nullptr;  // used instead of a file
  std::string name_;
  bool is_open_ = false;
  NewFile file_;
};

}  // namespace platlint::cli
