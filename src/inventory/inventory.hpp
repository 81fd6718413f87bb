// SPDX-License-Identifier: Apache-2.0
// A root in, its entries out: the one place that touches files.
//
// A root is a directory, a zip archive (told by content; a shebang may stand before it) or a single file. Archives
// inside are entered, `Limits::depth` deep. Links are reported and not followed, special files never opened, nothing is
// written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>

#include "platlint/audit.hpp"
#include "platlint/entry.hpp"

namespace platlint {

/// These bytes cannot be had: no permission, a broken archive, a limit. Stays inside the audit, which turns it into
/// Damage of one entry, or into Bundle::failure.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Bytes that are not set to zero first.
struct Buffer {
  std::unique_ptr<std::byte[]> data;
  std::size_t size = 0;

  std::span<const std::byte> bytes() const { return {data.get(), size}; }
};

/// One file while it is visited.
class File {
 public:
  File() = default;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  virtual ~File() = default;

  virtual std::uint64_t size() const = 0;            ///< as declared by the directory or the archive
  virtual std::span<const std::byte> head() = 0;     ///< its first bytes, 4096 or all. Throws Unreadable.
  /// Fills `into` from `offset` on; the range lies inside size(). A member of an archive is inflated as far as that and
  /// no further. Throws Unreadable, also where there are fewer bytes than size() says.
  virtual void read(std::uint64_t offset, std::span<std::byte> into) = 0;
  virtual Buffer read_all(std::uint64_t limit) = 0;  ///< Throws Unreadable, also for a file of more than `limit` bytes.
};

/// Called once an entry. `file` is null where there is nothing to read: links, special files, archives that were
/// entered (their members are entries), and entries that are unreadable already.
using Visit = std::function<void(Entry entry, File* file)>;

/// The size in bytes of a root that is a file; 0 for a directory, and for what cannot be read.
std::uint64_t archive_size(const std::string& root);

/// Visits every entry of a root, in no particular order. Throws Unreadable where the root itself cannot be read.
void walk(const std::string& root, const Limits& limits, const Visit& visit);

}  // namespace platlint
