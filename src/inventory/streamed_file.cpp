// SPDX-License-Identifier: Apache-2.0
#include "inventory/streamed_file.hpp"

#include <algorithm>
#include <utility>

namespace platlint {

// The bytes that were already read, and the bytes after them.
class StreamedFile::Rest : public Stream {
 public:
  Rest(const StreamedFile& file, bool more) : file_(file), more_(more) {}

  std::size_t read(std::span<std::byte> into) override {
    const std::size_t again = static_cast<std::size_t>(std::min<std::uint64_t>(file_.kept_ - at_, into.size()));
    file_.copy(at_, into.first(again));
    at_ += again;
    if (again == into.size() || !more_) return again;
    const std::size_t got = file_.bytes_.read(into.subspan(again));
    file_.budget_.take_bytes(got);
    return again + got;
  }

 private:
  const StreamedFile& file_;
  bool more_;
  std::uint64_t at_ = 0;
};

class StreamedFile::Kept : public Source {
 public:
  explicit Kept(const StreamedFile& file) : file_(file) {}

  std::uint64_t size() const override { return file_.kept_; }
  std::size_t read(std::uint64_t offset, std::span<std::byte> into) const override {
    if (offset >= size()) return 0;
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size() - offset));
    file_.copy(offset, into.first(count));
    return count;
  }

 private:
  const StreamedFile& file_;
};

StreamedFile::StreamedFile(Stream& bytes, std::optional<std::uint64_t> size, Budget& budget)
    : bytes_(bytes), size_(size), budget_(budget) {}

std::uint64_t StreamedFile::size() const {
  return size_ ? *size_ : kept_;
}

std::span<const std::byte> StreamedFile::head(std::size_t count) {
  fetch_to(count);
  if (blocks_.empty()) return {};
  return {blocks_.front().get(), static_cast<std::size_t>(std::min<std::uint64_t>(kept_, block_bytes))};
}

void StreamedFile::read(std::uint64_t offset, std::span<std::byte> into) {
  if (!fetch_to(offset + into.size())) throw shorter();
  copy(offset, into);
}

Buffer StreamedFile::read_all(std::uint64_t limit) {
  fetch_all(limit);
  Buffer all{std::unique_ptr<std::byte[]>(new std::byte[static_cast<std::size_t>(kept_)]),
             static_cast<std::size_t>(kept_)};
  copy(0, {all.data.get(), all.size});
  return all;
}

void StreamedFile::prove_rest() {
  fetch_all(budget_.limits.file_bytes);
}

std::unique_ptr<Stream> StreamedFile::in_order() {
  fetch_to(block_bytes);
  return std::make_unique<Rest>(*this, !std::exchange(at_end_, true));
}

std::unique_ptr<Source> StreamedFile::at_random(std::uint64_t limit) {
  fetch_all(limit);
  return std::make_unique<Kept>(*this);
}

bool StreamedFile::fetch_to(std::uint64_t end) {
  while (kept_ < end && !at_end_) {
    const std::size_t begun = static_cast<std::size_t>(kept_ % block_bytes);
    if (begun == 0) blocks_.emplace_back(new std::byte[block_bytes]);
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(block_bytes - begun, end - kept_));
    const std::size_t got = bytes_.read({blocks_.back().get() + begun, wanted});
    budget_.take_bytes(got);
    kept_ += got;
    at_end_ = got < wanted;
  }
  return kept_ >= end;
}

void StreamedFile::fetch_all(std::uint64_t limit) {
  if (size_ && *size_ > limit) throw over_limit(limit, "bytes");
  while (!at_end_) {
    if (kept_ > limit) throw over_limit(limit, "bytes");
    fetch_to((kept_ / block_bytes + 1) * block_bytes);
  }
  if (size_ && kept_ < *size_) throw shorter();
  if (size_ && kept_ > *size_) throw longer();
  size_ = kept_;
}

void StreamedFile::copy(std::uint64_t offset, std::span<std::byte> into) const {
  while (!into.empty()) {
    const std::size_t skipped = static_cast<std::size_t>(offset % block_bytes);
    const std::size_t count = std::min(into.size(), block_bytes - skipped);
    std::copy_n(blocks_[static_cast<std::size_t>(offset / block_bytes)].get() + skipped, count, into.begin());
    offset += count;
    into = into.subspan(count);
  }
}

}  // namespace platlint
