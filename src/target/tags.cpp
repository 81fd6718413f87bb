// SPDX-License-Identifier: Apache-2.0
#include "target/tags.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "facts/architectures.hpp"
#include "target/text.hpp"

namespace platlint::target {

namespace {

using Tags = std::vector<std::string>;

// Minors of glibc 2 for which wheels are built. The images of pypa/manylinux (2_5, 2_12, 2_17, 2_24, 2_28, 2_31, 2_34,
// 2_39), auditwheel's tag for wheels whose symbols need no more (2_27), Ubuntu 22.04 (2_35).
constexpr std::array glibc_builds{39, 35, 34, 31, 28, 27, 24, 17, 12, 5};

// If a target states no glibc or macOS, it gets tags that run on every system in use: manylinux2014's and the first
// macOS of both processors.
constexpr int any_glibc = 17;
constexpr Version any_macos{11, 0, 0};

// PEP 600, "Legacy manylinux tags".
constexpr std::string_view legacy_name(int minor) {
  if (minor == 17) return "manylinux2014_";
  if (minor == 12) return "manylinux2010_";
  if (minor == 5) return "manylinux1_";
  return {};
}

// PEP 513 and 571 define theirs for x86_64 and i686, PEP 599 manylinux2014 for all processors of CentOS 7.
bool has_legacy_name(int minor, const GlibcPort& port) {
  return !legacy_name(minor).empty() && port.oldest_tag <= minor;
}

Tags glibc_tags(Architecture architecture, const std::optional<Version>& version) {
  const std::optional<GlibcPort> port = glibc_port(architecture);
  if (!port) return {};
  const int newest = version ? version->minor : std::max(any_glibc, port->oldest_tag);
  const std::string suffix{name_of(Vocabulary::wheel, architecture)};
  std::vector<int> minors{newest};
  std::copy_if(glibc_builds.begin(), glibc_builds.end(), std::back_inserter(minors),
               [&](int minor) { return minor < newest && minor >= port->oldest_tag; });
  Tags tags;
  for (const int minor : minors) {
    tags.push_back("manylinux_" + underscored(2, minor) + "_" + suffix);
    if (has_legacy_name(minor, *port)) tags.push_back(std::string{legacy_name(minor)} + suffix);
  }
  return tags;
}

// PEP 656: an installer on musl 1.N takes musllinux_1_0 to 1_N. The images of pypa/manylinux are 1_1 and 1_2.
Tags musl_tags(Architecture architecture, const std::optional<Version>& version) {
  const std::string suffix{name_of(Vocabulary::wheel, architecture)};
  if (suffix.empty()) return {};
  const int newest = version ? version->minor : 2;
  Tags tags{"musllinux_" + underscored(1, newest) + "_" + suffix};
  for (int minor = std::min(newest - 1, 2); minor >= 1; --minor) {
    tags.push_back("musllinux_" + underscored(1, minor) + "_" + suffix);
  }
  return tags;
}

// packaging 26.3 tags.py `mac_platforms`: since macOS 11 the minor is always 0; there is no 16 to 25. Only Intel Macs
// run releases below 11, the last of which is 10.15, but universal2 wheels carry the Intel half's minimum.
std::vector<Version> macos_releases(const Version& newest) {
  constexpr int newest_known = 40;
  std::vector<Version> releases;
  for (int major = std::min(newest.major, newest_known); major >= 11; --major) {
    if (major < 16 || major > 25 || major == newest.major) releases.push_back({major, 0, 0});
  }
  const int from = newest.major >= 11 ? 15 : newest.minor;
  for (int minor = from; minor >= std::min(from, 9); --minor) releases.push_back({10, minor, 0});
  return releases;
}

Tags macos_tags(const Target& target) {
  const bool universal = target.architectures.size() > 1;
  const Architecture architecture = target.architectures.front();
  const std::string suffix = universal ? "universal2" : std::string{spelling(Format::macho, architecture)};
  Tags tags;
  for (const Version& release : macos_releases(target.system_version.value_or(any_macos))) {
    const std::string prefix = "macosx_" + underscored(release.major, release.minor) + "_";
    const bool thin = !universal && (release.major >= 11 || architecture != Architecture::aarch64);
    if (thin) tags.push_back(prefix + suffix);
    tags.push_back(prefix + "universal2");
  }
  return tags;
}

// CPython runs on iOS 13 and newer: PEP 730.
Tags ios_tags(const Target& target) {
  if (!target.system_version) return {};
  constexpr int newest_known = 60;
  const std::string sdk = target.system == System::ios ? "_iphoneos" : "_iphonesimulator";
  const std::string suffix = "_" + std::string{spelling(Format::macho, target.architectures.front())} + sdk;
  const Version& version = *target.system_version;
  Tags tags{"ios_" + underscored(version.major, version.minor) + suffix};
  if (version.minor != 0) tags.push_back("ios_" + underscored(version.major, 0) + suffix);
  for (int major = std::min(version.major - 1, newest_known); major >= 13; --major) {
    tags.push_back("ios_" + underscored(major, 0) + suffix);
  }
  return tags;
}

// Lower levels for which wheels are built: auditwheel 6.8.2 policy/android-policy.json.
Tags android_tags(const Target& target) {
  const std::string abi{name_of(Vocabulary::android, target.architectures.front())};
  if (!target.system_version || abi.empty()) return {};
  const int level = target.system_version->major;
  Tags tags{"android_" + std::to_string(level) + "_" + abi};
  for (const int lower : {27, 26, 24, 21}) {
    if (lower < level) tags.push_back("android_" + std::to_string(lower) + "_" + abi);
  }
  return tags;
}

Tags windows_tags(Architecture architecture) {
  switch (architecture) {
    case Architecture::x86_64:
      return {"win_amd64"};
    case Architecture::i686:
      return {"win32"};
    case Architecture::aarch64:
      return {"win_arm64"};
    default:
      return {};
  }
}

}  // namespace

std::vector<std::string> wheel_tags(const Target& target) {
  const Architecture architecture = target.architectures.front();
  switch (target.system) {
    case System::linux:
      if (target.libc == Libc::glibc) return glibc_tags(architecture, target.libc_version);
      if (target.libc == Libc::musl) return musl_tags(architecture, target.libc_version);
      return {};
    case System::macos:
      return macos_tags(target);
    case System::ios:
    case System::ios_simulator:
      return ios_tags(target);
    case System::android:
      return android_tags(target);
    case System::windows:
      return windows_tags(architecture);
    default:
      return {};
  }
}

}  // namespace platlint::target
