// SPDX-License-Identifier: Apache-2.0
// The demands of a loader on a file itself, before it looks at the file's needs.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "facts/c_libraries.hpp"
#include "loader/extension_suffix.hpp"
#include "rules/common.hpp"
#include "target/interpreters.hpp"
#include "target/sysroot.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

// --- wrong-kind: a file that has the name of a module, but no loader takes it for one

enum class Name : std::uint8_t {
  other,
  library,  // plain .so of a Python package: a module, or a library that something loads
  module,   // a file that Python's import or Node's require() opens
};

bool is_named_for(const ExtensionSuffix& suffix, const Target& target) {
  if (suffix.system != System::unknown && suffix.system != target.system) return false;
  return suffix.architecture == Architecture::unknown ||
         std::find(target.architectures.begin(), target.architectures.end(), suffix.architecture) !=
             target.architectures.end();
}

Name name_of(const Subject& subject) {
  const std::string& path = subject.entry.path;
  if (path.ends_with(".node")) return Name::module;
  const std::string_view own = subject.target.format == Format::pe ? ".pyd" : ".so";
  if (!path.ends_with(own)) return Name::other;
  const std::optional<ExtensionSuffix> suffix = read_extension_suffix(path);
  if (suffix) return is_named_for(*suffix, subject.target) ? Name::module : Name::other;
  if (own == ".pyd") return Name::module;
  const bool python = subject.package != nullptr && subject.package->ecosystem == Ecosystem::python;
  return python ? Name::library : Name::other;
}

// The places where tools look for the companion of a file: gdb's .debug and /usr/lib/debug, Apple's bundles.
bool is_place_of_debug_files(std::string_view path) {
  constexpr std::array<std::string_view, 3> places{"/.debug/", ".dSYM/", "/usr/lib/debug/"};
  const std::string from_root = "/" + std::string(path);
  return std::any_of(places.begin(), places.end(),
                     [&](std::string_view place) { return from_root.find(place) != std::string::npos; });
}

std::string_view kind_words(const Artifact& image) {
  if (image.architecture == Architecture::bpf) return "a BPF object";
  if (runs_on_no_cpu(image.architecture)) return "code for a graphics processor";
  switch (image.kind) {
    case Kind::object:
      return "an object file";
    case Kind::static_archive:
      return "an archive of objects";
    case Kind::debug:
      return "debug information without code";
    case Kind::executable:
      return "a program";
    case Kind::library:
      return "a library that dlopen refuses (DF_1_NOOPEN, or no dynamic section)";
    default:
      return "no library";
  }
}

// No loader loads it.
bool is_input_only(const Artifact& image) {
  return !is_loadable(image) || runs_on_no_cpu(image.architecture);
}

// glibc elf/dl-load.c, _dl_map_object_from_fd: "cannot dynamically load position-independent executable" from 2.30 on;
// dyld, JustInTimeLoader.cpp: "cannot dlopen a main executable". musl opens any ET_DYN, but then the symbol is missing.
std::optional<Severity> against_program(const Artifact& image, const Target& target) {
  if (image.format != Format::elf)
    return image.kind == Kind::executable ? std::optional(Severity::error) : std::nullopt;
  constexpr Version refused_since{2, 30, 0};
  if (!image.never_opened) return std::nullopt;
  const bool refused = target.libc == Libc::glibc && (!target.libc_version || *target.libc_version >= refused_since);
  return refused ? Severity::error : Severity::warning;
}

// "ELF file OS ABI invalid", "ABI version invalid", "nonzero padding in e_ident". musl ignores these, and so does the
// kernel when it starts a program (AppImages have a mark there).
bool report_odd_identification(const Subject& subject, Findings& findings) {
  if (subject.target.libc != Libc::glibc) return false;
  const std::vector<const Artifact*> images = loaded_images(subject);
  const bool is_odd = std::any_of(images.begin(), images.end(), [](const Artifact* image) {
    return image->kind == Kind::library && image->odd_identification;
  });
  const std::string actual = "a library whose ELF identification glibc refuses (OS ABI, ABI version or padding)";
  if (is_odd)
    findings.push_back(finding(rule::wrong_kind, Severity::error, "is " + actual, "a shared library", actual));
  return is_odd;
}

