// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/fields.hpp"

#include "inventory/number.hpp"
#include "text/words.hpp"

namespace platlint {

Unreadable damaged(const std::string& what) {
  return Unreadable("in the archive: " + what);
}

Fields& Fields::go_to(std::uint64_t place) {
  if (place > bytes_.size()) throw damaged("its header ends too early");
  at_ = static_cast<std::size_t>(place);
  return *this;
}

Fields& Fields::skip(std::uint64_t count) {
  if (count > left()) throw damaged("its header ends too early");
  at_ += static_cast<std::size_t>(count);
  return *this;
}

std::string_view Fields::text(std::uint64_t size) {
  const std::size_t from = at_;
  skip(size);
  return text::as_text(bytes_.subspan(from, static_cast<std::size_t>(size)));
}

std::uint64_t Fields::number(std::size_t size) {
  const std::string_view bytes = text(size);
  if (order_ == Order::little) return little_endian(bytes, 0, size);
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

std::string_view until_nul(std::string_view text) {
  return text.substr(0, text.find('\0'));
}

}  // namespace platlint
