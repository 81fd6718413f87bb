// SPDX-License-Identifier: Apache-2.0
#include "report/answerers.hpp"

#include <algorithm>
#include <utility>

#include "loader/deployment.hpp"
#include "loader/loadable.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// The platform that a file is made for, without limits on versions.
Target platform_of(const Artifact& image) {
  Target target;
  target.format = image.format;
  target.system = system_of(image);
  target.architectures = {image.architecture};
  target.libc = image.libc;
  return target;
}

std::string key_of(const Target& target) {
  return std::string(name(target.format))
      .append(" ")
      .append(name(target.system))
      .append(" ")
      .append(name(target.architectures.front()))
      .append(" ")
      .append(name(target.libc));
}

// Only the fields that decide where its libraries are looked for. Every library counts as required.
Artifact as_asking(const Artifact& image) {
  Artifact asking;
  asking.format = image.format;
  asking.kind = image.kind;
  asking.architecture = image.architecture;
  asking.system = image.system;
  asking.libc = image.libc;
  asking.identity = image.identity;
  asking.libraries = image.libraries;
  asking.rpath = image.rpath;
  asking.runpath = image.runpath;
  for (Library& library : asking.libraries) library.weak = false;
  return asking;
}

bool is_outside(Answer answer) {
  return answer == Answer::host || answer == Answer::target;
}

}  // namespace

// A root, and the roots that are loaded with it, as the loader of one platform sees them.
struct Answerers::View {
  View(const WholeBundle& whole, Target platform)
      : target(std::move(platform)),
        seen{whole.bundle, whole.ownership, target, whole.role, whole.below, whole.above},
        index(seen) {
    for (const Root& root : seen.below) add(root.bundle, root.role);
    add(seen.bundle, seen.role);
    for (const Root& root : seen.above) add(root.bundle, root.role);
  }

  void add(const Bundle& bundle, Role role) {
    for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
      const Entry& entry = bundle.entries[i];
      if (entry.status == Entry::Status::not_native) continue;
      const std::vector<const Artifact*> images = loaded_images({entry, target});
      if (images.empty() && entry.status == Entry::Status::judged) continue;
      files[folded(std::string(mount_of(role)) + entry.path)] = {&bundle, i};
      named.emplace(folded(text::file_name(entry.path)), BundledFile{&bundle, i});
      for (const Artifact* const image : images) {
        if (!image->identity.empty()) named.emplace(folded(text::file_name(image->identity)), BundledFile{&bundle, i});
      }
    }
  }

  // Windows ignores case when it compares names.
  std::string folded(std::string_view text) const {
    return target.format == Format::pe ? text::lower(text) : std::string(text);
  }

  BundledFile file_of(const Artifact& image, std::string_view path, std::string_view library, Answer answer) const {
    const LibraryIndex::Located located = index.find(image, path, library);
    if (located.place == LibraryIndex::Place::found || (!is_outside(answer) && !located.file.empty())) {
      const auto file = files.find(located.file);
      return file == files.end() ? BundledFile() : file->second;
    }
    if (is_outside(answer) || located.place != LibraryIndex::Place::elsewhere) return {};
    const auto file = named.find(folded(text::file_name(library)));
    return file == named.end() ? BundledFile() : file->second;
  }

  Target target;
  WholeBundle seen;
  LibraryIndex index;
  std::map<std::string, BundledFile, std::less<>> files;  // by path, as mounted
  std::map<std::string, BundledFile, std::less<>> named;  // by the names that they are called by
};

Answerers::Answerers(const WholeBundle& whole, bool has_target)
    : whole_(whole), own_(has_target ? std::make_unique<View>(whole, whole.target) : nullptr) {}

Answerers::~Answerers() = default;

Answerers::View& Answerers::view_of(const Artifact& image, const Entry& entry) {
  if (own_) {
    const std::vector<const Artifact*> loaded = loaded_images({entry, own_->target});
    if (std::find(loaded.begin(), loaded.end(), &image) != loaded.end()) return *own_;
  }
  Target platform = platform_of(image);
  std::unique_ptr<View>& view = others_[key_of(platform)];
  if (!view) view = std::make_unique<View>(whole_, std::move(platform));
  return *view;
}

std::vector<Answerer> Answerers::of(std::size_t number) {
  const Entry& entry = whole_.bundle.entries[number];
  std::vector<Answerer> all;
  for (const Artifact& image : entry.artifacts) {
    if (image.libraries.empty() || !concerns_loader(image, entry)) continue;
    View& view = view_of(image, entry);
    const Artifact asking = as_asking(image);
    for (const AnsweredNeed& need : answers(asking, view.seen.subject(number), view.index)) {
      const std::string& library = need.library->name;
      all.push_back({view.file_of(asking, entry.path, library, need.answer), system_of(image), image.architecture,
                     library, need.answer});
    }
  }
  return all;
}

}  // namespace platlint
