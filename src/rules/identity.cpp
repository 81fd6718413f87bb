// SPDX-License-Identifier: Apache-2.0
// Is it for this kind of machine at all: format, architecture, slices, operating system.
#include <algorithm>
#include <string>

#include "rules/common.hpp"

namespace platlint {

namespace {

std::string target_words(const Target& target) {
  return describe(target);
}

// The images that matter to a loader, all of them; empty where the entry is no business of a loader.
std::vector<const Artifact*> concerned(const Subject& subject) {
  std::vector<const Artifact*> images;
  for (const Artifact& image : subject.entry.artifacts) {
    if (concerns_loader(image, subject.entry)) images.push_back(&image);
  }
  return images;
}

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

bool right_format(const std::vector<const Artifact*>& images, const Target& target) {
  return std::any_of(images.begin(), images.end(),
                     [&](const Artifact* image) { return image->format == target.format; });
}

std::vector<Architecture> unserved(const std::vector<const Artifact*>& images, const Target& target) {
  std::vector<Architecture> missing;
  for (const Architecture wanted : target.architectures) {
    const bool served = std::any_of(images.begin(), images.end(), [&](const Artifact* image) {
      return image->format == target.format && serves(*image, wanted, target);
    });
    if (!served) missing.push_back(wanted);
  }
  return missing;
}

void report(const Rule& rule, const Subject& subject, const std::vector<const Artifact*>& images, Findings& findings) {
  const std::string actual = words(images);
  const std::string expected = target_words(subject.target);
  findings.push_back(finding(rule, Severity::error, actual + ", target is " + expected, expected, actual));
}

void wrong_format(const Subject& subject, Findings& findings) {
  const std::vector<const Artifact*> images = concerned(subject);
  if (!images.empty() && !right_format(images, subject.target)) report(rule::wrong_format, subject, images, findings);
}

// A thin file that serves nothing that is asked for. Fat files, and thin ones that serve half of a universal target,
// are missing-slice's.
void wrong_architecture(const Subject& subject, Findings& findings) {
  const std::vector<const Artifact*> images = concerned(subject);
  if (images.size() != 1 || !right_format(images, subject.target)) return;
  if (unserved(images, subject.target).size() == subject.target.architectures.size()) {
    report(rule::wrong_architecture, subject, images, findings);
  }
}

void missing_slice(const Subject& subject, Findings& findings) {
  const std::vector<const Artifact*> images = concerned(subject);
  if (images.empty() || !right_format(images, subject.target)) return;
  const std::vector<Architecture> missing = unserved(images, subject.target);
  if (missing.empty() || (images.size() == 1 && missing.size() == subject.target.architectures.size())) return;
  std::string names;
  for (const Architecture architecture : missing) {
    if (!names.empty()) names += " and ";
    names += spelling(subject.target.format, architecture);
  }
  const std::string actual = words(images);
  findings.push_back(finding(rule::missing_slice, Severity::error, actual + " has no slice for " + names,
                             target_words(subject.target), actual));
}

void wrong_system(const Subject& subject, Findings& findings) {
  for (const Artifact* image : matching_images(subject)) {
    if (same_system(*image, subject.target)) continue;
    const std::string actual = "built for " + std::string(name(image->system));
    const std::string expected{name(subject.target.system)};
    Finding result = finding(rule::wrong_system, Severity::error, actual + ", target is " + expected, expected,
                             std::string(name(image->system)));
    if (subject.entry.artifacts.size() > 1) result.slice = spelling(image->format, image->architecture);
    findings.push_back(std::move(result));
  }
}

}  // namespace

namespace rule {

constexpr Rule wrong_format{
    .name = "wrong-format",
    .severity = Severity::error,
    .summary = "a binary in another system's file format",
    .why =
        "A loader knows one format: ELF on Linux, Android and the BSDs, Mach-O on Apple's systems, PE on Windows. Of "
        "the others it says \"invalid ELF header\", \"not a mach-o file\" or \"not a valid Win32 application\".",
    .reference = "System V gABI, chapter 4; <mach-o/loader.h>; PE Format (Microsoft)",
    .about = About::platform,
    .fix = {Mend::another_build, ""},
    .check = platlint::wrong_format,
    .check_bundle = nullptr,
};

constexpr Rule wrong_architecture{
    .name = "wrong-architecture",
    .severity = Severity::error,
    .summary = "a binary for another processor",
    .why =
        "The machine, class, byte order and float ABI in the header must be the process's own; glibc says \"wrong ELF "
        "class\" or \"cannot open shared object file\", a kernel \"exec format error\".",
    .reference = "System V gABI, chapter 4, e_machine; <mach/machine.h>; PE Format, Machine Types",
    .about = About::platform,
    .fix = {Mend::another_build, ""},
    .check = platlint::wrong_architecture,
    .check_bundle = nullptr,
};

constexpr Rule missing_slice{
    .name = "missing-slice",
    .severity = Severity::error,
    .summary = "a universal file, or a file for a universal target, without the slice needed",
    .why =
        "dyld takes the slice of the process's architecture and says \"have 'x86_64', need 'arm64'\" where there is "
        "none. A universal2 bundle must serve both.",
    .reference = "<mach-o/fat.h>; PEP 425 and the macOS platform tags",
    .about = About::platform,
    .fix = {Mend::another_build, ""},
    .check = platlint::missing_slice,
    .check_bundle = nullptr,
};

constexpr Rule wrong_system{
    .name = "wrong-system",
    .severity = Severity::error,
    .summary = "the right format and processor, another operating system",
    .why =
        "dyld refuses an image for another platform (\"building for 'iOS-simulator', but linking 'iOS'\"); an ELF file "
        "of a BSD asks for that system's own libc and system calls.",
    .reference = "<mach-o/loader.h>, LC_BUILD_VERSION; the BSDs' ELF notes",
    .about = About::platform,
    .fix = {Mend::another_build, ""},
    .check = platlint::wrong_system,
    .check_bundle = nullptr,
};

}  // namespace rule

}  // namespace platlint
