// SPDX-License-Identifier: Apache-2.0
// Can the kernel of the target map the file with its own page size?
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "loader/android_manifest.hpp"
#include "loader/deployment.hpp"
#include "rules/common.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

constexpr std::uint32_t small_page = 0x1000;
constexpr std::uint32_t android_large_page = 0x4000;
constexpr std::uint32_t rhel_page = 0x10000;

bool is_64_bit(Architecture architecture) {
  return architecture == Architecture::aarch64 || architecture == Architecture::x86_64;
}

// Android 15, API level 35, is the first that runs on devices with pages of 16 KiB; they only run 64-bit code
// (developer.android.com/guide/practices/page-sizes).
std::uint32_t android_page_size(const Target& target, Architecture architecture) {
  constexpr int first_level = 35;
  const bool may_be_large = target.system_version && target.system_version->major >= first_level;
  return may_be_large && is_64_bit(architecture) ? android_large_page : small_page;
}

// Red Hat built the kernel of RHEL 8 for arm64 with pages of 64 KiB, and that of RHEL 9 with 4 KiB (Considerations in
// adopting RHEL 9, "The kernel"). AlmaLinux and Rocky Linux build the same sources.
bool has_pages_of_rhel_8(const Target& target) {
  constexpr std::array<std::string_view, 3> releases{"rhel:8", "almalinux:8", "rockylinux:8"};
  return std::find(releases.begin(), releases.end(), target.release) != releases.end();
}

std::uint32_t page_size(const Target& target, const Artifact& image) {
  if (target.system == System::android) return android_page_size(target, image.architecture);
  return image.architecture == Architecture::aarch64 && has_pages_of_rhel_8(target) ? rhel_page : 0;
}

std::string words(std::uint32_t size) {
  return size < 1024 ? std::to_string(size) + " bytes" : std::to_string(size / 1024) + " KiB";
}

// glibc elf/dl-load.c, _dl_map_object_from_fd: "ELF load command alignment not page-aligned".
std::string refused_by(const Target& target, std::uint32_t asked) {
  if (target.system == System::android) return "which devices with pages of " + words(asked) + " refuse";
  return "which the loader of " + target.distribution + " refuses: its kernel for arm64 has pages of " + words(asked);
}

void small_page_alignment(const Subject& subject, Findings& findings) {
  for (const Artifact* image : loaded_images(subject)) {
    const std::uint32_t asked = page_size(subject.target, *image);
    const bool judged = asked > small_page && image->page_size != 0;
    if (!judged || image->page_size >= asked) continue;
    findings.push_back(
        finding(rule::small_page_alignment, Severity::error,
                "its segments are aligned to " + words(image->page_size) + ", " + refused_by(subject.target, asked),
                words(asked), words(image->page_size)));
  }
}

// --- unaligned-member

/// A library of an Android package: the beginning of the archive around it, and its place there.
struct PackageMember {
  std::string_view package;
  std::string_view place;
};

PackageMember in_package(std::string_view path) {
  const std::size_t length = text::archive_length(path);
  return {path.substr(0, length), path.substr(length)};
}

// PackageManager only looks into lib/ABI/ (NativeLibraryHelper.cpp, iterateOverNativeFiles).
bool is_library_of_an_app(std::string_view place) {
  constexpr std::string_view directory = "lib/";
  return place.starts_with(directory) && place.ends_with(".so") && std::count(place.begin(), place.end(), '/') == 2;
}

/// The packages of a bundle, by their paths, and what the manifest of each says of its libraries.
class Packages {
 public:
  explicit Packages(const WholeBundle& whole) : bundle_(whole.bundle) {}

  /// Unset: it is no Android package.
  std::optional<NativeLibraries> libraries_of(std::string_view package) {
    if (const auto known = known_.find(package); known != known_.end()) return known->second;
    const std::string manifest = std::string(package) + "AndroidManifest.xml";
    std::optional<NativeLibraries> said;
    if (find_entry(bundle_, manifest) != nullptr) {
      const auto text = bundle_.metadata.find(manifest);
      said = text == bundle_.metadata.end() ? NativeLibraries::unknown : native_libraries_of(text->second);
    }
    return known_.emplace(package, said).first->second;
  }

  /// Is it the package itself, and not a directory or another archive with what a package held?
  bool is_whole(std::string_view package) const {
    if (package.empty()) return bundle_.archive_size != 0 && bundle_.root.ends_with(".apk");
    return package.ends_with(".apk!/");
  }

