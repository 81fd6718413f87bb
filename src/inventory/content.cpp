// SPDX-License-Identifier: Apache-2.0
#include "inventory/content.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "facts/native_magic.hpp"
#include "inventory/brotli.hpp"
#include "inventory/container_kind.hpp"
#include "inventory/containers/ar.hpp"
#include "inventory/containers/asar.hpp"
#include "inventory/containers/payload.hpp"
#include "inventory/containers/squashfs.hpp"
#include "inventory/late_kind.hpp"
#include "inventory/libarchive.hpp"
#include "inventory/links.hpp"
#include "inventory/streamed_file.hpp"
#include "inventory/walk.hpp"
#include "inventory/zip.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::size_t magic_bytes = 64;
constexpr std::size_t program_head = 4096;

std::string in_brackets(std::string_view reason) {
  return reason.empty() ? std::string() : " (" + std::string(reason) + ")";
}

// The members of one container, one after another.
class ContainerMembers {
 public:
  /// `in_package`: of a distribution, which is unpacked over others.
  ContainerMembers(std::string prefix, int depth, bool in_package, Budget& budget, const Visit& visit)
      : prefix_(std::move(prefix)), depth_(depth), in_package_(in_package), budget_(budget), visit_(visit) {}

  bool any() const { return !names_.empty(); }

  void add(const Member& member, Stream& bytes) {
    budget_.take_entries(1);
    const bool is_new = names_.insert(member.name).second;
    if (member.kind == Member::Kind::directory || is_itself(member)) return;
    if (!is_new && member.overwrites) overwrite(member.name);
    if (member.kind == Member::Kind::link || member.kind == Member::Kind::hard_link) {
      links_.emplace(member.name, member);
      return;
    }
    visit_member(prefix_ + member.name, member, bytes, depth_, in_package_, budget_, visit_);
  }

  /// Call this when all names are known.
  void visit_links() {
    const bool in_package = in_package_ || names_.contains(".PKGINFO");  // of Alpine and Arch
    for (const auto& [name, member] : links_) {
      Entry entry;
      entry.path = prefix_ + member.name;
      entry.link = link_of(member);
      // The target of a package's link may be in another package.
      entry.leaves_root = !in_package && !entry.link.empty() && !leads_inside(member.name, entry.link, names_);
      visit_(std::move(entry), nullptr);
    }
  }

 private:
  // tar writes this for a file that is named twice.
  static bool is_itself(const Member& member) {
    return member.kind == Member::Kind::hard_link && member.link == member.name;
  }

  void overwrite(const std::string& name) {
    links_.erase(name);
    visit_.overwritten(prefix_ + name);
  }

  // In the tree of a system, "/" is the root of the tree. This is assumed if the link then leads to an existing member.
  std::string link_of(const Member& member) const {
    if (member.kind == Member::Kind::hard_link) return member.link.empty() ? "" : relative_to(member.name, member.link);
    const bool inside = member.link.starts_with('/') && leads_inside("", member.link.substr(1), names_);
    return inside ? relative_to(member.name, member.link.substr(1)) : member.link;
  }

  std::string prefix_;
  int depth_;
  bool in_package_;
  Budget& budget_;
  const Visit& visit_;
  std::set<std::string> names_;
  std::multimap<std::string, Member> links_;
};

class Content {
 public:
  Content(int depth, bool in_package, Budget& budget, const Visit& visit)
      : depth_(depth), in_package_(in_package), budget_(budget), visit_(visit) {}

  void visit(Entry entry, File& file) {
    if (may_be_zip(entry.path, file.head(magic_bytes)) && open_zip(entry, file)) return visit_(std::move(entry), &file);
    if (const std::optional<ContainerKind> kind = kind_of(entry, file)) return open(std::move(entry), file, *kind);
    if (may_carry_files(file.head(magic_bytes))) visit_payload(entry, file);
    visit_(std::move(entry), &file);
  }

 private:
  static std::optional<ContainerKind> kind_of(const Entry& entry, File& file) {
    const std::span<const std::byte> head = file.head(bytes_that_tell_container(file.head(magic_bytes)));
    const std::optional<ContainerKind> kind = container_kind(entry.path, head);
    if (kind) return kind;
    // A static library is one file for a linker. Other ar archives are containers.
    if (native_magic(head) == NativeMagic::ar && holds_more_than_objects(*source_of(file)))
      return ContainerKind{Opener::ordered, "an ar archive"};
    return late_kind(entry.path, file);
  }

  Unreadable too_deep() const {
    return Unreadable("archives nested more than " + std::to_string(budget_.limits.depth) + " deep");
  }

  void require_depth() const {
    if (depth_ >= budget_.limits.depth) throw too_deep();
  }

  // False: it is not a zip after all.
  bool open_zip(const Entry& entry, File& file) {
    const std::unique_ptr<Source> source = file.at_random(budget_.limits.archive_bytes);
    if (!is_zip(entry.path, file.head(magic_bytes), *source)) return false;
    require_depth();
    visit_members(*source, text::inside(entry.path), depth_ + 1, budget_, visit_);
    return true;
  }

