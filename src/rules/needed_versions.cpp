// SPDX-License-Identifier: Apache-2.0
// Does the library that answers a need have the version that is needed?
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "loader/library_index.hpp"
#include "loader/system_libraries.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

// glibc elf/dl-version.c, match_symbol: a library that defines no version at all satisfies every need.
bool lacks(const std::vector<const Artifact*>& libraries, const std::string& version) {
  return std::none_of(libraries.begin(), libraries.end(), [&](const Artifact* library) {
    const std::vector<std::string>& defined = library->versions;
    return defined.empty() || std::find(defined.begin(), defined.end(), version) != defined.end();
  });
}

// The versions of the C library and of the compiler have their own rules.
bool has_a_rule_of_its_own(std::string_view version) {
  constexpr std::array<std::string_view, 5> prefixes{"GLIBC_", "GLIBCXX_", "CXXABI_", "GCC_", "LIBATOMIC_"};
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view it) { return version.starts_with(it); });
}

// "FOO_1 and no FOO_2": the last one that it defines is the newest.
std::string has_words(const std::vector<const Artifact*>& libraries) {
  return libraries.front()->versions.back();
}

std::string of_sysroot(const Target& target, const Artifact& image, const VersionNeed& need) {
  if (is_provided(target, need.library) || has_a_rule_of_its_own(need.name)) return {};
  const target::SystemLibrary* const found = find_in_system(*target.sysroot, image, {}, need.library);
  if (found == nullptr || !lacks({&found->second}, need.name)) return {};
  return found->second.versions.back();
}

// Only for libraries that no other rule covers: those of the C library and the compiler have their own rules.
std::string of_target(const Target& target, const Artifact& image, const VersionNeed& need) {
  if (target.sysroot) return of_sysroot(target, image, need);
  constexpr std::string_view prefix = "ZLIB_";
  if (!need.name.starts_with(prefix) || provides_version(target, need) != Provision::no) return {};
  const SymbolVersions* const row = find_symbol_versions(target, "ZLIB");
  return row == nullptr || !row->newest ? std::string("none") : std::string(prefix) + to_string(*row->newest);
}

void judge(const VersionNeed& need, const std::string& who, const std::string& has, const Evidence& whole,
           std::size_t entry, Findings& findings) {
  Finding result = finding(rule::missing_version, Severity::error,
                           "needs " + need.name + " of " + need.library + ", " + who + " has " + has, need.name, has);
  findings.push_back(placed(std::move(result), whole, entry));
}

void judge_image(const Artifact& image, const Evidence& whole, std::size_t entry, Findings& findings) {
  const std::string& path = whole.bundle.entries[entry].path;
  for (const VersionNeed& need : image.version_needs) {
    if (need.weak) continue;
    const LibraryIndex::Place place = whole.libraries.locate(image, path, need.library);
    if (place == LibraryIndex::Place::found) {
      const std::vector<const Artifact*> libraries = whole.libraries.named(need.library);
      if (!libraries.empty() && lacks(libraries, need.name))
        return judge(need, "the bundle's", has_words(libraries), whole, entry, findings);
    } else if (place == LibraryIndex::Place::absent) {
      const std::string has = of_target(whole.target, image, need);
      if (!has.empty()) return judge(need, "target", has, whole, entry, findings);
    }
  }
}

// musl ignores versions (ldso/dynlink.c).
void missing_version(const Evidence& whole, Findings& findings) {
  if (whole.target.format != Format::elf || whole.target.libc == Libc::musl) return;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || whole.fates.is_unused(i)) continue;
    for (const Artifact* image : loaded_images(subject)) {
      if (same_libc(*image, subject.target) && image->libc != Libc::musl) judge_image(*image, whole, i, findings);
    }
  }
}

}  // namespace

namespace rule {

constexpr Rule missing_version{
    .name = "missing-version",
    .severity = Severity::error,
    .summary = "needs a version of a library that the one it finds does not define",
    .why =
        "ld.so compares the version needs of a file with the versions that each library defines: \"version `Qt_6.9' "
        "not found (required by ...)\". The library may be the system's or the bundle's. Two packages of different "
        "releases often end like that, if one brings a library for the other.",
    .reference = "glibc elf/dl-version.c; LSB, Symbol Versioning; pep600_compliance measurements",
    .about = About::version,
    .fix = {FixedBy::line,
            "take releases that were built for each other: reinstall {package} together with the package that brings "
            "the library, or put a library that defines {expected} beside {file}"},
};
constexpr Checks missing_version_checks{.check = nullptr, .check_bundle = platlint::missing_version};

}  // namespace rule

}  // namespace platlint
