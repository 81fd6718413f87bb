// SPDX-License-Identifier: Apache-2.0
#include "audit/file_image.hpp"

#include <algorithm>

#include "inspect/reader.hpp"

namespace platlint {

void FileImage::read(std::uint64_t offset, std::span<std::byte> into) const {
  try {
    while (!into.empty()) {
      const std::uint64_t start = offset / page_bytes * page_bytes;
      const std::size_t skipped = static_cast<std::size_t>(offset - start);
      const std::size_t count = std::min(into.size(), page_bytes - skipped);
      std::copy_n(page(start).bytes.begin() + static_cast<std::ptrdiff_t>(skipped), count, into.begin());
      offset += count;
      into = into.subspan(count);
    }
  } catch (const Unreadable& error) {
    throw unreadable(error.what());
  }
}

const FileImage::Page& FileImage::page(std::uint64_t start) const {
  const auto kept = std::find_if(pages_.begin(), pages_.end(), [&](const Page& page) { return page.start == start; });
  if (kept != pages_.end()) return *kept;
  Page& page = pages_[oldest_];
  oldest_ = (oldest_ + 1) % page_count;
  page.start = 1;
  file_.read(start, std::span(page.bytes).first(std::min<std::uint64_t>(page_bytes, file_.size() - start)));
  page.start = start;
  return page;
}

}  // namespace platlint
