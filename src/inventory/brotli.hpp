// SPDX-License-Identifier: Apache-2.0
// Brotli (RFC 7932), decoded by libbrotlidec.
#pragma once

#include <memory>

#include "inventory/stream.hpp"

namespace platlint {

/// The decoded bytes of `packed`. Throws Unreadable if it is not Brotli, or if more than `ratio` bytes come out for
/// each byte that went in. `packed` must outlive it.
std::unique_ptr<Stream> decode_brotli(Stream& packed, std::uint64_t ratio);

}  // namespace platlint
