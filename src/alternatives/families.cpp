// SPDX-License-Identifier: Apache-2.0
// The layouts behind it: prebuildify and node-gyp-build (prebuilds/<platform>-<arch>/<tags>.node; build/Release and
// build/Debug come first), node-pre-gyp (lib/binding/napi-v3-linux-x64-glibc/), optional dependencies chosen by "os",
// "cpu" and "libc" (docs.npmjs.com, package.json). Directories or names by platform of every other kind are found too.
// No layout is looked for by name: files form a set if their paths differ only in words for platforms.
//
// Jars (JAR File Specification; META-INF/MANIFEST.MF): Java code runs anywhere. It takes the library out of the jar,
// under a path made from its names for os.name and os.arch (JNA, snappy-java, netty's NativeLibraryLoader). A jar may
// hold several packages (shaded into one), so its directories are judged separately.
#include "alternatives/families.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "alternatives/stems.hpp"
#include "packages/platform_name.hpp"
#include "text/path.hpp"

namespace platlint {
namespace {

bool is_native(const Entry& entry) {
  return entry.status != Entry::Status::not_native || entry.damage.has_value();
}

/// "a/node_modules/@img/sharp-linux-x64" -> "a/node_modules/". The stores of pnpm, yarn and bun hold each package in
/// its own directory and link them together: there the place says nothing.
std::string_view place_of(const Package& package) {
  std::string_view path = package.path;
  const std::size_t hidden = path.starts_with('.') ? 0 : path.find("/.");
  if (hidden != std::string_view::npos) return path.substr(0, hidden);
  return path.substr(0, path.size() - std::min(path.size(), package.name.size()));
}

struct Wheel {
  std::string release;   // its directory, name and version
  std::string platform;  // the last part of its tag
};

// The wheel that holds a package, as a file or unpacked under its name (PEX): "wheels/x-1.0-cp312-cp312-win_amd64.whl".
std::optional<Wheel> wheel_of(const Package& package) {
  if (package.ecosystem != Ecosystem::python) return std::nullopt;
  constexpr std::string_view suffix = ".whl";
  const std::string_view path = package.path;
  const std::size_t end = path.rfind(suffix);
  if (end == std::string_view::npos) return std::nullopt;
  if (end + suffix.size() < path.size() && path.find_first_of("!/", end) != end + suffix.size()) return std::nullopt;
  const std::string_view stem = path.substr(0, end);
  const std::size_t name = stem.rfind('/') + 1;  // npos + 1 is 0
  const std::size_t version = stem.find('-', name);
  if (version == std::string_view::npos) return std::nullopt;
  const std::size_t tags = stem.find('-', version + 1);
  const std::size_t platform = stem.rfind('-') + 1;
  if (tags == std::string_view::npos || platform <= tags + 1) return std::nullopt;
  return Wheel{std::string(stem.substr(0, tags)), std::string(stem.substr(platform))};
}

struct Copy {
  std::string skeleton;  // of its path
  std::string_view place;
  PlatformName platform;
};

// A Node package below a directory for one platform: "app-x64.asar.unpacked/node_modules/x" of a universal Electron
// app.
std::optional<Copy> copy_of(const Package& package) {
  if (package.ecosystem != Ecosystem::node || package.path.size() <= package.name.size()) return std::nullopt;
  const std::string_view place = std::string_view(package.path).substr(0, package.path.size() - package.name.size());
  auto [platform, skeleton] = read_platform_path(std::string(place) + "x");
  if (!platform.in_words) return std::nullopt;
  return Copy{skeleton + '\n' + package.name, place, std::move(platform)};
}

class Families {
 public:
  Families(const Bundle& bundle, const Ownership& ownership) : bundle_(bundle), ownership_(ownership) {
    constexpr std::string_view manifest = "META-INF/MANIFEST.MF";
    std::map<std::string, std::set<std::string>> wheels;
    std::map<std::string, std::set<std::string_view>> copies;
    for (std::size_t i = 0; i < ownership.packages.size(); ++i) {
      names_.emplace(ownership.packages[i].name, i);
      if (const auto wheel = wheel_of(ownership.packages[i])) wheels[wheel->release].insert(wheel->platform);
      if (const auto copy = copy_of(ownership.packages[i])) copies[copy->skeleton].insert(copy->place);
    }
    for (auto& [skeleton, places] : copies) {
      if (places.size() > 1) copies_.insert(skeleton);
    }
    for (auto& [release, platforms] : wheels) {
      if (platforms.size() > 1) wheelhouse_.insert(release);
    }
    for (const Entry& entry : bundle.entries) {
      const std::string_view path = entry.path;
      if (!path.ends_with(manifest)) continue;
      const std::string_view root = path.substr(0, path.size() - manifest.size());
      if (root.empty() || root.ends_with('/')) jars_.insert(root);
    }
  }