 private:
  const Bundle& bundle_;
  std::map<std::string, std::optional<NativeLibraries>, std::less<>> known_;
};

Finding not_mappable(std::string why, const std::string& expected, const std::string& actual) {
  return finding(rule::unaligned_member, Severity::error, std::move(why) + ": Android cannot map it there", expected,
                 actual);
}

std::optional<Finding> judge_place(const Entry& entry, std::uint32_t asked) {
  if (*entry.stored_at % asked == 0) return std::nullopt;
  const std::string at = std::to_string(*entry.stored_at);
  return not_mappable("it is stored in the package at byte " + at + ", which is no multiple of " + words(asked),
                      "a multiple of " + words(asked), "byte " + at);
}

// frameworks/base NativeLibraryHelper.cpp, copyFileIfChanged: if libraries are not unpacked, each must be stored and
// aligned. Android 6, API level 23, is the first that can map. If the manifest is not known, a deflated member says
// that it is unpacked (bionic linker/linker.cpp, open_library_in_zipfile).
void unaligned_member(const Evidence& whole, Findings& findings) {
  constexpr int first_level = 23;
  const Target& target = whole.target;
  if (target.system != System::android) return;
  if (target.system_version && target.system_version->major < first_level) return;
  Packages packages(whole);
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    const auto [package, place] = in_package(subject.entry.path);
    if (!is_library_of_an_app(place) || whole.fates.is_unused(i)) continue;
    const std::vector<const Artifact*> images = loaded_images(subject);
    const std::optional<NativeLibraries> said = images.empty() ? std::nullopt : packages.libraries_of(package);
    if (!said || said == NativeLibraries::unpacked) continue;
    std::optional<Finding> result;
    if (subject.entry.stored_at) {
      result = judge_place(subject.entry, android_page_size(target, images.front()->architecture));
    } else if (said == NativeLibraries::mapped && packages.is_whole(package)) {
      result = not_mappable("it is compressed in the package, whose manifest says extractNativeLibs=\"false\"",
                            "stored without compression", "compressed");
    }
    if (result) findings.push_back(placed(*std::move(result), whole, i));
  }
}

}  // namespace

namespace rule {

constexpr Rule small_page_alignment{
    .name = "small-page-alignment",
    .severity = Severity::error,
    .summary = "a library laid out for smaller pages than those of the target",
    .why =
        "Android 15 runs on devices with pages of 16 KiB. Its linker refuses a 64-bit library whose segments are "
        "aligned to 4 KiB, or runs the whole app in a compatibility mode. Google Play accepts no such app. The kernel "
        "of RHEL 8 for arm64 has pages of 64 KiB: \"ELF load command alignment not page-aligned\".",
    .reference = "bionic linker/linker_phdr.cpp; developer.android.com/guide/practices/page-sizes; glibc elf/dl-load.c",
    .about = About::version,
    .fix = {FixedBy::line,
            "take a release of {package} that was built for pages of {expected}; or link it with "
            "-Wl,-z,max-page-size=16384 for Android (NDK r28 and later do), 65536 for RHEL 8"},
};
constexpr Checks small_page_alignment_checks{.check = platlint::small_page_alignment, .check_bundle = nullptr};

constexpr Rule unaligned_member{
    .name = "unaligned-member",
    .severity = Severity::error,
    .summary = "a library that Android cannot map from its package: it is compressed, or begins where no page does",
    .why =
        "If the manifest says extractNativeLibs=\"false\", Android maps libraries from the package itself. Each must "
        "be stored without compression, and begin where a page begins: at 4 KiB, and at 16 KiB on devices with such "
        "pages "
        "(API 35). If not, the app is not installed: INSTALL_FAILED_INVALID_APK. Otherwise the libraries are unpacked, "
        "and may lie anywhere.",
    .reference =
        "bionic linker/linker.cpp; frameworks/base NativeLibraryHelper.cpp; developer.android.com/tools/zipalign",
    .about = About::file,
    .fix =
        {FixedBy::line,
         "store the libraries, align the package, and sign it again after that: unzip -o app.apk 'lib/*' && zip -0 -r "
         "app.apk lib && zipalign -P 16 -f 4 app.apk aligned.apk && apksigner sign aligned.apk"},
};
constexpr Checks unaligned_member_checks{.check = nullptr, .check_bundle = platlint::unaligned_member};

}  // namespace rule

}  // namespace platlint
