// SPDX-License-Identifier: Apache-2.0
// RECORD: the list of the files of a distribution.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace platlint::packages {

struct RecordRow {
  std::string path;  ///< relative to the directory that holds the dist-info, or absolute; '/' between parts
  std::optional<std::uint64_t> size;  ///< bytes; often left out (RECORD itself, byte code)
};

/// Reads RECORD row by row: comma separated, `"` around a field that needs it and doubled inside, '/' or '\' in paths
/// (PyPA specification, recording installed projects). If a quote is never closed, it ends with its line, so that one
/// broken row does not swallow the rest.
class RecordReader {
 public:
  explicit RecordReader(std::string_view text) : rest_(text) {}

  std::optional<RecordRow> next();  ///< unset at the end

 private:
  std::string_view rest_;
};

}  // namespace platlint::packages
