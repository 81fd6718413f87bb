// SPDX-License-Identifier: Apache-2.0
#include "inventory/zip.hpp"

#include <libdeflate.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "inventory/inflate.hpp"
#include "inventory/zip_view.hpp"

namespace platlint {

namespace {

using namespace std::literals;

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint32_t little32(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(text[at + i]);
  return value;
}

// The end of central directory record: 22 bytes and a comment of at most 65535 (APPNOTE 4.3.16).
constexpr std::uint64_t end_record_size = 22;
constexpr std::uint64_t end_record_room = end_record_size + 65535;

struct EndRecord {
  std::uint64_t offset = 0;
  std::uint32_t directory_size = 0;
  std::uint32_t directory_offset = 0;
};

std::optional<EndRecord> find_end_record(const Source& source) {
  if (source.size() < end_record_size) return std::nullopt;
  const std::uint64_t count = std::min(source.size(), end_record_room);
  const std::uint64_t start = source.size() - count;
  const Buffer tail = read_range(source, start, count);
  const std::string_view text = as_text(tail.bytes());
  const std::size_t at = text.rfind("PK\5\6", text.size() - end_record_size);
  if (at == std::string_view::npos) return std::nullopt;
  return EndRecord{start + at, little32(text, at + 12), little32(text, at + 16)};
}

// How many bytes stand before the archive without its offsets knowing (`cat shebang archive.zip`).
std::uint64_t unknown_prefix(const Source& source) {
  const std::optional<EndRecord> end = find_end_record(source);
  if (!end || end->directory_offset == 0xFFFFFFFF || end->directory_size > end->offset) return 0;
  const std::uint64_t directory = end->offset - end->directory_size;
  if (directory <= end->directory_offset) return 0;
  // Only where a directory really begins there; a zip64 record in between makes the same arithmetic wrong.
  std::array<std::byte, 4> magic{};
  const bool begins = source.read(directory, magic) == magic.size() && as_text(magic) == "PK\1\2"sv;
  return begins || end->directory_size == 0 ? directory - end->directory_offset : 0;
}

std::string message(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

class MemberStream : public Zip::Stream {
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

// Memory that grows and is used again: fresh pages cost more than what is inflated into them.
class Scratch {
 public:
  std::span<std::byte> room(std::size_t size) {
    if (size > size_) {
      bytes_.reset();
      bytes_.reset(new std::byte[size]);
      size_ = size;
    }
    return {bytes_.get(), size};
  }

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_ = 0;
};

// Exactly as many bytes as there is room for.
void read_exactly(zip_t& archive, std::uint64_t index, zip_flags_t flags, std::span<std::byte> into) {
  MemberStream stream(&archive, index, flags);
  if (stream.read(into) != into.size()) throw Unreadable("in the archive: shorter than its directory says");
  std::byte extra{};
  if (stream.read({&extra, 1}) != 0) throw Unreadable("in the archive: longer than its directory says");
}

// The beginning of a deflated member. libzip would set up an inflater for each, and read 8 KB.
class DeflatedStream : public Zip::Stream {
 public:
  DeflatedStream(zip_t* archive, std::uint64_t index, std::vector<std::unique_ptr<Inflater>>& idle)
      : packed_(archive, index, ZIP_FL_COMPRESSED), idle_(idle) {
    if (idle_.empty()) idle_.push_back(std::make_unique<Inflater>());
    inflater_ = std::move(idle_.back());
    idle_.pop_back();
    inflater_->restart();
  }
  DeflatedStream(const DeflatedStream&) = delete;
  DeflatedStream& operator=(const DeflatedStream&) = delete;
  ~DeflatedStream() override { idle_.push_back(std::move(inflater_)); }

  std::size_t read(std::span<std::byte> into) override {
    return inflater_->read(into, [this](std::span<std::byte> room) { return packed_.read(room); });
  }

 private:
  MemberStream packed_;
  std::vector<std::unique_ptr<Inflater>>& idle_;
  std::unique_ptr<Inflater> inflater_;
};

// A declared size is a claim: memory is set aside for what can be true only.
void check_sizes(const ZipMember& member, std::uint64_t archive_size) {
  constexpr std::uint64_t most = 1032;  // deflate makes one of so many at best: zlib's technical notes
  if (member.packed_size > archive_size || (member.deflated && member.size / most > member.packed_size))
    throw Unreadable("in the archive: its directory says more than it can hold");
}

}  // namespace

struct Zip::Archive {
  zip_t* handle;
  std::uint64_t size;
  Scratch packed;
  Scratch inflated;
  std::vector<std::unique_ptr<Inflater>> idle;
};

bool may_be_zip(std::span<const std::byte> head) {
  const std::string_view text = as_text(head);
  return text.starts_with("PK\3\4") || text.starts_with("PK\5\6") || text.starts_with("PK\7\x8") ||
         text.starts_with("#!");
}

bool is_zip(std::span<const std::byte> head, const Source& source) {
  if (!may_be_zip(head)) return false;
  return !as_text(head).starts_with("#!") || find_end_record(source).has_value();
}

Zip::Zip(const Source& source) {
  const std::uint64_t prefix = unknown_prefix(source);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const bytes = view_source(source, prefix, error);
  if (bytes == nullptr) throw Unreadable(message(error));
  zip_t* const handle = zip_open_from_source(bytes, ZIP_RDONLY, &error);
  if (handle == nullptr) {
    zip_source_free(bytes);
    throw Unreadable("not a readable zip archive: " + message(error));
  }
  zip_error_fini(&error);
  archive_ = std::make_unique<Archive>(Archive{handle, source.size(), {}, {}, {}});
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
  member.deflated = status.comp_method == ZIP_CM_DEFLATE && status.encryption_method == ZIP_EM_NONE;
  std::replace(member.name.begin(), member.name.end(), '\\', '/');
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  zip_file_get_external_attributes(archive_->handle, index, 0, &system, &attributes);
  constexpr zip_uint32_t file_type = 0170000, symbolic_link = 0120000;  // st_mode, in the upper half
  member.is_link = system == ZIP_OPSYS_UNIX && ((attributes >> 16) & file_type) == symbolic_link;
  return member;
}

std::unique_ptr<Zip::Stream> Zip::open(const ZipMember& member) const {
  if (member.deflated) return std::make_unique<DeflatedStream>(archive_->handle, member.index, archive_->idle);
  return std::make_unique<MemberStream>(archive_->handle, member.index, 0);
}

Buffer Zip::read_all(const ZipMember& member) const {
  check_sizes(member, archive_->size);
  const std::size_t size = static_cast<std::size_t>(member.size);
  Buffer all{std::unique_ptr<std::byte[]>(new std::byte[size]), size};
  const std::span<std::byte> room(all.data.get(), size);
  if (const auto inflated = inflate(member)) {
    std::copy(inflated->begin(), inflated->end(), room.begin());
  } else {
    read_exactly(*archive_->handle, member.index, 0, room);  // libzip holds it against the checksum at its end
  }
  return all;
}

std::optional<std::span<const std::byte>> Zip::inflate(const ZipMember& member) const {
  if (!member.deflated) return std::nullopt;
  check_sizes(member, archive_->size);
  const std::span<std::byte> packed = archive_->packed.room(static_cast<std::size_t>(member.packed_size));
  read_exactly(*archive_->handle, member.index, ZIP_FL_COMPRESSED, packed);
  const std::span<std::byte> room = archive_->inflated.room(static_cast<std::size_t>(member.size));
  inflate_block(packed, room);
  if (libdeflate_crc32(0, room.data(), room.size()) != member.checksum) throw Unreadable("in the archive: CRC error");
  return room;
}

}  // namespace platlint
