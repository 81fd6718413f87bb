// SPDX-License-Identifier: Apache-2.0
// The words for platforms in the names of files and directories. Sources: process.platform and process.arch
// (nodejs.org/api/process.html) and node-gyp-build's tags; napi-rs, cli/src/utils/target.ts; sharp and Prisma
// (binaryTargets: "debian-openssl-3.0.x"); Go's GOOS and GOARCH; Rust's triples; .NET's runtime identifiers
// ("linux-musl-x64", "osx-arm64"); JNA ("linux-x86-64"); Android's ABIs ("arm64-v8a"); conda's subdirs ("osx-64");
// wheel tags (PEP 425, 600, 656); distlib's launchers (t32, w64, t64-arm: terminal or windowed).
#include "packages/platform_words.hpp"

#include <algorithm>
#include <array>

#include "packages/paths.hpp"
#include "packages/text.hpp"

namespace platlint::packages {
namespace {

struct SystemWord {
  std::string_view text;
  System system;
  Libc libc = Libc::unknown;
};

// Digits may follow, and "32" or "64" of them are the width: win10, macos11, linux64, manylinux2014.
constexpr std::array system_words{
    SystemWord{"linux", System::linux},
    SystemWord{"manylinux", System::linux, Libc::glibc},
    SystemWord{"linuxglibc", System::linux, Libc::glibc},
    SystemWord{"musllinux", System::linux, Libc::musl},
    SystemWord{"linuxmusl", System::linux, Libc::musl},
    SystemWord{"alpine", System::linux, Libc::musl},
    SystemWord{"debian", System::linux, Libc::glibc},
    SystemWord{"ubuntu", System::linux, Libc::glibc},
    SystemWord{"rhel", System::linux, Libc::glibc},
    SystemWord{"centos", System::linux, Libc::glibc},
    SystemWord{"darwin", System::macos},
    SystemWord{"macos", System::macos},
    SystemWord{"macosx", System::macos},
    SystemWord{"mac", System::macos},
    SystemWord{"osx", System::macos},
    SystemWord{"ios", System::ios},
    SystemWord{"iphoneos", System::ios},
    SystemWord{"iphonesimulator", System::ios_simulator},
    SystemWord{"android", System::android},
    SystemWord{"windows", System::windows},
    SystemWord{"win", System::windows},
    SystemWord{"freebsd", System::freebsd},
    SystemWord{"openbsd", System::openbsd},
    SystemWord{"netbsd", System::netbsd},
    SystemWord{"sunos", System::solaris},
    SystemWord{"solaris", System::solaris},
    SystemWord{"aix", System::aix},
    SystemWord{"emscripten", System::emscripten},
    SystemWord{"wasi", System::wasi},
};

struct ProcessorWord {
  std::string_view text;
  Architecture architecture;
};

constexpr std::array processor_words{
    ProcessorWord{"x64", Architecture::x86_64},        ProcessorWord{"amd64", Architecture::x86_64},
    ProcessorWord{"x86", Architecture::i686},          ProcessorWord{"ia32", Architecture::i686},
    ProcessorWord{"i386", Architecture::i686},         ProcessorWord{"i486", Architecture::i686},
    ProcessorWord{"i586", Architecture::i686},         ProcessorWord{"i686", Architecture::i686},
    ProcessorWord{"arm64", Architecture::aarch64},     ProcessorWord{"aarch64", Architecture::aarch64},
    ProcessorWord{"arm64e", Architecture::arm64e},     ProcessorWord{"armv8", Architecture::aarch64},
    ProcessorWord{"arm", Architecture::armv7},         ProcessorWord{"arm32", Architecture::armv7},
    ProcessorWord{"armhf", Architecture::armv7},       ProcessorWord{"armel", Architecture::armv7},
    ProcessorWord{"armeabi", Architecture::armv7},     ProcessorWord{"armv5", Architecture::armv7},
    ProcessorWord{"armv6", Architecture::armv7},       ProcessorWord{"armv6l", Architecture::armv7},
    ProcessorWord{"armv7", Architecture::armv7},       ProcessorWord{"armv7a", Architecture::armv7},
    ProcessorWord{"armv7l", Architecture::armv7},      ProcessorWord{"ppc64", Architecture::ppc64},
    ProcessorWord{"ppc64le", Architecture::ppc64le},   ProcessorWord{"powerpc64le", Architecture::ppc64le},
    ProcessorWord{"s390x", Architecture::s390x},       ProcessorWord{"riscv64", Architecture::riscv64},
    ProcessorWord{"riscv64gc", Architecture::riscv64}, ProcessorWord{"loong64", Architecture::loongarch64},
    ProcessorWord{"mips", Architecture::mips},         ProcessorWord{"loongarch64", Architecture::loongarch64},
    ProcessorWord{"mipsel", Architecture::mipsel},     ProcessorWord{"mips64el", Architecture::mips64el},
    ProcessorWord{"wasm32", Architecture::wasm32},
};

struct EnvironmentWord {
  std::string_view text;
  Libc libc = Libc::unknown;
  bool arm = false;  // says that the processor is a 32-bit ARM as well
};

// C libraries and ABIs, and what stands beside a platform without naming one: taken out, and mean nothing.
constexpr std::array environment_words{
    EnvironmentWord{"glibc", Libc::glibc},
    EnvironmentWord{"gnu", Libc::glibc},
    EnvironmentWord{"musl", Libc::musl},
    EnvironmentWord{"gnueabi", Libc::glibc, true},
    EnvironmentWord{"gnueabihf", Libc::glibc, true},
    EnvironmentWord{"musleabi", Libc::musl, true},
    EnvironmentWord{"musleabihf", Libc::musl, true},
    EnvironmentWord{"androideabi", Libc::unknown, true},
    EnvironmentWord{"msvc"},
    EnvironmentWord{"gnullvm"},
    EnvironmentWord{"eabi"},
    EnvironmentWord{"eabihf"},
    EnvironmentWord{"v7a"},
    EnvironmentWord{"v8a"},
    EnvironmentWord{"apple"},
    EnvironmentWord{"pc"},
    EnvironmentWord{"unknown"},
    EnvironmentWord{"universal"},
    EnvironmentWord{"universal2"},
    EnvironmentWord{"openssl"},
};

struct WidthWord {
  std::string_view text;
  int bits;
};

constexpr std::array width_words{
    WidthWord{"32", 32},  WidthWord{"64", 64},  WidthWord{"32bit", 32}, WidthWord{"64bit", 64},
    WidthWord{"t32", 32}, WidthWord{"t64", 64}, WidthWord{"w32", 32},   WidthWord{"w64", 64},
};

struct Suffix {
  std::string_view text;
  std::optional<Format> format;  // nothing: several formats use it
};

constexpr std::array native_suffixes{
    Suffix{"exe", Format::pe},       Suffix{"dll", Format::pe},  Suffix{"pyd", Format::pe},
    Suffix{"dylib", Format::macho},  Suffix{"so", std::nullopt}, Suffix{"node", std::nullopt},
    Suffix{"bundle", Format::macho},
};

template <typename Rows>
auto find_row(const Rows& rows, std::string_view text) {
  return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.text == text; });
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string> tokens(std::string_view component) {
  const std::string text = lower(component);
  std::vector<std::string> all;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find_first_of("-_.+ ", start), text.size());
    if (end > start) all.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return all;
}

