// SPDX-License-Identifier: Apache-2.0
// Is the file for this kind of machine at all: format, architecture, slices, operating system?
#include <string>
#include <utility>
#include <vector>

#include "loader/mismatch.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

// "Mach-O universal (x86_64, arm64)" for a fat file.
std::string words(const std::vector<const Artifact*>& images) {
  if (images.size() == 1) return describe(*images[0]);
  std::string text = std::string(label(images[0]->format)) + " universal (";
  for (const Artifact* image : images) {
    if (image != images[0]) text += ", ";
    text += spelling(image->format, image->architecture);
  }
  return text + ")";
}

void report(const Rule& rule, const Subject& subject, Findings& findings) {
  const std::string actual = words(concerned_images(subject));
  const std::string expected = describe(subject.target);
  findings.push_back(finding(rule, Severity::error, actual + ", target is " + expected, expected, actual));
}

void wrong_format(const Subject& subject, Findings& findings) {
  if (machine_mismatch(subject).format) report(rule::wrong_format, subject, findings);
}

void wrong_architecture(const Subject& subject, Findings& findings) {
  if (machine_mismatch(subject).architecture) report(rule::wrong_architecture, subject, findings);
}

void missing_slice(const Subject& subject, Findings& findings) {
  const std::vector<Architecture> missing = machine_mismatch(subject).slices;
  if (missing.empty()) return;
  std::string names;
  for (const Architecture architecture : missing) {
    if (!names.empty()) names += " and ";
    names += spelling(subject.target.format, architecture);
  }
  const std::string actual = words(concerned_images(subject));
  findings.push_back(finding(rule::missing_slice, Severity::error, actual + " has no slice for " + names,
                             describe(subject.target), actual));
}

void wrong_system(const Subject& subject, Findings& findings) {
  for (const Artifact* image : images_of_other_systems(subject)) {
    const std::string actual{name(image->system)};
    const std::string expected{name(subject.target.system)};
    findings.push_back(of_image(finding(rule::wrong_system, Severity::error,
                                        "built for " + actual + ", target is " + expected, expected, actual),
                                subject, *image));
  }
}

}  // namespace

namespace rule {

constexpr Rule wrong_format{
    .name = "wrong-format",
    .severity = Severity::error,
    .summary = "a binary in another system's file format",
    .why =
        "A loader knows one format: ELF on Linux, Android and the BSDs, Mach-O on Apple's systems, PE on Windows. For "
        "another format it says \"invalid ELF header\", \"not a mach-o file\" or \"not a valid Win32 application\".",
    .reference = "System V gABI, chapter 4; <mach-o/loader.h>; PE Format (Microsoft)",
    .about = About::platform,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks wrong_format_checks{.check = platlint::wrong_format, .check_bundle = nullptr};

constexpr Rule wrong_architecture{
    .name = "wrong-architecture",
    .severity = Severity::error,
    .summary = "a binary for another processor",
    .why =
        "The machine, class, byte order and float ABI in the header must be those of the process. glibc says \"wrong "
        "ELF class\" or \"cannot open shared object file\". A kernel says \"exec format error\".",
    .reference = "System V gABI, chapter 4, e_machine; <mach/machine.h>; PE Format, Machine Types",
    .about = About::platform,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks wrong_architecture_checks{.check = platlint::wrong_architecture, .check_bundle = nullptr};

constexpr Rule missing_slice{
    .name = "missing-slice",
    .severity = Severity::error,
    .summary = "a universal file, or a file for a universal target, without the slice needed",
    .why =
        "dyld takes the slice of the process's architecture. If there is no such slice, it says \"have 'x86_64', need "
        "'arm64'\". A universal2 bundle must serve both.",
    .reference = "<mach-o/fat.h>; PEP 425 and the macOS platform tags",
    .about = About::platform,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks missing_slice_checks{.check = platlint::missing_slice, .check_bundle = nullptr};

constexpr Rule wrong_system{
    .name = "wrong-system",
    .severity = Severity::error,
    .summary = "the right format and processor, another operating system",
    .why =
        "dyld refuses an image for another platform: \"building for 'iOS-simulator', but linking 'iOS'\". An ELF file "
        "of a BSD needs the libc and the system calls of that system.",
    .reference = "<mach-o/loader.h>, LC_BUILD_VERSION; the BSDs' ELF notes",
    .about = About::platform,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks wrong_system_checks{.check = platlint::wrong_system, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