  void add(std::size_t entry) {
    const auto owner = ownership_.owner[entry];
    const Package* package = owner ? &ownership_.packages[*owner] : nullptr;
    if (package != nullptr && is_part(*package)) return add_part(entry, *package);
    if (const auto wheel = package == nullptr ? std::nullopt : wheel_of(*package);
        wheel && wheelhouse_.contains(wheel->release))
      return add_wheel(entry, *owner, *wheel);
    if (package != nullptr && is_installed_whole(*package)) return add_file(entry, *owner);
    // Nobody knows its package, so the first directory counts: "linux-x64/tool" is one, "darwin-arm64/tool" another.
    const std::string_view path = bundle_.entries[entry].path;
    auto [platform, skeleton] = read_platform_path(path);
    const bool in_jar = lies_in_jar(path);
    if (in_jar && !platform.format && is_shared_object(text::file_name(path))) platform.format = Format::elf;
    Family& family = family_of(in_jar ? "jar:" + std::string{text::parent(skeleton)} : "set:" + skeleton, owner);
    family.in_jar = in_jar;
    set_of(family, skeleton).push_back({entry, std::move(platform)});
  }

  std::vector<Family> take() {
    for (std::size_t i = 0; i < families_.size(); ++i) name_sets(families_[i], sets_[i]);
    for (auto& [key, set] : built_) {
      Family& family = families_[key.first];
      if (differ_by_platform(set)) {
        family.sets.push_back(std::move(set));
      } else {
        for (const Variant& variant : set) family.fixed.push_back(variant.entry);
      }
    }
    return std::move(families_);
  }

 private:
  // System.mapLibraryName: Java looks for ".so" if libraries are ELF, and for ".dylib" and ".dll" elsewhere.
  static bool is_shared_object(std::string_view name) {
    return name.ends_with(".so") || name.find(".so.") != std::string_view::npos;
  }

  // The builds of an extension module differ in their suffixes, which decide (modules.cpp).
  void name_sets(Family& family, const std::map<std::string, std::size_t>& skeletons) const {
    const bool python = family.package && ownership_.packages[*family.package].ecosystem == Ecosystem::python;
    if (family.in_parts || python) return;
    std::vector<NamedSet> named(family.sets.size());
    for (const auto& [skeleton, set] : skeletons) named[set] = {skeleton, std::move(family.sets[set])};
    join_by_bytes(named, bundle_, family.in_jar);
    family.sets.clear();
    for (NamedSet& set : named) family.sets.push_back(std::move(set.variants));
  }

  static bool is_part(const Package& package) {
    return package.ecosystem == Ecosystem::node && !package.request.empty() && package.request != package.name &&
           !packages::without_platform(package.name).empty();
  }

  // Its files lie together, and its own code looks for them there.
  static bool is_installed_whole(const Package& package) {
    return package.ecosystem == Ecosystem::python || package.ecosystem == Ecosystem::node;
  }

  // One version in one place: an "esbuild" further down does not find the parts of the one above it.
  void add_part(std::size_t entry, const Package& package) {
    const auto asking = names_.find(package.request);
    Family& family = family_of("part:" + package.request + '\n' + std::string{place_of(package)},
                               asking == names_.end() ? ownership_.owner[entry] : std::optional{asking->second});
    family.in_parts = true;
    const std::string key = packages::without_platform(package.name) + '\n' + package.version;
    set_of(family, key).push_back({entry, read_platform_path(package.name).platform});
  }

