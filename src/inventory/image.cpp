// SPDX-License-Identifier: Apache-2.0
#include "inventory/image.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <utility>

#include "inventory/container_kind.hpp"
#include "inventory/content.hpp"
#include "inventory/layered_tree.hpp"
#include "inventory/libarchive.hpp"
#include "inventory/links.hpp"
#include "inventory/source.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// Ends the reading of an archive when the wanted member has been read.
struct Found {};

// The files of a layout, by their names.
class Blobs {
 public:
  Blobs(std::string path, std::uint64_t ratio) : path_(std::move(path)), ratio_(ratio) {
    std::error_code error;
    is_directory_ = std::filesystem::is_directory(to_path(path_), error);
    if (!is_directory_) archive_ = open_file(path_);
  }

  /// False: there is no file with that name. A link is another name for its target: older Docker wrote a layer that
  /// several images share only once.
  bool open(const std::string& name, const std::function<void(Stream&)>& use) const {
    return is_directory_ ? open_on_disk(name, use) : open_in_archive(name, use, 0);
  }

  std::optional<std::string> text(const std::string& name) const {
    constexpr std::size_t most = std::size_t{4} << 20;
    std::string text;
    const auto read = [&](Stream& bytes) {
      text.resize(most + 1);
      text.resize(bytes.read(std::as_writable_bytes(std::span(text))));
      if (text.size() > most) throw over_limit(most, "bytes in " + name);
    };
    return open(name, read) ? std::optional(std::move(text)) : std::nullopt;
  }

 private:
  bool open_on_disk(const std::string& name, const std::function<void(Stream&)>& use) const {
    const std::optional<std::string> inside = text::resolve("", name);
    std::error_code error;
    if (!inside || !std::filesystem::is_regular_file(to_path(path_ + "/" + *inside), error)) return false;
    const std::unique_ptr<Source> source = open_file(path_ + "/" + *inside);
    use(*stream_of(*source, {0, source->size()}));
    return true;
  }

  bool open_in_archive(const std::string& name, const std::function<void(Stream&)>& use, int links) const {
    std::string leads_to;
    try {
      read_ordered(*archive_, ArchiveLimits{ratio_}, [&](const Member& member, Stream& bytes) {
        if (member.name != name) return;
        if (member.kind == Member::Kind::link)
          leads_to = text::resolve(text::parent(name), member.link).value_or("");
        else if (member.kind == Member::Kind::hard_link)
          leads_to = member.link;
        else
          use(bytes);
        throw Found();
      });
    } catch (const Found&) {
      constexpr int most_links = 8;
      return leads_to.empty() || (links < most_links && open_in_archive(leads_to, use, links + 1));
    }
    return false;
  }

  std::string path_;
  std::uint64_t ratio_;
  bool is_directory_ = false;
  std::unique_ptr<Source> archive_;
};

// In an image, "/" is the root of the image, and ".." there is "/" too.
std::string inside_image(std::string_view name, std::string_view target) {
  std::vector<std::string_view> parts;
  const auto walk = [&](std::string_view path) {
    for (const std::string_view part : text::split(path, '/')) {
      if (part == "..") {
        if (!parts.empty()) parts.pop_back();
      } else if (!part.empty() && part != ".") {
        parts.push_back(part);
      }
    }
  };
  if (!target.starts_with('/')) walk(text::parent(name));
  walk(target);
  std::string path;
  for (const std::string_view part : parts) path += (path.empty() ? "" : "/") + std::string(part);
  return path;
}

// One image while it is visited.
class OneImage {
 public:
  OneImage(const std::string& path, const ContainerImage& image, std::string prefix, Budget& budget, const Visit& visit)
      : blobs_(path, budget.limits.ratio), image_(image), prefix_(std::move(prefix)), budget_(budget), visit_(visit) {}

  void visit_layers() {
    for (auto layer = image_.layers.rbegin(); layer != image_.layers.rend(); ++layer) {
      tree_.begin_layer();
      const bool there = blobs_.open(*layer, [&](Stream& bytes) {
        read_ordered(bytes, ArchiveLimits{budget_.limits.ratio},
                     [&](const Member& member, Stream& content) { add(member, content); });
      });
      if (!there) throw Unreadable("its layer " + *layer + " is not there");
    }
    for (const auto& [name, link] : links_) visit_link(link);
  }

