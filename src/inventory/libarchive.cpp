// SPDX-License-Identifier: Apache-2.0
#include "inventory/libarchive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "inventory/bombs.hpp"
#include "inventory/utf8_locale.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// ARCHIVE_ERRNO_FILE_FORMAT, which libarchive keeps to itself (archive_platform.h).
#ifdef EFTYPE
constexpr int unknown_format = EFTYPE;
#else
constexpr int unknown_format = EILSEQ;
#endif

// Where libarchive gets its bytes. What is thrown in a callback waits until libarchive has returned.
class Input {
 public:
  explicit Input(Stream& stream) : stream_(&stream) {}
  explicit Input(const Source& source) : source_(&source) {}

  la_ssize_t read(archive* handle, const void*& data) {
    try {
      data = buffer_.data();
      const std::size_t got = source_ != nullptr ? source_->read(position_, buffer_) : stream_->read(buffer_);
      position_ += got;
      return static_cast<la_ssize_t>(got);
    } catch (...) {
      thrown_ = std::current_exception();
      archive_set_error(handle, EIO, "its bytes cannot be read");
      return ARCHIVE_FATAL;
    }
  }

  bool is_random() const { return source_ != nullptr; }

  la_int64_t skip(la_int64_t count) {
    const std::uint64_t left = source_->size() - std::min(source_->size(), position_);
    const std::uint64_t skipped = std::min(left, static_cast<std::uint64_t>(std::max<la_int64_t>(count, 0)));
    position_ += skipped;
    return static_cast<la_int64_t>(skipped);
  }

  la_int64_t seek(la_int64_t offset, int whence) {
    const la_int64_t size = static_cast<la_int64_t>(source_->size());
    const la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(position_) : size;
    if (offset > size - from || offset < -from) return ARCHIVE_FATAL;
    position_ = static_cast<std::uint64_t>(from + offset);
    return from + offset;
  }

  void rethrow() {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  }

 private:
  Stream* stream_ = nullptr;
  const Source* source_ = nullptr;
  std::uint64_t position_ = 0;
  std::exception_ptr thrown_;
  std::array<std::byte, 65536> buffer_;
};

extern "C" la_ssize_t read_input(archive* handle, void* input, const void** data) {
  return static_cast<Input*>(input)->read(handle, *data);
}

extern "C" la_int64_t skip_input(archive*, void* input, la_int64_t count) {
  return static_cast<Input*>(input)->skip(count);
}

extern "C" la_int64_t seek_input(archive*, void* input, la_int64_t offset, int whence) {
  return static_cast<Input*>(input)->seek(offset, whence);
}

using Choose = int (*)(archive*);

// A warning says that libarchive was built without the decoder and would start a program for it.
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

class Archive {
 public:
  Archive(Input& input, const ArchiveLimits& limits)
      : input_(input), limits_(limits), handle_(archive_read_new(), archive_read_free) {
    if (!handle_) throw std::bad_alloc();
  }

  void choose_ordered() {
    choose_filters(handle_.get());
    for (const Choose choose : {archive_read_support_format_tar, archive_read_support_format_cpio,
                                archive_read_support_format_ar, archive_read_support_format_raw})
      choose(handle_.get());
    // Archives joined end to end are one to tar -i and to apk, whose packages are made so.
    archive_read_set_format_option(handle_.get(), "tar", "read_concatenated_archives", "1");
    // "._x" beside x stays a file, on a Mac too.
    archive_read_set_format_option(handle_.get(), "tar", "mac-ext", nullptr);
  }

  void choose_seeking() {
    for (const Choose choose :
         {archive_read_support_format_7zip, archive_read_support_format_cab, archive_read_support_format_rar,
          archive_read_support_format_rar5, archive_read_support_format_iso9660})
      choose(handle_.get());
  }

  /// False: there is nothing in it.
  bool open() {
    archive_read_set_callback_data(handle_.get(), &input_);
    archive_read_set_read_callback(handle_.get(), read_input);
    if (input_.is_random()) {
      archive_read_set_skip_callback(handle_.get(), skip_input);
      archive_read_set_seek_callback(handle_.get(), seek_input);
    }
    const int result = archive_read_open1(handle_.get());
    if (result != ARCHIVE_OK && holds_nothing()) return false;
    check(result);
    return true;
  }

  /// Null at the end.
  archive_entry* next() {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(handle_.get(), &entry);
    if (result == ARCHIVE_EOF) return nullptr;
    check(result);
    return entry;
  }

