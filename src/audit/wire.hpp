// SPDX-License-Identifier: Apache-2.0
// The encoding of an Examined on its way from a worker to the parent. Both run the same program, so nobody else needs
// the format.
#pragma once

#include <string>
#include <string_view>

#include "audit/examine.hpp"

namespace platlint {

std::string encode(const Examined& examined);

/// Throws Unreadable unless the bytes are exactly one Examined for the item with this path. Otherwise the worker was
/// damaged by the file that it read, or an attacker controls it.
Examined decode(std::string_view bytes, std::string_view path);

/// Encodes a root that was read whole: its entries, all without damage, and its metadata.
std::string encode_root(const Bundle& bundle);

/// Throws Unreadable unless the bytes are exactly one such root.
Bundle decode_root(std::string_view bytes);

}  // namespace platlint
