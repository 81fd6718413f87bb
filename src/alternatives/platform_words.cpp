// SPDX-License-Identifier: Apache-2.0
// The words for platforms in the names of files and directories. Sources: process.platform and process.arch
// (nodejs.org/api/process.html) and node-gyp-build's tags; napi-rs, cli/src/utils/target.ts; sharp and Prisma
// (binaryTargets: "debian-openssl-3.0.x"); Go's GOOS and GOARCH; Rust's triples; .NET's runtime identifiers
// ("linux-musl-x64", "osx-arm64"); JNA ("linux-x86-64"); Android's ABIs ("arm64-v8a"); conda's subdirs ("osx-64");
// wheel tags (PEP 425, 600, 656); distlib's launchers (t32, w64, t64-arm: terminal or windowed); os-maven-plugin
// (Detector.java: "x86_64", "aarch_64", "ppcle_64", "itanium_64"); jffi, snappy-java, jansi and jSerialComm by their
// jars ("sunos-sparcv9", "armv6hf", "armv8_64"); aws-crt ("cruntime"); xcframeworks ("ios-arm64_x86_64-simulator").
#include "alternatives/platform_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "facts/native_name.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {
namespace {

struct SystemWord {
  std::string_view text;
  System system;  // unknown: a system that no target is
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
    SystemWord{"maccatalyst", System::mac_catalyst},
    SystemWord{"ios", System::ios},
    SystemWord{"iphoneos", System::ios},
    SystemWord{"iphonesimulator", System::ios_simulator},
    SystemWord{"iossimulator", System::ios_simulator},
    SystemWord{"tvos", System::tvos},
    SystemWord{"watchos", System::watchos},
    SystemWord{"visionos", System::visionos},
    SystemWord{"xros", System::visionos},
    SystemWord{"android", System::android},
    SystemWord{"windows", System::windows},
    SystemWord{"win", System::windows},
    SystemWord{"mingw", System::windows},
    SystemWord{"cygwin", System::windows},
    SystemWord{"freebsd", System::freebsd},
    SystemWord{"openbsd", System::openbsd},
    SystemWord{"netbsd", System::netbsd},
    SystemWord{"sunos", System::solaris},
    SystemWord{"solaris", System::solaris},
    SystemWord{"illumos", System::solaris},
    SystemWord{"aix", System::aix},
    SystemWord{"emscripten", System::emscripten},
    SystemWord{"wasi", System::wasi},
    SystemWord{"dragonflybsd", System::unknown},
    SystemWord{"kfreebsd", System::unknown},
    SystemWord{"openharmony", System::unknown},
    SystemWord{"ohos", System::unknown},
    SystemWord{"hpux", System::unknown},
    SystemWord{"os400", System::unknown},
    SystemWord{"zos", System::unknown},
    SystemWord{"w32ce", System::unknown},
};

// What a word means alone, and what with a width behind it: os-maven-plugin and jSerialComm write "aarch_64", "x86_32",
// "armv8_32", "sparcv9_64". Without a third value the width changes nothing.
struct ProcessorWord {
  std::string_view text;
  Architecture architecture;
  Architecture with_64 = Architecture::unknown;
};

constexpr std::array processor_words{
    ProcessorWord{"x64", Architecture::x86_64},
    ProcessorWord{"amd64", Architecture::x86_64},
    ProcessorWord{"x8664", Architecture::x86_64},
    ProcessorWord{"em64t", Architecture::x86_64},
    ProcessorWord{"x86", Architecture::i686, Architecture::x86_64},
    ProcessorWord{"ia32", Architecture::i686},
    ProcessorWord{"i386", Architecture::i686},
    ProcessorWord{"i486", Architecture::i686},
    ProcessorWord{"i586", Architecture::i686},
    ProcessorWord{"i686", Architecture::i686},
    ProcessorWord{"arm64", Architecture::aarch64},
    ProcessorWord{"aarch64", Architecture::aarch64},
    ProcessorWord{"aarch", Architecture::armv7, Architecture::aarch64},
    ProcessorWord{"arm64e", Architecture::arm64e},
    ProcessorWord{"arm64ec", Architecture::arm64ec},
    ProcessorWord{"armv8", Architecture::aarch64, Architecture::aarch64},
    ProcessorWord{"arm", Architecture::armv7, Architecture::aarch64},
    ProcessorWord{"arm32", Architecture::armv7},
    ProcessorWord{"armhf", Architecture::armv7},
    ProcessorWord{"armel", Architecture::armv7},
    ProcessorWord{"armeabi", Architecture::armv7},
    ProcessorWord{"ppc", Architecture::ppc, Architecture::ppc64},
    ProcessorWord{"powerpc", Architecture::ppc, Architecture::ppc64},
    ProcessorWord{"ppcle", Architecture::ppc, Architecture::ppc64le},
    ProcessorWord{"ppc64", Architecture::ppc64},
    ProcessorWord{"powerpc64", Architecture::ppc64},
    ProcessorWord{"ppc64le", Architecture::ppc64le},
    ProcessorWord{"ppc64el", Architecture::ppc64le},
    ProcessorWord{"powerpc64le", Architecture::ppc64le},
    ProcessorWord{"s390", Architecture::s390, Architecture::s390x},
    ProcessorWord{"s390x", Architecture::s390x},
    ProcessorWord{"riscv", Architecture::riscv32, Architecture::riscv64},
    ProcessorWord{"riscv32", Architecture::riscv32},
    ProcessorWord{"riscv64", Architecture::riscv64},
    ProcessorWord{"riscv64gc", Architecture::riscv64},
    ProcessorWord{"loong64", Architecture::loongarch64},
    ProcessorWord{"loongarch", Architecture::loongarch32, Architecture::loongarch64},
    ProcessorWord{"loongarch64", Architecture::loongarch64},
    ProcessorWord{"mips", Architecture::mips, Architecture::mips64},
    ProcessorWord{"mipsel", Architecture::mipsel, Architecture::mips64el},
    ProcessorWord{"mipsle", Architecture::mipsel, Architecture::mips64el},
    ProcessorWord{"mips64", Architecture::mips64},
    ProcessorWord{"mips64el", Architecture::mips64el},
    ProcessorWord{"mips64le", Architecture::mips64el},
    ProcessorWord{"sparc", Architecture::sparc, Architecture::sparc64},
    ProcessorWord{"sparcv8plus", Architecture::sparc, Architecture::sparc64},
    ProcessorWord{"sparcv9", Architecture::sparc64, Architecture::sparc64},
    ProcessorWord{"sparc64", Architecture::sparc64},
    ProcessorWord{"itanium", Architecture::ia64, Architecture::ia64},
    ProcessorWord{"ia64", Architecture::ia64},
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
    EnvironmentWord{"bionic", Libc::bionic},
    EnvironmentWord{"cruntime"},
    EnvironmentWord{"libc"},
    EnvironmentWord{"ucrt"},
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

template <typename Rows>
auto find_row(const Rows& rows, std::string_view text) {
  return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.text == text; });
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string> tokens(std::string_view component) {
  const std::string text = text::lower(component);
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
    const std::size_t archive = verbatim_length(path);
    result_.skeleton = path.substr(0, archive);
    path.remove_prefix(archive);
    while (!path.empty()) {
      const std::size_t slash = std::min(path.find('/'), path.size());
      const std::string_view component = path.substr(0, slash);
      path.remove_prefix(std::min(slash + 1, path.size()));
      // The directory of an application bundle's program, which no other platform's stands beside.
      const bool part_of_bundle = component == "MacOS" && before_ == "Contents";
      read_component(component, path.empty(), part_of_bundle);
      before_ = component;
    }
    settle();
    return std::move(result_);
  }

