// SPDX-License-Identifier: Apache-2.0
#include "inventory/source.hpp"

#include <algorithm>
#include <utility>

namespace platlint {

namespace {

class MemorySource : public Source {
 public:
  explicit MemorySource(Buffer buffer) : buffer_(std::move(buffer)), bytes_(buffer_.bytes()) {}
  explicit MemorySource(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::uint64_t size() const override { return bytes_.size(); }

  std::size_t read(std::uint64_t offset, std::span<std::byte> into) const override {
    if (offset >= bytes_.size()) return 0;
    const std::size_t count = std::min(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::copy_n(bytes_.data() + offset, count, into.data());
    return count;
  }

 private:
  Buffer buffer_;  // empty: somebody else owns the bytes
  std::span<const std::byte> bytes_;
};

class Part : public Source {
 public:
  Part(const Source& source, Range range) : source_(source), range_(range) {}

  std::uint64_t size() const override { return range_.size; }

  std::size_t read(std::uint64_t offset, std::span<std::byte> into) const override {
    if (offset >= range_.size) return 0;
    const std::uint64_t count = std::min<std::uint64_t>(into.size(), range_.size - offset);
    return source_.read(range_.offset + offset, into.first(static_cast<std::size_t>(count)));
  }

 private:
  const Source& source_;
  Range range_;
};

class FileSource : public Source {
 public:
  explicit FileSource(File& file) : file_(file) {}

  std::uint64_t size() const override { return file_.size(); }

  std::size_t read(std::uint64_t offset, std::span<std::byte> into) const override {
    if (offset >= size()) return 0;
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size() - offset));
    file_.read(offset, into.first(count));
    return count;
  }

 private:
  File& file_;
};

class RangeStream : public Stream {
 public:
  RangeStream(const Source& source, Range range) : source_(source), range_(range) {}

  std::size_t read(std::span<std::byte> into) override {
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), range_.size));
    if (source_.read(range_.offset, into.first(count)) != count) throw Unreadable("it shrank while it was read");
    range_.offset += count;
    range_.size -= count;
    return count;
  }

 private:
  const Source& source_;
  Range range_;
};

}  // namespace

bool holds(const Source& source, Range range) {
  return range.offset <= source.size() && source.size() - range.offset >= range.size;
}

void require_range(const Source& source, Range range) {
  if (!holds(source, range)) throw Unreadable("in the archive: a part of it lies behind its end");
}

std::unique_ptr<Source> part_of(const Source& source, Range range) {
  require_range(source, range);
  return std::make_unique<Part>(source, range);
}

std::unique_ptr<Stream> stream_of(const Source& source, Range range) {
  require_range(source, range);
  return std::make_unique<RangeStream>(source, range);
}

std::unique_ptr<Source> source_of(File& file) {
  return std::make_unique<FileSource>(file);
}

std::unique_ptr<Source> memory_source(Buffer buffer) {
  return std::make_unique<MemorySource>(std::move(buffer));
}

std::unique_ptr<Source> borrowed_source(std::span<const std::byte> bytes) {
  return std::make_unique<MemorySource>(bytes);
}

Buffer read_range(const Source& source, std::uint64_t offset, std::uint64_t count) {
  Buffer buffer{std::unique_ptr<std::byte[]>(new std::byte[static_cast<std::size_t>(count)]),
                static_cast<std::size_t>(count)};
  if (source.read(offset, {buffer.data.get(), buffer.size}) != buffer.size)
    throw Unreadable("it shrank while it was read");
  return buffer;
}

std::string to_text(const std::filesystem::path& path) {
#ifdef _WIN32
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
#else
  return path.native();
#endif
}

std::filesystem::path to_path(const std::string& text) {
#ifdef _WIN32
  return std::filesystem::path(std::u8string(text.begin(), text.end()));
#else
  return {text};
#endif
}

}  // namespace platlint