  std::size_t read(std::span<std::byte> into) {
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

  /// What nobody reads of a member in a compression is decoded all the same.
  void skip_rest() {
    if (!is_compressed()) return check(archive_read_data_skip(handle_.get()));
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int result = ARCHIVE_OK;
    while ((result = archive_read_data_block(handle_.get(), &data, &size, &offset)) != ARCHIVE_EOF) {
      check(result);
      refuse_bomb(count(0), count(-1), limits_.ratio);
    }
  }

  bool is_raw() const { return archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW; }
  bool is_cpio() const { return (archive_format(handle_.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_CPIO; }
  bool is_compressed() const { return archive_filter_count(handle_.get()) > 1; }

 private:
  // A compression of no bytes is no format that libarchive knows. What it finds of an RPM package is never empty.
  bool holds_nothing() const {
    return is_compressed() && archive_filter_code(handle_.get(), 0) != ARCHIVE_FILTER_RPM && count(0) == 0 &&
           archive_errno(handle_.get()) == unknown_format;
  }

  std::uint64_t count(int filter) const {
    return static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle_.get(), filter), 0));
  }

  // A warning is about an attribute that we do not ask for, or a name (see text_of).
  void check(int result) {
    input_.rethrow();
    if (result == ARCHIVE_OK || result == ARCHIVE_WARN) return;
    const char* const reason = archive_error_string(handle_.get());
    throw Unreadable(reason == nullptr ? "damaged" : text::uncapitalised(reason));
  }

  Utf8Locale names_are_utf8_;
  Input& input_;
  const ArchiveLimits& limits_;
  std::unique_ptr<archive, decltype(&archive_read_free)> handle_;
};

class MemberBytes : public Stream {
 public:
  explicit MemberBytes(Archive& archive) : archive_(archive) {}
  std::size_t read(std::span<std::byte> into) override { return archive_.read(into); }

 private:
  Archive& archive_;
};

// As UTF-8, or as the bytes that stand in the archive.
std::string text_of(const char* utf8, const char* bytes) {
  if (utf8 != nullptr) return utf8;
  return bytes == nullptr ? "" : bytes;
}

// "./lib/" -> "lib": what `tar -C tree .` and cpio write.
std::string plain_name(std::string_view name) {
  while (name.starts_with("./")) name.remove_prefix(std::min(name.find_first_not_of('/', 2), name.size()));
  while (name.ends_with('/')) name.remove_suffix(1);
  return std::string(name == "." ? "" : name);
}

Member::Kind kind_of(archive_entry* entry, bool is_cpio) {
  const bool holds_bytes = archive_entry_size(entry) > 0;
  // cpio keeps the bytes of several names with the last of them.
  if (!holds_bytes && is_cpio && archive_entry_nlink(entry) > 1 && archive_entry_filetype(entry) == AE_IFREG)
    return Member::Kind::hard_link;
  if (!holds_bytes && archive_entry_hardlink(entry) != nullptr) return Member::Kind::hard_link;
  switch (archive_entry_filetype(entry)) {
    case AE_IFLNK:
      return Member::Kind::link;
    case AE_IFDIR:
      return Member::Kind::directory;
    case AE_IFREG:
    case 0:  // ar does not say
      return Member::Kind::file;
    default:
      return Member::Kind::other;
  }
}

Member member_of(archive_entry* entry, const Archive& archive) {
  Member member;
  member.name = plain_name(text_of(archive_entry_pathname_utf8(entry), archive_entry_pathname(entry)));
  member.kind = kind_of(entry, archive.is_cpio());
  if (archive_entry_size_is_set(entry) != 0) member.size = static_cast<std::uint64_t>(archive_entry_size(entry));
  member.mode = static_cast<std::uint32_t>(archive_entry_perm(entry));
  if (member.kind == Member::Kind::link)
    member.link = text_of(archive_entry_symlink_utf8(entry), archive_entry_symlink(entry));
  if (member.kind == Member::Kind::hard_link)
    member.link = plain_name(text_of(archive_entry_hardlink_utf8(entry), archive_entry_hardlink(entry)));
  return member;
}

void read_members(Archive& archive, const OnMember& found) {
  if (!archive.open()) return;
  while (archive_entry* const entry = archive.next()) {
    MemberBytes bytes(archive);
    if (archive.is_raw()) {
      if (!archive.is_compressed()) throw Unreadable("damaged");
      return found(Member{}, bytes);
    }
    found(member_of(entry, archive), bytes);
    archive.skip_rest();
  }
}

template <class Bytes>
void read_ordered_from(Bytes& bytes, const ArchiveLimits& limits, const OnMember& found) {
  Input input(bytes);
  Archive archive(input, limits);
  archive.choose_ordered();
  read_members(archive, found);
}

}  // namespace

void read_ordered(Stream& archive, const ArchiveLimits& limits, const OnMember& found) {
  read_ordered_from(archive, limits, found);
}

void read_ordered(const Source& archive, const ArchiveLimits& limits, const OnMember& found) {
  read_ordered_from(archive, limits, found);
}

void read_seeking(const Source& source, const ArchiveLimits& limits, const OnMember& found) {
  Input input(source);
  Archive archive(input, limits);
  archive.choose_seeking();
  read_members(archive, found);
}

}  // namespace platlint
