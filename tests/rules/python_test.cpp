// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"
#include "rules/extension_suffix.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

const Target target = with_python(linux_target(Architecture::x86_64), 12);

Entry module_file(const std::string& path) {
  return file(path, {elf(Architecture::x86_64)});
}

}  // namespace

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

TEST_CASE("wrong-python-abi: another version, threading, implementation") {
  CHECK(verdict(target, {module_file("x.cpython-312-x86_64-linux-gnu.so")}) == "");
  CHECK(verdict(target, {module_file("_cffi_backend.cpython-311-x86_64-linux-gnu.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.cpython-312t-x86_64-linux-gnu.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.cpython-312d-x86_64-linux-gnu.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.pypy310-pp73-x86_64-linux-gnu.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.abi3.so")}) == "");
  CHECK(verdict(target, {module_file("x.abi3t.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.so")}) == "");
  const Target threaded = with_python(linux_target(Architecture::x86_64), 13, true);
  CHECK(verdict(threaded, {module_file("x.abi3.so")}) == "wrong-python-abi error");
  CHECK(verdict(threaded, {module_file("x.cpython-313t-x86_64-linux-gnu.so")}) == "");
}

TEST_CASE("wrong-python-abi: builds of one module are alternatives") {
  CHECK(verdict(target, {module_file("x.cpython-311-x86_64-linux-gnu.so"),
                         module_file("x.cpython-312-x86_64-linux-gnu.so")}) == "");
  CHECK(verdict(target, {module_file("x.abi3.so"), module_file("x.cpython-311-x86_64-linux-gnu.so")}) == "");
}

TEST_CASE("wrong-python-abi: an abi3 wheel for a later Python") {
  Package package;
  package.tags = {"cp313-abi3-manylinux2014_x86_64"};
  CHECK(verdict(target, {module_file("x.abi3.so")}, {package}) == "wrong-python-abi error");
  package.tags.push_back("cp39-abi3-manylinux2014_x86_64");
  CHECK(verdict(target, {module_file("x.abi3.so")}, {package}) == "");
}

TEST_CASE("wrong-python-abi: what a plain name is linked to") {
  Artifact image = pe(Architecture::x86_64);
  const Target windows_target = with_python(windows(Architecture::x86_64), 12);
  image.libraries = {{"python3.dll", false}, {"KERNEL32.dll", false}};
  CHECK(verdict(windows_target, {file("x.pyd", {image})}) == "");
  image.libraries = {{"python311.dll", false}};
  CHECK(verdict(windows_target, {file("x.pyd", {image})}) == "wrong-python-abi error");
  image.libraries = {{"python312t.dll", false}};
  CHECK(verdict(windows_target, {file("x.pyd", {image})}) == "wrong-python-abi error");
  Artifact framework = macho(Architecture::aarch64);
  framework.libraries = {{"/Library/Frameworks/Python.framework/Versions/3.11/Python", false}};
  CHECK(verdict(with_python(macos({Architecture::aarch64}), 12), {file("x.so", {framework})}) ==
        "wrong-python-abi error");
}

TEST_CASE("wrong-python-abi: without a declared Python the bundle agrees with itself") {
  const Target any = linux_target(Architecture::x86_64);
  const std::string tail = "-x86_64-linux-gnu.so";
  CHECK(verdict(any, {module_file("a.cpython-312" + tail), module_file("b.cpython-312" + tail)}) == "");
  CHECK(verdict(any, {module_file("a.cpython-312" + tail), module_file("b.cpython-312" + tail),
                      module_file("c.cpython-311" + tail)}) == "wrong-python-abi error");
  SUBCASE("wheels of a wheelhouse and directories of their own need not") {
    CHECK(verdict(any, {module_file("a.whl!/a.cpython-312" + tail), module_file("b.whl!/b.cpython-311" + tail)}) == "");
    CHECK(verdict(any, {module_file("lib/python3.11/site-packages/a.cpython-311" + tail),
                        module_file("lib/python3.12/site-packages/a.cpython-312" + tail)}) == "");
  }
}

TEST_CASE("wrong-python-abi: a layer for several Pythons") {
  const std::string tail = "-x86_64-linux-gnu.so";
  CHECK(verdict(target, {module_file("python/lib/python3.11/site-packages/a.cpython-311" + tail),
                         module_file("python/lib/python3.12/site-packages/a.cpython-312" + tail)}) == "");
  CHECK(verdict(target, {module_file("python/lib/python3.11/site-packages/a.cpython-311" + tail)}) ==
        "wrong-python-abi error");
}

TEST_CASE("suffix-mismatch: the bytes fit, the name is never tried") {
  CHECK(verdict(target, {module_file("x.cpython-312-aarch64-linux-gnu.so")}) == "suffix-mismatch error");
  CHECK(verdict(target, {module_file("x.cpython-312-darwin.so")}) == "suffix-mismatch error");
  CHECK(verdict(target, {module_file("x.cpython-312-x86_64-linux-musl.so")}) == "suffix-mismatch error");
  SUBCASE("bytes that do not fit have their own rule") {
    CHECK(verdict(target, {file("x.cpython-312-aarch64-linux-gnu.so", {elf(Architecture::aarch64)})}) ==
          "wrong-architecture error");
  }
}
