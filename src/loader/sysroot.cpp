// SPDX-License-Identifier: Apache-2.0
// glibc: ld.so(8), ldconfig(8); elf/ldconfig.c, parse_conf; sysdeps/unix/sysv/linux/*/dl-cache.h, add_system_dir.
// musl: ldso/dynlink.c, load_library.
#include "loader/sysroot.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/architectures.hpp"
#include "loader/loadable.hpp"
#include "loader/system_libraries.hpp"
#include "platlint/error.hpp"
#include "target/sysroot.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::string_view glibc_name = "libc.so.6";
constexpr std::array<std::string_view, 6> usual_directories{"lib64",   "usr/lib64", "lib",
                                                            "usr/lib", "lib32",     "usr/lib32"};

bool is_shared_library(std::string_view path) {
  return text::file_name(path).find(".so") != std::string_view::npos && !text::first_step(path);
}

constexpr std::size_t most_exports = std::size_t{4} << 20;  // of all libraries; 1,841 of a Debian have 475,000

// A file that could not be read exists all the same, but its definitions are not known.
void add_libraries(Sysroot& sysroot, Entry& entry, std::size_t& exports) {
  if (!is_shared_library(entry.path)) return;
  if (entry.status == Entry::Status::unreadable) sysroot.libraries.try_emplace(entry.path);
  for (Artifact& image : entry.artifacts) {
    const bool fits = image.format == Format::elf && is_loadable(image) && image.architecture == sysroot.architecture;
    if (!fits) continue;
    if (image.symbols && (exports += image.symbols->exports.size()) > most_exports) image.symbols.reset();
    sysroot.libraries.insert_or_assign(entry.path, std::move(image));
  }
}

struct CLibrary {
  Architecture architecture;
  Libc libc;

  friend bool operator==(const CLibrary&, const CLibrary&) = default;
};

// "lib/x86_64-linux-gnu", "usr/lib": the directories for a system's C library.
bool is_usual_directory(std::string_view directory) {
  const std::string_view parent = text::parent(directory);
  const bool of_triplet =
      (parent == "lib" || parent == "usr/lib") && directory.find("-linux-") != std::string_view::npos;
  return of_triplet ||
         std::find(usual_directories.begin(), usual_directories.end(), directory) != usual_directories.end();
}

// Found by the names that programs need: a distribution's cross compilers keep other C libraries elsewhere.
std::vector<CLibrary> c_libraries(const Bundle& system) {
  std::vector<CLibrary> found;
  const auto add = [&](const CLibrary& library) {
    if (std::find(found.begin(), found.end(), library) == found.end()) found.push_back(library);
  };
  for (const Entry& entry : system.entries) {
    const std::string_view name = text::file_name(entry.path);
    if (!is_usual_directory(text::parent(entry.path))) continue;
    const bool glibc = name == glibc_name || (name.starts_with("libc-2.") && name.ends_with(".so"));
    const bool musl = name == "libc.so" || (name.starts_with("ld-musl-") && name.ends_with(".so.1"));
    for (const Artifact& image : entry.artifacts) {
      const bool fits = image.format == Format::elf && is_loadable(image);
      if (fits && glibc) add({image.architecture, Libc::glibc});
      if (fits && musl) add({image.architecture, Libc::musl});
    }
  }
  return found;
}

bool is_wanted(const CLibrary& library, const Target* target) {
  if (target == nullptr) return true;
  const std::vector<Architecture>& all = target->architectures;
  return std::find(all.begin(), all.end(), library.architecture) != all.end() &&
         (target->libc == Libc::unknown || target->libc == library.libc);
}

std::string words_of(const CLibrary& library) {
  return std::string(name(library.libc)) + " for " + std::string(spelling(Format::elf, library.architecture));
}

