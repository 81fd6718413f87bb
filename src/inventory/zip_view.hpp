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

/// An archive as libzip is to see it. While it is opened there is one end of an archive in it: libzip would choose
/// among them, and read the directory of each.
struct ZipView {
  const Source& source;
  ZipEnd end;
  bool opening = true;
  std::vector<std::byte> ahead = {};  ///< what read_ahead() has at hand
  std::uint64_t ahead_at = 0;
};

/// Fills `bytes` from an offset of the file on; short at its end. Small pieces that follow each other are read at once.
std::size_t read_ahead(ZipView& view, std::uint64_t offset, std::span<std::byte> bytes);

/// `view` must outlive the archive that is opened from it, which owns what is returned. Null, and `error` says why,
/// where libzip refuses.
zip_source_t* view_source(ZipView& view, zip_error_t& error);

}  // namespace platlint
