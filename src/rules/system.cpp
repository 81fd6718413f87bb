// SPDX-License-Identifier: Apache-2.0
// Are the target's operating system release and processor level high enough for the image?
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "rules/common.hpp"

#include "facts/systems.hpp"

namespace platlint {

namespace {

std::string release_words(System system, const Version& version) {
  const std::string words{label(system)};
  return system == System::android ? words + " API " + std::to_string(version.major) : words + " " + to_string(version);
}

// The lowest release of all target machines. Windows: every release that current Pythons run on is 10.0.
std::optional<Version> promised(const Target& target, const Artifact& image) {
  if (target.system == System::windows) return Version{10, 0, 0};
  return oldest_system(target, image.architecture);
}

// dyld and Windows refuse a later release than their own. Android's loader ignores the note, but a file for a later
// level may need functions that are missing.
void os_too_new(const Subject& subject, Findings& findings) {
  for (const Artifact* image : loaded_images(subject)) {
    const std::optional<Version> promise = promised(subject.target, *image);
    if (image->system != subject.target.system || !image->minimum_system || !promise ||
        *image->minimum_system <= *promise)
      continue;
    const Severity severity = image->system == System::android ? Severity::warning : Severity::error;
    const std::string actual = release_words(image->system, *image->minimum_system);
    const std::string expected = release_words(image->system, *promise);
    findings.push_back(
        of_image(finding(rule::os_too_new, severity, "needs " + actual + ", target has " + expected, expected, actual),
                 subject, *image));
  }
}

std::string level_words(int level) {
  return level <= 1 ? "x86-64" : "x86-64-v" + std::to_string(level);
}

struct ProcessorDirectory {
  std::string_view name;
  int level;
};

// ld.so only looks into these on processors of that level: glibc 2.33 NEWS, glibc-hwcaps; up to 2.36 the older names
// (sysdeps/x86/dl-hwcap.h, sysdeps/x86/cpu-features.c).
constexpr std::array processor_directories{
    ProcessorDirectory{"glibc-hwcaps/x86-64-v2", 2}, ProcessorDirectory{"glibc-hwcaps/x86-64-v3", 3},
    ProcessorDirectory{"glibc-hwcaps/x86-64-v4", 4}, ProcessorDirectory{"haswell", 3},
    ProcessorDirectory{"haswell/avx512_1", 4},
};

int level_of_directory(std::string_view path) {
  const std::string_view directory = path.substr(0, std::min(path.rfind('/'), path.size()));
  int level = 1;
  for (const ProcessorDirectory& row : processor_directories) {
    if (directory == row.name || directory.ends_with("/" + std::string(row.name))) level = row.level;
  }
  return level;
}

// Processors have had level 2 since 2009, and Red Hat 9 itself needs it; that is not so for 3 and 4.
void x86_too_new(const Subject& subject, Findings& findings) {
  const int promised = std::max<int>(subject.target.x86_level, level_of_directory(subject.entry.path));
  for (const Artifact* image : loaded_images(subject)) {
    if (image->architecture != Architecture::x86_64 || image->x86_level <= promised) continue;
    const std::string actual = level_words(image->x86_level);
    const std::string expected = level_words(promised);
    findings.push_back(finding(rule::cpu_too_new, image->x86_level == 2 ? Severity::warning : Severity::error,
                               "needs a processor of level " + actual + ", target promises " + expected, expected,
                               actual));
  }
}

// The demands of a 32-bit ARM file on the processor, from its build attributes. No loader looks at them, so the first
// instruction that the processor lacks ends the process.
void arm_too_new(const Subject& subject, Findings& findings) {
  const int promised = subject.target.arm_version;
  for (const Artifact* image : loaded_images(subject)) {
    if (promised == 0 || image->arm_version <= promised) continue;
    const std::string actual = "ARMv" + std::to_string(image->arm_version);
    const std::string expected = "ARMv" + std::to_string(promised);
    findings.push_back(finding(rule::cpu_too_new, Severity::error,
                               "needs an " + actual + " processor, target promises " + expected, expected, actual));
  }
}

void cpu_too_new(const Subject& subject, Findings& findings) {
  x86_too_new(subject, findings);
  arm_too_new(subject, findings);
}

}  // namespace

namespace rule {

constexpr Rule os_too_new{
    .name = "os-too-new",
    .severity = Severity::error,
    .summary = "made for a later release of the operating system",
    .why =
        "dyld refuses an image whose minimum release is above its own, or fails on a symbol that came later. Windows "
        "refuses a later subsystem version.",
    .reference =
        "<mach-o/loader.h>, LC_BUILD_VERSION and LC_VERSION_MIN_*; PE Format, MajorSubsystemVersion; Android's ELF "
        "note",
    .about = About::version,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks os_too_new_checks{.check = platlint::os_too_new, .check_bundle = nullptr};

constexpr Rule cpu_too_new{
    .name = "cpu-too-new",
    .severity = Severity::error,
    .summary = "marked as needing a later processor than the target promises",
    .why =
        "glibc 2.33 and later refuse a file whose GNU property names an ISA level above the processor's: \"CPU ISA "
        "level is lower than required\". On 32-bit ARM no loader looks at that mark. Code for ARMv7 ends on a "
        "Raspberry Pi Zero with \"Illegal instruction\".",
    .reference =
        "x86-64 psABI, micro-architecture levels; GNU_PROPERTY_X86_ISA_1_NEEDED; ABI for the Arm Architecture, "
        "Tag_CPU_arch",
    .about = About::version,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks cpu_too_new_checks{.check = platlint::cpu_too_new, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