void wrong_kind(const Subject& subject, Findings& findings) {
  const Entry& entry = subject.entry;
  if (entry.artifacts.empty()) return;
  if (report_odd_identification(subject, findings)) return;
  const Name called = name_of(subject);
  if (called == Name::other) return;
  const auto report = [&](const Artifact& image, Severity severity) {
    const std::string actual{kind_words(image)};
    findings.push_back(
        finding(rule::wrong_kind, severity, "named like a module, but is " + actual, "a shared library", actual));
  };
  const Artifact& first = entry.artifacts.front();
  if (std::all_of(entry.artifacts.begin(), entry.artifacts.end(), is_input_only)) {
    const bool elsewhere = first.kind == Kind::debug && is_place_of_debug_files(entry.path);
    const bool is_data = called == Name::library && runs_on_no_cpu(first.architecture);
    if (!elsewhere && !is_data) report(first, Severity::error);
    return;
  }
  if (called != Name::module) return;
  for (const Artifact* image : loaded_images(subject)) {
    if (const std::optional<Severity> severity = against_program(*image, subject.target))
      return report(*image, *severity);
  }
}

// --- foreign-interpreter

bool is_library_name(std::string_view path) {
  return path.ends_with(".so") || path.find(".so.") != std::string_view::npos || path.ends_with(".node");
}

// A library has no interpreter of its own. If a file has a library's name and may be opened as one, it is not a program
// here.
bool is_started(const Artifact& image, const Entry& entry) {
  return image.kind == Kind::executable && (image.never_opened || !is_library_name(entry.path));
}

// wrong-libc and wrong-system report the rest.
bool is_for_target(const Artifact& image, const Target& target) {
  const bool system = image.system == System::unknown || image.system == System::linux || image.system == target.system;
  return same_libc(image, target) && system;
}

// A bundle that ships a loader starts the program with it, or is unpacked where the program looks for it.
class Loaders {
 public:
  explicit Loaders(const WholeBundle& whole) : whole_(whole) {}

  bool holds(const std::string& interpreter) {
    const auto [known, is_new] = known_.try_emplace(interpreter, false);
    if (is_new) known->second = find(text::file_name(interpreter));
    return known->second;
  }

 private:
  bool find(std::string_view name) const {
    const auto& entries = whole_.bundle.entries;
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Entry& entry) { return text::file_name(entry.path) == name; });
  }

  const WholeBundle& whole_;
  std::map<std::string, bool> known_;
};

std::string usual_interpreter(const Artifact& image, const Target& target) {
  const auto own = target::interpreters(target);
  const auto musl =
      std::find_if(own.begin(), own.end(), [](std::string_view path) { return is_musl(text::file_name(path)); });
  return std::string(image.libc == Libc::musl && musl != own.end() ? *musl : own.front());
}

void foreign_interpreter(const Evidence& whole, Findings& findings) {
  if (target::interpreters(whole.target).empty()) return;
  Loaders loaders(whole);
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty()) continue;
    for (const Artifact* image : loaded_images(subject)) {
      const std::string& interpreter = image->interpreter;
      if (interpreter.empty() || !is_started(*image, subject.entry) || !is_for_target(*image, whole.target)) continue;
      const std::shared_ptr<const Sysroot>& sysroot = whole.target.sysroot;
      if (sysroot && target::has_library_at(*sysroot, interpreter)) continue;
      if (target::is_own_interpreter(interpreter, whole.target) || loaders.holds(interpreter)) continue;
      findings.push_back(
          placed(finding(rule::foreign_interpreter, Severity::error,
                         "its interpreter " + interpreter + " is neither on the target nor in the bundle",
                         usual_interpreter(*image, whole.target), interpreter),
                 whole, i));
    }
  }
}

// --- missing-code-signature

// Programs, libraries and bundles of macOS on Apple silicon. On devices, Xcode makes the signatures.
void missing_code_signature(const Subject& subject, Findings& findings) {
  if (subject.target.system != System::macos) return;
  for (const Artifact* image : loaded_images(subject)) {
    const bool silicon = image->architecture == Architecture::aarch64 || image->architecture == Architecture::arm64e;
    if (!image->unsigned_code || !silicon || image->system != System::macos) continue;
    findings.push_back(of_image(
        finding(rule::missing_code_signature, Severity::error,
                "has no code signature: Apple silicon loads no arm64 code without one", "a code signature", "none"),
        subject, *image));
  }
}

