// SPDX-License-Identifier: Apache-2.0
// Small files that are read whole: configuration, baselines.
#pragma once

#include <cstddef>
#include <fstream>
#include <string>

namespace platlint::cli {

/// Throws Error where it cannot be read or has more than `limit` bytes.
std::string read_text(const std::string& path, std::size_t limit);

/// A file that is there whole or not at all: what is written goes to one beside it, which takes its place at the end.
/// A device, a pipe or a file in a directory that takes no other is written to as it stands.
class NewFile {
 public:
  NewFile() = default;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();  ///< without `finish`: what was written is removed

  void open(const std::string& path);
  std::ofstream& stream() { return file_; }
  /// Throws Error where it could not be written.
  void finish();

 private:
  std::string path_;
  std::string written_;  // the file that is written to
  std::ofstream file_;
};

/// Throws Error where it cannot be written; then it is as it was.
void write_text(const std::string& path, const std::string& text);

}  // namespace platlint::cli
