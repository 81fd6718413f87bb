// SPDX-License-Identifier: Apache-2.0
#include "inventory/archive_handle.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <new>
#include <utility>
#include <vector>

#include "inventory/bombs.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// ARCHIVE_ERRNO_FILE_FORMAT, which libarchive does not export (archive_platform.h).
#ifdef EFTYPE
constexpr int unknown_format = EFTYPE;
#else
constexpr int unknown_format = EILSEQ;
#endif

extern "C" la_ssize_t read_input(archive* handle, void* callbacks, const void** data) {
  auto& [input, thrown] = *static_cast<ArchiveCallbacks*>(callbacks);
  try {
    const std::span<const std::byte> bytes = input.take();
    *data = bytes.data();
    return static_cast<la_ssize_t>(bytes.size());
  } catch (...) {
    thrown = std::current_exception();
    archive_set_error(handle, EIO, "its bytes cannot be read");
    return ARCHIVE_FATAL;
  }
}

extern "C" la_int64_t skip_input(archive*, void* callbacks, la_int64_t count) {
  ArchiveInput& input = static_cast<ArchiveCallbacks*>(callbacks)->input;
  const std::uint64_t left = input.size() - std::min(input.size(), input.place());
  const std::uint64_t skipped = std::min(left, static_cast<std::uint64_t>(std::max<la_int64_t>(count, 0)));
  input.go_to(input.place() + skipped);
  return static_cast<la_int64_t>(skipped);
}

extern "C" la_int64_t seek_input(archive*, void* callbacks, la_int64_t offset, int whence) {
  ArchiveInput& input = static_cast<ArchiveCallbacks*>(callbacks)->input;
  const la_int64_t size = static_cast<la_int64_t>(input.size());
  const la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(input.place()) : size;
  if (offset > size - from || offset < -from) return ARCHIVE_FATAL;
  input.go_to(static_cast<std::uint64_t>(from + offset));
  return from + offset;
}

using Choose = int (*)(archive*);

// If this returns a warning, libarchive was built without the decoder and would start a program for it.
bool is_built_in(Choose choose) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> trial(archive_read_new(), archive_read_free);
  return trial != nullptr && choose(trial.get()) == ARCHIVE_OK;
}

void choose_filters(archive* handle) {
  static const std::vector<Choose> filters = [] {
    std::vector<Choose> all{
        archive_read_support_filter_bzip2, archive_read_support_filter_compress, archive_read_support_filter_gzip,
        archive_read_support_filter_lz4,   archive_read_support_filter_lzip,     archive_read_support_filter_lzma,
        archive_read_support_filter_rpm,   archive_read_support_filter_xz,       archive_read_support_filter_zstd};
    std::erase_if(all, [](Choose choose) { return !is_built_in(choose); });
    return all;
  }();
  for (const Choose choose : filters) choose(handle);
}

}  // namespace

ArchiveHandle::ArchiveHandle(ArchiveInput& input, const ArchiveLimits& limits)
    : callbacks_{input, nullptr},
      start_(input.place()),
      limits_(limits),
      handle_(archive_read_new(), archive_read_free) {
  if (!handle_) throw std::bad_alloc();
}

void ArchiveHandle::choose_packed() {
  choose_filters(handle_.get());
  archive_read_support_format_raw(handle_.get());
}

void ArchiveHandle::choose_ordered() {
  for (const Choose choose :
       {archive_read_support_format_tar, archive_read_support_format_cpio, archive_read_support_format_ar,
        archive_read_support_format_lha, archive_read_support_format_raw})
    choose(handle_.get());
  // "._x" beside x stays a file, on a Mac too.
  archive_read_set_format_option(handle_.get(), "tar", "mac-ext", nullptr);
}

void ArchiveHandle::choose_seeking() {
  for (const Choose choose :
       {archive_read_support_format_7zip, archive_read_support_format_cab, archive_read_support_format_rar,
        archive_read_support_format_rar5, archive_read_support_format_iso9660})
    choose(handle_.get());
}

bool ArchiveHandle::open() {
  archive_read_set_callback_data(handle_.get(), &callbacks_);
  archive_read_set_read_callback(handle_.get(), read_input);
  if (callbacks_.input.is_random()) {
    archive_read_set_skip_callback(handle_.get(), skip_input);
    archive_read_set_seek_callback(handle_.get(), seek_input);
  }
  const int result = archive_read_open1(handle_.get());
  if (result != ARCHIVE_OK && holds_nothing()) return false;
  check(result);
  return true;
}

archive_entry* ArchiveHandle::next() {
  archive_entry* entry = nullptr;
  const int result = archive_read_next_header(handle_.get(), &entry);
  if (result == ARCHIVE_EOF) return nullptr;
  check(result);
  return entry;
}

std::size_t ArchiveHandle::read(std::span<std::byte> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const la_ssize_t got = archive_read_data(handle_.get(), into.data() + done, into.size() - done);
    if (got == 0) break;
    if (got < 0) check(static_cast<int>(got));
    done += static_cast<std::size_t>(std::max<la_ssize_t>(got, 0));
  }
  refuse_bomb(count(0), count(-1), limits_.ratio);
  return done;
}

void ArchiveHandle::skip_rest() {
  check(archive_read_data_skip(handle_.get()));
}

bool ArchiveHandle::is_raw() const {
  return archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW;
}

// libarchive reports a compression of no bytes as an unknown format. An RPM package is never empty.
bool ArchiveHandle::holds_nothing() const {
  return is_compressed() && archive_filter_code(handle_.get(), 0) != ARCHIVE_FILTER_RPM && count(0) == 0 &&
         archive_errno(handle_.get()) == unknown_format;
}

std::uint64_t ArchiveHandle::count(int filter) const {
  return static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle_.get(), filter), 0));
}

// A warning is about an attribute that we do not need, or about a name, whose bytes are used unchanged.
void ArchiveHandle::check(int result) {
  if (callbacks_.thrown) std::rethrow_exception(std::exchange(callbacks_.thrown, nullptr));
  if (result == ARCHIVE_OK || result == ARCHIVE_WARN) return;
  const char* const reason = archive_error_string(handle_.get());
  throw Unreadable(reason == nullptr ? "damaged" : text::uncapitalised(reason));
}

}  // namespace platlint
