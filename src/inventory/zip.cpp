// SPDX-License-Identifier: Apache-2.0
#include "inventory/zip.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "inventory/inflate.hpp"
#include "inventory/zip_end.hpp"
#include "inventory/zip_gaps.hpp"
#include "inventory/zip_local.hpp"
#include "inventory/zip_view.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using namespace std::literals;

std::string message(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text::uncapitalised(std::move(text));
}

class MemberStream : public Stream {
 public:
  MemberStream(zip_t* archive, std::uint64_t index, zip_flags_t flags) : file_(zip_fopen_index(archive, index, flags)) {
    if (file_ == nullptr) {
      std::string text = zip_strerror(archive);
      zip_error_clear(archive);
      throw Unreadable("in the archive: " + text);
    }
  }
  MemberStream(const MemberStream&) = delete;
  MemberStream& operator=(const MemberStream&) = delete;
  ~MemberStream() override { zip_fclose(file_); }

  std::size_t read(std::span<std::byte> into) override {
    std::size_t done = 0;
    while (done < into.size()) {
      const zip_int64_t got = zip_fread(file_, into.data() + done, into.size() - done);
      if (got < 0) throw Unreadable("in the archive: "s + zip_file_strerror(file_));
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

 private:
  zip_file_t* file_;
};

// Memory that grows and is used again: fresh pages cost as much as inflating into them.
class Scratch {
 public:
  std::span<std::byte> room(std::size_t size) {
    if (size > size_) {
      bytes_.reset();
      bytes_.reset(new std::byte[size]);
      size_ = size;
      prefer_large_pages({bytes_.get(), size});
    }
    return {bytes_.get(), size};
  }

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_ = 0;
};

using Idle = std::vector<std::unique_ptr<Inflater>>;

// A deflated member without libzip's own inflater. libzip would create one for each member, and read 8 KB to begin.
class DeflatedStream : public Stream {
 public:
  DeflatedStream(zip_t* archive, const ZipMember& member, Idle& idle, std::unique_ptr<Inflater> (*make)())
      : packed_(archive, member.index, ZIP_FL_COMPRESSED),
        declared_size_(member.size),
        declared_checksum_(member.checksum),
        idle_(idle) {
    if (idle_.empty()) idle_.push_back(make());
    inflater_ = std::move(idle_.back());
    idle_.pop_back();
    inflater_->restart();
  }
  DeflatedStream(const DeflatedStream&) = delete;
  DeflatedStream& operator=(const DeflatedStream&) = delete;
  ~DeflatedStream() override { idle_.push_back(std::move(inflater_)); }

  std::size_t read(std::span<std::byte> into) override {
    const std::size_t got = inflater_->read(into, [this](std::span<std::byte> room) { return packed_.read(room); });
    checksum_ = add_to_checksum(checksum_, into.first(got));
    size_ += got;
    if (got < into.size()) check_end();
    return got;
  }

 private:
  void check_end() const {
    if (size_ < declared_size_) throw shorter();
    if (size_ > declared_size_) throw longer();
    if (checksum_ != declared_checksum_) throw Unreadable("in the archive: CRC error");
  }

  MemberStream packed_;
  std::uint64_t declared_size_;
  std::uint32_t declared_checksum_;
  Idle& idle_;
  std::unique_ptr<Inflater> inflater_;
  std::uint32_t checksum_ = 0;
  std::uint64_t size_ = 0;
};

// Windows' own tools write '\\' between the parts of a path. At the end of a name, some readers take it for a
// directory, others for a file (Python's zipfile on Linux). Here it is a directory if it has no bytes, and otherwise a
// file.
void read_name(ZipMember& member) {
  const bool holds_bytes = member.size != 0 || member.packed_size > most_of_nothing;
  const bool ends_in_backslash = member.name.ends_with('\\');
  std::replace(member.name.begin(), member.name.end(), '\\', '/');
  if (ends_in_backslash && holds_bytes) member.name.back() = '\\';
  member.is_directory = member.name.ends_with('/');
}

// The upper half is st_mode if the archive was made on Unix (APPNOTE.TXT 4.4.2, 4.4.15; Info-ZIP, unzpriv.h). Python's
// ZipInfo writes 0 there unless it is set.
void read_attributes(ZipMember& member, zip_uint8_t system, zip_uint32_t attributes) {
  constexpr zip_uint32_t file_type = 0170000, symbolic_link = 0120000, permissions = 07777;
  const zip_uint32_t mode = attributes >> 16;
  if (system == ZIP_OPSYS_UNIX) member.is_link = (mode & file_type) == symbolic_link;
  if ((system == ZIP_OPSYS_UNIX || system == ZIP_OPSYS_OS_X) && mode != 0) member.mode = mode & permissions;
}

// A declared size is only a claim: memory is allocated only for a size that is possible.
void check_sizes(const ZipMember& member, std::uint64_t archive_size) {
  constexpr std::uint64_t most = 1032;  // deflate turns one byte into at most this many: zlib's technical notes
  if (member.packed_size > archive_size || (member.deflated && member.size / most > member.packed_size))
    throw Unreadable("in the archive: its directory says more than it can hold");
}

bool may_be_zip(std::span<const std::byte> head) {
  const std::string_view text = text::as_text(head);
  return text.starts_with("PK\3\4") || text.starts_with("PK\5\6") || text.starts_with("PK\7\x8") ||
         text.starts_with("#!");
}

bool is_zip(std::span<const std::byte> head, const Source& source) {
  if (!may_be_zip(head)) return false;
  return !text::as_text(head).starts_with("#!") || find_zip_end(source).has_value();
}

bool is_named_as_zip(std::string_view name) {
  constexpr std::array suffixes{".whl"sv, ".zip"sv, ".egg"sv, ".jar"sv, ".pyz"sv, ".pex"sv, ".pyzw"sv, ".nupkg"sv};
  return std::any_of(suffixes.begin(), suffixes.end(), [&](std::string_view suffix) { return name.ends_with(suffix); });
}

}  // namespace

struct Zip::Archive {
  std::unique_ptr<ZipView> view;
  std::vector<ZipPlace> places;  // in the order of the directory, as libzip counts
  zip_t* handle;
  std::uint64_t size;
  Idle quick_to_begin;
  Idle quick_to_end;
  Scratch packed;
  Scratch inflated;
};

bool may_be_zip(std::string_view name, std::span<const std::byte> head) {
  return may_be_zip(head) || is_named_as_zip(name);
}

bool is_zip(std::string_view name, std::span<const std::byte> head, const Source& source) {
  if (is_zip(head, source)) return true;
  if (!is_named_as_zip(name)) return false;
  const std::optional<ZipEnd> end = find_zip_end(source);
  return end && has_directory(source, *end);
}

Zip::Zip(const Source& source, std::uint64_t most_members) {
  const std::optional<ZipEnd> end = find_zip_end(source);
  if (!end) throw Unreadable("not a readable zip archive: it has no end of central directory");
  std::vector<ZipPlace> places = find_members(source, *end, most_members);
  const std::size_t members = places.size();
  auto view = std::make_unique<ZipView>(ZipView{source, *end});
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const bytes = view_source(*view, error);
  if (bytes == nullptr) throw Unreadable(message(error));
  zip_t* const handle = zip_open_from_source(bytes, ZIP_RDONLY, &error);
  if (handle == nullptr) {
    zip_source_free(bytes);
    throw Unreadable("not a readable zip archive: " + message(error));
  }
  zip_error_fini(&error);
  view->opening = false;
  archive_ =
      std::make_unique<Archive>(Archive{std::move(view), std::move(places), handle, source.size(), {}, {}, {}, {}});
  if (count() == members) return;
  const std::string said = std::to_string(count());
  zip_discard(handle);
  throw Unreadable("not a readable zip archive: its directory holds " + std::to_string(members) +
                   " members, and its end says " + said);
}

Zip::~Zip() {
  zip_discard(archive_->handle);
}

std::uint64_t Zip::count() const {
  return static_cast<std::uint64_t>(zip_get_num_entries(archive_->handle, 0));
}

ZipMember Zip::member(std::uint64_t index) const {
  zip_stat_t status;
  zip_stat_init(&status);
  if (zip_stat_index(archive_->handle, index, ZIP_FL_ENC_RAW, &status) != 0) {
    throw Unreadable("in the archive: "s + zip_strerror(archive_->handle));
  }
  ZipMember member;
  member.index = index;
  member.name = status.name == nullptr ? "" : status.name;
  member.size = status.size;
  member.packed_size = status.comp_size;
  member.checksum = status.crc;
  member.method = status.comp_method;
  member.encrypted = status.encryption_method != ZIP_EM_NONE;
  member.deflated = member.method == ZIP_CM_DEFLATE && !member.encrypted;
  read_name(member);
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  zip_file_get_external_attributes(archive_->handle, index, 0, &system, &attributes);
  read_attributes(member, system, attributes);
  return member;
}

std::uint64_t Zip::check(const ZipMember& member) const {
  const char* const name = zip_get_name(archive_->handle, member.index, ZIP_FL_ENC_RAW);
  return check_local(*archive_->view, archive_->places[member.index], member, name == nullptr ? "" : name);
}

std::optional<std::string> Zip::code_outside() const {
  return find_code_outside(archive_->view->source, archive_->view->end, archive_->places);
}

std::unique_ptr<Stream> Zip::open(const ZipMember& member) const {
  check_sizes(member, archive_->size);
  if (!member.deflated) return std::make_unique<MemberStream>(archive_->handle, member.index, 0);
  return std::make_unique<DeflatedStream>(archive_->handle, member, archive_->quick_to_end, quick_to_end);
}

std::unique_ptr<Stream> Zip::glance(const ZipMember& member) const {
  if (!member.deflated) return std::make_unique<MemberStream>(archive_->handle, member.index, 0);
  return std::make_unique<DeflatedStream>(archive_->handle, member, archive_->quick_to_begin, quick_to_begin);
}

Buffer Zip::read_all(const ZipMember& member) const {
  check_sizes(member, archive_->size);
  const std::size_t size = static_cast<std::size_t>(member.size);
  Buffer all{std::unique_ptr<std::byte[]>(new std::byte[size]), size};
  const std::span<std::byte> room(all.data.get(), size);
  if (const auto inflated = inflate(member)) {
    std::copy(inflated->begin(), inflated->end(), room.begin());
  } else {
    const std::unique_ptr<Stream> stream = open(member);
    stream->read_exactly(room);
    stream->end();
  }
  return all;
}

std::optional<std::span<const std::byte>> Zip::inflate(const ZipMember& member) const {
  if (!member.deflated) return std::nullopt;
  check_sizes(member, archive_->size);
  const std::span<std::byte> packed = archive_->packed.room(static_cast<std::size_t>(member.packed_size));
  MemberStream stream(archive_->handle, member.index, ZIP_FL_COMPRESSED);
  stream.read_exactly(packed);
  stream.end();
  const std::span<std::byte> room = archive_->inflated.room(static_cast<std::size_t>(member.size));
  inflate_block(packed, room);
  if (add_to_checksum(0, room) != member.checksum) throw Unreadable("in the archive: CRC error");
  return room;
}

}  // namespace platlint
