// SPDX-License-Identifier: Apache-2.0
#include "loader/extension_suffix.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace platlint;

TEST_CASE("the suffix grammar") {
  const auto read = [](const char* path) {
    const std::optional<ExtensionSuffix> suffix = read_extension_suffix(path);
    if (!suffix) return std::string("none");
    std::string text = suffix->abi == ExtensionSuffix::Abi::abi3    ? "abi3"
                       : suffix->abi == ExtensionSuffix::Abi::abi3t ? "abi3t"
                                                                    : to_string(*suffix->python);
    if (suffix->implementation == ExtensionSuffix::Implementation::pypy) text = "pypy " + text;
    if (suffix->implementation == ExtensionSuffix::Implementation::graalpy) text = "graalpy " + text;
    if (suffix->debug) text += " debug";
    text += " " + std::string(name(suffix->architecture)) + " " + std::string(name(suffix->system)) + " " +
            std::string(name(suffix->libc));
    return text;
  };
  CHECK(read("a/x.cpython-312-x86_64-linux-gnu.so") == "3.12 x86_64 linux glibc");
  CHECK(read("x.cpython-310-x86_64-linux-gnu.so") == "3.10 x86_64 linux unknown");
  CHECK(read("x.cpython-37m-x86_64-linux-gnu.so") == "3.7 x86_64 linux unknown");
  CHECK(read("x.cpython-313t-aarch64-linux-musl.so") == "3.13t aarch64 linux musl");
  CHECK(read("x.cpython-314td-arm-linux-gnueabihf.so") == "3.14t debug armv7l linux glibc");
  CHECK(read("x.cpython-312-darwin.so") == "3.12 unknown macos unknown");
  CHECK(read("x.cpython-313-iphonesimulator.so") == "3.13 unknown ios-simulator unknown");
  CHECK(read("x.cpython-313-aarch64-linux-android.so") == "3.13 aarch64 android bionic");
  CHECK(read("x.cpython-314-wasm32-emscripten.so") == "3.14 wasm32 emscripten unknown");
  CHECK(read("x.abi3.so") == "abi3 unknown unknown unknown");
  CHECK(read("x.abi3t.so") == "abi3t unknown unknown unknown");
  CHECK(read("x.pypy311-pp73-x86_64-linux-gnu.so") == "pypy 3.11 x86_64 linux unknown");
  CHECK(read("x.pypy310-pp73-win_amd64.pyd") == "pypy 3.10 x86_64 windows unknown");
  CHECK(read("x.graalpy250-312-native-x86_64-linux.so") == "graalpy 3.12 x86_64 linux unknown");
  CHECK(read("x.graalpy242-311-native-aarch64-darwin.so") == "graalpy 3.11 aarch64 macos unknown");
  CHECK(read("x.cp313t-win_amd64.pyd") == "3.13t x86_64 windows unknown");
  CHECK(read("x_d.cp312-win32.pyd") == "3.12 debug i686 windows unknown");
  CHECK(read("x.so") == "none");
  CHECK(read("x.pyd") == "none");
  CHECK(read("libfoo-1.2.so") == "none");
  CHECK(read(".abi3.so") == "none");
  CHECK(read("x.cpython-.so") == "none");
  CHECK(read("x.cpython-99999-x86_64-linux-gnu.so") == "none");
}

TEST_CASE("each end of a triplet says its system, its C library and what it knows of the processor") {
  struct Row {
    const char* end;
    System system;
    Libc libc;
    Architecture architecture;
  };
  const Architecture named = Architecture::aarch64;
  for (const Row& row : {Row{"-linux-gnu", System::linux, Libc::glibc, named},
                         {"-linux-gnueabihf", System::linux, Libc::glibc, Architecture::armv7l},
                         {"-linux-gnueabi", System::linux, Libc::glibc, Architecture::armel},
                         {"-linux-gnux32", System::linux, Libc::glibc, Architecture::x32},
                         {"-linux-musl", System::linux, Libc::musl, named},
                         {"-linux-musleabihf", System::linux, Libc::musl, Architecture::armv7l},
                         {"-linux-musleabi", System::linux, Libc::musl, Architecture::armel},
                         {"-linux-android", System::android, Libc::bionic, named},
                         {"-linux-androideabi", System::android, Libc::bionic, Architecture::armv7},
                         {"-linux", System::linux, Libc::unknown, named},
                         {"-emscripten", System::emscripten, Libc::unknown, named},
                         {"-wasi", System::wasi, Libc::unknown, named},
                         {"-darwin", System::macos, Libc::unknown, named},
                         {"-iphoneos", System::ios, Libc::unknown, named},
                         {"-iphonesimulator", System::ios_simulator, Libc::unknown, named},
                         {"-win32", System::windows, Libc::unknown, Architecture::i686},
                         {"-win_amd64", System::windows, Libc::unknown, Architecture::x86_64},
                         {"-win_arm64", System::windows, Libc::unknown, Architecture::aarch64},
                         {"-win_arm32", System::windows, Libc::unknown, Architecture::armv7}}) {
    CAPTURE(row.end);
    const auto suffix = read_extension_suffix("x.cpython-312-aarch64" + std::string(row.end) + ".so");
    REQUIRE(suffix);
    CHECK(suffix->system == row.system);
    CHECK(suffix->libc == row.libc);
    CHECK(suffix->architecture == row.architecture);
  }
  CHECK_FALSE(read_extension_suffix("x.cpython-312-aarch64-plan9.so"));
}

TEST_CASE("where a suffix begins, and which it may be") {
  const auto module = [](const char* path) {
    const std::optional<ExtensionSuffix> suffix = read_extension_suffix(path);
    return suffix ? suffix->module + " " + suffix->text : std::string("none");
  };
  CHECK(module("a/x.abi3.so") == "a/x abi3");
  CHECK(module("a.b/x.abi3.so") == "a.b/x abi3");
  CHECK(module("a/x.y.abi3.so") == "a/x.y abi3");
  CHECK(module("x_d.cp312-win_amd64.pyd") == "x cp312-win_amd64");
  CHECK(module("x.cp312-win_amd64.so") == "none");
  CHECK(module("x.abi3.pyd") == "none");
  CHECK(module("a.abi3/x.so") == "none");
  CHECK(module("a/.abi3.so") == "none");
  CHECK(module("x.abi3.dll") == "none");
  CHECK(module("x.abi2.so") == "none");
  // Two digits or three, and flags that Python has.
  CHECK(module("x.cpython-3-x86_64-linux-gnu.so") == "none");
  CHECK(module("x.cpython-36-x86_64-linux-gnu.so") != "none");
  CHECK(module("x.cpython-3123-x86_64-linux-gnu.so") == "none");
  CHECK(module("x.cpython-32mu-x86_64-linux-gnu.so") != "none");
  CHECK(module("x.cpython-312x-x86_64-linux-gnu.so") == "none");
  CHECK(module("x.cpython-312.so") != "none");
  CHECK(module("x.pypy310.so") == "none");
  CHECK(module("x.pypy310-pp73.so") != "none");
  CHECK(module("x.graalpy250-312-x86_64-linux.so") == "none");
  CHECK(module("x.graalpy-native-312.so") == "none");
}

TEST_CASE("the triplet of glibc is binding from Python 3.11 on") {
  const auto libc = [](const std::string& python) {
    return read_extension_suffix("x.cpython-" + python + "-x86_64-linux-gnu.so").value().libc;
  };
  CHECK(libc("310") == Libc::unknown);
  CHECK(libc("311") == Libc::glibc);
  CHECK(libc("39") == Libc::unknown);
  CHECK(libc("313t") == Libc::glibc);
}
