// SPDX-License-Identifier: Apache-2.0
#include "inventory/zip_end.hpp"

#include <algorithm>
#include <array>

#include "inventory/number.hpp"
#include "inventory/zip_fields.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::uint64_t end_size = 22;  // 4.3.16, and a comment of at most 65535 bytes
constexpr std::uint64_t end_room = end_size + 65535;
constexpr std::uint64_t locator_size = 20;  // 4.3.15
constexpr std::uint64_t end64_size = 56;    // 4.3.14, version 1
constexpr std::string_view header_mark = "PK\1\2";
constexpr std::string_view locator_mark = "PK\6\7";
constexpr std::string_view end64_mark = "PK\6\6";

// The bytes at an offset; empty if the file ends before their end.
template <std::size_t N>
std::string_view read_at(const Source& source, std::uint64_t offset, std::array<std::byte, N>& into) {
  const bool whole = offset <= source.size() && source.size() - offset >= N && source.read(offset, into) == N;
  return whole ? text::as_text(into) : std::string_view();
}

bool begins_at(const Source& source, std::uint64_t offset) {
  std::array<std::byte, header_mark.size()> mark{};
  return read_at(source, offset, mark) == header_mark;
}

struct DirectoryClaim {
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
  std::uint64_t end = 0;  // of the directory, if nothing lies between it and its end records
  // The offset of the zip64 record according to its locator; the record is at `end`
  std::optional<std::uint64_t> located;
};

DirectoryClaim claim_of(std::string_view record, std::uint64_t at) {
  return {little_endian(record, 12, 4), little_endian(record, 16, 4), at, std::nullopt};
}

// The claim of the zip64 record, if there is one. If its locator exists, it counts. libzip does so too, and so does
// Python's zipfile, which looks for the record right before it.
DirectoryClaim claim64_of(const Source& source, std::uint64_t at, const DirectoryClaim& claim) {
  std::array<std::byte, locator_size> locator{};
  if (at < locator_size || !read_at(source, at - locator_size, locator).starts_with(locator_mark)) return claim;
  const std::uint64_t located = little_endian(text::as_text(locator), 8, 8);
  std::uint64_t place = at - std::min(at, locator_size + end64_size);
  std::array<std::byte, end64_size> record{};
  if (!read_at(source, place, record).starts_with(end64_mark)) place = located;
  const std::string_view text = read_at(source, place, record);
  if (!text.starts_with(end64_mark)) throw Unreadable("not a readable zip archive: its zip64 end is not where it says");
  return {little_endian(text, 40, 8), little_endian(text, 48, 8), place, located};
}

// The bytes before the archive that its offsets do not count. They are accepted only if a directory really begins after
// them.
std::uint64_t unknown_prefix(const Source& source, const DirectoryClaim& claim) {
  if (claim.size > claim.end) return 0;
  const std::uint64_t directory = claim.end - claim.size;
  if (directory <= claim.offset) return 0;
  return claim.size == 0 || begins_at(source, directory) ? directory - claim.offset : 0;
}

// 4.3.16: on one disk, and the number of entries on it equals the total.
bool may_be_end(std::string_view text) {
  return text.size() < end_size ||
         (little_endian(text, 4, 4) == 0 && little_endian(text, 8, 2) == little_endian(text, 10, 2));
}

// Readers look for an end in the last bytes of the file, and a member's name or comment may look like one.
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

struct Numbers {
  std::uint64_t size;
  std::uint64_t packed;
  std::uint64_t local;
};

// Reads the directory a piece at a time.
class Headers {
 public:
  Headers(const Source& source, const ZipEnd& end)
      : source_(source),
        prefix_(end.prefix),
        at_(end.directory),
        end_(std::min(end.directory + end.directory_size, source.size())) {}

  std::optional<ZipPlace> next() {
    if (at_ > end_ || end_ - at_ < zip_header_size) return std::nullopt;
    const std::string_view header = fetch();
    if (!header.starts_with(header_mark)) return std::nullopt;
    const std::uint64_t name = little_endian(header, 28, 2);
    const std::uint64_t extra = little_endian(header, 30, 2);
    const std::uint64_t comment = little_endian(header, 32, 2);
    Numbers numbers{little_endian(header, 24, 4), little_endian(header, 20, 4), little_endian(header, 42, 4)};
    const std::uint64_t here = at_;
    at_ += zip_header_size + name + extra + comment;
    const bool wide = std::max({numbers.size, numbers.packed, numbers.local}) == zip_in_zip64_field;
    if (wide && at_ <= end_) {
      const Buffer fields = read_range(source_, here + zip_header_size + name, extra);
      widen({&numbers.size, &numbers.packed, &numbers.local}, text::as_text(fields.bytes()));
    }
    return place(here, name, numbers);
  }

 private:
  // An offset past the end stays past it, whatever is added to it.
  ZipPlace place(std::uint64_t here, std::uint64_t name, const Numbers& numbers) const {
    const std::uint64_t local = prefix_ + std::min(numbers.local, source_.size());
    return {here, local, local + zip_local_header_size + name + std::min(numbers.packed, source_.size())};
  }

  std::string_view fetch() {
    if (at_ < start_ || at_ + zip_header_size > start_ + size_) {
      start_ = at_;
      size_ = std::min<std::uint64_t>(piece_.size(), end_ - at_);
      if (source_.read(start_, std::span(piece_).first(size_)) != size_)
        throw Unreadable("it shrank while it was read");
    }
    return text::as_text(std::span(piece_).subspan(at_ - start_, zip_header_size));
  }

  const Source& source_;
  std::uint64_t prefix_;
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
  const DirectoryClaim claim = claim64_of(source, start + at, claim_of(text.substr(at), start + at));
  const std::uint64_t prefix = unknown_prefix(source, claim);
  if (claim.offset > start + at || claim.size > start + at || (claim.located && *claim.located + prefix != claim.end)) {
    throw Unreadable("not a readable zip archive: its directory is not where its end says");
  }
  return ZipEnd{start + at, prefix, prefix + claim.offset, claim.size};
}

bool has_directory(const Source& source, const ZipEnd& end) {
  return begins_at(source, end.directory);
}

std::vector<ZipPlace> find_members(const Source& source, const ZipEnd& end, std::uint64_t most) {
  refuse_ends_inside(source, end);
  std::vector<ZipPlace> places;
  Headers headers(source, end);
  while (const std::optional<ZipPlace> place = headers.next()) {
    if (places.size() == most) throw over_limit(most, "entries");
    places.push_back(*place);
  }
  return places;
}

}  // namespace platlint
