// SPDX-License-Identifier: Apache-2.0
// The words for platforms in the names of files and directories. Sources: process.platform and process.arch
// (nodejs.org/api/process.html) and node-gyp-build's tags; napi-rs, cli/src/utils/target.ts; sharp and Prisma
// (binaryTargets: "debian-openssl-3.0.x"); Go's GOOS and GOARCH; Rust's triples. More: .NET's runtime identifiers
// ("linux-musl-x64", "osx-arm64"); JNA ("linux-x86-64"); Android's ABIs ("arm64-v8a"); conda's subdirs ("osx-64");
// wheel tags (PEP 425, 600, 656); distlib's launchers (t32, w64, t64-arm: terminal or windowed). More: os-maven-plugin
// (Detector.java: "x86_64", "aarch_64", "ppcle_64", "itanium_64"); jffi, snappy-java, jansi and jSerialComm by their
// jars ("sunos-sparcv9", "armv6hf", "armv8_64"); aws-crt ("cruntime"); xcframeworks ("ios-arm64_x86_64-simulator").
#include "alternatives/platform_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "facts/architectures.hpp"
#include "facts/native_name.hpp"
#include "facts/systems.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {
namespace {

// Words for Linux that say which C library it has.
struct LinuxWord {
  std::string_view text;
  Libc libc;
};

constexpr std::array linux_words{
    LinuxWord{"manylinux", Libc::glibc}, LinuxWord{"linuxglibc", Libc::glibc}, LinuxWord{"musllinux", Libc::musl},
    LinuxWord{"linuxmusl", Libc::musl},  LinuxWord{"alpine", Libc::musl},      LinuxWord{"debian", Libc::glibc},
    LinuxWord{"ubuntu", Libc::glibc},    LinuxWord{"rhel", Libc::glibc},       LinuxWord{"centos", Libc::glibc},
};

struct EnvironmentWord {
  std::string_view text;
  Libc libc = Libc::unknown;
  bool arm = false;  // says that the processor is a 32-bit ARM as well
};

// C libraries and ABIs, and words that stand beside a platform but do not name one. They are removed, and mean nothing.
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

// Words at the end of a longer word.
constexpr std::array<std::string_view, 6> glued_words{"32bit", "64bit", "arm64", "aarch64", "amd64", "i386"};

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
      // The directory of the program in an application bundle. It never has a sibling for another platform.
      const bool part_of_bundle = component == "MacOS" && before_ == "Contents";
      read_component(component, path.empty(), part_of_bundle);
      before_ = component;
    }
    combine_words();
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
    wide_ = Architecture::unknown;
    std::string rest;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_word = !verbatim && take_word(parts[i]);
      result_.platform.in_words = result_.platform.in_words || is_word;
      if (is_word || (numbers_belong_ && take_number(parts[i]))) continue;
      numbers_belong_ = false;
      wide_ = Architecture::unknown;
      if (is_file && !take_glued_word(parts[i]) && is_last_name(parts, i)) take_glued_width(parts[i]);
      rest.append(rest.empty() ? "" : "-").append(parts[i]);
    }
    if (!rest.empty() || is_file) result_.skeleton.append("/").append(rest);
  }

  // "so.1.2.3", "1.21.0.dylib", "so.node": libraries have a version in their name, and Windows has no "lib" before it.
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
    const Architecture wide = std::exchange(wide_, Architecture::unknown);
    return take_system(word) || take_processor(word, wide) || take_environment(word);
  }

  // Numbers that belong to the words before: a release, OpenSSL's "3.0.x", Node's ABI and how it was built.
  bool take_number(const std::string& word) {
    if (is_number(word)) take_node_abi(word);
    return is_number(word) || word == "x" || word == "release" || word == "debug";
  }

  // Node 10 has ABI 64, and every two years add three or four (abi_version_registry.json); releases of systems have
  // smaller numbers.
  void take_node_abi(const std::string& number) {
    if (number.size() > 3) return;
    const int value = std::stoi(number);
    if (value >= 64 && value <= 255) result_.platform.node_abi = value;
  }

  // Digits may follow; "32" or "64" is then the width: win10, macos11, linux64, manylinux2014.
  bool take_system(std::string_view word) {
    if (take_system_name(word)) return true;
    const std::size_t digits = word.find_last_not_of("0123456789") + 1;
    if (digits == word.size() || !take_system_name(word.substr(0, digits))) return false;
    // Node's and Python's "win32" is Windows of any width.
    const std::string_view number = word.substr(digits);
    if (word != "win32" && (number == "32" || number == "64")) result_.platform.bits = number == "32" ? 32 : 64;
    return true;
  }

  bool take_system_name(std::string_view word) {
    const auto linux_word = find_row(linux_words, word);
    const bool is_linux = linux_word != linux_words.end();
    const std::optional<System> system = is_linux ? System::linux : system_in_words(word);
    if (!system) return false;
    // "aarch64-linux-android": the last word is the most exact one.
    result_.platform.system = *system;
    result_.platform.untargeted = *system == System::unknown;
    if (is_linux) result_.platform.libc = linux_word->libc;
    numbers_belong_ = true;
    return true;
  }

  bool take_processor(std::string_view word, Architecture wide) {
    auto& named = result_.platform.architectures;
    if (wide != Architecture::unknown && (word == "64" || word == "32")) {  // x86_64, x86-64, aarch_64
      const bool arm = named.back() == Architecture::aarch64;
      if (word == "64") named.back() = wide;
      if (word == "32" && arm) named.back() = Architecture::armv7;  // armv8_32
      return true;
    }
    if (numbers_belong_ && word == "386") {  // Go's name for x86; elsewhere a number
      named.push_back(Architecture::i686);
      return true;
    }
    if (const auto width = find_row(width_words, word); width != width_words.end()) {
      result_.platform.bits = width->bits;
      return true;
    }
    const std::optional<ProcessorWord> processor = processor_in_words(word);
    if (!processor) return take_arm(word);
    wide_ = processor->with_64;
    named.push_back(processor->alone);
    return true;
  }

  // "armv6", "armv7l", "armv5te", "armv6hf": a level and extra letters; "arm6" (JNativeHook).
  bool take_arm(std::string_view word) {
    if (word == "arm5" || word == "arm6" || word == "arm7") {
      result_.platform.architectures.push_back(Architecture::armv7);
      return true;
    }
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

  // The last part before the compiler's mark: "freeglut64.vc14.dll".
  static bool is_last_name(const std::vector<std::string>& parts, std::size_t i) {
    return i + 1 == parts.size() || (i + 2 == parts.size() && parts[i + 1].starts_with("vc"));
  }

  // "libportaudio64bit-asio.dll", "libportaudioarm64.dll": no name ends in these words by chance.
  bool take_glued_word(std::string& word) {
    const auto row = std::find_if(glued_words.begin(), glued_words.end(), [&](std::string_view it) {
      return word.size() > it.size() + 2 && word.ends_with(it);
    });
    if (row == glued_words.end()) return false;
    word.resize(word.size() - row->size());
    result_.platform.in_words = true;
    return take_processor(std::string(*row), Architecture::unknown);
  }

  // "notifu64.exe", "freeglut32.dll": on Windows the width follows the name directly.
  void take_glued_width(std::string& word) {
    if (result_.platform.format != Format::pe || word.size() < 4) return;
    const bool is_64 = word.ends_with("64");
    if ((!is_64 && !word.ends_with("32")) || is_number(word.substr(word.size() - 3))) return;
    result_.platform.bits = is_64 ? 64 : 32;
    result_.platform.in_words = true;
    word.resize(word.size() - 2);
  }

  void combine_words() {
    PlatformName& platform = result_.platform;
    if (platform.bits == 64) {  // t64-arm
      std::replace(platform.architectures.begin(), platform.architectures.end(), Architecture::armv7,
                   Architecture::aarch64);
    }
    if (!platform.architectures.empty()) platform.bits = 0;
    // .NET and others say "windows-gnu", which is not a C library of Linux.
    if (platform.system != System::unknown && platform.system != System::linux) platform.libc = Libc::unknown;
  }

  PlatformPath result_;
  std::string_view before_;                    // the component before
  Architecture wide_ = Architecture::unknown;  // the processor that the previous word becomes if "64" follows
  bool numbers_belong_ = false;                // to the word before: macosx_11_0, manylinux_2_28, openssl-3.0.x
};

}  // namespace

PlatformPath read_platform_path(std::string_view path) {
  return PathReader{}.read(path);
}

}  // namespace platlint
