// SPDX-License-Identifier: Apache-2.0
// Does the target's C and C++ runtime define the symbol versions that an image needs?
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "loader/library_index.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

struct Versioned {
  std::string_view prefix;  // "GLIBC"
  std::string_view number;  // "2.34", "ABI_DT_RELR"
};

Versioned split(std::string_view name) {
  const std::size_t line = std::min(name.find('_'), name.size());
  return {name.substr(0, line), name.substr(std::min(line + 1, name.size()))};
}

// Sorts the needs: numbers first by value, names (which have none) below them.
Version value(const VersionNeed& need) {
  return parse_version(split(need.name).number).value_or(Version{});
}

// The needs for some prefixes that the target does not meet, worst first.
std::vector<const VersionNeed*> unmet(const Artifact& image, const Target& target,
                                      std::initializer_list<std::string_view> prefixes) {
  std::vector<const VersionNeed*> needs;
  for (const VersionNeed& need : image.version_needs) {
    const std::string_view prefix = split(need.name).prefix;
    const bool asked = std::find(prefixes.begin(), prefixes.end(), prefix) != prefixes.end();
    if (asked && provides_version(target, need) == Provision::no) needs.push_back(&need);
  }
  std::stable_sort(needs.begin(), needs.end(),
                   [](const VersionNeed* a, const VersionNeed* b) { return value(*a) > value(*b); });
  return needs;
}

// "glibc 2.17" or "GLIBCXX_3.4.19": the target's version of the same kind.
std::string provided(const Target& target, std::string_view prefix) {
  const SymbolVersions* const row = find_symbol_versions(target, prefix);
  if (row == nullptr || !row->newest) return "none";
  if (prefix == "GLIBC") return target.libc_version ? to_string(*target.libc_version) : to_string(*row->newest);
  return std::string(prefix) + "_" + to_string(*row->newest);
}

// A need that every loader insists on, or one that only causes a warning at load (VER_FLG_WEAK).
Severity severity(const VersionNeed& need) {
  return need.weak ? Severity::warning : Severity::error;
}

// " for pthread_create, dlopen and 3 more": if the symbols were read.
std::string asked_by(const VersionNeed& need) {
  constexpr std::size_t named = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(named, need.symbols.size()); ++i)
    text += (i == 0 ? " for " : ", ") + need.symbols[i];
  if (need.symbols.size() > named) text += " and " + std::to_string(need.symbols.size() - named) + " more";
  return text;
}

// glibc's internals. Any build of it may change them, but few do: files that need them run on many releases.
bool is_private(const VersionNeed* need) {
  return split(need->name).number == "PRIVATE";
}

std::vector<const VersionNeed*> unmet_glibc(const Artifact& image, const Target& target) {
  if (!same_libc(image, target)) return {};
  return unmet(image, target, {"GLIBC"});
}

void glibc_too_new(const Subject& subject, Findings& findings) {
  for (const Artifact* image : loaded_images(subject)) {
    const std::vector<const VersionNeed*> needs = unmet_glibc(*image, subject.target);
    const auto need = std::find_if_not(needs.begin(), needs.end(), is_private);
    if (need == needs.end()) continue;
    const std::string_view number = split((*need)->name).number;
    const std::string actual = parse_version(number) ? "glibc " + std::string(number) : (*need)->name;
    const std::string has = provided(subject.target, "GLIBC");
    findings.push_back(finding(rule::glibc_too_new, severity(**need),
                               "needs " + actual + asked_by(**need) + ", target has " + has, "glibc " + has, actual));
  }
}

// The root of a system brings the glibc whose internals its programs need, and so does glibc's own package.
void private_glibc(const Evidence& whole, Findings& findings) {
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty()) continue;
    for (const Artifact* image : loaded_images(subject)) {
      const std::vector<const VersionNeed*> needs = unmet_glibc(*image, subject.target);
      const auto brought = [&](const VersionNeed* need) {
        return whole.libraries.in_own_root(subject.entry.path, need->library) ||
               whole.libraries.locate(*image, subject.entry.path, need->library) == LibraryIndex::Place::found;
      };
      if (needs.empty() || !std::all_of(needs.begin(), needs.end(), is_private)) continue;
      if (std::all_of(needs.begin(), needs.end(), brought)) continue;
      findings.push_back(placed(
          finding(rule::glibc_too_new, Severity::warning, "needs GLIBC_PRIVATE, which every glibc changes as it likes",
                  "glibc " + provided(subject.target, "GLIBC"), "GLIBC_PRIVATE"),
          whole, i));
    }
  }
}

