// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace platlint::text {

/// "12 bytes", "34.5 MB": units of the SI, as disks and pypi.org count.
std::string size_words(std::uint64_t bytes);

}  // namespace platlint::text
