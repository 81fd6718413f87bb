// SPDX-License-Identifier: Apache-2.0
// Is every library that an image needs in the bundle, where its loader looks, or part of the target?
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loader/needs.hpp"
#include "rules/common.hpp"
#include "target/sysroot.hpp"
#include "target/system_packages.hpp"

namespace platlint {

namespace {

// A Dockerfile may add libraries that the published image does not hold.
std::string why_not(const Library& library, Answer answer, const Target& target) {
  if (target::comes_with_a_driver(library.name))
    return ", which is not in the bundle; it comes with the driver of the machine";
  if (target.format == Format::elf && library.name.find('/') != std::string::npos && !library.name.starts_with('/'))
    return ", a path that starts in the working directory of the process: the loader does not search for it";
  const std::string elsewhere = target.sysroot ? target::held_elsewhere(*target.sysroot, library.name) : std::string();
  if (!elsewhere.empty()) {
    return ", which " + target.sysroot->root + " holds in /" + elsewhere +
           ", where its loader does not look: ld.so.conf or LD_LIBRARY_PATH must lead there";
  }
  if (target.sysroot && answer == Answer::nothing)
    return ", which is neither in the bundle nor in " + target.sysroot->root;
  if (answer == Answer::unknown) return ", which is not in the bundle; it is not known if the target has it";
  if (target.image.empty()) return ", which is neither in the bundle nor part of the target";
  return ", which is neither in the bundle nor in " + target.image + " as it is published";
}

Finding found_nowhere(const Library& library, Answer answer, const Target& target) {
  return finding(rule::missing_library, answer == Answer::nothing ? Severity::error : Severity::warning,
                 "needs " + library.name + why_not(library, answer, target), library.name, "not there");
}

// The Node package at the end of a search path that leaves the file's own: "$ORIGIN/../../sharp-libvips-linux-x64/lib"
// of @img/sharp-linux-x64 gives "@img/sharp-libvips-linux-x64". The maker of the file put the library there. Empty:
// there is none.
std::string partner_of(const Artifact& image, const Subject& subject) {
  if (subject.package == nullptr || subject.package->ecosystem != Ecosystem::node) return {};
  constexpr std::string_view modules = "node_modules/";
  for (const std::string& entry : image.runpath.empty() ? image.rpath : image.runpath) {
    const std::optional<std::string> directory = search_directory(subject.entry.path, entry);
    if (!directory || directory->starts_with(subject.package->path + "/")) continue;
    const std::size_t at = directory->rfind(modules);
    if (at == std::string::npos) continue;
    const std::string_view rest = std::string_view(*directory).substr(at + modules.size());
    const std::size_t scope = rest.starts_with('@') ? rest.find('/') + 1 : 0;  // npos + 1 is 0
    return std::string(rest.substr(0, rest.find('/', scope)));
  }
  return {};
}

Finding found_in_no_partner(const Library& library, const std::string& partner) {
  return finding(rule::missing_native_code, Severity::error,
                 "needs " + library.name + " of " + partner + ": that package is not there, or is another release",
                 library.name, "not there");
}

// A package's start-up code may load it first, and the script that starts a program may set LD_LIBRARY_PATH.
Finding found_elsewhere(const Library& library, bool reached) {
  return finding(rule::missing_library, reached ? Severity::note : Severity::warning,
                 "needs " + library.name + ", which is in the bundle, but not where " +
                     (reached ? "its loader looks: something must load it first"
                              : "a loader looks for it: code must load it first, or LD_LIBRARY_PATH must lead there"),
                 library.name, "elsewhere in the bundle");
}

std::optional<Finding> judge(const Artifact& image, const Library& library, Answer answer, const Subject& subject) {
  const Target& target = subject.target;
  if (answer == Answer::elsewhere || answer == Answer::unreached)
    return found_elsewhere(library, answer == Answer::elsewhere);
  if (answer != Answer::unknown && answer != Answer::nothing) return std::nullopt;
  const std::string partner = partner_of(image, subject);
  return partner.empty() ? found_nowhere(library, answer, target) : found_in_no_partner(library, partner);
}

std::vector<Lacking> lacks_of(const Evidence& whole) {
  std::vector<Lacking> lacks;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || whole.fates.is_unused(i)) continue;
    for (const Artifact* image : loaded_images(subject)) {
      if (!same_libc(*image, subject.target)) continue;  // wrong-libc already reports the library
      for (const auto& [library, answer] : answers(*image, subject, whole.libraries)) {
        std::optional<Finding> result = judge(*image, *library, answer, subject);
        if (!result) continue;
        lacks.push_back({i, of_image(*std::move(result), subject, *image)});
      }
    }
  }
  return lacks;
}

void missing_library(const Evidence& whole, Findings& findings) {
  report_lacks(whole, lacks_of(whole), findings);
}

// Directories where a build keeps its own things. /usr/lib and similar ones exist on the target as well as on the
// builder.
bool is_of_a_build_machine(std::string_view path) {
  constexpr std::array<std::string_view, 8> prefixes{"/home/",    "/Users/", "/root/",         "/tmp/",
                                                     "/private/", "/build/", "/opt/homebrew/", "/usr/local/Cellar/"};
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return path.starts_with(prefix); });
}

void foreign_search_path(const Subject& subject, Findings& findings) {
  for (const Artifact* image : loaded_images(subject)) {
    for (const std::vector<std::string>* paths : {&image->rpath, &image->runpath}) {
      for (const std::string& path : *paths) {
        if (!is_of_a_build_machine(path)) continue;
        findings.push_back(finding(rule::foreign_search_path, Severity::note,
                                   "looks for libraries in " + path + ", a directory of the machine that built it",
                                   "a search path relative to the file", path));
        return;
      }
    }
  }
}

}  // namespace

namespace rule {

constexpr Rule missing_library{
    .name = "missing-library",
    .severity = Severity::error,
    .summary = "a needed library is neither in the bundle nor part of the target",
    .why =
        "The loader looks in the image's own search path and in the system's directories. If a needed library is in "
        "neither, it refuses the whole file: \"cannot open shared object file\", \"Library not loaded\", \"DLL load "
        "failed\". It is a warning if the target's contents are not known, or if the package may work without the "
        "file.",
    .reference = "ld.so(8); dyld(1); Microsoft, Dynamic-link library search order; PEP 600",
    .about = About::file,
    .fix = {FixedBy::library, ""},
};
constexpr Checks missing_library_checks{.check = nullptr, .check_bundle = platlint::missing_library};

constexpr Rule foreign_search_path{
    .name = "foreign-search-path",
    .severity = Severity::note,
    .summary = "a search path that names a directory of the build machine",
    .why =
        "The directory will not be there on the target, or it belongs to somebody else. Whoever can write there "
        "chooses which library is loaded.",
    .reference = "ld.so(8), RUNPATH; CWE-426",
    .about = About::file,
    .fix = {FixedBy::nothing, "the file loads without it"},
};
constexpr Checks foreign_search_path_checks{.check = platlint::foreign_search_path, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
