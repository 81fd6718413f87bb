// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "cli/files.hpp"

namespace platlint::cli {

/// Where the report goes: a file, or standard output.
class Output {
 public:
  explicit Output(std::string file) : name_(std::move(file)) {}  ///< empty: standard output
  explicit Output(std::ostream& stream) : stream_(&stream) {}

  /// Adds what `write` writes. The file is made for the first, not before: it may lie in the bundle that is read.
  /// Throws Error where it cannot be written.
  void add(const std::function<void(std::ostream&)>& write);

  /// The report is whole: before, its file has another name. Throws Error where it cannot be written.
  void finish();

 private:
  std::ostream* stream_ = nullptr;  // that takes it instead
  std::string name_;
  bool is_open_ = false;
  NewFile file_;
};

}  // namespace platlint::cli
