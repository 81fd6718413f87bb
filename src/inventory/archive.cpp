// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "inventory/code.hpp"
#include "inventory/content.hpp"
#include "inventory/links.hpp"
#include "inventory/tape.hpp"
#include "inventory/walk.hpp"
#include "inventory/zip.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// A member while it is visited. For most members, only the bytes that identify it are inflated. More is inflated only
// when somebody reads on. If the beginning is enough, it is inflated a little at a time (Mach-O keeps the important
// parts there). If the end is needed too (ELF, PE), all of it is inflated at once. Only the largest members are not,
// because they would take too much memory.
class MemberFile : public File {
 public:
  MemberFile(const Zip& zip, const ZipMember& member, Budget* budget, Tape::Blocks& blocks)
      : zip_(zip), member_(member), budget_(budget), blocks_(blocks) {}

  std::uint64_t size() const override { return member_.size; }

  std::span<const std::byte> head(std::size_t count) override {
    stream_to(std::min<std::uint64_t>(size(), count));
    return start_;
  }

  void read(std::uint64_t offset, std::span<std::byte> into) override {
    const std::uint64_t end = offset + into.size();
    if (!whole_ && !tape_ && end > start_.size()) {
      if (end <= longest_start && size() > small) {
        stream_to(end);
      } else {
        begin_whole();
      }
    }
    if (tape_) return tape_->read(offset, into);
    const std::span<const std::byte> bytes = whole_ ? *whole_ : std::span<const std::byte>(start_);
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
  }

  void prove_rest() override {
    if (tape_) tape_->finish();
    if (glance_ && start_.size() == size()) glance_->end();
  }

  Buffer read_all(std::uint64_t limit) override {
    if (size() > limit) throw over_limit(limit, "bytes");
    take(size());
    return zip_.read_all(member_);
  }

  std::unique_ptr<Stream> in_order() override {
    take(size());
    return zip_.open(member_);
  }

  std::unique_ptr<Source> at_random(std::uint64_t limit) override { return memory_source(read_all(limit)); }

 private:
  // Up to here, a stream that is a third as fast still takes less time.
  static constexpr std::uint64_t longest_start = std::uint64_t{64} << 10;
  static constexpr std::uint64_t small = std::uint64_t{128} << 10;
  // Few native files are so large: libtorch, libtensorflow
  static constexpr std::uint64_t large = std::uint64_t{64} << 20;

  void stream_to(std::uint64_t end) {
    if (end <= start_.size()) return;
    if (!glance_) glance_ = zip_.glance(member_);
    const std::size_t before = start_.size();
    start_.resize(static_cast<std::size_t>(end));
    glance_->read_exactly(std::span(start_).subspan(before));
    take(end - before);
  }

  void begin_whole() {
    take(size());
    if (size() <= large) whole_ = zip_.inflate(member_);
    if (whole_) return;
    const auto open = [this] { return zip_.open(member_); };
    tape_.emplace(size(), open, blocks_);
  }

  void take(std::uint64_t bytes) const {
    if (budget_ != nullptr) budget_->take_bytes(bytes);
  }

  const Zip& zip_;
  const ZipMember& member_;
  Budget* budget_;  // null: the archive is the root, and its declared sizes are already within the limit
  Tape::Blocks& blocks_;
  std::unique_ptr<Stream> glance_;
  std::vector<std::byte> start_;
  std::optional<std::span<const std::byte>> whole_;  // the bytes are in zip_, until it inflates another member
  std::optional<Tape> tape_;
};

std::string as_string(const Buffer& buffer) {
  return {reinterpret_cast<const char*>(buffer.data.get()), buffer.size};
}

// The members of one archive, and the code that visits them.
class ZipMembers {
 public:
  ZipMembers(const Source& source, bool in_wheel, std::string prefix, int depth, const Limits& limits)
      : zip_(source, limits.entries), prefix_(std::move(prefix)), depth_(depth), in_wheel_(in_wheel) {}

  const Zip& zip() const { return zip_; }

  void visit(const ZipMember& member, Budget& budget, const Visit& visit) const {
    try {
      read(member, budget, visit);
    } catch (const Unreadable& error) {
      visit(unreadable_entry(prefix_ + member.name, error.what()), nullptr);
    }
  }