// --- invalid-code-signature

void invalid_code_signature(const Subject& subject, Findings& findings) {
  if (subject.target.system != System::macos) return;
  for (const Artifact* image : loaded_images(subject)) {
    if (!image->changed_page) continue;
    const std::string place = "byte " + std::to_string(*image->changed_page);
    findings.push_back(
        of_image(finding(rule::invalid_code_signature, Severity::error,
                         "was changed after it was signed, from " + place + " on: Apple silicon kills what loads it",
                         "the bytes that were signed", "others from " + place + " on"),
                 subject, *image));
  }
}

// --- relocations-too-new

bool needs_version(const Artifact& image, std::string_view name) {
  return std::any_of(image.version_needs.begin(), image.version_needs.end(),
                     [&](const VersionNeed& need) { return need.name == name; });
}

bool needs_libc_versions(const Artifact& image) {
  return std::any_of(image.version_needs.begin(), image.version_needs.end(),
                     [](const VersionNeed& need) { return need.library.starts_with("libc.so."); });
}

struct Reader {
  std::string_view libc;  // the library whose loader reads DT_RELR
  Version since;
};

std::optional<Reader> reader_of_relr(Libc libc) {
  switch (libc) {
    case Libc::musl:
      return Reader{"musl", {1, 2, 4}};  // ldso/dynlink.c, do_relr_relocs
    case Libc::glibc:
      return Reader{"glibc", {2, 36, 0}};  // NEWS of 2.36
    case Libc::bionic:
      return Reader{"Android API", {30, 0, 0}};  // android-changes-for-ndk-developers.md
    default:
      return std::nullopt;
  }
}

std::string words(const Reader& reader, const Version& version) {
  const bool level = reader.libc == "Android API";
  return std::string(reader.libc) + " " + (level ? std::to_string(version.major) : to_string(version));
}

// A tag promises a series: musllinux_1_2 means musl 1.2.0 as well as 1.2.5. A distribution has one release.
Severity too_old(const Target& target, const std::optional<Version>& has, const Version& since) {
  if (!has) return Severity::note;
  const bool series = target.libc == Libc::musl && target.distribution.empty();
  const bool may_have = series && has->major == since.major && has->minor == since.minor;
  return may_have ? Severity::note : Severity::error;
}

// An older loader ignores DT_RELR: pointers stay as they were in the file, and the first use of one crashes. From 2.36
// on, glibc refuses a file that needs versions of libc, but not GLIBC_ABI_DT_RELR (elf/dl-version.c).
void relocations_too_new(const Subject& subject, Findings& findings) {
  const Target& target = subject.target;
  const std::optional<Reader> reader = reader_of_relr(target.libc);
  if (!reader) return;
  const std::optional<Version> has = target.libc == Libc::bionic ? target.system_version : target.libc_version;
  for (const Artifact* image : loaded_images(subject)) {
    const bool relocates_itself = image->kind == Kind::executable && image->interpreter.empty();
    if (!image->relative_relocations || relocates_itself) continue;
    // musl takes files that were built for glibc; for other targets wrong-libc reports them.
    if (target.libc != Libc::musl && !is_for_target(*image, target)) continue;
    const std::string needed = words(*reader, reader->since);
    if (target.libc == Libc::glibc) {
      if (needs_version(*image, "GLIBC_ABI_DT_RELR")) continue;  // then glibc-too-new reports it
      const bool known = has && *has < reader->since;
      if (!known && !needs_libc_versions(*image)) continue;
      findings.push_back(finding(rule::relocations_too_new, Severity::error,
                                 known ? "has packed relocations (DT_RELR), which " + words(*reader, *has) + " ignores"
                                       : "has packed relocations (DT_RELR), but does not need GLIBC_ABI_DT_RELR: glibc "
                                         "refuses it",
                                 known ? words(*reader, *has) : "GLIBC_ABI_DT_RELR", known ? needed : "DT_RELR alone"));
      continue;
    }
    if (has && *has >= reader->since) continue;
    const std::string expected = has ? words(*reader, *has) : "any " + std::string(reader->libc);
    findings.push_back(finding(rule::relocations_too_new, too_old(target, has, reader->since),
                               "has packed relocations (DT_RELR), which need " + needed + ", target has " + expected,
                               expected, needed));
  }
}

}  // namespace