// A system whose programs are linked to glibc may have musl too, for people who build for it.
CLibrary choose(const Bundle& system, const Target* target) {
  const std::vector<CLibrary> all = c_libraries(system);
  const std::string who = "--sysroot " + system.root + ": ";
  if (all.empty()) throw Error(who + "holds no C library (libc.so.6, ld-musl-*.so.1): name the root of a Linux system");
  std::vector<CLibrary> wanted;
  std::copy_if(all.begin(), all.end(), std::back_inserter(wanted),
               [&](const CLibrary& it) { return is_wanted(it, target); });
  std::string words;
  for (const CLibrary& library : wanted.empty() ? all : wanted)
    words += (words.empty() ? "" : " and ") + words_of(library);
  if (wanted.empty()) throw Error(who + "holds " + words + ", which is not the platform " + target->name);
  std::stable_sort(wanted.begin(), wanted.end(), [](const CLibrary& a, const CLibrary& b) { return a.libc < b.libc; });
  const auto others = std::count_if(wanted.begin(), wanted.end(),
                                    [&](const CLibrary& it) { return it.architecture != wanted.front().architecture; });
  if (others != 0) throw Error(who + "holds " + words + ": say --platform too");
  return wanted.front();
}

using Texts = std::map<std::string, std::string>;

// "ld.so.conf.d/*.conf", seen from /etc: distributions only write one star, in the last part.
bool matches(std::string_view pattern, std::string_view path) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == path;
  const std::string_view before = pattern.substr(0, star);
  const std::string_view after = pattern.substr(star + 1);
  return path.size() >= before.size() + after.size() && path.starts_with(before) && path.ends_with(after) &&
         path.substr(before.size()).find('/') == std::string_view::npos;
}

// The maker of a system may be hostile: nested patterns could lead to any number of files, and lists be of any length.
// Real systems have ten files and ten directories.
constexpr std::size_t most_configurations = 1000, most_directories = 1000;
constexpr int deepest_include = 8;

class Configurations {
 public:
  explicit Configurations(const Texts& texts) : texts_(texts) {}

  std::vector<std::string> directories() {
    read("etc/ld.so.conf", 0);
    return std::move(directories_);
  }

 private:
  void read(const std::string& path, int depth) {
    const auto text = texts_.find(path);
    if (text == texts_.end() || depth > deepest_include || ++files_ > most_configurations) return;
    for (const std::string_view whole : text::split(text->second, '\n')) {
      const std::string_view line = text::trim(whole.substr(0, whole.find('#')));
      if (const auto rest = text::after(line, "include");
          rest && !rest->empty() && (rest->front() == ' ' || rest->front() == '\t')) {
        include(text::trim(*rest), depth);
      } else if (line.starts_with('/')) {
        directories_.emplace_back(line.substr(1, line.find_first_of(" \t=:,") - 1));
      }
    }
  }

  void include(std::string_view pattern, int depth) {
    const std::string wanted =
        pattern.starts_with('/') ? std::string(pattern.substr(1)) : std::string("etc/").append(pattern);
    if (files_ > most_configurations) return;
    for (const auto& [path, text] : texts_) {
      if (matches(wanted, path)) read(path, depth + 1);
    }
  }

  const Texts& texts_;
  std::vector<std::string> directories_;
  std::size_t files_ = 0;
};

std::vector<std::string> glibc_directories(const Bundle& system, const Sysroot& sysroot) {
  std::vector<std::string> directories = Configurations(system.metadata).directories();
  const auto add_libc = [&](const std::string& path) {
    const std::string_view directory = text::parent(path);
    if (text::file_name(path) != glibc_name || !is_usual_directory(directory)) return;
    const std::string_view below = directory.starts_with("usr/") ? directory.substr(4) : directory;
    directories.emplace_back(below);
    directories.emplace_back(std::string("usr/").append(below));
  };
  for (const auto& [path, image] : sysroot.libraries) add_libc(path);
  for (const auto& [path, link] : sysroot.links) {
    if (target::has_library_at(sysroot, path)) add_libc(path);
  }
  const std::size_t most = bits(sysroot.architecture) == 64 ? 4 : usual_directories.size();
  directories.insert(directories.end(), usual_directories.begin(),
                     usual_directories.begin() + static_cast<std::ptrdiff_t>(most));
  return directories;
}

