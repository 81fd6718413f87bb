// SPDX-License-Identifier: Apache-2.0
// The table. The sources of its columns:
// node      Node.js documentation, process.platform.
// go        go1.26.8 tool dist list; containerd/platforms database.go `normalizeOS` makes darwin of macos.
// elf       System V gABI, e_ident[EI_OSABI]; elf.h of glibc 2.36. 0 and 3 (GNU) are in nearly every file.
// platform  PLATFORM_*, <mach-o/loader.h>.
// words     in the names of files and directories, see alternatives/platform_words.cpp. Those of `unknown` are
//           for systems that no target has.
#include "facts/systems.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "text/words.hpp"

namespace platlint {

namespace {

struct SystemRow {
  System system;
  std::string_view name;
  std::string_view label = {};  // empty: as `name`
  std::string_view node = {};
  std::string_view go = {};
  std::uint8_t elf = 0;
  std::uint32_t platform = 0;
  std::string_view words = {};
};

constexpr std::array table{
    SystemRow{.system = System::unknown,
              .name = "unknown",
              .words = "dragonfly dragonflybsd kfreebsd openharmony ohos hpux os400 zos w32ce"},
    SystemRow{
        .system = System::linux, .name = "linux", .label = "Linux", .node = "linux", .go = "linux", .words = "linux"},
    SystemRow{.system = System::android,
              .name = "android",
              .label = "Android",
              .node = "android",
              .go = "android",
              .words = "android"},
    SystemRow{.system = System::hurd, .name = "hurd", .elf = 4},
    SystemRow{.system = System::freebsd,
              .name = "freebsd",
              .label = "FreeBSD",
              .node = "freebsd",
              .go = "freebsd",
              .elf = 9,
              .words = "freebsd"},
    SystemRow{.system = System::netbsd,
              .name = "netbsd",
              .label = "NetBSD",
              .node = "netbsd",
              .go = "netbsd",
              .elf = 2,
              .words = "netbsd"},
    SystemRow{.system = System::openbsd,
              .name = "openbsd",
              .label = "OpenBSD",
              .node = "openbsd",
              .go = "openbsd",
              .elf = 12,
              .words = "openbsd"},
    SystemRow{
        .system = System::solaris, .name = "solaris", .node = "sunos", .elf = 6, .words = "sunos solaris illumos"},
    SystemRow{.system = System::aix, .name = "aix", .node = "aix", .elf = 7, .words = "aix"},
    SystemRow{.system = System::macos,
              .name = "macos",
              .label = "macOS",
              .node = "darwin",
              .go = "darwin",
              .platform = 1,
              .words = "darwin macos macosx mac osx"},
    SystemRow{
        .system = System::ios, .name = "ios", .label = "iOS", .go = "ios", .platform = 2, .words = "ios iphoneos"},
    SystemRow{.system = System::ios_simulator,
              .name = "ios-simulator",
              .label = "iOS simulator",
              .platform = 7,
              .words = "iphonesimulator iossimulator"},
    SystemRow{.system = System::mac_catalyst,
              .name = "mac-catalyst",
              .label = "Mac Catalyst",
              .platform = 6,
              .words = "maccatalyst"},
    SystemRow{.system = System::tvos, .name = "tvos", .platform = 3, .words = "tvos appletvos"},
    SystemRow{.system = System::tvos_simulator, .name = "tvos-simulator", .platform = 8},
    SystemRow{.system = System::watchos, .name = "watchos", .platform = 4, .words = "watchos"},
    SystemRow{.system = System::watchos_simulator, .name = "watchos-simulator", .platform = 9},
    SystemRow{.system = System::visionos, .name = "visionos", .platform = 11, .words = "visionos xros"},
    SystemRow{.system = System::visionos_simulator, .name = "visionos-simulator", .platform = 12},
    SystemRow{.system = System::bridgeos, .name = "bridgeos", .platform = 5},
    SystemRow{.system = System::driverkit, .name = "driverkit", .platform = 10},
    SystemRow{.system = System::apple_firmware, .name = "apple-firmware"},
    SystemRow{.system = System::windows,
              .name = "windows",
              .label = "Windows",
              .node = "win32",
              .go = "windows",
              .words = "windows win mingw cygwin"},
    SystemRow{.system = System::uefi, .name = "uefi"},
    SystemRow{.system = System::emscripten, .name = "emscripten", .label = "Emscripten", .words = "emscripten pyodide"},
    SystemRow{.system = System::wasi, .name = "wasi", .words = "wasi"},
};

template <class Test>
constexpr const SystemRow* find(Test test) {
  for (const SystemRow& candidate : table) {
    if (test(candidate)) return &candidate;
  }
  return nullptr;
}

constexpr const SystemRow& row(System system) {
  const SystemRow* const found = find([&](const SystemRow& it) { return it.system == system; });
  return found == nullptr ? table.front() : *found;
}

}  // namespace

std::string_view name(System system) {
  return row(system).name;
}

std::string_view label(System system) {
  return row(system).label.empty() ? row(system).name : row(system).label;
}

std::string_view node_name(System system) {
  return row(system).node;
}

std::string_view go_name(System system) {
  return row(system).go;
}

std::optional<System> system_in_go(std::string_view name) {
  if (name.empty()) return std::nullopt;
  if (name == "macos") return System::macos;
  const SystemRow* const found = find([&](const SystemRow& it) { return it.go == name; });
  return found == nullptr ? std::nullopt : std::optional{found->system};
}

// Called for every word of every native file's path, so it uses an index instead of a search.
std::optional<System> system_in_words(std::string_view word) {
  static const std::map<std::string_view, System> known = [] {
    std::map<std::string_view, System> words;
    for (const SystemRow& row : table) {
      for (const std::string_view name : text::split(row.words, ' ')) words.emplace(name, row.system);
    }
    words.erase("");
    return words;
  }();
  const auto found = known.find(word);
  return found == known.end() ? std::nullopt : std::optional{found->second};
}

System system_of_elf(std::uint8_t os_abi) {
  const SystemRow* const found = find([&](const SystemRow& it) { return os_abi != 0 && it.elf == os_abi; });
  return found == nullptr ? System::unknown : found->system;
}

System system_of_macho(std::uint32_t platform) {
  constexpr std::uint32_t last_platform = 24;  // the numbers after visionOS are firmware of Apple's processors
  const SystemRow* const found = find([&](const SystemRow& it) { return platform != 0 && it.platform == platform; });
  if (found != nullptr) return found->system;
  return platform != 0 && platform <= last_platform ? System::apple_firmware : System::unknown;
}

}  // namespace platlint
