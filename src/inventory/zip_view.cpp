// SPDX-License-Identifier: Apache-2.0
// libzip's sources (zip_source_function_create(3)), over a Source.
#include "inventory/zip_view.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>

namespace platlint {

namespace {

// libzip frees it with the archive.
struct View {
  const Source& source;
  std::uint64_t start;
  std::uint64_t size;
  std::uint64_t position = 0;
  zip_error_t error{};
};

zip_int64_t fail(View& view, int code) {
  zip_error_set(&view.error, code, 0);
  return -1;
}

zip_int64_t read_view(View& view, void* data, zip_uint64_t length) {
  const std::uint64_t count = std::min<std::uint64_t>(length, view.size - view.position);
  try {
    const std::size_t got =
        view.source.read(view.start + view.position, {static_cast<std::byte*>(data), static_cast<std::size_t>(count)});
    view.position += got;
    return static_cast<zip_int64_t>(got);
  } catch (const Unreadable&) {
    return fail(view, ZIP_ER_READ);
  }
}

zip_int64_t seek_view(View& view, void* data, zip_uint64_t length) {
  const zip_int64_t to = zip_source_seek_compute_offset(view.position, view.size, data, length, &view.error);
  if (to < 0) return -1;
  view.position = static_cast<std::uint64_t>(to);
  return 0;
}

zip_int64_t stat_view(const View& view, void* data) {
  zip_stat_t* const status = static_cast<zip_stat_t*>(data);
  zip_stat_init(status);
  status->size = view.size;
  status->valid = ZIP_STAT_SIZE;
  return sizeof(*status);
}

extern "C" zip_int64_t serve(void* user, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  View& view = *static_cast<View*>(user);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      view.position = 0;
      return 0;
    case ZIP_SOURCE_CLOSE:
      return 0;
    case ZIP_SOURCE_READ:
      return read_view(view, data, length);
    case ZIP_SOURCE_SEEK:
      return seek_view(view, data, length);
    case ZIP_SOURCE_TELL:
      return static_cast<zip_int64_t>(view.position);
    case ZIP_SOURCE_STAT:
      return stat_view(view, data);
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data(&view.error, data, length);
    case ZIP_SOURCE_FREE:
      delete &view;
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                            ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                            ZIP_SOURCE_SUPPORTS, -1);
    default:
      return fail(view, ZIP_ER_OPNOTSUPP);
  }
}

}  // namespace

zip_source_t* view_source(const Source& source, std::uint64_t start, zip_error_t& error) {
  auto view = std::make_unique<View>(View{source, start, source.size() - start});
  zip_source_t* const created = zip_source_function_create(serve, view.get(), &error);
  if (created != nullptr) static_cast<void>(view.release());
  return created;
}

}  // namespace platlint
