// SPDX-License-Identifier: Apache-2.0
#include "inventory/small.hpp"

#include <cstdint>
#include <filesystem>
#include <system_error>

namespace platlint {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t few_bytes = std::uint64_t{1} << 20;
constexpr unsigned few_entries = 64;

bool is_small_directory(const std::string& root, std::error_code& error) {
  std::uint64_t bytes = 0;
  unsigned entries = 0;
  for (fs::recursive_directory_iterator next(root, error), end; !error && next != end; next.increment(error)) {
    if (++entries > few_entries || next->is_symlink(error)) return false;
    if (next->is_regular_file(error)) bytes += next->file_size(error);
    if (error || bytes > few_bytes) return false;
  }
  return !error;
}

}  // namespace

bool is_small_root(const std::string& root) {
  std::error_code error;
  const fs::file_status status = fs::status(root, error);
  if (error) return false;
  if (fs::is_directory(status)) return is_small_directory(root, error);
  if (!fs::is_regular_file(status)) return false;
  const std::uintmax_t size = fs::file_size(root, error);
  return !error && size <= few_bytes;
}

}  // namespace platlint
