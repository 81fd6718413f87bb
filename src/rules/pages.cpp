// SPDX-License-Identifier: Apache-2.0
// Can the kernel of the target map the file by its own pages?
#include <cstdint>
#include <string>

#include "rules/common.hpp"

namespace platlint {

namespace {

// Android 15, API level 35, is the first that runs on devices with pages of 16 KiB; they run 64-bit code only
// (developer.android.com/guide/practices/page-sizes).
std::uint32_t page_size(const Target& target, const Artifact& image) {
  constexpr int first_level = 35;
  constexpr std::uint32_t large_page = 0x4000;
  const bool is_64_bit = image.architecture == Architecture::aarch64 || image.architecture == Architecture::x86_64;
  const bool android = target.system == System::android && target.system_version;
  return android && is_64_bit && target.system_version->major >= first_level ? large_page : 0;
}

std::string words(std::uint32_t size) {
  return size < 1024 ? std::to_string(size) + " bytes" : std::to_string(size / 1024) + " KiB";
}

void small_page_alignment(const Subject& subject, Findings& findings) {
  for (const Artifact* image : loaded_images(subject)) {
    const std::uint32_t asked = page_size(subject.target, *image);
    if (image->page_size == 0 || image->page_size >= asked) continue;
    findings.push_back(finding(rule::small_page_alignment, Severity::error,
                               "its segments are aligned to " + words(image->page_size) +
                                   ", which devices with pages of " + words(asked) + " refuse",
                               words(asked), words(image->page_size)));
  }
}

}  // namespace

namespace rule {

constexpr Rule small_page_alignment{
    .name = "small-page-alignment",
    .severity = Severity::error,
    .summary = "a library laid out for smaller pages than those of the target's devices",
    .why =
        "Android 15 runs on devices with pages of 16 KiB. Its linker refuses a 64-bit library whose segments are "
        "aligned to 4 KiB, or runs the whole app in a compatibility mode. Google Play accepts no such app.",
    .reference = "bionic linker/linker_phdr.cpp; developer.android.com/guide/practices/page-sizes",
    .about = About::version,
    .fix = {FixedBy::line,
            "take a release of {package} that was built for 16 KiB pages; or link it with -Wl,-z,max-page-size=16384 "
            "(the default of NDK r28 and later)"},
    .check = platlint::small_page_alignment,
    .check_bundle = nullptr,
};

}  // namespace rule

}  // namespace platlint
