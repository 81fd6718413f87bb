// SPDX-License-Identifier: Apache-2.0
// Random access to bytes: a file on disk, or an archive's member in memory. Paths are UTF-8 with '/' between their
// parts. If the system uses bytes for names, bytes that are not UTF-8 stay as they are.
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
  /// Fills `into` starting at `offset`; the count is smaller only at the end of the file. Throws Unreadable.
  virtual std::size_t read(std::uint64_t offset, std::span<std::byte> into) const = 0;
};

/// Opens a regular file, and nothing else: it does not follow links, and does not open devices, FIFOs or sockets.
/// Throws Unreadable.
std::unique_ptr<Source> open_file(const std::string& path);

std::unique_ptr<Source> memory_source(Buffer buffer);

/// The bytes belong to somebody else, and must outlive it.
std::unique_ptr<Source> borrowed_source(std::span<const std::byte> bytes);

/// A file while it is visited. It holds no more memory than the file itself does. `file` must outlive it.
std::unique_ptr<Source> source_of(File& file);

struct Range {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;

  std::uint64_t end() const { return offset + size; }
};

/// Does the source hold the whole range? The sum of its numbers may overflow.
bool holds(const Source& source, Range range);
/// Throws Unreadable if the source does not hold the whole range.
void require_range(const Source& source, Range range);

/// Only this part, with its first byte at 0. `source` must outlive it. Throws Unreadable if the source does not hold
/// it.
std::unique_ptr<Source> part_of(const Source& source, Range range);

/// The bytes of a range, unchanged. Throws Unreadable if the source does not hold it.
std::unique_ptr<Stream> stream_of(const Source& source, Range range);

/// `count` bytes from `offset`. Throws Unreadable if there are fewer.
Buffer read_range(const Source& source, std::uint64_t offset, std::uint64_t count);

/// A hint for the system: this memory is large and will be filled soon.
void prefer_large_pages(std::span<std::byte> bytes);

struct Listed {
  enum class Kind : std::uint8_t { file, directory, link, other };
  std::string name;
  Kind kind = Kind::other;
};

/// The contents of a directory, in the system's order. Throws Unreadable.
std::vector<Listed> list_directory(const std::string& path);

std::string to_text(const std::filesystem::path& path);
std::filesystem::path to_path(const std::string& text);

}  // namespace platlint
