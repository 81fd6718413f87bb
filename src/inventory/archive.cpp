// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "inventory/walk.hpp"
#include "inventory/zip.hpp"

namespace platlint {

namespace {

constexpr std::size_t head_bytes = 4096;

// A member while it is visited. It is inflated once: its head first, the rest only when somebody asks.
class MemberFile : public File {
 public:
  MemberFile(const Zip& zip, const ZipMember& member, Budget& budget)
      : stream_(zip.open(member.index)), size_(member.size), budget_(budget) {}

  std::uint64_t size() const override { return size_; }

  std::span<const std::byte> head() override {
    inflate_to(std::min<std::uint64_t>(size_, head_bytes));
    return bytes().first(std::min(filled_, head_bytes));
  }

  void read(std::uint64_t offset, std::span<std::byte> into) override {
    inflate_to(offset + into.size());
    std::copy_n(data_.get() + offset, into.size(), into.data());
  }

  Buffer read_all(std::uint64_t limit) override {
    if (size_ > limit) throw Unreadable("larger than the limit of " + std::to_string(limit) + " bytes");
    inflate_to(size_);
    std::byte extra{};
    if (stream_->read({&extra, 1}) != 0) throw Unreadable("in the archive: longer than its directory says");
    return {std::move(data_), filled_};
  }

 private:
  std::span<const std::byte> bytes() const { return {data_.get(), filled_}; }

  // Grows as bytes arrive: a declared size is a claim, and memory for it is not set aside before they do.
  void inflate_to(std::uint64_t end) {
    if (end > budget_.limits.file_bytes)
      throw Unreadable("larger than the limit of " + std::to_string(budget_.limits.file_bytes) + " bytes");
    while (filled_ < end) {
      const std::size_t before = filled_;
      append(std::min<std::uint64_t>(end - filled_, std::max<std::uint64_t>(filled_, 1 << 20)));
      if (filled_ == before) throw Unreadable("in the archive: shorter than its directory says");
    }
  }

  void append(std::uint64_t count) {
    const std::size_t wanted = filled_ + static_cast<std::size_t>(count);
    if (wanted > capacity_) {
      std::unique_ptr<std::byte[]> grown(new std::byte[wanted]);
      std::copy_n(data_.get(), filled_, grown.get());
      data_ = std::move(grown);
      capacity_ = wanted;
    }
    const std::size_t got = stream_->read({data_.get() + filled_, static_cast<std::size_t>(count)});
    filled_ += got;
    budget_.count_bytes(got);
  }

  std::unique_ptr<Zip::Stream> stream_;
  std::uint64_t size_;
  Budget& budget_;
  std::unique_ptr<std::byte[]> data_;
  std::size_t filled_ = 0;
  std::size_t capacity_ = 0;
};

std::string as_string(const Buffer& buffer) {
  return {reinterpret_cast<const char*>(buffer.data.get()), buffer.size};
}

// Does a link lead to a name that the archive holds? `..` is taken back as text: nothing is looked up on disk.
bool leads_inside(std::string_view name, std::string_view target, const std::set<std::string>& names) {
  if (target.empty() || target.front() == '/') return false;
  std::vector<std::string_view> parts;
  const auto push = [&](std::string_view path, bool drop_last) {
    while (!path.empty()) {
      const std::size_t slash = std::min(path.find('/'), path.size());
      const std::string_view part = path.substr(0, slash);
      const bool last = slash == path.size();
      path.remove_prefix(last ? slash : slash + 1);
      if (part.empty() || part == "." || (last && drop_last)) continue;
      if (part != "..")
        parts.push_back(part);
      else if (parts.empty())
        return false;
      else
        parts.pop_back();
    }
    return true;
  };
  if (!push(name, true) || !push(target, false)) return false;
  std::string joined;
  for (const std::string_view part : parts) joined.append(joined.empty() ? "" : "/").append(part);
  const auto at_or_after = names.lower_bound(joined);
  return joined.empty() ||
         (at_or_after != names.end() && (*at_or_after == joined || at_or_after->starts_with(joined + "/"))) ||
         names.contains(joined + "/");
}

class ArchiveWalk {
 public:
  ArchiveWalk(const Source& source, const std::string& prefix, int depth, Budget& budget, const Visit& visit)
      : zip_(source), prefix_(prefix), depth_(depth), budget_(budget), visit_(visit) {}

  void run() {
    for (std::uint64_t i = 0; i < zip_.count(); ++i) {
      budget_.count_entry();
      const ZipMember member = zip_.member(i);
      if (member.name.ends_with('/')) continue;  // a directory
      try {
        visit_member(member);
      } catch (const Unreadable& error) {
        visit_(unreadable_entry(prefix_ + member.name, error.what()), nullptr);
      }
    }
  }

 private:
  void visit_member(const ZipMember& member) {
    Entry entry;
    entry.path = prefix_ + member.name;
    entry.size = member.size;
    MemberFile file(zip_, member, budget_);
    if (member.is_link) return visit_link(std::move(entry), member, file);
    if (may_be_zip(file.head())) {
      const std::unique_ptr<Source> inner = memory_source(file.read_all(budget_.limits.file_bytes));
      const Buffer head = read_range(*inner, 0, std::min<std::uint64_t>(inner->size(), head_bytes));
      if (is_zip(head.bytes(), *inner)) return enter(std::move(entry), *inner);
      MemberFile again(zip_, member, budget_);
      return visit_(std::move(entry), &again);
    }
    visit_(std::move(entry), &file);
  }

  void visit_link(Entry entry, const ZipMember& member, MemberFile& file) {
    constexpr std::uint64_t longest_path = 4096;  // PATH_MAX of Linux
    entry.link = as_string(file.read_all(longest_path));
    if (names_.empty()) {
      for (std::uint64_t i = 0; i < zip_.count(); ++i) names_.insert(zip_.member(i).name);
    }
    entry.leaves_root = !leads_inside(member.name, entry.link, names_);
    visit_(std::move(entry), nullptr);
  }

  void enter(Entry entry, const Source& inner) {
    if (depth_ >= budget_.limits.depth) {
      throw Unreadable("archives nested more than " + std::to_string(budget_.limits.depth) + " deep");
    }
    walk_archive(inner, entry.path + "!/", depth_ + 1, budget_, visit_);
    visit_(std::move(entry), nullptr);
  }

  Zip zip_;
  const std::string& prefix_;
  int depth_;
  Budget& budget_;
  const Visit& visit_;
  std::set<std::string> names_;
};

}  // namespace

void walk_archive(const Source& source, const std::string& prefix, int depth, Budget& budget, const Visit& visit) {
  ArchiveWalk(source, prefix, depth, budget, visit).run();
}

}  // namespace platlint
