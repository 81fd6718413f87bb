// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zip.h>

#include <cstdint>

#include "inventory/source.hpp"

namespace platlint {

/// What stands in `source` from `start` on, for libzip to read; the archive that is opened from it owns it. `source`
/// must outlive it. Null, and `error` says why, where libzip refuses.
zip_source_t* view_source(const Source& source, std::uint64_t start, zip_error_t& error);

}  // namespace platlint
