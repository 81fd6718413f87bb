// SPDX-License-Identifier: Apache-2.0
// What a bundle holds: one Entry a file, every file accounted for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platlint/artifact.hpp"

namespace platlint {

struct Entry {
  enum class Status : std::uint8_t {
    judged,      ///< native, whole, read: `artifacts` hold its facts
    unreadable,  ///< native or perhaps native, and not read: `damage` says why
    not_native,  ///< known not to be native code (data, a link, a container whose members are entries themselves)
  };
  /// Where a link leads that leaves its root.
  enum class Outside : std::uint8_t {
    harmless,   ///< to data, or to nothing, under a name that promises no native code
    nothing,    ///< to nothing, under a name that promises native code
    directory,  ///< to a directory that holds native code or an archive, or more than was looked at
    code,       ///< its name promises native code, or what it leads to is such code, an archive, or not readable
  };

  std::string path;  ///< relative to its root, '/' between parts, "!/" steps into an archive; a lone file: its name
  std::uint64_t size = 0;  ///< bytes, uncompressed
  Status status = Status::not_native;
  std::vector<Artifact> artifacts;      ///< one an image, in file order
  std::optional<Damage> damage;         ///< also over a not_native entry: a native suffix over something else
  std::string link;                     ///< target of a symbolic link, as written; empty elsewhere
  bool leaves_root = false;             ///< a link that leads out of the root (or into nothing) and was not followed
  Outside outside = Outside::harmless;  ///< where `leaves_root`
  std::string unopened = {};            ///< what archive it is that was not opened: "a tar archive"; empty elsewhere
  bool excluded = false;                ///< by the user (Policy::exclude): not native, whatever it holds
  /// Permission bits (07777) of a file; none: nothing says them, or the system has none.
  std::optional<std::uint32_t> mode = {};
  std::string sha256 = {};  ///< of a native file that was read whole, in lower case; empty: not asked (Options::hashes)
  /// Of a zip archive's member whose bytes are stored as they are: where in the archive they begin.
  std::optional<std::uint64_t> stored_at = {};
};

/// One root, read. Entries are sorted by path (bytewise).
struct Bundle {
  std::string root;                ///< as the user wrote it
  std::uint64_t archive_size = 0;  ///< bytes of the file where the root is an archive; 0: a directory
  std::vector<Entry> entries;
  std::map<std::string, std::string> metadata =
      {};                                   ///< path -> text of the packaging metadata (RECORD, package.json, ...)
  bool is_image = false;                    ///< of a container: a whole system
  std::optional<std::string> failure = {};  ///< the root itself could not be read: why
};

}  // namespace platlint
