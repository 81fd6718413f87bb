// SPDX-License-Identifier: Apache-2.0
// What a fuzzer feeds with bytes, and what must hold of the outcome: more than "it does not crash". A property that
// does not hold is an abort.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace platlint::fuzz {

using Input = std::span<const std::byte>;

/// One file. Facts or damage and never both; the same through a few pages as in memory; the same after its way from a
/// worker.
void inspect_file(Input input);

/// One archive, its members and archives inside. Every member is an entry; entries = judged + unreadable + not native.
void examine_archive(Input input);

/// A file that may be a container of any kind; the first byte chooses its name. Its own entry comes last, and the
/// others lie in it.
void examine_content(Input input);

/// The index of an image layout, that is also every file that it names. It is read, or refused.
void read_layout(Input input);

/// The first byte chooses the reader, the rest is the container, or the program that carries one. A file has as many
/// bytes as was said, and there are no more members than are allowed.
void read_containers(Input input);

/// A DEFLATE stream: the first byte is the size of its pieces, the second that of the reads, but for one and a factor.
/// Every inflater makes the same of it, whatever those are.
void inflate_all(Input input);

/// RECORD, WHEEL, package.json and their kin: two bytes choose the kind, the rest is its text. Owners exist.
void find_owners(Input input);

/// A platform's name. What is found is found again by its own name.
void find_platform(Input input);

}  // namespace platlint::fuzz
