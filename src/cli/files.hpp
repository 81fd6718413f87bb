// SPDX-License-Identifier: Apache-2.0
// Small files that are read whole: configuration, baselines.
#pragma once

#include <cstddef>
#include <fstream>
#include <string>

namespace platlint::cli {

/// Throws Error if it cannot be read or has more than `limit` bytes.
std::string read_text(const std::string& path, std::size_t limit);

/// A file that exists completely or not at all. The text goes to a temporary file beside it, which replaces it at the
/// end. A device, a pipe, or a file whose directory cannot take another file is written directly.
class NewFile {
 public:
  NewFile() = default;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();  ///< without `finish`: the temporary file is removed

  void open(const std::string& path);
  std::ofstream& stream() { return file_; }
  /// Throws Error if it could not be written.
  void finish();

 private:
  std::string path_;
  std::string written_;  // the file that is being written
  std::ofstream file_;
};

/// Throws Error if it cannot be written; then the old file is unchanged.
void write_text(const std::string& path, const std::string& text);

}  // namespace platlint::cli
