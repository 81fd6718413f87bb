// SPDX-License-Identifier: Apache-2.0
// A container of files other than a zip: the values that its readers give for each file in it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "inventory/stream.hpp"

namespace platlint {

/// A file in a container, as the container describes it.
struct Member {
  enum class Kind : std::uint8_t {
    file,
    link,       ///< symbolic: `link` is its text
    hard_link,  ///< `link` is the name of another member
    directory,
    other,  ///< a device, a FIFO, a socket
  };
  std::string name;  ///< '/' between its parts, as stored
  Kind kind = Kind::file;
  std::optional<std::uint64_t> size;  ///< bytes, as declared; unset: not known before its end
  std::optional<std::uint32_t> mode;  ///< permission bits (07777), if the container has them
  std::string link;
  bool overwrites = false;  ///< replaces earlier members with its name: every reader unpacks a tar archive in order
};

/// Called once per member, in the container's order. The stream gives a file's bytes. It is valid until the call
/// returns, and need not be read. Exceptions from the call pass through the reader.
using OnMember = std::function<void(const Member& member, Stream& bytes)>;

}  // namespace platlint
