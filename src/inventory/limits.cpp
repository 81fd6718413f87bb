// SPDX-License-Identifier: Apache-2.0
#include <utility>

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

Entry unreadable_entry(std::string path, const std::string& reason) {
  Entry entry;
  entry.path = std::move(path);
  entry.status = Entry::Status::unreadable;
  entry.damage = Damage{Damage::Kind::unreadable, reason};
  return entry;
}

}  // namespace platlint
