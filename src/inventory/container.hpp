// SPDX-License-Identifier: Apache-2.0
// A container of files that is no zip: what its readers give for each file in it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "inventory/stream.hpp"

namespace platlint {

/// A file of a container, as the container tells of it.
struct Member {
  enum class Kind : std::uint8_t {
    file,
    link,       ///< symbolic: `link` is what stands in it
    hard_link,  ///< `link` is the name of another member
    directory,
    other,  ///< a device, a FIFO, a socket
  };
  std::string name;  ///< '/' between its parts, as stored
  Kind kind = Kind::file;
  std::optional<std::uint64_t> size;  ///< bytes, as declared; none: not known before its end
  std::optional<std::uint32_t> mode;  ///< permission bits (07777), if the container has them
  std::string link;
  bool overwrites = false;  ///< what came before it under its name: every reader unpacks a tar archive in its order
};

/// Called once a member, in the container's order. The stream gives a file's bytes, holds
/// until the call returns, and need not be read. What it throws goes through the reader.
using OnMember = std::function<void(const Member& member, Stream& bytes)>;

}  // namespace platlint