void libstdcxx_too_new(const Evidence& whole, Findings& findings) {
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || whole.fates.is_unused(i)) continue;
    for (const Artifact* image : loaded_images(subject)) {
      if (!same_libc(*image, subject.target)) continue;
      for (const VersionNeed* need : unmet(*image, subject.target, {"GLIBCXX", "CXXABI", "GCC", "LIBATOMIC"})) {
        // The bundle's own copy, found by the search path, comes before the system's; one in Lambda's lib/ does not.
        const std::string& path = subject.entry.path;
        if (whole.libraries.locate(*image, path, need->library) == LibraryIndex::Place::found) continue;
        if (whole.libraries.loaded_before(*image, path, need->library)) continue;
        const std::string has = provided(subject.target, split(need->name).prefix);
        findings.push_back(
            placed(finding(rule::libstdcxx_too_new, severity(*need),
                           "needs " + need->name + " of " + need->library + ", target has " + has, has, need->name),
                   whole, i));
        break;
      }
    }
  }
}

// glibc 2.41 and later refuse a library that needs an executable stack if the process has none.
void executable_stack(const Subject& subject, Findings& findings) {
  constexpr Version refused_since{2, 41, 0};
  for (const Artifact* image : loaded_images(subject)) {
    if (!image->executable_stack || image->kind != Kind::library || subject.target.libc != Libc::glibc) continue;
    const bool refused = subject.target.libc_version && *subject.target.libc_version >= refused_since;
    findings.push_back(finding(rule::executable_stack, refused ? Severity::error : Severity::note,
                               refused ? "asks for an executable stack, which glibc 2.41 and later refuse"
                                       : "asks for an executable stack, which later glibcs (2.41) refuse",
                               "a stack without execute permission", "PT_GNU_STACK with PF_X"));
  }
}

// bionic refuses them from API level 23 on; musl needs a kernel that allows writing to code pages.
void text_relocations(const Subject& subject, Findings& findings) {
  constexpr int refused_since = 23;
  for (const Artifact* image : loaded_images(subject)) {
    if (!image->text_relocations) continue;
    const bool android = subject.target.system == System::android &&
                         subject.target.system_version.value_or(Version{refused_since, 0, 0}).major >= refused_since;
    if (!android && subject.target.libc != Libc::musl) continue;
    findings.push_back(
        finding(rule::text_relocations, android ? Severity::error : Severity::warning,
                android ? "has text relocations, which Android refuses"
                        : "has text relocations: musl makes its code writable, which hardened kernels refuse",
                "position-independent code", "DT_TEXTREL"));
  }
}

}  // namespace

namespace rule {

constexpr Rule glibc_too_new{
    .name = "glibc-too-new",
    .severity = Severity::error,
    .summary = "needs a version of the C library that the target does not have",
    .why =
        "ld.so compares the version needs of a file with the versions that the system's libc.so.6 defines, before it "
        "loads the file: \"version `GLIBC_2.34' not found\".",
    .reference = "glibc elf/dl-version.c; LSB, Symbol Versioning; PEP 600",
    .about = About::version,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks glibc_too_new_checks{.check = platlint::glibc_too_new, .check_bundle = platlint::private_glibc};

constexpr Rule libstdcxx_too_new{
    .name = "libstdcxx-too-new",
    .severity = Severity::error,
    .summary = "needs a version of the C++ or compiler runtime that the target does not have",
    .why =
        "This is glibc-too-new for libstdc++.so.6 (GLIBCXX_, CXXABI_), libgcc_s.so.1 (GCC_) and libatomic.so.1. If the "
        "file's own search path leads to a copy in the bundle, that copy counts and not the system's.",
    .reference = "GCC, libstdc++ ABI policy; auditwheel policies; pep600_compliance measurements",
    .about = About::version,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks libstdcxx_too_new_checks{.check = nullptr, .check_bundle = platlint::libstdcxx_too_new};

constexpr Rule executable_stack{
    .name = "executable-stack",
    .severity = Severity::error,
    .summary = "a library that asks for an executable stack",
    .why =
        "glibc 2.41 no longer makes the stack executable for a library that is loaded later: \"cannot enable "
        "executable stack as shared object requires\".",
    .reference = "glibc 2.41 NEWS; gABI, PT_GNU_STACK",
    .about = About::file,
    // patchelf(1); ld(1), -z noexecstack.
    .fix = {FixedBy::line, "link it with -Wl,-z,noexecstack, or clear the mark: patchelf --clear-execstack {file}"},
};
constexpr Checks executable_stack_checks{.check = platlint::executable_stack, .check_bundle = nullptr};

constexpr Rule text_relocations{
    .name = "text-relocations",
    .severity = Severity::error,
    .summary = "a library whose code must be changed to load it",
    .why =
        "Android's linker refuses text relocations from API level 23 on. musl makes the code writable first, which "
        "SELinux and PaX kernels deny.",
    .reference = "bionic, android-changes-for-ndk-developers.md; musl ldso/dynlink.c",
    .about = About::file,
    .fix = {FixedBy::line, "build it as position-independent code: -fPIC (Rust: -C relocation-model=pic)"},
};
constexpr Checks text_relocations_checks{.check = platlint::text_relocations, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
