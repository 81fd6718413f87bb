// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

#include "inspect/reader.hpp"

namespace platlint {

using Sha256 = std::array<std::byte, 32>;

/// SHA-256 (FIPS 180-4) of a part of a file, which is read piece by piece. Throws Broken if the part is not there.
Sha256 sha256(const Image& image, FileRange part);

/// 64 digits, in lower case.
std::string hexadecimal(const Sha256& hash);

}  // namespace platlint