namespace rule {

constexpr Rule wrong_kind{
    .name = "wrong-kind",
    .severity = Severity::error,
    .summary = "a module's name over an object, an archive, debug information or a program",
    .why =
        "An import opens the file as a shared library. Objects and archives are the input of a linker. A debug "
        "companion has no code. glibc and dyld say that they cannot load a program dynamically. glibc also refuses a "
        "library whose e_ident names an OS ABI or ABI version that it does not know.",
    .reference = "glibc elf/dl-load.c, _dl_map_object_from_fd; dyld, JustInTimeLoader.cpp",
    .about = About::file,
    .fix = {FixedBy::line, "build {file} as a shared library (cc -shared, on macOS cc -bundle): this is {actual}"},
};
constexpr Checks wrong_kind_checks{.check = platlint::wrong_kind, .check_bundle = nullptr};

constexpr Rule foreign_interpreter{
    .name = "foreign-interpreter",
    .severity = Severity::error,
    .summary = "a program whose interpreter is not on the target",
    .why =
        "The kernel starts a program with the loader that PT_INTERP names. Programs of Nix, Guix, Homebrew or another "
        "prefix name a loader of their own. If that loader is missing, the kernel says \"No such file or directory\", "
        "although the program is there.",
    .reference = "Linux fs/binfmt_elf.c; ld.so(8); glibc shlib-versions; musl configure",
    .about = About::file,
    // patchelf(1).
    .fix = {FixedBy::line, "patchelf --set-interpreter {expected} {file}"},
};
constexpr Checks foreign_interpreter_checks{.check = nullptr, .check_bundle = platlint::foreign_interpreter};

constexpr Rule missing_code_signature{
    .name = "missing-code-signature",
    .severity = Severity::error,
    .summary = "arm64 code for macOS without a code signature",
    .why =
        "Apple silicon kills a process that starts or loads arm64 code without a signature. A signature without an "
        "identity (ad hoc) is enough. Linkers write it since macOS 11. A tool that changes a file must sign it again.",
    .reference = "Apple, macOS 11 release notes (code signing); <mach-o/loader.h>, LC_CODE_SIGNATURE",
    .about = About::file,
    // codesign(1); apple-codesign, "Ad-hoc signing".
    .fix = {FixedBy::line, "codesign --force --sign - {file} (elsewhere than on macOS: rcodesign sign {file})"},
};
constexpr Checks missing_code_signature_checks{.check = platlint::missing_code_signature, .check_bundle = nullptr};

constexpr Rule invalid_code_signature{
    .name = "invalid-code-signature",
    .severity = Severity::error,
    .summary = "arm64 code for macOS that was changed after it was signed",
    .why =
        "A signature holds a hash of every page. Apple silicon kills a process that touches a page with another hash "
        "(\"Code Signature Invalid\"). strip, install_name_tool, patches and damage change pages. The first page and "
        "the "
        "last ones are compared, and all of them with --thorough.",
    .reference = "XNU, osfmk/kern/cs_blobs.h and bsd/kern/ubc_subr.c; Apple, TN2206 (code signing in depth)",
    .about = About::file,
    // codesign(1); apple-codesign, "Ad-hoc signing".
    .fix = {FixedBy::line, "codesign --force --sign - {file} (elsewhere than on macOS: rcodesign sign {file})"},
};
constexpr Checks invalid_code_signature_checks{.check = platlint::invalid_code_signature, .check_bundle = nullptr};

constexpr Rule relocations_too_new{
    .name = "relocations-too-new",
    .severity = Severity::error,
    .summary = "packed relocations that the target's loader does not read",
    .why =
        "musl reads DT_RELR from 1.2.4 on, glibc from 2.36 and Android from API level 30. An older loader ignores it "
        "and leaves pointers as they are in the file. The first use of such a pointer crashes.",
    .reference = "gABI, SHT_RELR; musl ldso/dynlink.c; glibc 2.36 NEWS and elf/dl-version.c",
    .about = About::file,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks relocations_too_new_checks{.check = platlint::relocations_too_new, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
