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
