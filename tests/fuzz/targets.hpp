// SPDX-License-Identifier: Apache-2.0
// The functions that a fuzzer calls with bytes, and the properties that must hold: more than "it does not crash". If a
// property does not hold, it aborts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace platlint::fuzz {

using Input = std::span<const std::byte>;

/// One file. It gives facts or damage, and never both. It gives the same through a few pages as in memory, and the same
/// after its way from a worker.
void inspect_file(Input input);

/// One archive, its members and archives inside. Every member is an entry; entries = judged + unreadable + not native.
void examine_archive(Input input);

/// A file that may be a container of any kind; the first byte chooses its name. Its own entry comes last, and the
/// others are inside it.
void examine_content(Input input);

/// The index of an image layout, which is also every file that it names. It is read, or refused.
void read_layout(Input input);

/// The first byte chooses the reader; the rest is the container, or the program that carries one. A file has as many
/// bytes as its member says, and there are no more members than are allowed.
void read_containers(Input input);

/// A DEFLATE stream. The first two bytes are the sizes of its pieces and of the reads, minus one and times a factor.
/// Every inflater gives the same result, whatever the sizes are.
void inflate_all(Input input);

/// RECORD, WHEEL, package.json and similar files: two bytes choose the kind, the rest is its text. Owners exist.
void find_owners(Input input);

/// A platform's name. If a target is found, its own name finds it again.
void find_platform(Input input);

}  // namespace platlint::fuzz
