// SPDX-License-Identifier: Apache-2.0
// Rust's target triples, ARCH-VENDOR-SYSTEM-ENVIRONMENT: rustc 1.95.0 --print target-list. Also without the vendor, as
// GNU and Debian write triplets.
#include <array>
#include <cstdint>

#include "facts/architectures.hpp"
#include "target/grammars.hpp"
#include "target/platforms.hpp"

namespace platlint::target {

namespace {

// The calling convention in the end of a triple.
enum class Abi : std::uint8_t {
  usual,  // the usual one of the architecture; 32-bit ARM on Linux has no usual one
  hard,   // 32-bit ARM, floats in VFP registers
  soft,   // 32-bit ARM, floats in core registers
  x32,    // 64-bit x86, 32-bit pointers
};

struct SystemRow {
  std::string_view text;
  System system;
  Libc libc;
  Abi abi;
};

constexpr std::array system_rows{
    SystemRow{"linux-gnu", System::linux, Libc::glibc, Abi::usual},
    SystemRow{"linux-gnueabihf", System::linux, Libc::glibc, Abi::hard},
    SystemRow{"linux-gnueabi", System::linux, Libc::glibc, Abi::soft},
    SystemRow{"linux-gnux32", System::linux, Libc::glibc, Abi::x32},
    SystemRow{"linux-musl", System::linux, Libc::musl, Abi::usual},
    SystemRow{"linux-musleabihf", System::linux, Libc::musl, Abi::hard},
    SystemRow{"linux-musleabi", System::linux, Libc::musl, Abi::soft},
    SystemRow{"linux-android", System::android, Libc::bionic, Abi::usual},
    SystemRow{"linux-androideabi", System::android, Libc::bionic, Abi::usual},
    SystemRow{"darwin", System::macos, Libc::unknown, Abi::usual},
    SystemRow{"ios", System::ios, Libc::unknown, Abi::usual},
    SystemRow{"ios-sim", System::ios_simulator, Libc::unknown, Abi::usual},
    SystemRow{"ios-simulator", System::ios_simulator, Libc::unknown, Abi::usual},
    SystemRow{"ios-macabi", System::mac_catalyst, Libc::unknown, Abi::usual},
    SystemRow{"windows-msvc", System::windows, Libc::unknown, Abi::usual},
    SystemRow{"windows-gnu", System::windows, Libc::unknown, Abi::usual},
    SystemRow{"windows-gnullvm", System::windows, Libc::unknown, Abi::usual},
    SystemRow{"freebsd", System::freebsd, Libc::unknown, Abi::usual},
    SystemRow{"netbsd", System::netbsd, Libc::unknown, Abi::usual},
    SystemRow{"openbsd", System::openbsd, Libc::unknown, Abi::usual},
    SystemRow{"emscripten", System::emscripten, Libc::unknown, Abi::usual},
};

constexpr std::array<std::string_view, 6> vendors{"unknown-", "pc-", "apple-", "uwp-", "win7-", "alpine-"};

constexpr std::string_view source = "rustc 1.95.0 --print target-list";

// The end of a triple as written here, whatever separators were typed.
struct Ending {
  std::string_view vendor;  // with its hyphen, or empty
  const SystemRow* row;
};

std::optional<Ending> parse_ending(std::string_view folded) {
  Ending ending{{}, nullptr};
  for (const std::string_view vendor : vendors) {
    const std::string prefix = spell(vendor).folded;
    if (folded.substr(0, prefix.size()) == prefix) ending.vendor = vendor;
  }
  folded.remove_prefix(ending.vendor.size());
  for (const SystemRow& row : system_rows) {
    if (spell(row.text).folded == folded) ending.row = &row;
  }
  if (ending.row == nullptr) return std::nullopt;
  const bool apple = ending.row->text == "darwin" || ending.row->text.substr(0, 3) == "ios";
  return apple == (ending.vendor == "apple-") ? std::optional{ending} : std::nullopt;
}

std::optional<Architecture> with_abi(Architecture architecture, const SystemRow& row) {
  const bool arm = architecture == Architecture::armv7;
  switch (row.abi) {
    case Abi::usual:
      return architecture;
    case Abi::hard:
      return arm ? std::optional{Architecture::armv7l} : std::nullopt;
    case Abi::soft:
      return arm ? std::optional{Architecture::armel} : std::nullopt;
    case Abi::x32:
      return architecture == Architecture::x86_64 ? std::optional{Architecture::x32} : std::nullopt;
  }
  return std::nullopt;
}

Target target_of(const Declared& declared, const SystemRow& row, Architecture architecture) {
  switch (row.system) {
    case System::linux:
      return linux_target(declared, architecture, row.libc, std::nullopt);
    case System::android:
      return android_target(declared, architecture, std::nullopt);
    case System::windows:
      return windows_target(declared, architecture);
    case System::emscripten:
      return emscripten_target(declared);
    case System::freebsd:
    case System::netbsd:
    case System::openbsd:
      return bsd_target(declared, row.system, architecture);
    default:
      return apple_target(declared, row.system, {architecture}, std::nullopt);
  }
}

// rustc, platform support: arm-unknown-linux-gnueabihf is ARMv6.
std::uint8_t arm_version(std::string_view processor) {
  if (processor == "armv5te") return 5;
  if (processor == "arm") return 6;
  return processor == "armv7" || processor == "thumbv7neon" ? 7 : 0;
}

std::optional<Target> target_of(const ArchitectureName& processor, const Ending& ending) {
  const std::optional<Architecture> architecture = with_abi(processor.architecture, *ending.row);
  if (!architecture) return std::nullopt;
  // The 64-bit Intel "device" is the simulator: rustc, platform support of *-apple-ios.
  SystemRow row = *ending.row;
  if (row.text == "ios" && *architecture == Architecture::x86_64) row.system = System::ios_simulator;
  if (!runs_on(row.system, *architecture)) return std::nullopt;
  const std::string name = std::string{processor.name} + "-" + std::string{ending.vendor} + std::string{row.text};
  Target target = target_of({name, std::string{source}}, row, *architecture);
  target.arm_version = arm_version(processor.name);
  return target;
}

// One name for both slices: napi-rs and maturin.
std::optional<Target> universal_platform(const Spelling& name) {
  if (name.folded != "universal_apple_darwin" && name.folded != "universal2_apple_darwin") return std::nullopt;
  return apple_target({"universal2-apple-darwin", "maturin --target universal2-apple-darwin"}, System::macos,
                      {Architecture::x86_64, Architecture::aarch64}, std::nullopt);
}

}  // namespace

std::optional<Target> rust_platform(const Spelling& name) {
  for (const ArchitectureName& row : architecture_names(Vocabulary::rust)) {
    const std::string prefix = std::string{row.name} + "_";
    if (name.folded.compare(0, prefix.size(), prefix) != 0) continue;
    const std::optional<Ending> ending = parse_ending(std::string_view{name.folded}.substr(prefix.size()));
    if (!ending) continue;
    if (std::optional<Target> found = target_of(row, *ending)) return found;
  }
  return universal_platform(name);
}

Platforms rust_platforms() {
  return {
      {"ARCH-unknown-linux-gnu", {"ARCH-unknown-linux-musl"}, "Linux (Rust triple)"},
      {"armv7-unknown-linux-gnueabihf", {"armv7-unknown-linux-musleabihf"}, "Linux armv7l, hard float (Rust triple)"},
      {"ARCH-apple-darwin", {"universal2-apple-darwin"}, "macOS (Rust triple)"},
      {"ARCH-apple-ios", {"ARCH-apple-ios-sim", "ARCH-apple-ios-macabi"}, "iOS (Rust triple)"},
      {"ARCH-pc-windows-msvc", {"ARCH-pc-windows-gnu", "ARCH-pc-windows-gnullvm"}, "Windows (Rust triple)"},
      {"ARCH-linux-android", {"armv7-linux-androideabi"}, "Android (Rust triple)"},
      {"ARCH-unknown-freebsd", {"ARCH-unknown-netbsd", "ARCH-unknown-openbsd"}, "BSD (Rust triple)"},
      {"wasm32-unknown-emscripten", {}, "Emscripten wasm32 (Rust triple)"},
  };
}

}  // namespace platlint::target
