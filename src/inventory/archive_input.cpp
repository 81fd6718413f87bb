// SPDX-License-Identifier: Apache-2.0
#include "inventory/archive_input.hpp"

#include <algorithm>

namespace platlint {

std::span<const std::byte> ArchiveInput::take() {
  if (at_ == end_) {
    at_ = end_ = 0;
    fetch();
  }
  const std::size_t from = at_;
  at_ = end_;
  return buffer().subspan(from, end_ - from);
}

std::span<const std::byte> ArchiveInput::peek(std::size_t count) {
  if (end_ - at_ < count) {
    std::copy(bytes_.get() + at_, bytes_.get() + end_, bytes_.get());
    end_ -= at_;
    at_ = 0;
    fetch();
  }
  return buffer().subspan(at_, end_ - at_);
}

void ArchiveInput::go_to(std::uint64_t place) {
  const std::uint64_t held_from = fetched_ - end_;
  if (place >= held_from && place <= fetched_) {
    at_ = static_cast<std::size_t>(place - held_from);
  } else if (source_ != nullptr) {
    fetched_ = place;
    at_ = end_ = 0;
  } else {
    at_ = place < held_from ? 0 : end_;
  }
}

void ArchiveInput::fetch() {
  const std::span<std::byte> into = buffer().subspan(end_);
  const std::size_t got = source_ != nullptr ? source_->read(fetched_, into) : stream_->read(into);
  fetched_ += got;
  end_ += got;
}

}  // namespace platlint
