// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "audit/examine.hpp"
#include "inventory/walk.hpp"
#include "require.hpp"
#include "targets.hpp"

namespace platlint::fuzz {

namespace {

std::unique_ptr<Source> copy_of(Input input) {
  Buffer buffer{std::unique_ptr<std::byte[]>(new std::byte[input.size()]), input.size()};
  std::copy(input.begin(), input.end(), buffer.data.get());
  return memory_source(std::move(buffer));
}

void check(const Entry& entry) {
  const bool judged = entry.status == Entry::Status::judged;
  require(judged == !entry.artifacts.empty(), "what is judged has facts, and nothing else has");
  require(entry.status != Entry::Status::unreadable || entry.damage, "what is unreadable says why");
  require(!judged || !entry.damage, "what is damaged is not judged");
}

}  // namespace

void examine_archive(Input input) {
  Options options;
  options.limits.total_bytes = 64 * Limits::mebibyte;
  options.limits.archive_bytes = 16 * Limits::mebibyte;
  options.limits.entries = 1000;
  try {
    const std::unique_ptr<ListedRoot> root = open_archive(copy_of(input), "x.zip", options.limits);
    Spending spending;
    Budget budget{options.limits, spending};
    for (std::size_t item = 0; item < root->items(); ++item) {
      const Examined examined = examine_item(*root, item, budget, options);
      require(!examined.entries.empty(), "every member is an entry");
      require(examined.entries.back().path == root->path(item), "the entry of a member has its path");
      std::for_each(examined.entries.begin(), examined.entries.end(), check);
    }
  } catch (const Unreadable&) {  // not an archive
  }
}

}  // namespace platlint::fuzz
