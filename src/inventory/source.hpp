// SPDX-License-Identifier: Apache-2.0
// Random access to bytes: a file on disk, or an archive's member in memory. Paths are UTF-8 with '/' between their
// parts; bytes that are not UTF-8 stay as they are where the system has bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "inventory/inventory.hpp"
#include "inventory/stream.hpp"

namespace platlint {

class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  virtual std::uint64_t size() const = 0;
  /// Permission bits (07777) of a file on a system that has them.
  virtual std::optional<std::uint32_t> mode() const { return std::nullopt; }
  /// Fills `into` from `offset` on; the count is short at the end of the file only. Throws Unreadable.
  virtual std::size_t read(std::uint64_t offset, std::span<std::byte> into) const = 0;
};

/// Opens a regular file, and nothing else: no link is followed, no device, FIFO or socket opened. Throws Unreadable.
std::unique_ptr<Source> open_file(const std::string& path);

std::unique_ptr<Source> memory_source(Buffer buffer);

/// Bytes of somebody else, which must outlive it.
std::unique_ptr<Source> borrowed_source(std::span<const std::byte> bytes);

/// A file that is visited, without holding more of it than it does itself. `file` must outlive it.
std::unique_ptr<Source> source_of(File& file);

struct Range {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;

  std::uint64_t end() const { return offset + size; }
};

/// Does the source hold all of it? What the sum of its numbers is does not matter.
bool holds(const Source& source, Range range);
/// Throws Unreadable if the source does not hold all of it.
void require_range(const Source& source, Range range);

/// The part alone, its first byte at 0. `source` must outlive it. Throws Unreadable if the source does not hold it.
std::unique_ptr<Source> part_of(const Source& source, Range range);

/// The bytes of a range, as they are. Throws Unreadable if the source does not hold it.
std::unique_ptr<Stream> stream_of(const Source& source, Range range);

/// `count` bytes from `offset`. Throws Unreadable where there are fewer.
Buffer read_range(const Source& source, std::uint64_t offset, std::uint64_t count);

/// A hint, for memory that is large and about to be filled.
void prefer_large_pages(std::span<std::byte> bytes);

struct Listed {
  enum class Kind : std::uint8_t { file, directory, link, other };
  std::string name;
  Kind kind = Kind::other;
};

/// What a directory holds, in the system's order. Throws Unreadable.
std::vector<Listed> list_directory(const std::string& path);

std::string to_text(const std::filesystem::path& path);
std::filesystem::path to_path(const std::string& text);

}  // namespace platlint
