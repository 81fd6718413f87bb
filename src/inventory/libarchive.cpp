// SPDX-License-Identifier: Apache-2.0
#include "inventory/libarchive.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "inventory/archive_handle.hpp"
#include "inventory/code.hpp"
#include "inventory/container_kind.hpp"

namespace platlint {

namespace {

class MemberBytes : public Stream {
 public:
  explicit MemberBytes(ArchiveHandle& archive) : archive_(archive) {}
  std::size_t read(std::span<std::byte> into) override { return archive_.read(into); }

 private:
  ArchiveHandle& archive_;
};

// As UTF-8 if possible, otherwise the bytes in the archive.
std::string text_of(const char* utf8, const char* bytes) {
  if (utf8 != nullptr) return utf8;
  return bytes == nullptr ? "" : bytes;
}

// "./lib/" -> "lib": `tar -C tree .` and cpio write names like this.
std::string plain_name(std::string_view name) {
  while (name.starts_with("./")) name.remove_prefix(std::min(name.find_first_not_of('/', 2), name.size()));
  while (name.ends_with('/')) name.remove_suffix(1);
  return std::string(name == "." ? "" : name);
}

Member::Kind kind_of(archive_entry* entry, bool is_cpio) {
  const bool holds_bytes = archive_entry_size(entry) > 0;
  // cpio stores the bytes of a file with several names at the last of them.
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

Member member_of(archive_entry* entry, const ArchiveHandle& archive) {
  Member member;
  member.name = plain_name(text_of(archive_entry_pathname_utf8(entry), archive_entry_pathname(entry)));
  member.kind = kind_of(entry, archive.is_cpio());
  if (archive_entry_size_is_set(entry) != 0) member.size = static_cast<std::uint64_t>(archive_entry_size(entry));
  member.mode = static_cast<std::uint32_t>(archive_entry_perm(entry));
  // cpio keeps the newer file, and not every tar reads on to a second archive.
  member.overwrites = archive.is_tar() && archive.is_first();
  if (member.kind == Member::Kind::link)
    member.link = text_of(archive_entry_symlink_utf8(entry), archive_entry_symlink(entry));
  if (member.kind == Member::Kind::hard_link)
    member.link = plain_name(text_of(archive_entry_hardlink_utf8(entry), archive_entry_hardlink(entry)));
  return member;
}

// False: it is not an archive, but one compressed file, which is a member without a name.
bool read_members(ArchiveHandle& archive, const OnMember& found) {
  while (archive_entry* const entry = archive.next()) {
    if (archive.is_raw()) return false;
    MemberBytes bytes(archive);
    found(member_of(entry, archive), bytes);
    archive.skip_rest();
  }
  return true;
}

// The last archive that was read. It decides what may follow.
enum class Last : std::uint8_t { other, tar, cpio, packed };

bool is_packed(ArchiveInput& input) {
  const std::optional<ContainerKind> kind = container_kind("", input.peek(tar_block));
  return kind && kind->opener == Opener::packed;
}

std::size_t leading_zeros(std::span<const std::byte> bytes) {
  const auto begin = std::find_if(bytes.begin(), bytes.end(), [](std::byte byte) { return byte != std::byte{0}; });
  return static_cast<std::size_t>(begin - bytes.begin());
}

// A compressed archive never follows a tar archive.
bool may_follow(std::span<const std::byte> head, Last last) {
  const std::optional<ContainerKind> kind = container_kind("", head);
  return kind && (kind->opener == Opener::ordered || (kind->opener == Opener::packed && last != Last::tar));
}

// Archives joined end to end count as one for tar -i, for apk (whose packages are made so), and for Linux. Linux
// accepts several as its first file system (Documentation/driver-api/early-userspace/buffer-format.rst). Other bytes
// after an archive's end, such as a signature, do not matter, but must not be native code. True: another archive begins
// here.
bool go_to_next(ArchiveInput& input, Last last) {
  constexpr std::size_t looked_at = 4096;  // a PE file usually has its signature before this
  bool first = true;
  for (auto rest = input.peek(looked_at); !rest.empty(); rest = input.peek(looked_at)) {
    const std::uint64_t place = input.place();
    const std::size_t block = std::min(rest.size(), tar_block);
    const std::size_t zeros = leading_zeros(rest.first(block));
    if (zeros < block) {
      if (begins_as_code(rest.subspan(zeros)))
        throw Unreadable("native code stands at byte " + std::to_string(place + zeros) + ", behind its end");
      if (may_follow(rest.subspan(zeros), first ? last : Last::tar)) {
        input.go_to(place + zeros);
        return true;
      }
      first = false;
    }
    input.go_to(place + block);
  }
  return false;
}

Last read_all(ArchiveInput& input, bool is_unpacked, const ArchiveLimits& limits, const OnMember& found);

Last read_one(ArchiveInput& input, bool is_unpacked, const ArchiveLimits& limits, const OnMember& found) {
  ArchiveHandle archive(input, limits);
  archive.choose_ordered();
  archive.open();
  if (read_members(archive, found)) {
    archive.leave();
    return archive.is_tar() ? Last::tar : archive.is_cpio() ? Last::cpio : Last::other;
  }
  if (!is_unpacked) throw Unreadable("damaged");
  MemberBytes bytes(archive);
  found(Member{}, bytes);
  return Last::other;
}

Last read_packed(ArchiveInput& input, const ArchiveLimits& limits, const OnMember& found) {
  ArchiveHandle packed(input, limits);
  packed.choose_packed();
  if (!packed.open() || packed.next() == nullptr) return Last::other;
  if (!packed.is_compressed()) throw Unreadable("damaged");
  MemberBytes bytes(packed);
  ArchiveInput unpacked(bytes);
  const std::optional<ContainerKind> inside = container_kind("", unpacked.peek(tar_block));
  try {
    if (read_all(unpacked, true, limits, found) == Last::other) return Last::other;
  } catch (const Unreadable& error) {
    if (inside && inside->certain) throw UnreadableInside(error.what());
    throw;
  }
  packed.leave();
  return Last::packed;
}

Last read_all(ArchiveInput& input, bool is_unpacked, const ArchiveLimits& limits, const OnMember& found) {
  Last last = Last::other;
  do {
    last = !is_unpacked && is_packed(input) ? read_packed(input, limits, found)
                                            : read_one(input, is_unpacked, limits, found);
  } while (last != Last::other && go_to_next(input, last));
  return last;
}

}  // namespace

void read_ordered(Stream& archive, const ArchiveLimits& limits, const OnMember& found) {
  ArchiveInput input(archive);
  read_all(input, false, limits, found);
}

void read_ordered(const Source& archive, const ArchiveLimits& limits, const OnMember& found) {
  ArchiveInput input(archive);
  read_all(input, false, limits, found);
}

void read_seeking(const Source& source, const ArchiveLimits& limits, const OnMember& found) {
  ArchiveInput input(source);
  ArchiveHandle archive(input, limits);
  archive.choose_seeking();
  archive.open();
  read_members(archive, found);
}

}  // namespace platlint