 private:
  static std::size_t verbatim_length(std::string_view path) {
    const std::string jar = text::inside(".jar");
    const std::size_t archive = text::archive_length(path);
    if (!path.substr(0, archive).ends_with(jar)) return archive;
    return path.rfind('/', archive - jar.size()) + 1;  // npos + 1 is 0
  }

  void read_component(std::string_view component, bool is_file, bool verbatim) {
    std::vector<std::string> parts = tokens(component);
    if (is_file) take_suffix(parts);
    numbers_belong_ = !is_file && before_ == "node";  // "node/115/"
    last_processor_ = nullptr;
    std::string rest;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_word = !verbatim && take_word(parts[i]);
      result_.platform.in_words = result_.platform.in_words || is_word;
      if (is_word || (numbers_belong_ && take_number(parts[i]))) continue;
      numbers_belong_ = false;
      last_processor_ = nullptr;
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
      const NativeSuffix* suffix = find_native_suffix(parts[end - 1]);
      if (suffix == nullptr) break;
      if (suffix->only_format()) result_.platform.format = suffix->only_format();
      library = library || (suffix->library && suffix->text != "node");
      parts.resize(--end);
    }
    if (!library) return;
    while (parts.size() > 1 && is_number(parts.back()) && find_row(width_words, parts.back()) == width_words.end()) {
      parts.pop_back();
    }
    if (parts.front().starts_with("lib") && parts.front().size() > 3) parts.front().erase(0, 3);
  }

  bool take_word(const std::string& word) {
    const ProcessorWord* before = std::exchange(last_processor_, nullptr);
    return take_system(word) || take_processor(word, before) || take_environment(word);
  }

  // What belongs to the words before: a release, OpenSSL's "3.0.x", Node's ABI and how it was built.
  bool take_number(const std::string& word) {
    if (is_number(word)) take_node_abi(word);
    return is_number(word) || word == "x" || word == "release" || word == "debug";
  }

  // Node 10 has 64, and two years bring three or four more (abi_version_registry.json); releases of systems are
  // smaller.
  void take_node_abi(const std::string& number) {
    if (number.size() > 3) return;
    const int value = std::stoi(number);
    if (value >= 64 && value <= 255) result_.platform.node_abi = value;
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
    result_.platform.untargeted = row->system == System::unknown;
    if (row->libc != Libc::unknown) result_.platform.libc = row->libc;
    numbers_belong_ = true;
    return true;
  }

  bool take_processor(std::string_view word, const ProcessorWord* before) {
    auto& named = result_.platform.architectures;
    if (before != nullptr && (word == "64" || word == "32")) {  // x86_64, x86-64, aarch_64
      const bool arm = named.back() == Architecture::aarch64;
      if (word == "64") named.back() = before->with_64;
      if (word == "32" && arm) named.back() = Architecture::armv7;  // armv8_32
      return true;
    }
    if (numbers_belong_ && word == "386") {  // Go's name, and a number elsewhere
      named.push_back(Architecture::i686);
      return true;
    }
    if (const auto width = find_row(width_words, word); width != width_words.end()) {
      result_.platform.bits = width->bits;
      return true;
    }
    const auto row = find_row(processor_words, word);
    if (row == processor_words.end()) return take_arm(word);
    if (row->with_64 != Architecture::unknown) last_processor_ = &*row;
    named.push_back(row->architecture);
    return true;
  }

  // "armv6", "armv7l", "armv5te", "armv6hf": a level and what it has beside that.
  bool take_arm(std::string_view word) {
    if (!word.starts_with("armv") || word.size() < 5 || word[4] < '5' || word[4] > '7') return false;
    const std::string_view rest = word.substr(5);
    constexpr std::array<std::string_view, 8> details{"", "l", "a", "te", "tel", "hf", "el", "j"};
    if (std::find(details.begin(), details.end(), rest) == details.end()) return false;
    result_.platform.architectures.push_back(Architecture::armv7);
    return true;
  }

  bool take_environment(std::string_view word) {
    System& system = result_.platform.system;
    if (word == "simulator" && system == System::ios) {
      system = System::ios_simulator;
      return true;
    }
    const auto row = find_row(environment_words, word);
    if (row == environment_words.end()) return false;
    // cmake-ts: "glibc-115-Release", "msvc-115-Release", "libc-115-Release".
    numbers_belong_ = word == "openssl" || word == "glibc" || word == "musl" || word == "msvc" || word == "libc";
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
  std::string_view before_;                        // the component before
  const ProcessorWord* last_processor_ = nullptr;  // the word before, where "64" may be the rest of it
  bool numbers_belong_ = false;                    // to the word before: macosx_11_0, manylinux_2_28, openssl-3.0.x
};

}  // namespace

PlatformPath read_platform_path(std::string_view path) {
  return PathReader{}.read(path);
}

}  // namespace platlint
