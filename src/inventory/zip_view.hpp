// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zip.h>

#include "inventory/source.hpp"
#include "inventory/zip_end.hpp"

namespace platlint {

/// An archive as libzip is to see it. While it is opened there is one end of an archive in it: libzip would choose
/// among them, and read the directory of each.
struct ZipView {
  const Source& source;
  ZipEnd end;
  bool opening = true;
};

/// `view` must outlive the archive that is opened from it, which owns what is returned. Null, and `error` says why,
/// where libzip refuses.
zip_source_t* view_source(const ZipView& view, zip_error_t& error);

}  // namespace platlint
