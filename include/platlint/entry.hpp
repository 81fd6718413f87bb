// SPDX-License-Identifier: Apache-2.0
// The contents of a bundle: one Entry per file, and no file is left out.
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
    unreadable,  ///< native or perhaps native, but not read: `damage` says why
    not_native,  ///< known not to be native code (data, a link, a container whose members are entries themselves)
  };
  /// The destination of a link that leaves its root.
  enum class Outside : std::uint8_t {
    harmless,   ///< data, or nothing; the link's name does not promise native code
    nothing,    ///< nothing, but the link's name promises native code
    directory,  ///< a directory that holds native code or an archive, or that was too large to look through
    code,       ///< a file: native code, an archive, not readable, or its name promises native code
  };

  std::string path;  ///< relative to its root, '/' between parts, "!/" steps into an archive; a lone file: its name
  std::uint64_t size = 0;  ///< bytes, uncompressed
  Status status = Status::not_native;
  std::vector<Artifact> artifacts;      ///< one per image, in file order
  std::optional<Damage> damage;         ///< also set on a not_native entry: a native suffix on something else
  std::string link;                     ///< target of a symbolic link, as written; empty if it is not a link
  bool leaves_root = false;             ///< a link that leads out of the root (or to nothing) and was not followed
  Outside outside = Outside::harmless;  ///< if `leaves_root`
  /// The kind of an archive that was not opened: "a tar archive"; empty for others
  std::string unopened = {};
  bool excluded = false;  ///< by the user (Policy::exclude): counts as not native, whatever it holds
  /// Permission bits (07777) of a file. Unset if nothing states them, or if the system has no such bits.
  std::optional<std::uint32_t> mode = {};
  /// For a native file that was read whole, in lower case; empty: not asked for (Options::hashes)
  std::string sha256 = {};
  /// The offset of a zip member's bytes in the archive, if they are stored without compression.
  std::optional<std::uint64_t> stored_at = {};
};

/// One root after reading. Entries are sorted by path (bytewise).
struct Bundle {
  std::string root;                ///< as the user wrote it
  std::uint64_t archive_size = 0;  ///< size of the file if the root is an archive; 0: a directory
  std::vector<Entry> entries;
  std::map<std::string, std::string> metadata =
      {};                                   ///< path -> text of the packaging metadata (RECORD, package.json, ...)
  bool is_image = false;                    ///< the root is a container image: a whole system
  std::string library_path = {};            ///< LD_LIBRARY_PATH in the configuration of that image
  std::optional<std::string> failure = {};  ///< set if the root itself could not be read: the reason
};

}  // namespace platlint
