// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "inventory/bombs.hpp"
#include "inventory/inventory.hpp"

namespace platlint {

Unreadable over_limit(std::uint64_t limit, const std::string& of_what) {
  return Unreadable("more than " + std::to_string(limit) + " " + of_what);
}

void Budget::take_entries(std::uint64_t count) {
  if ((spending.entries += count) > limits.entries) overspend();
}

void Budget::take_bytes(std::uint64_t count) {
  if ((spending.bytes += count) > limits.total_bytes) overspend();
}

void Budget::overspend() {
  spending.spent = true;
  throw Unreadable(overspent);
}

void refuse_bomb(std::uint64_t made, std::uint64_t taken, std::uint64_t ratio) {
  constexpr std::uint64_t free = std::uint64_t{256} << 20;
  if (made > free && made / ratio > taken) throw over_limit(ratio, "times its size is packed into it (--max-ratio)");
}

Entry unreadable_entry(std::string path, const std::string& reason) {
  Entry entry;
  entry.path = std::move(path);
  entry.status = Entry::Status::unreadable;
  entry.damage = Damage{Damage::Kind::unreadable, reason};
  return entry;
}

}  // namespace platlint
