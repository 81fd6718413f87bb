// SPDX-License-Identifier: Apache-2.0
// Turns a root into its entries: the only stage that opens files.
//
// A root is a directory, a zip archive (recognised by content; a shebang may precede it) or a single file. It is listed
// first. Its items are visited afterwards, in any order and in any process. Archives inside are opened, up to
// `Limits::depth` levels. Links are reported, and followed only on request. Special files are never opened, and nothing
// is written.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platlint/audit.hpp"
#include "platlint/entry.hpp"

namespace platlint {

/// These bytes cannot be read: no permission, a broken archive, a limit. It does not leave the audit, which turns it
/// into Damage of one entry, or into Bundle::failure.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// "more than 5 entries"
Unreadable over_limit(std::uint64_t limit, const std::string& of_what);

/// Bytes without initialisation to zero.
struct Buffer {
  std::unique_ptr<std::byte[]> data;
  std::size_t size = 0;

  std::span<const std::byte> bytes() const { return {data.get(), size}; }
};

class Source;
class Stream;

/// One file while it is visited.
class File {
 public:
  File() = default;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  virtual ~File() = default;

  virtual std::uint64_t size() const = 0;  ///< as declared by the directory or the archive
  /// Its first bytes: `count` (at most 4096) or all there are, or more. They are valid until the next call. Throws
  /// Unreadable.
  virtual std::span<const std::byte> head(std::size_t count) = 0;
  /// Fills `into` starting at `offset`; the range lies inside size(). Throws Unreadable, also if there are fewer bytes
  /// than size() says.
  virtual void read(std::uint64_t offset, std::span<std::byte> into) = 0;
  /// For an archive's member that was largely read: checks that the rest is whole too, by its size and checksum. Throws
  /// Unreadable.
  virtual void prove_rest() {}
  /// Everything; for an archive's member, with a check of its checksum. Throws Unreadable, also if it has more than
  /// `limit` bytes.
  virtual Buffer read_all(std::uint64_t limit) = 0;
  /// Can it be read at any offset as cheaply as in order?
  virtual bool is_at_hand() const { return false; }
  /// Its bytes from the first on. If the file itself is a stream, it is used up then: only its head is left.
  virtual std::unique_ptr<Stream> in_order() = 0;
  /// Its bytes at any offset. For an archive's member, all are held in memory. Throws Unreadable if it has more than
  /// `limit` bytes.
  virtual std::unique_ptr<Source> at_random(std::uint64_t limit) = 0;
};

struct Visit {
  /// Called once per entry. `file` is null if there is nothing to read: links, special files, archives that were opened
  /// (their members are entries), and entries that are already unreadable. If a link leaves the root and leads to a
  /// regular file, `file` is that file, so that its beginning can be examined.
  std::function<void(Entry entry, File* file)> found;
  /// Called before an entry with the same path is found that overwrites the earlier one, and everything inside it.
  std::function<void(const std::string& path)> overwritten;

  void operator()(Entry entry, File* file) const { found(std::move(entry), file); }
};

/// Called for a file, by its name, in a directory that a link leads to. `file` is null if it cannot be read. True: the
/// contents of that directory matter, and no more files of it are examined.
using Look = std::function<bool(const std::string& name, File* file)>;

/// The cost of the archives inside one root. It may be in memory that processes share.
struct Spending {
  static_assert(std::atomic<std::uint64_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free,
                "a lock would be one process's own");

  std::atomic<std::uint64_t> entries = 0;
  std::atomic<std::uint64_t> bytes = 0;
  std::atomic<bool> spent = false;  ///< a limit was reached; which archive reached it depends on the order
};

/// The limits on the cost of all archives together.
struct Budget {
  const Limits& limits;
  Spending& spending;

  void take_entries(std::uint64_t count);  ///< Throws Unreadable past the limit.
  void take_bytes(std::uint64_t count);    ///< Throws Unreadable past the limit.

  static constexpr const char* overspent = "the archives inside hold more than --max-entries or --max-bytes allow";

 private:
  [[noreturn]] void overspend();
};

/// An open root: its items are listed, but not yet read.
class ListedRoot {
 public:
  ListedRoot() = default;
  ListedRoot(const ListedRoot&) = delete;
  ListedRoot& operator=(const ListedRoot&) = delete;
  virtual ~ListedRoot() = default;

  /// Is its only item the root itself, so that the user means its members, if it has any?
  enum class Wrapper : std::uint8_t { no, if_it_has_members, yes };
  virtual Wrapper wrapper() const { return Wrapper::no; }
  virtual bool is_image() const { return false; }          ///< the file system of a container
  virtual std::string library_path() const { return {}; }  ///< Bundle::library_path. Throws Unreadable.
  virtual std::size_t items() const = 0;
  virtual std::string path(std::size_t item) const = 0;      ///< the path of its entry
  virtual bool is_link(std::size_t) const { return false; }  ///< known before the visit, for a directory
  /// The number of bytes to inflate, which decides the order of work. 0 if it is not known.
  virtual std::uint64_t weight(std::size_t item) const = 0;
  /// Visits an item's entry; if it is an archive, its members first. If it cannot be read, the entry is unreadable.
  virtual void visit(std::size_t item, Budget& budget, const Visit& visit) const = 0;
  /// For an item that is a link to a directory out of the root: does `look` accept a file in there? Also true if there
  /// is too much to look at, or if it cannot be read.
  virtual bool holds_beyond(std::size_t, const Look&) const { return false; }
  /// Why there are more items than were listed. Unset: everything was listed.
  virtual std::optional<std::string> failure() const = 0;
};

/// Opens and lists a root. A directory is listed by this number of threads, and with the destinations of its links
/// (Options::follow_links). If there are several container images, those for a platform are listed ("linux/arm64").
/// Throws Unreadable if the root itself cannot be read. `limits` must outlive it.
std::unique_ptr<ListedRoot> list_root(const std::string& root, const std::string& image_platform, const Limits& limits,
                                      unsigned threads, bool follow_links = false);

/// Only the paths of a root that `wanted` accepts. Links and the members of archives are all included. Owns the root,
/// and throws as it does.
std::unique_ptr<ListedRoot> part_of_root(std::unique_ptr<ListedRoot> root,
                                         const std::function<bool(std::string_view path)>& wanted);

/// The same for a root in memory: an archive or a single file. The bytes must outlive it.
std::unique_ptr<ListedRoot> list_memory(const Memory& root, const Limits& limits);

/// The platforms of the container images in a root. Empty: it is not an image. Throws Unreadable.
std::vector<std::string> list_images(const std::string& root, const Limits& limits);

/// The entry for something that could not be read.
Entry unreadable_entry(std::string path, const std::string& reason);

/// The size in bytes of a root that is a file; 0 for a directory, and if it cannot be read.
std::uint64_t archive_size(const std::string& root);

}  // namespace platlint
