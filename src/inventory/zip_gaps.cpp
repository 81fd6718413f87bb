// SPDX-License-Identifier: Apache-2.0
// APPNOTE.TXT 4.3.6: members, each with its local header and perhaps a data descriptor; other data of the writer (the
// signing block of an APK); the directory, its ends, and a comment.
#include "inventory/zip_gaps.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "inventory/code.hpp"
#include "inventory/inflate.hpp"
#include "inventory/number.hpp"
#include "inventory/zip_fields.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::uint64_t smallest_code = 52;  // the header of a 32-bit ELF file; extra fields are usually shorter
constexpr std::uint64_t looked_at = 4096;

std::string read_text(const Source& source, std::uint64_t offset, std::uint64_t count) {
  if (offset >= source.size()) return {};
  std::string text(static_cast<std::size_t>(std::min(count, source.size() - offset)), '\0');
  text.resize(source.read(offset, std::as_writable_bytes(std::span(text))));
  return text;
}

bool is_code(std::string_view text) {
  return begins_as_code(std::as_bytes(std::span(text)));
}

// Does the member at this place begin like native code?
bool is_member_of_code(std::string_view text) {
  if (!text.starts_with("PK\3\4") || text.size() < zip_local_header_size) return false;
  const std::uint64_t data = zip_local_header_size + little_endian(text, 26, 2) + little_endian(text, 28, 2);
  if (data >= text.size()) return false;
  const std::string_view packed = text.substr(data);
  constexpr std::uint64_t stored = 0, deflated = 8;
  const std::uint64_t method = little_endian(text, 8, 2);
  if (method == stored) return is_code(packed);
  if (method != deflated) return false;
  std::array<std::byte, 1024> start;
  return begins_as_code(std::span(start).first(inflate_start(std::as_bytes(std::span(packed)), start)));
}

std::optional<std::string> code_at(std::string_view text, std::uint64_t offset) {
  const std::string at = " stands at byte " + std::to_string(offset);
  if (is_code(text)) return "native code" + at + " that no member of the archive covers";
  if (is_member_of_code(text)) return "a member of native code" + at + " that the archive's directory does not list";
  return std::nullopt;
}

// A data descriptor may follow a member: 4.3.9, with or without a signature, with 4 or 8 bytes per size.
std::optional<std::string> code_behind_member(const Source& source, std::uint64_t start, std::uint64_t stop) {
  const std::string text = read_text(source, start, std::min(stop - start, looked_at));
  for (const std::size_t descriptor : {0U, 12U, 16U, 20U, 24U}) {
    if (descriptor >= text.size()) break;
    if (auto code = code_at(std::string_view(text).substr(descriptor), start + descriptor)) return code;
  }
  return std::nullopt;
}

std::uint64_t end_of(const Source& source, const ZipPlace& member) {
  const std::string header = read_text(source, member.local, zip_local_header_size);
  return member.end + (header.size() == zip_local_header_size ? little_endian(header, 28, 2) : 0);
}

std::optional<std::string> code_between(const Source& source, const ZipPlace& last, std::uint64_t next) {
  if (last.end >= next || next - last.end < smallest_code) return std::nullopt;
  const std::uint64_t start = end_of(source, last);
  if (start >= next || next - start < smallest_code) return std::nullopt;
  return code_behind_member(source, start, next);
}

// After the directory, after its end, and after the comment that the end announces.
std::optional<std::string> code_at_end(const Source& source, const ZipEnd& end) {
  constexpr std::uint64_t end_size = 22;
  const std::string record = read_text(source, end.record, end_size);
  const std::uint64_t comment = record.size() == end_size ? little_endian(record, 20, 2) : 0;
  for (const std::uint64_t offset :
       {end.directory + end.directory_size, end.record + end_size, end.record + end_size + comment}) {
    if (auto code = code_at(read_text(source, offset, looked_at), offset)) return code;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_code_outside(const Source& source, const ZipEnd& end, std::vector<ZipPlace> places) {
  const auto before = [](const ZipPlace& a, const ZipPlace& b) { return a.local < b.local; };
  if (!std::is_sorted(places.begin(), places.end(), before)) std::sort(places.begin(), places.end(), before);
  places.push_back({0, end.directory, end.directory});
  ZipPlace last = places.front();
  for (const ZipPlace& place : places) {
    if (auto code = code_between(source, last, place.local)) return code;
    if (place.end > last.end) last = place;
  }
  return code_at_end(source, end);
}

}  // namespace platlint