class PathReader {
 public:
  PlatformPath read(std::string_view path) {
    const std::size_t archive = archive_length(path);
    result_.skeleton = path.substr(0, archive);
    path.remove_prefix(archive);
    std::string_view before;
    while (!path.empty()) {
      const std::size_t slash = std::min(path.find('/'), path.size());
      const std::string_view component = path.substr(0, slash);
      path.remove_prefix(std::min(slash + 1, path.size()));
      // The directory of an application bundle's program, which no other platform's stands beside.
      const bool part_of_bundle = component == "MacOS" && before == "Contents";
      read_component(component, path.empty(), part_of_bundle);
      before = component;
    }
    settle();
    return std::move(result_);
  }

 private:
  void read_component(std::string_view component, bool is_file, bool verbatim) {
    std::vector<std::string> parts = tokens(component);
    if (is_file) take_suffix(parts);
    numbers_belong_ = after_x86_ = false;
    std::string rest;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_word = !verbatim && take_word(parts[i]);
      result_.platform.in_words = result_.platform.in_words || is_word;
      if (is_word || (numbers_belong_ && (is_number(parts[i]) || parts[i] == "x"))) continue;
      numbers_belong_ = after_x86_ = false;
      if (is_file && i + 1 == parts.size()) take_glued_width(parts[i]);
      rest.append(rest.empty() ? "" : "-").append(parts[i]);
    }
    if (!rest.empty() || is_file) result_.skeleton.append("/").append(rest);
  }

  // "so.1.2.3", "1.21.0.dylib", "so.node": libraries carry their version, and Windows knows no "lib" before a name.
  void take_suffix(std::vector<std::string>& parts) {
    std::size_t end = parts.size();
    while (end > 1 && is_number(parts[end - 1])) --end;
    if (end < parts.size() && parts[end - 1] != "so") return;
    bool library = false;
    while (end > 1) {
      const auto row = find_row(native_suffixes, parts[end - 1]);
      if (row == native_suffixes.end()) break;
      if (row->format) result_.platform.format = row->format;
      library = library || (row->text != "exe" && row->text != "node");
      parts.resize(--end);
    }
    if (!library) return;
    while (parts.size() > 1 && is_number(parts.back()) && find_row(width_words, parts.back()) == width_words.end()) {
      parts.pop_back();
    }
    if (parts.front().starts_with("lib") && parts.front().size() > 3) parts.front().erase(0, 3);
  }

  bool take_word(const std::string& word) {
    return take_system(word) || take_processor(word) || take_environment(word);
  }

  bool take_system(std::string_view word) {
    auto row = find_row(system_words, word);
    if (row == system_words.end()) {
      const std::size_t digits = word.find_last_not_of("0123456789") + 1;
      if (digits == word.size()) return false;
      row = find_row(system_words, word.substr(0, digits));
      if (row == system_words.end()) return false;
      // Node's and Python's "win32" is Windows of any width.
      const std::string_view number = word.substr(digits);
      if (word != "win32" && (number == "32" || number == "64")) result_.platform.bits = number == "32" ? 32 : 64;
    }
    // "aarch64-linux-android": what is said last is said most exactly.
    result_.platform.system = row->system;
    if (row->libc != Libc::unknown) result_.platform.libc = row->libc;
    numbers_belong_ = true;
    return true;
  }

  bool take_processor(std::string_view word) {
    if (after_x86_ && (word == "64" || word == "32")) {  // x86_64, x86-64
      after_x86_ = false;
      if (word == "64") result_.platform.architectures.back() = Architecture::x86_64;
      return true;
    }
    after_x86_ = word == "x86";
    if (const auto width = find_row(width_words, word); width != width_words.end()) {
      result_.platform.bits = width->bits;
      return true;
    }
    const auto row = find_row(processor_words, word);
    if (row == processor_words.end()) return false;
    result_.platform.architectures.push_back(row->architecture);
    return true;
  }

  bool take_environment(std::string_view word) {
    const auto row = find_row(environment_words, word);
    if (row == environment_words.end()) return false;
    numbers_belong_ = word == "openssl";
    if (row->libc != Libc::unknown) result_.platform.libc = row->libc;
    if (row->arm && result_.platform.architectures.empty()) {
      result_.platform.architectures.push_back(Architecture::armv7);
    }
    return true;
  }

  // "notifu64.exe", "freeglut32.dll": on Windows the width is written to the name itself.
  void take_glued_width(std::string& word) {
    if (result_.platform.format != Format::pe || word.size() < 4) return;
    const bool is_64 = word.ends_with("64");
    if ((!is_64 && !word.ends_with("32")) || is_number(word.substr(word.size() - 3))) return;
    result_.platform.bits = is_64 ? 64 : 32;
    result_.platform.in_words = true;
    word.resize(word.size() - 2);
  }

  void settle() {
    PlatformName& platform = result_.platform;
    if (platform.bits == 64) {  // t64-arm
      std::replace(platform.architectures.begin(), platform.architectures.end(), Architecture::armv7,
                   Architecture::aarch64);
    }
    if (!platform.architectures.empty()) platform.bits = 0;
    // .NET and others say "windows-gnu", which is no C library of Linux.
    if (platform.system != System::unknown && platform.system != System::linux) platform.libc = Libc::unknown;
  }

  PlatformPath result_;
  bool after_x86_ = false;       // "64" is the rest of "x86_64"
  bool numbers_belong_ = false;  // to the word before: macosx_11_0, manylinux_2_28, openssl-3.0.x
};

}  // namespace

PlatformPath read_platform_path(std::string_view path) {
  return PathReader{}.read(path);
}

}  // namespace platlint::packages