 private:
  void add(const Member& found, Stream& bytes) {
    budget_.take_entries(1);
    Member member = found;
    member.name = inside_image("", found.name);
    if (member.kind == Member::Kind::hard_link && inside_image("", member.link) == member.name) return;
    const bool is_new = !tree_.names().contains(member.name);
    if (!tree_.add(member)) return;
    // In the same layer: a lower layer cannot add this member
    if (!is_new && member.overwrites) overwrite(member.name);
    if (member.kind == Member::Kind::link || member.kind == Member::Kind::hard_link) {
      links_.emplace(member.name, member);
      return;
    }
    visit_member(prefix_ + member.name, member, bytes, 1, false, budget_, visit_);
  }

  void overwrite(const std::string& name) {
    links_.erase(name);
    visit_.overwritten(prefix_ + name);
  }

  void visit_link(const Member& member) const {
    const std::string target =
        inside_image(member.name, member.kind == Member::Kind::link ? member.link : "/" + member.link);
    Entry entry;
    entry.path = prefix_ + member.name;
    entry.link = relative_to(member.name, target);
    entry.leaves_root = !leads_inside("", target, tree_.names());
    visit_(std::move(entry), nullptr);
  }

  Blobs blobs_;
  const ContainerImage& image_;
  std::string prefix_;
  Budget& budget_;
  const Visit& visit_;
  LayeredTree tree_;
  std::multimap<std::string, Member> links_;
};

class Images : public ListedRoot {
 public:
  Images(std::string path, std::vector<ContainerImage> images, std::uint64_t ratio)
      : path_(std::move(path)), images_(std::move(images)), ratio_(ratio) {}

  Wrapper wrapper() const override { return images_.size() == 1 ? Wrapper::yes : Wrapper::no; }
  bool is_image() const override { return true; }
  std::size_t items() const override { return images_.size(); }
  std::string path(std::size_t item) const override { return "image " + std::to_string(item + 1); }
  std::uint64_t weight(std::size_t) const override { return 0; }
  std::optional<std::string> failure() const override { return std::nullopt; }
  std::string library_path() const override {
    if (images_.size() != 1 || images_.front().config.empty()) return {};
    return library_path_of(Blobs(path_, ratio_).text(images_.front().config).value_or(""));
  }

  void visit(std::size_t item, Budget& budget, const Visit& visit) const override {
    Entry entry;
    entry.path = path(item);
    try {
      OneImage(path_, images_[item], text::inside(entry.path), budget, visit).visit_layers();
    } catch (const Unreadable& error) {
      entry = unreadable_entry(entry.path, error.what());
    }
    visit(std::move(entry), nullptr);
  }

 private:
  std::string path_;
  std::vector<ContainerImage> images_;
  std::uint64_t ratio_;  // Limits::ratio
};

// The name of the first member is enough: to look for others would mean to read the whole archive.
bool may_be_layout(const Source& archive, std::uint64_t ratio) {
  const Buffer head = read_range(archive, 0, std::min<std::uint64_t>(archive.size(), tar_block));
  const std::optional<ContainerKind> kind = container_kind("", head.bytes());
  if (!kind || (kind->opener != Opener::ordered && kind->opener != Opener::packed)) return false;
  bool may_be = false;
  try {
    read_ordered(archive, ArchiveLimits{ratio}, [&](const Member& member, Stream&) {
      if (member.name.empty()) return;  // the archive's own directory: `tar -C LAYOUT .`
      may_be = may_be_of_image_layout(member.name);
      throw Found();
    });
  } catch (const Found&) {
  } catch (const Unreadable&) {
    return false;  // the actual reading will report this
  }
  return may_be;
}

}  // namespace

std::vector<ContainerImage> find_images(const std::string& path, const Limits& limits) {
  std::error_code error;
  const bool is_directory = std::filesystem::is_directory(to_path(path), error);
  if (!is_directory && !may_be_layout(*open_file(path), limits.ratio)) return {};
  const Blobs blobs(path, limits.ratio);
  return read_image_layout([&](const std::string& name) { return blobs.text(name); });
}

std::unique_ptr<ListedRoot> open_images(const std::string& path, std::vector<ContainerImage> images,
                                        const Limits& limits) {
  return std::make_unique<Images>(path, std::move(images), limits.ratio);
}

}  // namespace platlint
