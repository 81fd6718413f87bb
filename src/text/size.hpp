// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace platlint::text {

/// "12 bytes", "34.5 MB": SI units, as for disks and on pypi.org.
std::string size_words(std::uint64_t bytes);

}  // namespace platlint::text
