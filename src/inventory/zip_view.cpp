// SPDX-License-Identifier: Apache-2.0
// A source of libzip (zip_source_function_create(3)) that reads a Source.
#include "inventory/zip_view.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace platlint {

namespace {

// libzip frees it with the archive.
struct Reading {
  ZipView& view;
  std::uint64_t size;
  std::uint64_t position = 0;
  zip_error_t error{};
};

zip_int64_t fail(Reading& reading, int code) {
  zip_error_set(&reading.error, code, 0);
  return -1;
}

// `offset`: of the bytes, from the file's start. The directory is not changed: find_members() refuses ends in it.
void hide_other_ends(const ZipEnd& end, std::uint64_t offset, std::span<std::byte> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  for (std::size_t at = 0; (at = text.find(zip_end_mark, at)) != std::string_view::npos; ++at) {
    const std::uint64_t place = offset + at;
    const bool in_directory = place >= end.directory && place < end.directory + end.directory_size;
    if (place != end.record && !in_directory) bytes[at] = std::byte{0};
  }
}

zip_int64_t read_view(Reading& reading, void* data, zip_uint64_t length) {
  ZipView& view = reading.view;
  const std::uint64_t count = std::min<std::uint64_t>(length, reading.size - reading.position);
  const std::uint64_t offset = view.end.prefix + reading.position;
  const std::span<std::byte> bytes(static_cast<std::byte*>(data), static_cast<std::size_t>(count));
  try {
    const std::size_t got = read_ahead(view, offset, bytes);
    if (view.opening) hide_other_ends(view.end, offset, bytes.first(got));
    reading.position += got;
    return static_cast<zip_int64_t>(got);
  } catch (const Unreadable&) {
    return fail(reading, ZIP_ER_READ);
  }
}

zip_int64_t seek_view(Reading& reading, void* data, zip_uint64_t length) {
  const zip_int64_t to = zip_source_seek_compute_offset(reading.position, reading.size, data, length, &reading.error);
  if (to < 0) return -1;
  reading.position = static_cast<std::uint64_t>(to);
  return 0;
}

zip_int64_t stat_view(const Reading& reading, void* data) {
  zip_stat_t* const status = static_cast<zip_stat_t*>(data);
  zip_stat_init(status);
  status->size = reading.size;
  status->valid = ZIP_STAT_SIZE;
  return sizeof(*status);
}

extern "C" zip_int64_t serve(void* user, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  Reading& reading = *static_cast<Reading*>(user);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      reading.position = 0;
      return 0;
    case ZIP_SOURCE_CLOSE:
      return 0;
    case ZIP_SOURCE_READ:
      return read_view(reading, data, length);
    case ZIP_SOURCE_SEEK:
      return seek_view(reading, data, length);
    case ZIP_SOURCE_TELL:
      return static_cast<zip_int64_t>(reading.position);
    case ZIP_SOURCE_STAT:
      return stat_view(reading, data);
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data(&reading.error, data, length);
    case ZIP_SOURCE_FREE:
      delete &reading;
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                            ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                            ZIP_SOURCE_SUPPORTS, -1);
    default:
      return fail(reading, ZIP_ER_OPNOTSUPP);
  }
}

}  // namespace

// libzip reads the directory entry by entry, and a member's header separately from its first bytes.
std::size_t read_ahead(ZipView& view, std::uint64_t offset, std::span<std::byte> bytes) {
  const std::size_t window = view.opening ? 65536 : 512;
  if (bytes.size() >= window) return view.source.read(offset, bytes);
  const std::uint64_t end = view.ahead_at + view.ahead.size();
  if (offset < view.ahead_at || offset > end || bytes.size() > end - offset) {
    view.ahead_at = std::numeric_limits<std::uint64_t>::max();  // if reading throws, nothing is cached
    view.ahead.resize(std::min<std::uint64_t>(window, view.source.size() - std::min(offset, view.source.size())));
    view.ahead.resize(view.source.read(offset, view.ahead));
    view.ahead_at = offset;
  }
  const std::span<const std::byte> there = std::span(view.ahead).subspan(offset - view.ahead_at);
  const std::size_t count = std::min(bytes.size(), there.size());
  std::copy_n(there.begin(), count, bytes.begin());
  return count;
}

zip_source_t* view_source(ZipView& view, zip_error_t& error) {
  auto reading = std::make_unique<Reading>(Reading{view, view.source.size() - view.end.prefix});
  zip_source_t* const created = zip_source_function_create(serve, reading.get(), &error);
  if (created != nullptr) static_cast<void>(reading.release());
  return created;
}

}  // namespace platlint