 private:
  void read(const ZipMember& member, Budget& budget, const Visit& visit) const {
    constexpr std::uint16_t stored = 0;  // APPNOTE.TXT 4.4.5
    Entry entry;
    entry.path = prefix_ + member.name;
    entry.size = member.size;
    entry.mode = member.mode;
    const std::uint64_t data = zip_.check(member);
    if (member.method == stored && !member.encrypted) entry.stored_at = data;
    MemberFile file(zip_, member, depth_ == 0 ? nullptr : &budget, blocks_);
    if (member.is_link && !is_written_as_file(file)) return visit_link(std::move(entry), member, file, visit);
    visit_content(std::move(entry), file, depth_, budget, visit);
  }

  // pip, uv and Python's zipfile write a link as a file that holds its target. A target never begins like native code.
  bool is_written_as_file(MemberFile& file) const {
    constexpr std::size_t tells = 4096;  // a PE file usually has its signature before this
    return in_wheel_ || begins_as_code(file.head(tells));
  }

  void visit_link(Entry entry, const ZipMember& member, MemberFile& file, const Visit& visit) const {
    constexpr std::uint64_t longest_path = 4096;  // PATH_MAX of Linux
    entry.link = as_string(file.read_all(longest_path));
    if (names_.empty()) {
      for (std::uint64_t i = 0; i < zip_.count(); ++i) names_.insert(zip_.member(i).name);
    }
    entry.leaves_root = !leads_inside(member.name, entry.link, names_);
    visit(std::move(entry), nullptr);
  }

  Zip zip_;
  std::string prefix_;
  int depth_;
  bool in_wheel_;
  mutable std::set<std::string> names_;  // filled only if there are links
  mutable Tape::Blocks blocks_;
};

// If it has bytes, or its local header names another member, it becomes an item, which is then unreadable.
bool is_mere_directory(const Zip& zip, const ZipMember& member) {
  if (!member.is_directory) return false;
  try {
    zip.check(member);
    return true;
  } catch (const Unreadable&) {
    return false;
  }
}

// The members are read first. But the archive holds code that is not in any member, so it counts as unreadable.
void refuse_code_outside(const Zip& zip) {
  if (const std::optional<std::string> code = zip.code_outside()) throw Unreadable(*code);
}

// ZipMembers may share their bytes, so an archive could claim any amount. The sizes in the directory are checked first.
std::vector<ZipMember> list_members(const Zip& zip, const Source& source, const Limits& limits) {
  std::vector<ZipMember> members;
  std::uint64_t bytes = 0;
  for (std::uint64_t i = 0; i < zip.count(); ++i) {
    ZipMember member = zip.member(i);
    if (is_mere_directory(zip, member)) continue;
    if (member.size > limits.total_bytes - bytes) throw over_limit(limits.total_bytes, "bytes in the archive");
    bytes += member.size;
    members.push_back(std::move(member));
  }
  if (bytes / limits.ratio > source.size()) throw over_limit(limits.ratio, "times its size in the archive");
  return members;
}

class Archive : public ListedRoot {
 public:
  Archive(std::unique_ptr<Source> source, const std::string& name, const Limits& limits)
      : source_(std::move(source)), members_(*source_, text::lower(name).ends_with(".whl"), "", 0, limits) {
    try {
      list(limits);
    } catch (const Unreadable& reason) {
      failure_ = reason.what();
    }
  }

  std::size_t items() const override { return items_.size(); }
  std::string path(std::size_t item) const override { return items_[item].name; }
  std::uint64_t weight(std::size_t item) const override { return items_[item].packed_size; }
  std::optional<std::string> failure() const override { return failure_; }
  void visit(std::size_t item, Budget& budget, const Visit& visit) const override {
    members_.visit(items_[item], budget, visit);
  }

 private:
  void list(const Limits& limits) {
    items_ = list_members(members_.zip(), *source_, limits);
    refuse_code_outside(members_.zip());
  }

  std::unique_ptr<Source> source_;
  ZipMembers members_;
  std::vector<ZipMember> items_;
  std::optional<std::string> failure_;
};

}  // namespace

void visit_members(const Source& source, const std::string& prefix, int depth, Budget& budget, const Visit& visit) {
  const bool in_wheel = text::lower(prefix).ends_with(text::inside(".whl"));
  const ZipMembers members(source, in_wheel, prefix, depth, budget.limits);
  budget.take_entries(members.zip().count());
  for (const ZipMember& member : list_members(members.zip(), source, budget.limits)) {
    members.visit(member, budget, visit);
  }
  refuse_code_outside(members.zip());
}

std::unique_ptr<ListedRoot> open_archive(std::unique_ptr<Source> source, const std::string& name,
                                         const Limits& limits) {
  return std::make_unique<Archive>(std::move(source), name, limits);
}

}  // namespace platlint