  // All wheels of one release in one directory: a program that installs from there, or loads them (Blender's
  // extensions, PEX), takes the one for its platform.
  void add_wheel(std::size_t entry, std::size_t owner, const Wheel& wheel) {
    Family& family = family_of("wheels:" + wheel.release, owner);
    family.in_parts = true;
    set_of(family, wheel.release).push_back({entry, read_platform_path(wheel.platform + "/x").platform});
  }

  // A platform in a name inside the package says more than the directory around it.
  void add_copy(std::size_t entry, std::size_t owner, const Copy& copy) {
    auto [platform, skeleton] = read_platform_path(inside(bundle_.entries[entry].path, ownership_.packages[owner]));
    Family& family = family_of("copies:" + copy.skeleton, owner);
    set_of(family, skeleton).push_back({entry, platform.in_words ? platform : copy.platform});
  }

  void add_file(std::size_t entry, std::size_t owner) {
    const Package& package = ownership_.packages[owner];
    if (const auto copy = copy_of(package); copy && copies_.contains(copy->skeleton))
      return add_copy(entry, owner, *copy);
    Family& family = family_of("package:" + std::to_string(owner), owner);
    const std::string_view path = inside(bundle_.entries[entry].path, package);
    auto [platform, skeleton] = read_platform_path(path);
    if (package.ecosystem == Ecosystem::node &&
        (path.starts_with("build/Release/") || path.starts_with("build/Debug/"))) {
      // node-gyp writes names without a system; they are kept apart from names with one.
      const std::string key = platform.system == System::unknown ? std::string{path} : skeleton;
      built_[{index_.at("package:" + std::to_string(owner)), key}].push_back({entry, std::move(platform)});
      return;
    }
    set_of(family, skeleton).push_back({entry, std::move(platform)});
  }

  // The part of a path that the package chose itself. For a Python package, it lies beside its metadata.
  static std::string_view inside(std::string_view path, const Package& package) {
    const std::string base =
        text::as_prefix(package.ecosystem == Ecosystem::node ? package.path : text::parent(package.path));
    return path.starts_with(base) ? path.substr(base.size()) : path;
  }

  static bool differ_by_platform(const VariantSet& set) {
    return std::any_of(set.begin(), set.end(),
                       [&](const Variant& variant) { return variant.platform != set.front().platform; });
  }

  bool lies_in_jar(std::string_view path) const {
    const std::size_t archive = text::archive_length(path);
    for (const auto directory : text::ancestors(path, archive == 0 ? 0 : archive - 2)) {
      if (jars_.contains(path.substr(0, directory.size() + 1))) return true;
    }
    return archive == 0 && jars_.contains(std::string_view{});
  }

  Family& family_of(const std::string& key, std::optional<std::size_t> package) {
    const auto [found, added] = index_.emplace(key, families_.size());
    if (added) {
      families_.emplace_back().package = package;
      sets_.emplace_back();
    }
    return families_[found->second];
  }

  VariantSet& set_of(Family& family, const std::string& key) {
    auto& known = sets_[static_cast<std::size_t>(&family - families_.data())];
    const auto [found, added] = known.emplace(key, family.sets.size());
    if (added) family.sets.emplace_back();
    return family.sets[found->second];
  }

  const Bundle& bundle_;
  const Ownership& ownership_;
  std::map<std::string, std::size_t> names_;                         // of packages
  std::set<std::string> copies_;                                     // packages with one copy per platform
  std::set<std::string> wheelhouse_;                                 // releases with wheels for several platforms
  std::set<std::string_view> jars_;                                  // the prefix of the paths in each
  std::map<std::pair<std::size_t, std::string>, VariantSet> built_;  // in build/Release, by family and name
  std::map<std::string, std::size_t> index_;                         // the key of a family -> its place
  std::vector<Family> families_;
  std::vector<std::map<std::string, std::size_t>> sets_;  // parallel: the key of a set -> its place
};

}  // namespace

std::vector<Family> find_families(const Bundle& bundle, const Ownership& ownership) {
  Families families{bundle, ownership};
  for (std::size_t entry = 0; entry < bundle.entries.size(); ++entry) {
    if (is_native(bundle.entries[entry])) families.add(entry);
  }
  return families.take();
}

}  // namespace platlint
