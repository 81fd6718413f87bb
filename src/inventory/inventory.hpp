// SPDX-License-Identifier: Apache-2.0
// A root in, its entries out: the one place that touches files.
//
// A root is a directory, a zip archive (told by content; a shebang may stand before it) or a single file. It is listed
// first, and its items are visited afterwards, in any order and in any process. Archives inside are entered,
// `Limits::depth` deep. Links are reported, and followed only where that is asked for; special files are never opened,
// nothing is written.
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

/// These bytes cannot be had: no permission, a broken archive, a limit. Stays inside the audit, which turns it into
/// Damage of one entry, or into Bundle::failure.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// "more than 5 entries"
Unreadable over_limit(std::uint64_t limit, const std::string& of_what);

/// Bytes that are not set to zero first.
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
  /// Its first bytes, `count` (4096 at most) or all there are, or more; until the next call. Throws Unreadable.
  virtual std::span<const std::byte> head(std::size_t count) = 0;
  /// Fills `into` from `offset` on; the range lies inside size(). Throws Unreadable, also where there are fewer bytes
  /// than size() says.
  virtual void read(std::uint64_t offset, std::span<std::byte> into) = 0;
  /// Of an archive's member that was read far into: that what was left of it is whole too, by its size and its
  /// checksum. Throws Unreadable.
  virtual void prove_rest() {}
  /// Everything; of an archive's member, with its checksum. Throws Unreadable, also for more than `limit` bytes.
  virtual Buffer read_all(std::uint64_t limit) = 0;
  /// Can it be read at any offset as cheaply as in order?
  virtual bool is_at_hand() const { return false; }
  /// Its bytes from the first on. What comes in order itself is spent then: only its head is left.
  virtual std::unique_ptr<Stream> in_order() = 0;
  /// Its bytes at any offset, which of an archive's member are all held. Throws Unreadable for more than `limit`.
  virtual std::unique_ptr<Source> at_random(std::uint64_t limit) = 0;
};

struct Visit {
  /// Called once an entry. `file` is null where there is nothing to read: links (but for those that leave the root and
  /// lead to a regular file: that is what `file` is, for a look at its beginning), special files, archives that were
  /// entered (their members are entries), and entries that are unreadable already.
  std::function<void(Entry entry, File* file)> found;
  /// Called before another entry of this path is found that overwrites what was found of it, and of what lies in it.
  std::function<void(const std::string& path)> overwritten;

  void operator()(Entry entry, File* file) const { found(std::move(entry), file); }
};

/// Asked of a file in a directory that a link leads to, by its name; `file` is null where it cannot be read. True: what
/// is in that directory matters, and no more of it is asked about.
using Look = std::function<bool(const std::string& name, File* file)>;

/// What the archives inside one root have cost. It may stand in memory that processes share.
struct Spending {
  static_assert(std::atomic<std::uint64_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free,
                "a lock would be one process's own");

  std::atomic<std::uint64_t> entries = 0;
  std::atomic<std::uint64_t> bytes = 0;
  std::atomic<bool> spent = false;  ///< a limit was hit: which archive hit it depends on who came first
};

/// What they may cost, all of them together.
struct Budget {
  const Limits& limits;
  Spending& spending;

  void take_entries(std::uint64_t count);  ///< Throws Unreadable past the limit.
  void take_bytes(std::uint64_t count);    ///< Throws Unreadable past the limit.

  static constexpr const char* overspent = "the archives inside hold more than --max-entries or --max-bytes allow";

 private:
  [[noreturn]] void overspend();
};

/// A root that is open: what there is to visit, listed and not yet read.
class ListedRoot {
 public:
  ListedRoot() = default;
  ListedRoot(const ListedRoot&) = delete;
  ListedRoot& operator=(const ListedRoot&) = delete;
  virtual ~ListedRoot() = default;

  /// Is its one item the root itself, whose members, if it has any, are what the user means?
  enum class Wrapper : std::uint8_t { no, if_it_has_members, yes };
  virtual Wrapper wrapper() const { return Wrapper::no; }
  virtual bool is_image() const { return false; }  ///< the file system of a container
  virtual std::size_t items() const = 0;
  virtual std::string path(std::size_t item) const = 0;      ///< that of its entry
  virtual bool is_link(std::size_t) const { return false; }  ///< known before it is visited: of a directory
  /// How much there is to inflate, in bytes: what to begin with. 0 where that is not known.
  virtual std::uint64_t weight(std::size_t item) const = 0;
  /// Visits an item's entry; where it is an archive, its members first. What cannot be read is an unreadable entry.
  virtual void visit(std::size_t item, Budget& budget, const Visit& visit) const = 0;
  /// Of an item that is a link to a directory out of the root: whether `look` says so of anything in there. Also true
  /// where that is more than can be looked at, or cannot be read.
  virtual bool holds_beyond(std::size_t, const Look&) const { return false; }
  /// Why there is more than was listed; none: everything was.
  virtual std::optional<std::string> failure() const = 0;
};

/// Opens and lists a root, a directory by so many threads, and with what its links lead to (Options::follow_links); of
/// several container images those for a platform ("linux/arm64"). Throws Unreadable where the root itself cannot be
/// read. `limits` must outlive it.
std::unique_ptr<ListedRoot> list_root(const std::string& root, const std::string& image_platform, const Limits& limits,
                                      unsigned threads, bool follow_links = false);

/// Of a root no more than what `wanted` says of a path. Links and the members of archives are all there. Throws as the
/// root does, which it keeps.
std::unique_ptr<ListedRoot> part_of_root(std::unique_ptr<ListedRoot> root,
                                         const std::function<bool(std::string_view path)>& wanted);

/// The same of a root that is in memory, an archive or a single file. The bytes must outlive it.
std::unique_ptr<ListedRoot> list_memory(const Memory& root, const Limits& limits);

/// The platforms of the container images that a root holds; empty: it is none. Throws Unreadable.
std::vector<std::string> list_images(const std::string& root, const Limits& limits);

/// The entry for something that could not be read.
Entry unreadable_entry(std::string path, const std::string& reason);

/// The size in bytes of a root that is a file; 0 for a directory, and for what cannot be read.
std::uint64_t archive_size(const std::string& root);

}  // namespace platlint
