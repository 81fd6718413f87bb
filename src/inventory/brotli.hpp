// SPDX-License-Identifier: Apache-2.0
// Brotli (RFC 7932), by libbrotlidec.
#pragma once

#include <memory>

#include "inventory/stream.hpp"

namespace platlint {

/// What `packed` decodes to. It throws Unreadable for what is no Brotli, and if more than `ratio` bytes come out for
/// each that went in. `packed` must outlive it.
std::unique_ptr<Stream> decode_brotli(Stream& packed, std::uint64_t ratio);

}  // namespace platlint
