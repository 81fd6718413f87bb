// SPDX-License-Identifier: Apache-2.0
// Small files that are read whole: configuration, baselines.
#pragma once

#include <cstddef>
#include <string>

namespace platlint::cli {

/// Throws Error where it cannot be read or has more than `limit` bytes.
std::string read_text(const std::string& path, std::size_t limit);

/// Throws Error where it cannot be written.
void write_text(const std::string& path, const std::string& text);

}  // namespace platlint::cli
