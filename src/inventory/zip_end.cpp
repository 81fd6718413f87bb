// SPDX-License-Identifier: Apache-2.0
#include "inventory/zip_end.hpp"

#include <algorithm>
#include <array>

#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::uint64_t end_size = 22;  // 4.3.16, and a comment of at most 65535 bytes
constexpr std::uint64_t end_room = end_size + 65535;
constexpr std::uint64_t locator_size = 20;  // 4.3.15
constexpr std::uint64_t end64_size = 56;    // 4.3.14, version 1
constexpr std::uint64_t header_size = 46;   // 4.3.12
constexpr std::string_view header_mark = "PK\1\2";
constexpr std::string_view locator_mark = "PK\6\7";
constexpr std::string_view end64_mark = "PK\6\6";

std::uint64_t little(std::string_view text, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(text[at + i]);
  return value;
}

// What stands at an offset; empty where the file ends before its end.
template <std::size_t N>
std::string_view read_at(const Source& source, std::uint64_t offset, std::array<std::byte, N>& into) {
  const bool whole = offset <= source.size() && source.size() - offset >= N && source.read(offset, into) == N;
  return whole ? text::as_text(into) : std::string_view();
}

bool begins_at(const Source& source, std::uint64_t offset) {
  std::array<std::byte, header_mark.size()> mark{};
  return read_at(source, offset, mark) == header_mark;
}

struct Claim {
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
  std::uint64_t end = 0;                 // of the directory, if nothing stands between it and its end records
  std::optional<std::uint64_t> located;  // where a zip64 locator says that its record stands, which is at `end`
};

Claim claim_of(std::string_view record, std::uint64_t at) {
  return {little(record, 12, 4), little(record, 16, 4), at, std::nullopt};
}

// Of the zip64 record, where there is one. Its locator counts by being there, as for libzip and for Python's zipfile,
// which looks for the record right before it.
Claim claim64_of(const Source& source, std::uint64_t at, const Claim& claim) {
  std::array<std::byte, locator_size> locator{};
  if (at < locator_size || !read_at(source, at - locator_size, locator).starts_with(locator_mark)) return claim;
  const std::uint64_t located = little(text::as_text(locator), 8, 8);
  std::uint64_t place = at - std::min(at, locator_size + end64_size);
  std::array<std::byte, end64_size> record{};
  if (!read_at(source, place, record).starts_with(end64_mark)) place = located;
  const std::string_view text = read_at(source, place, record);
  if (!text.starts_with(end64_mark)) throw Unreadable("not a readable zip archive: its zip64 end is not where it says");
  return {little(text, 40, 8), little(text, 48, 8), place, located};
}

// Bytes that stand before the archive without its offsets knowing: only where a directory really begins behind them.
std::uint64_t unknown_prefix(const Source& source, const Claim& claim) {
  if (claim.size > claim.end) return 0;
  const std::uint64_t directory = claim.end - claim.size;
  if (directory <= claim.offset) return 0;
  return claim.size == 0 || begins_at(source, directory) ? directory - claim.offset : 0;
}

// 4.3.16: on one disk, as many entries on it as in all.
bool may_be_end(std::string_view text) {
  return text.size() < end_size || (little(text, 4, 4) == 0 && little(text, 8, 2) == little(text, 10, 2));
}

// The last bytes of the file are where readers look for an end, and a member's name or comment may look like one.
void refuse_ends_inside(const Source& source, const ZipEnd& end) {
  const std::uint64_t looked_at = source.size() - std::min(source.size(), end_room + locator_size);
  const std::uint64_t start = std::max(end.directory, looked_at);
  const std::uint64_t stop = std::min(end.record, end.directory + end.directory_size);
  if (start >= stop) return;
  const Buffer buffer = read_range(source, start, stop - start);
  const std::string_view text = text::as_text(buffer.bytes());
  for (std::size_t at = 0; (at = text.find(zip_end_mark, at)) != std::string_view::npos; ++at) {
    const bool located = at >= locator_size && text.substr(at - locator_size).starts_with(locator_mark);
    if (located || may_be_end(text.substr(at)))
      throw Unreadable("not a readable zip archive: its directory holds what may be the end of another");
  }
}

// The directory, a piece at a time.
class Headers {
 public:
  Headers(const Source& source, const ZipEnd& end)
      : source_(source), at_(end.directory), end_(std::min(end.directory + end.directory_size, source.size())) {}

  bool next() {
    if (at_ > end_ || end_ - at_ < header_size) return false;
    const std::string_view header = fetch();
    if (!header.starts_with(header_mark)) return false;
    at_ += header_size + little(header, 28, 2) + little(header, 30, 2) + little(header, 32, 2);
    return true;
  }

 private:
  std::string_view fetch() {
    if (at_ < start_ || at_ + header_size > start_ + size_) {
      start_ = at_;
      size_ = std::min<std::uint64_t>(piece_.size(), end_ - at_);
      if (source_.read(start_, std::span(piece_).first(size_)) != size_)
        throw Unreadable("it shrank while it was read");
    }
    return text::as_text(std::span(piece_).subspan(at_ - start_, header_size));
  }

  const Source& source_;
  std::uint64_t at_;
  std::uint64_t end_;
  std::array<std::byte, 65536> piece_;
  std::uint64_t start_ = 0;
  std::size_t size_ = 0;
};

}  // namespace

std::optional<ZipEnd> find_zip_end(const Source& source) {
  if (source.size() < end_size) return std::nullopt;
  const std::uint64_t count = std::min(source.size(), end_room);
  const std::uint64_t start = source.size() - count;
  const Buffer tail = read_range(source, start, count);
  const std::string_view text = text::as_text(tail.bytes());
  const std::size_t at = text.rfind(zip_end_mark, text.size() - end_size);
  if (at == std::string_view::npos) return std::nullopt;
  const Claim claim = claim64_of(source, start + at, claim_of(text.substr(at), start + at));
  const std::uint64_t prefix = unknown_prefix(source, claim);
  if (claim.offset > start + at || claim.size > start + at || (claim.located && *claim.located + prefix != claim.end)) {
    throw Unreadable("not a readable zip archive: its directory is not where its end says");
  }
  return ZipEnd{start + at, prefix, prefix + claim.offset, claim.size};
}

bool has_directory(const Source& source, const ZipEnd& end) {
  return begins_at(source, end.directory);
}

std::uint64_t count_members(const Source& source, const ZipEnd& end, std::uint64_t most) {
  refuse_ends_inside(source, end);
  std::uint64_t count = 0;
  for (Headers headers(source, end); headers.next();) {
    if (++count > most) throw over_limit(most, "entries");
  }
  return count;
}

}  // namespace platlint
