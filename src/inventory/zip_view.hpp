// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zip.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "inventory/source.hpp"
#include "inventory/zip_end.hpp"

namespace platlint {

/// An archive as libzip is allowed to see it. While it is opened, it has only one end: libzip would try each end and
/// read its directory.
struct ZipView {
  const Source& source;
  ZipEnd end;
  bool opening = true;
  std::vector<std::byte> ahead = {};  ///< the bytes that read_ahead() has cached
  std::uint64_t ahead_at = 0;
};

/// Fills `bytes` from an offset of the file on; fewer only at its end. Small pieces that follow each other are read
/// together.
std::size_t read_ahead(ZipView& view, std::uint64_t offset, std::span<std::byte> bytes);

/// Returns a source that the archive opened from it will own. `view` must outlive that archive. If libzip refuses,
/// returns null and sets `error`.
zip_source_t* view_source(ZipView& view, zip_error_t& error);

}  // namespace platlint
