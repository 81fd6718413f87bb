// SPDX-License-Identifier: Apache-2.0
#include "loader/extension_suffix.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "facts/architectures.hpp"

namespace platlint {

namespace {

// The ends of a platform triplet. If one ends with another, the longer one comes first.
struct Environment {
  std::string_view end;
  System system;
  Libc libc;
  Architecture architecture;  // if the end decides it; unknown: the CPU decides
};
constexpr std::array environments{
    Environment{"-linux-gnu", System::linux, Libc::glibc, Architecture::unknown},
    Environment{"-linux-gnueabihf", System::linux, Libc::glibc, Architecture::armv7l},
    Environment{"-linux-gnueabi", System::linux, Libc::glibc, Architecture::armel},
    Environment{"-linux-gnux32", System::linux, Libc::glibc, Architecture::x32},
    Environment{"-linux-musl", System::linux, Libc::musl, Architecture::unknown},
    Environment{"-linux-musleabihf", System::linux, Libc::musl, Architecture::armv7l},
    Environment{"-linux-musleabi", System::linux, Libc::musl, Architecture::armel},
    Environment{"-linux-android", System::android, Libc::bionic, Architecture::unknown},
    Environment{"-linux-androideabi", System::android, Libc::bionic, Architecture::armv7},
    Environment{"-linux", System::linux, Libc::unknown, Architecture::unknown},
    Environment{"-emscripten", System::emscripten, Libc::unknown, Architecture::unknown},
    Environment{"-wasi", System::wasi, Libc::unknown, Architecture::unknown},
    Environment{"-darwin", System::macos, Libc::unknown, Architecture::unknown},
    Environment{"-iphoneos", System::ios, Libc::unknown, Architecture::unknown},
    Environment{"-iphonesimulator", System::ios_simulator, Libc::unknown, Architecture::unknown},
    Environment{"-win32", System::windows, Libc::unknown, Architecture::i686},
    Environment{"-win_amd64", System::windows, Libc::unknown, Architecture::x86_64},
    Environment{"-win_arm64", System::windows, Libc::unknown, Architecture::aarch64},
    Environment{"-win_arm32", System::windows, Libc::unknown, Architecture::armv7},
};

// `text` is the platform with a '-' before it: "-x86_64-linux-gnu", "-darwin". False: not a known platform.
bool read_platform(ExtensionSuffix& suffix, std::string_view text) {
  for (const Environment& environment : environments) {
    if (!text.ends_with(environment.end)) continue;
    suffix.system = environment.system;
    suffix.libc = environment.libc;
    const std::string_view before = text.substr(0, text.size() - environment.end.size());
    const Architecture named =
        before.empty() ? Architecture::unknown
                       : architecture_named(Vocabulary::triplet, before.substr(1)).value_or(Architecture::unknown);
    suffix.architecture = environment.architecture == Architecture::unknown ? named : environment.architecture;
    return true;
  }
  return false;
}

// "312", "37m", "313t", "314td": the minor version follows the first digit, and flags follow the digits.
bool read_python(ExtensionSuffix& suffix, std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits < 2 || digits > 3) return false;
  Python python{text[0] - '0', 0, false};
  std::from_chars(text.data() + 1, text.data() + digits, python.minor);
  const std::string_view flags = text.substr(digits);
  if (flags.find_first_not_of("tdmu") != std::string_view::npos) return false;
  python.free_threaded = flags.find('t') != std::string_view::npos;
  suffix.debug = flags.find('d') != std::string_view::npos;
  suffix.python = python;
  return true;
}

bool read_cpython(ExtensionSuffix& suffix, std::string_view tag) {
  const std::size_t dash = std::min(tag.find('-'), tag.size());
  if (!read_python(suffix, tag.substr(0, dash))) return false;
  // Before CPython 3.11 the glibc triplet was used for every Linux, also for musl.
  const bool platform = dash == tag.size() || read_platform(suffix, tag.substr(dash));
  if (suffix.libc == Libc::glibc && suffix.python->major == 3 && suffix.python->minor < 11) suffix.libc = Libc::unknown;
  return platform;
}

// "310-pp73-x86_64-linux-gnu": PyPy says gnu on musl too.
bool read_pypy(ExtensionSuffix& suffix, std::string_view tag) {
  suffix.implementation = ExtensionSuffix::Implementation::pypy;
  const std::size_t dash = tag.find("-pp");
  if (dash == std::string_view::npos || !read_python(suffix, tag.substr(0, dash))) return false;
  const std::size_t platform = tag.find('-', dash + 1);
  if (platform != std::string_view::npos) read_platform(suffix, tag.substr(platform));
  suffix.libc = Libc::unknown;
  return true;
}

// "250-312-native-x86_64-linux"
bool read_graalpy(ExtensionSuffix& suffix, std::string_view tag) {
  suffix.implementation = ExtensionSuffix::Implementation::graalpy;
  const std::size_t dash = tag.find('-');
  const std::size_t native = tag.find("-native");
  if (dash == std::string_view::npos || native == std::string_view::npos || native <= dash) return false;
  read_platform(suffix, tag.substr(native + 7));
  return read_python(suffix, tag.substr(dash + 1, native - dash - 1));
}

bool read_tag(ExtensionSuffix& suffix, std::string_view tag, bool windows) {
  if (tag == "abi3" || tag == "abi3t") {
    suffix.abi = tag == "abi3" ? ExtensionSuffix::Abi::abi3 : ExtensionSuffix::Abi::abi3t;
    return !windows;
  }
  if (tag.starts_with("cpython-")) return read_cpython(suffix, tag.substr(8));
  if (tag.starts_with("pypy")) return read_pypy(suffix, tag.substr(4));
  if (tag.starts_with("graalpy")) return read_graalpy(suffix, tag.substr(7));
  return windows && tag.starts_with("cp") && read_cpython(suffix, tag.substr(2));
}

}  // namespace

std::optional<ExtensionSuffix> read_extension_suffix(std::string_view path) {
  const bool windows = path.ends_with(".pyd");
  if (!windows && !path.ends_with(".so")) return std::nullopt;
  const std::string_view stem = path.substr(0, path.rfind('.'));
  const std::size_t dot = stem.rfind('.');
  const std::size_t slash = stem.rfind('/');
  if (dot == std::string_view::npos || dot == 0 || (slash != std::string_view::npos && dot <= slash + 1))
    return std::nullopt;
  ExtensionSuffix suffix;
  suffix.module = stem.substr(0, dot);
  suffix.text = stem.substr(dot + 1);
  if (windows && suffix.module.ends_with("_d")) {  // python_d.exe's own modules
    suffix.debug = true;
    suffix.module.resize(suffix.module.size() - 2);
  }
  const bool debug = suffix.debug;
  if (!read_tag(suffix, suffix.text, windows)) return std::nullopt;
  suffix.debug = suffix.debug || debug;
  return suffix;
}

}  // namespace platlint
