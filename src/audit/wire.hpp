// SPDX-License-Identifier: Apache-2.0
// How an Examined goes from a worker to the parent: both run the same program, so the format is nobody else's business.
#pragma once

#include <string>
#include <string_view>

#include "audit/examine.hpp"

namespace platlint {

std::string encode(const Examined& examined);

/// Throws Unreadable for bytes that are not exactly one Examined, of the item with this path and of nothing else: the
/// worker was hurt by what it read, or is taken over.
Examined decode(std::string_view bytes, std::string_view path);

/// A root that was read whole: its entries, none of them damaged, and its metadata.
std::string encode_root(const Bundle& bundle);

/// Throws Unreadable for bytes that are not exactly that.
Bundle decode_root(std::string_view bytes);

}  // namespace platlint