  void open(Entry entry, File& file, const ContainerKind& kind) {
    const bool in_package = in_package_ || kind.is_package;
    ContainerMembers members(text::inside(entry.path), depth_ + 1, in_package, budget_, visit_);
    try {
      require_depth();
      read(entry, file, kind, members);
      members.visit_links();
    } catch (const Unreadable& error) {
      if (budget_.spending.spent) throw;
      if (dynamic_cast<const UnreadableInside*>(&error) != nullptr) decoded_ = true;
      fail(entry, kind, members.any(), error.what());
    }
    File* const content = entry.damage || !entry.unopened.empty() ? nullptr : &file;
    visit_(std::move(entry), content);
  }

  static bool may_carry_files(std::span<const std::byte> magic) {
    return may_be_native(magic) || text::as_text(magic).starts_with("#!");
  }

  // The files that a program carries. The program itself is judged too.
  void visit_payload(Entry& entry, File& file) {
    const std::unique_ptr<Source> source = source_of(file);
    const std::optional<Payload> payload = find_payload(*source, file.head(program_head));
    if (!payload) return;
    ContainerMembers members(text::inside(entry.path), depth_ + 1, in_package_, budget_, visit_);
    try {
      require_depth();
      if (payload->is_zip) return visit_members(*source, text::inside(entry.path), depth_ + 1, budget_, visit_);
      if (!payload->read) throw Unreadable("");
      payload->read(budget_.limits.entries, [&](const Member& member, Stream& bytes) { members.add(member, bytes); });
      members.visit_links();
    } catch (const Unreadable& error) {
      if (budget_.spending.spent) throw;
      entry.unopened = std::string(payload->kind) + in_brackets(error.what());
    }
  }

  // A decoder returns the bytes before the damage, so whoever unpacks the file has them. If a file only looks like a
  // compression, it is data. It is also data if its name says so: "x.json.gz".
  static bool may_hold_code(const Entry& entry, const ContainerKind& kind) {
    const bool is_packed = kind.opener == Opener::packed && kind.mark == Mark::binary;
    return is_packed && decoded_name(entry.path) == text::file_name(entry.path);
  }

  void fail(Entry& entry, const ContainerKind& kind, bool begun, const std::string& reason) const {
    if (begun) {
      entry = unreadable_entry(entry.path, std::string(kind.words) + " of which a part was not read: " + reason);
    } else if (decoded_ || kind.certain || may_hold_code(entry, kind) || promises_contents(entry.path)) {
      entry.unopened = std::string(kind.words) + in_brackets(reason);
    }
  }

  void read(const Entry& entry, File& file, const ContainerKind& kind, ContainerMembers& members) {
    const ArchiveLimits limits{budget_.limits.ratio};
    const OnMember found = [&](const Member& member, Stream& bytes) {
      if (member.name.empty() && !member.size) return visit_decoded(entry, bytes, members);
      members.add(member, bytes);
    };
    switch (kind.opener) {
      case Opener::ordered:
      case Opener::packed:
        if (file.is_at_hand()) return read_ordered(*file.at_random(budget_.limits.archive_bytes), limits, found);
        return read_ordered(*file.in_order(), limits, found);
      case Opener::seeking:
        return read_seeking(*file.at_random(budget_.limits.archive_bytes), limits, found);
      case Opener::brotli: {
        const std::unique_ptr<Stream> packed = file.in_order();
        return visit_decoded(entry, *decode_brotli(*packed, limits.ratio), members);
      }
      case Opener::asar:
        return read_asar(*file.at_random(budget_.limits.archive_bytes), budget_.limits.entries, found);
      case Opener::squashfs:
        return read_squashfs(*file.at_random(budget_.limits.archive_bytes), budget_.limits.entries, found);
      case Opener::zip_behind:
        return visit_members(*file.at_random(budget_.limits.archive_bytes), text::inside(entry.path), depth_ + 1,
                             budget_, visit_);
      case Opener::nobody:
        throw Unreadable("");
    }
  }

  // The result of a decompression: another container, whose members belong to the entry; native code; or data.
  void visit_decoded(const Entry& entry, Stream& bytes, ContainerMembers& members) {
    StreamedFile file(bytes, std::nullopt, budget_);
    Entry inner;
    inner.path = text::inside(entry.path) + decoded_name(entry.path);
    const std::span<const std::byte> head = file.head(tar_block);
    const std::optional<ContainerKind> kind = container_kind(inner.path, head);
    decoded_ = kind || may_be_native(head) || may_be_zip(inner.path, head);
    if (kind) {
      if (++decoded_times_ > budget_.limits.depth) throw too_deep();
      return read(entry, file, *kind, members);
    }
    if (!decoded_) return;
    file.prove_rest();
    inner.size = file.size();
    Content(depth_ + 1, in_package_, budget_, visit_).visit(std::move(inner), file);
  }

  int depth_;
  bool in_package_;
  Budget& budget_;
  const Visit& visit_;
  bool decoded_ = false;  // a decompression gave something that matters
  int decoded_times_ = 0;
};

}  // namespace

void visit_content(Entry entry, File& file, int depth, Budget& budget, const Visit& visit) {
  Content(depth, false, budget, visit).visit(std::move(entry), file);
}

void visit_member(std::string path, const Member& member, Stream& bytes, int depth, bool in_package, Budget& budget,
                  const Visit& visit) {
  Entry entry;
  entry.path = std::move(path);
  if (member.kind == Member::Kind::other) return visit(std::move(entry), nullptr);
  entry.size = member.size.value_or(0);
  entry.mode = member.mode;
  StreamedFile file(bytes, member.size, budget);
  Content(depth, in_package, budget, visit).visit(std::move(entry), file);
}

}  // namespace platlint
