// SPDX-License-Identifier: Apache-2.0
// Detects small input that unpacks to very much.
#pragma once

#include <cstdint>

namespace platlint {

/// Throws Unreadable if `made` bytes came out of `taken`, and that is more than `ratio` for each. The first 256 MiB are
/// allowed: they take a second, and honest files full of zeros pack to a ten-thousandth with xz and brotli.
void refuse_bomb(std::uint64_t made, std::uint64_t taken, std::uint64_t ratio);

}  // namespace platlint
