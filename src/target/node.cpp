// SPDX-License-Identifier: Apache-2.0
// The names of npm's packages for one platform: process.platform-process.arch[-ABI], napi-rs cli/src/utils/target.ts
// and `npm install --os --cpu --libc`. linuxmusl is sharp's (and prebuild-install's) word.
#include <array>

#include "facts/architectures.hpp"
#include "target/grammars.hpp"
#include "target/platforms.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

struct SystemRow {
  std::string_view platform;
  System system;
  std::string_view abi;  // what may follow the architecture; empty: nothing follows
  Libc libc;
  std::string_view canonical_platform;
  std::string_view canonical_abi;
  bool only_arm;  // the ABI is for 32-bit ARM
};

// If a package of this kind has no word for the libc, it means glibc: the musl ones always say so.
constexpr std::array system_rows{
    SystemRow{"linux", System::linux, "", Libc::glibc, "linux", "", false},
    SystemRow{"linux", System::linux, "gnu", Libc::glibc, "linux", "", false},
    SystemRow{"linux", System::linux, "glibc", Libc::glibc, "linux", "", false},
    SystemRow{"linux", System::linux, "gnueabihf", Libc::glibc, "linux", "-gnueabihf", true},
    SystemRow{"linux", System::linux, "musl", Libc::musl, "linux", "-musl", false},
    SystemRow{"linux", System::linux, "musleabihf", Libc::musl, "linux", "-musleabihf", true},
    SystemRow{"linuxmusl", System::linux, "", Libc::musl, "linux", "-musl", false},
    SystemRow{"darwin", System::macos, "", Libc::unknown, "darwin", "", false},
    SystemRow{"win32", System::windows, "", Libc::unknown, "win32", "", false},
    SystemRow{"win32", System::windows, "msvc", Libc::unknown, "win32", "", false},
    SystemRow{"win32", System::windows, "gnu", Libc::unknown, "win32", "-gnu", false},
    SystemRow{"android", System::android, "", Libc::bionic, "android", "", false},
    SystemRow{"android", System::android, "eabi", Libc::bionic, "android", "-eabi", true},
    SystemRow{"freebsd", System::freebsd, "", Libc::unknown, "freebsd", "", false},
    SystemRow{"netbsd", System::netbsd, "", Libc::unknown, "netbsd", "", false},
    SystemRow{"openbsd", System::openbsd, "", Libc::unknown, "openbsd", "", false},
};

// node-pre-gyp README, napi-rs target.ts, and Node.js documentation for the words themselves.
constexpr std::string_view source = "Node.js documentation, process.platform and process.arch; napi-rs target.ts";

Target target_of(const Declared& declared, const SystemRow& row, Architecture architecture) {
  switch (row.system) {
    case System::linux:
      return linux_target(declared, architecture, row.libc, std::nullopt);
    case System::android:
      return android_target(declared, architecture, std::nullopt);
    case System::windows:
      return windows_target(declared, architecture);
    case System::macos:
      return apple_target(declared, row.system, {architecture}, std::nullopt);
    default:
      return bsd_target(declared, row.system, architecture);
  }
}

std::optional<Target> target_of(const SystemRow& row, std::string_view processor) {
  std::optional<Architecture> architecture = architecture_named(Vocabulary::node, processor);
  if (!architecture) return std::nullopt;
  if (row.only_arm && *architecture != Architecture::armv7l) return std::nullopt;
  // Android's 32-bit ARM is softfp, which the file does not state.
  if (row.system == System::android && *architecture == Architecture::armv7l) architecture = Architecture::armv7;
  if (!runs_on(row.system, *architecture)) return std::nullopt;
  const std::string name =
      std::string{row.canonical_platform} + "-" + std::string{processor} + std::string{row.canonical_abi};
  return target_of({name, std::string{source}}, row, *architecture);
}

}  // namespace

std::optional<Target> node_platform(const Spelling& name) {
  if (name.lower == "darwin-universal") {
    return apple_target({"darwin-universal", std::string{source}}, System::macos,
                        {Architecture::x86_64, Architecture::aarch64}, std::nullopt);
  }
  const std::vector<std::string_view> parts = text::split(name.lower, '-');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const std::string_view abi = parts.size() == 3 ? parts[2] : "";
  if (parts.size() == 3 && abi.empty()) return std::nullopt;
  for (const SystemRow& row : system_rows) {
    if (row.platform == parts[0] && row.abi == abi) return target_of(row, parts[1]);
  }
  return std::nullopt;
}

Platforms node_platforms() {
  return {
      {"linux-x64", {"linux-x64-gnu", "linux-x64-glibc"}, "Linux x86_64, glibc (npm)"},
      {"linux-x64-musl", {"linuxmusl-x64"}, "Linux x86_64, musl (npm)"},
      {"linux-arm64", {"linux-arm64-gnu", "linux-arm64-glibc"}, "Linux aarch64, glibc (npm)"},
      {"linux-arm64-musl", {"linuxmusl-arm64"}, "Linux aarch64, musl (npm)"},
      {"linux-arm", {"linux-arm-gnueabihf"}, "Linux armv7l, glibc (npm)"},
      {"darwin-arm64", {}, "macOS arm64 (npm)"},
      {"darwin-x64", {}, "macOS x86_64 (npm)"},
      {"darwin-universal", {}, "macOS x86_64 and arm64 (npm)"},
      {"win32-x64", {"win32-x64-msvc"}, "Windows AMD64 (npm)"},
      {"win32-arm64", {"win32-arm64-msvc"}, "Windows ARM64 (npm)"},
      {"win32-ia32", {"win32-ia32-msvc"}, "Windows x86 (npm)"},
      {"SYSTEM-ARCH", {"SYSTEM-ARCH-ABI"}, "any other in Node's words: linux-s390x, freebsd-x64 (npm)"},
  };
}

}  // namespace platlint::target