std::vector<std::string> musl_directories(const Bundle& system, const Sysroot& sysroot) {
  const std::string_view loader = text::file_name(musl_loader(sysroot.architecture));
  const std::string path = std::string("etc/").append(loader.substr(0, loader.find(".so"))).append(".path");
  const auto text = system.metadata.find(path);
  if (text == system.metadata.end()) return {"lib", "usr/local/lib", "usr/lib"};
  return directories_of_list(text->second);
}

std::vector<std::string> first_of_each(std::vector<std::string> directories, const std::string& root) {
  std::vector<std::string> kept;
  std::set<std::string, std::less<>> seen;
  for (std::string& directory : directories) {
    while (directory.ends_with('/')) directory.pop_back();
    if (seen.insert(directory).second) kept.push_back(std::move(directory));
  }
  if (kept.size() > most_directories)
    throw Error("--sysroot " + root + ": its loader searches more than " + std::to_string(most_directories) +
                " directories");
  return kept;
}

// The newest version that its libraries define; before 2.34 the name of the file has the version.
std::optional<Version> glibc_version(const Sysroot& sysroot) {
  std::optional<Version> newest;
  const auto add = [&](std::string_view number) {
    const std::optional<Version> version = parse_version(number);
    if (version && (!newest || *newest < *version)) newest = version;
  };
  for (const auto& [path, image] : sysroot.libraries) {
    const std::string_view name = text::file_name(path);
    if (name.starts_with("libc-2.")) add(name.substr(5, name.rfind(".so") - 5));
    if (name != glibc_name && !name.starts_with("libc-2.") && !name.starts_with("ld-linux")) continue;
    for (const std::string& version : image.versions) {
      if (const auto number = text::after(version, "GLIBC_")) add(*number);
    }
  }
  return newest;
}

}  // namespace

std::string os_release_of(const Bundle& system) {
  for (const char* const path : {"etc/os-release", "usr/lib/os-release"}) {
    const auto found = system.metadata.find(path);
    if (found != system.metadata.end()) return found->second;
  }
  return {};
}

bool is_read_of_sysroot(std::string_view path) {
  // Not part of the system (the Filesystem Hierarchy Standard, hier(7)).
  constexpr std::array<std::string_view, 10> others{"home/", "root/", "tmp/",   "run/",  "var/",
                                                    "mnt/",  "srv/",  "media/", "proc/", "sys/"};
  const bool is_other =
      std::any_of(others.begin(), others.end(), [&](std::string_view other) { return path.starts_with(other); });
  const std::string_view name = text::file_name(path);
  return !is_other &&
         (name.find(".so") != std::string_view::npos || path.starts_with("etc/ld") || name == "os-release");
}

std::shared_ptr<const Sysroot> make_sysroot(Bundle system, const Target* target) {
  const CLibrary library = choose(system, target);
  auto sysroot = std::make_shared<Sysroot>();
  sysroot->root = system.root;
  sysroot->os_release = os_release_of(system);
  sysroot->architecture = library.architecture;
  sysroot->libc = library.libc;
  std::size_t exports = 0;
  for (Entry& entry : system.entries) {
    add_libraries(*sysroot, entry, exports);
    if (!entry.link.empty() && !text::first_step(entry.path)) sysroot->links.emplace(entry.path, entry.link);
  }
  const bool glibc = library.libc == Libc::glibc;
  sysroot->directories = directories_of_list(system.library_path);
  for (std::string& directory : glibc ? glibc_directories(system, *sysroot) : musl_directories(system, *sysroot))
    sysroot->directories.push_back(std::move(directory));
  sysroot->directories = first_of_each(std::move(sysroot->directories), system.root);
  if (glibc) sysroot->libc_version = glibc_version(*sysroot);
  return sysroot;
}

}  // namespace platlint
