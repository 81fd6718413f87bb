// SPDX-License-Identifier: Apache-2.0
#include "inventory/walk.hpp"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "facts/native_magic.hpp"
#include "inventory/image.hpp"
#include "inventory/zip.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

class LoneFile : public ListedRoot {
 public:
  LoneFile(std::unique_ptr<Source> source, std::string name) : source_(std::move(source)), name_(std::move(name)) {}

  Wrapper wrapper() const override { return Wrapper::if_it_has_members; }
  std::size_t items() const override { return 1; }
  std::string path(std::size_t) const override { return name_; }
  std::uint64_t weight(std::size_t) const override { return 0; }
  void visit(std::size_t, Budget& budget, const Visit& visit) const override {
    visit_source(*source_, name_, budget, visit);
  }
  std::optional<std::string> failure() const override { return std::nullopt; }

 private:
  std::unique_ptr<Source> source_;
  std::string name_;
};

class PartOfRoot : public ListedRoot {
 public:
  PartOfRoot(std::unique_ptr<ListedRoot> root, const std::function<bool(std::string_view)>& wanted)
      : root_(std::move(root)) {
    const bool is_archive = root_->wrapper() != Wrapper::no;
    for (std::size_t item = 0; item < root_->items(); ++item) {
      if (is_archive || root_->is_link(item) || wanted(root_->path(item))) kept_.push_back(item);
    }
  }

  Wrapper wrapper() const override { return root_->wrapper(); }
  bool is_image() const override { return root_->is_image(); }
  std::string library_path() const override { return root_->library_path(); }
  std::size_t items() const override { return kept_.size(); }
  std::string path(std::size_t item) const override { return root_->path(kept_[item]); }
  bool is_link(std::size_t item) const override { return root_->is_link(kept_[item]); }
  std::uint64_t weight(std::size_t item) const override { return root_->weight(kept_[item]); }
  void visit(std::size_t item, Budget& budget, const Visit& visit) const override {
    root_->visit(kept_[item], budget, visit);
  }
  bool holds_beyond(std::size_t, const Look&) const override { return false; }
  std::optional<std::string> failure() const override { return root_->failure(); }

 private:
  std::unique_ptr<ListedRoot> root_;
  std::vector<std::size_t> kept_;
};

// "linux/arm64" also means "linux/arm64/v8", as in containerd.
bool is_for(const ContainerImage& image, std::string_view platform) {
  return image.platform == platform || image.platform.starts_with(std::string(platform) + "/");
}

// If there is only one image, its platform does not matter: the user named this bundle.
std::vector<ContainerImage> chosen(std::vector<ContainerImage> images, std::string_view platform) {
  if (images.size() == 1) return images;
  std::vector<ContainerImage> fitting;
  std::string platforms;
  for (const ContainerImage& image : images) {
    if (is_for(image, platform)) fitting.push_back(image);
    platforms += (platforms.empty() ? "" : ", ") + image.platform;
  }
  if (!fitting.empty()) return fitting;
  throw Unreadable("it holds images for " + platforms +
                   (platform.empty() ? ": name one with --platform" : ", but none for " + std::string(platform)));
}

// `root`: as the user named it.
std::unique_ptr<ListedRoot> list_file(std::unique_ptr<Source> source, const std::string& root, std::string name,
                                      const Limits& limits) {
  const Buffer head = read_range(*source, 0, std::min<std::uint64_t>(source->size(), 4096));
  // A program followed by a zip is both.
  if (!may_be_native(head.bytes()) && is_zip(root, head.bytes(), *source))
    return open_archive(std::move(source), root, limits);
  return open_lone_file(std::move(source), std::move(name));
}

}  // namespace

std::uint64_t archive_size(const std::string& root) {
  std::error_code error;
  const std::filesystem::path path = to_path(root);
  if (!std::filesystem::is_regular_file(path, error)) return 0;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

std::vector<std::string> list_images(const std::string& root, const Limits& limits) {
  std::vector<std::string> platforms;
  for (const ContainerImage& image : find_images(root, limits)) platforms.push_back(image.platform);
  return platforms;
}

std::unique_ptr<ListedRoot> list_root(const std::string& root, const std::string& image_platform, const Limits& limits,
                                      unsigned threads, bool follow_links) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path given = to_path(root);
  const fs::path path = fs::canonical(given, error);  // the root itself may be a link, because the user named it
  if (error) throw Unreadable(error.message());
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status) || fs::is_regular_file(status)) {
    if (std::vector<ContainerImage> images = find_images(to_text(path), limits); !images.empty())
      return open_images(to_text(path), chosen(std::move(images), image_platform), limits);
  }
  if (fs::is_directory(status)) return open_directory(to_text(path), limits, threads, follow_links);
  if (!fs::is_regular_file(status)) throw Unreadable("neither a directory nor a regular file");
  std::string name = to_text(given.filename().empty() ? path.filename() : given.filename());
  return list_file(open_file(to_text(path)), root, std::move(name), limits);
}

std::unique_ptr<ListedRoot> part_of_root(std::unique_ptr<ListedRoot> root,
                                         const std::function<bool(std::string_view)>& wanted) {
  return std::make_unique<PartOfRoot>(std::move(root), wanted);
}

std::unique_ptr<ListedRoot> list_memory(const Memory& root, const Limits& limits) {
  return list_file(borrowed_source(root.bytes), root.name, std::string(text::file_name(root.name)), limits);
}

std::unique_ptr<ListedRoot> open_lone_file(std::unique_ptr<Source> source, std::string name) {
  return std::make_unique<LoneFile>(std::move(source), std::move(name));
}

}  // namespace platlint
