// SPDX-License-Identifier: Apache-2.0
// The libraries that a bundle may expect from its target.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "platlint/target.hpp"
#include "target/images.hpp"
#include "target/system_packages.hpp"
#include "text/words.hpp"

using namespace platlint;

namespace {

struct Expected {
  std::string_view library;
  Provision provision;
};

constexpr Provision yes = Provision::yes, no = Provision::no, unknown = Provision::unknown;

void check(const Target& target, std::initializer_list<Expected> rows) {
  for (const Expected& row : rows) {
    CAPTURE(target.name);
    CAPTURE(row.library);
    CHECK(provides_library(target, row.library) == row.provision);
  }
}

void check(std::string_view target, std::initializer_list<Expected> rows) {
  check(find_target(target, nullptr), rows);
}

Target with_python(std::string_view name, Python python) {
  Target target = find_target(name, nullptr);
  target.python = python;
  return target;
}

}  // namespace

TEST_CASE("what the user's image adds is there") {
  Target debian = find_target("debian:12", nullptr);
  check(debian, {{"libgomp.so.1", no}, {"libodbc.so.2", no}});
  debian.provided = {"libgomp.so.1", "/usr/lib/x86_64-linux-gnu/libodbc.so.2", "/opt/a/liba.so"};
  check(debian, {{"libgomp.so.1", yes},
                 {"/opt/lib/libgomp.so.1", yes},
                 {"libodbc.so.2", yes},
                 {"libgomp.so.2", no},
                 {"LIBGOMP.so.1", no},
                 {"/opt/a/liba.so", yes},
                 {"/opt/b/liba.so", unknown}});
  Target windows = find_target("win_amd64", nullptr);
  check(windows, {{"VCOMP140.dll", unknown}});
  windows.provided = {"vcomp140.dll"};
  check(windows, {{"VCOMP140.dll", yes}});
  Target apple = find_target("macosx_11_0_arm64", nullptr);
  apple.provided = {"libomp.dylib"};
  check(apple, {{"/opt/homebrew/opt/libomp/lib/libomp.dylib", yes}, {"@rpath/libomp.dylib", yes}});
}

TEST_CASE("a manylinux target has what its policy names") {
  for (const std::string_view name : {"manylinux2014_x86_64", "x86_64-unknown-linux-gnu", "manylinux_2_33_aarch64"}) {
    check(name, {{"libc.so.6", yes},
                 {"libnss_dns.so.2", yes},
                 {"ld-linux-x86-64.so.2", yes},
                 {"ld64.so.2", yes},
                 {"libstdc++.so.6", yes},
                 {"libz.so.1", yes},
                 {"libX11.so.6", yes},
                 {"libnsl.so.1", yes},
                 {"libcrypt.so.1", no},
                 {"libssl.so.3", no},
                 {"libopenblas.so.0", no},
                 {"libc.musl-x86_64.so.1", no},
                 {"libpython3.12.so.1.0", unknown},
                 {"/opt/lib/libx.so", unknown}});
  }
  check("manylinux2014_x86_64", {{"libmvec.so.1", no}, {"libexpat.so.1", yes}});
  check("manylinux_2_28_x86_64", {{"libmvec.so.1", yes}});
  check("manylinux_2_5_x86_64", {{"libexpat.so.1", no}});
}

TEST_CASE("an image that nobody listed has glibc, the C++ runtime and zlib") {
  for (const std::string_view name : {"fedora:43", "linux-x64", "heroku:heroku-24", "debian:12:armv7l"}) {
    check(name, {{"libc.so.6", yes},
                 {"libstdc++.so.6", yes},
                 {"libgcc_s.so.1", yes},
                 {"ld-linux-x86-64.so.2", yes},
                 {"libz.so.1", yes},
                 {"libX11.so.6", unknown},
                 {"libcrypt.so.1", unknown},
                 {"libssl.so.3", unknown}});
  }
}

TEST_CASE("a whole list says what an image has and lacks") {
  for (const std::string_view name : {"debian:12", "debian:bookworm-slim", "debian:12:arm64"}) {
    check(name, {{"libc.so.6", yes},
                 {"libstdc++.so.6", yes},
                 {"libcrypt.so.1", yes},
                 {"libudev.so.1", yes},
                 {"libbz2.so.1", yes},
                 {"libssl.so.3", no},
                 {"libgomp.so.1", no},
                 {"libodbc.so.2", no},
                 {"libGL.so.1", no},
                 {"libpq.so.5", no},
                 {"libatomic.so.1", no},
                 {"libwritten-by-nobody.so.7", no},
                 {"libcuda.so.1", unknown},
                 {"libnvidia-ml.so.1", unknown},
                 {"libpython3.12.so.1.0", unknown},
                 {"/usr/lib/libx.so", unknown}});
  }
  check("debian:13", {{"libssl.so.3", yes}, {"libcrypto.so.3", yes}, {"libffi.so.8", no}});
  check("ubuntu:22.04", {{"libssl.so.3", yes}, {"libgomp.so.1", no}, {"libGL.so.1", no}, {"libpq.so.5", no}});
  check("almalinux:9", {{"libgomp.so.1", yes}, {"libcrypt.so.1", no}, {"libGL.so.1", no}});
  check("amazonlinux:2023", {{"libgomp.so.1", yes}, {"libpq.so.5", no}});
  check("almalinux:9", {{"libgomp.so.1.0.0", unknown}, {"libgomp.so.2", no}, {"libgomp.so", no}});
  check("debian:12", {{"libz.so.1.2.13", unknown}, {"libgomp.so.1.0.0", no}, {"libz.so.1.", no}, {"libz", no}});
  check("amazonlinux:2", {{"libgomp.so.1", no}, {"libcrypt.so.1", yes}});
}

TEST_CASE("libmvec.so.1 is on x86-64, and on arm64 from glibc 2.38 on") {
  for (const std::string name : {"debian:12", "ubuntu:22.04", "almalinux:9"}) {
    check(name, {{"libmvec.so.1", yes}});
    check(name + ":arm64", {{"libmvec.so.1", no}});
  }
  check("aws-lambda:python3.12", {{"libmvec.so.1", yes}});
  check("aws-lambda:python3.12:arm64", {{"libmvec.so.1", no}});
  check("debian:13:arm64", {{"libmvec.so.1", yes}});
  check("ubuntu:24.04:arm64", {{"libmvec.so.1", yes}});
}

TEST_CASE("of a partial list, what is not named is not known") {
  for (const std::string_view name : {"aws-lambda:python3.12", "aws-lambda:nodejs22.x:arm64", "aws-lambda:java21"}) {
    check(name, {{"libstdc++.so.6", yes},
                 {"libssl.so.3", yes},
                 {"libcurl.so.4", yes},
                 {"libgomp.so.1", no},
                 {"libGL.so.1", no},
                 {"libodbc.so.2", unknown},
                 {"libpq.so.5", unknown},
                 {"libatomic.so.1", unknown}});
  }
  check("aws-lambda:python3.11", {{"libssl.so.10", yes}, {"libssl.so.3", no}, {"libgomp.so.1", unknown}});
  check("aws-lambda:python3.7", {{"libssl.so.10", unknown}, {"libstdc++.so.6", yes}});
  check("azure-functions:python3.12", {{"libgomp.so.1", yes},
                                       {"libodbc.so.2", yes},
                                       {"libGL.so.1", yes},
                                       {"libpq.so.5", unknown},
                                       {"libstdc++.so.6", yes}});
  check("azure-functions:python3.10", {{"libgomp.so.1", unknown}, {"libstdc++.so.6", yes}});
  check("google-cloud:python312", {{"libpq.so.5", yes}, {"libgomp.so.1", unknown}, {"libGL.so.1", unknown}});
  check("google-cloud:nodejs24", {{"libpq.so.5", unknown}, {"libssl.so.3", yes}});
  check("google-cloud:go127", {{"libssl.so.3", unknown}});
  check("almalinux:8", {{"libgomp.so.1", unknown}, {"libcrypt.so.1", yes}});
}

TEST_CASE("an undeclared C library is not judged, nor what comes with it") {
  for (const std::string_view name : {"linux/amd64", "linux/arm64/v8"}) {
    check(name, {{"libc.so.6", yes},
                 {"libpthread.so.0", yes},
                 {"ld-linux-aarch64.so.1", yes},
                 {"libc.musl-x86_64.so.1", yes},
                 {"ld-musl-x86_64.so.1", yes},
                 {"libgcc_s.so.1", yes},
                 {"libstdc++.so.6", yes},
                 {"libz.so.1", yes},
                 {"libGL.so.1", unknown},
                 {"libgomp.so.1", unknown}});
  }
}

TEST_CASE("musl stands in for glibc's libraries and for nothing else") {
  for (const std::string_view name : {"musllinux_1_2_x86_64", "alpine:3.20", "linux-x64-musl"}) {
    check(name, {{"libc.musl-x86_64.so.1", yes},
                 {"libc.so", yes},
                 {"ld-musl-x86_64.so.1", yes},
                 {"libc.so.6", yes},
                 {"libm.so.6", yes},
                 {"libpthread.so.0", yes},
                 {"librt.so.1", yes},
                 {"libdl.so.2", yes},
                 {"libutil.so.1", yes},
                 {"libxnet.so.1", yes},
                 {"libpython3.12.so.1.0", unknown}});
  }
  check("musllinux_1_2_x86_64", {{"libz.so.1", yes},
                                 {"libstdc++.so.6", no},
                                 {"libgcc_s.so.1", no},
                                 {"libresolv.so.2", no},
                                 {"libmount.so.1", no},
                                 {"ld-linux-x86-64.so.2", no}});
  for (const std::string_view name : {"alpine:3.17", "alpine:3.20", "alpine:3.24:arm64"}) {
    check(name, {{"libz.so.1", yes},
                 {"libssl.so.3", yes},
                 {"libstdc++.so.6", no},
                 {"libgomp.so.1", no},
                 {"ld-linux-x86-64.so.2", no}});
  }
  check("alpine:3.16", {{"libssl.so.1.1", yes}, {"libssl.so.3", no}});
  check("alpine:3.20:armv7l", {{"libz.so.1", yes}, {"libstdc++.so.6", unknown}});
  check("linux-x64-musl", {{"libz.so.1", yes}, {"libstdc++.so.6", unknown}});
}

TEST_CASE("Android has its policy's list") {
  check("android_24_arm64_v8a", {{"libc.so", yes},
                                 {"liblog.so", yes},
                                 {"libvulkan.so", yes},
                                 {"libaaudio.so", no},
                                 {"libc++_shared.so", no},
                                 {"libpython3.13.so", yes},
                                 {"libssl_python.so", yes}});
  check("android_26_arm64_v8a", {{"libaaudio.so", yes}});
  check("android-arm64", {{"libc.so", yes}, {"libaaudio.so", unknown}, {"libc++_shared.so", unknown}});
}

TEST_CASE("Apple's systems have /usr/lib and /System") {
  for (const std::string_view name : {"macosx_12_0_arm64", "macosx_10_9_universal2", "ios_13_0_arm64_iphoneos"}) {
    check(name, {{"/usr/lib/libSystem.B.dylib", yes},
                 {"/System/Library/Frameworks/Accelerate.framework/Versions/A/Accelerate", yes},
                 {"/Library/Frameworks/Python.framework/Versions/3.12/Python", unknown},
                 {"@rpath/Python.framework/Versions/3.12/Python", unknown},
                 {"/System/Library/Frameworks/Python.framework/Versions/2.7/Python", unknown},
                 {"/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib", no},
                 {"/usr/local/lib/libz.1.dylib", no},
                 {"@rpath/libz.1.dylib", unknown},
                 {"@loader_path/.dylibs/libz.1.dylib", unknown},
                 {"libz.1.dylib", unknown},
                 {"/usr/libexec/x.dylib", no}});
  }
}

TEST_CASE("Windows has its system DLLs in any spelling") {
  for (const std::string_view name : {"win_amd64", "win32", "win_arm64", "win32-x64"}) {
    check(name, {{"KERNEL32.dll", yes},
                 {"kernel32", yes},
                 {"WS2_32.DLL", yes},
                 {"bcryptPrimitives.dll", yes},
                 {"api-ms-win-crt-runtime-l1-1-0.dll", yes},
                 {"ext-ms-win-ntuser-window-l1-1-0.dll", yes},
                 {"ucrtbase.dll", yes},
                 {"msvcrt.dll", yes},
                 {"WINSPOOL.DRV", yes},
                 {"d3d12.dll", yes},
                 {"Windows.Networking.dll", yes},
                 {"node.exe", yes},
                 {"MSVCP140.dll", unknown},
                 {"concrt140.dll", unknown},
                 {"vcomp140.dll", unknown},
                 {"libpypy3.10-c.dll", no},
                 {"opencl.dll", unknown},
                 {"libopenblas.dll", unknown},
                 {"", unknown}});
  }
  check("win_amd64", {{"opengl32.dll", yes}});
  check("win_arm64", {{"opengl32.dll", unknown}});
}

TEST_CASE("the DLLs that come with CPython") {
  check("win_amd64", {{"VCRUNTIME140.dll", yes},
                      {"vcruntime140_1.dll", yes},
                      {"vcruntime140_threads.dll", unknown},
                      {"python3.dll", yes},
                      {"python312.dll", yes},
                      {"python312_d.dll", unknown}});
  check("win32", {{"vcruntime140.dll", yes}, {"vcruntime140_1.dll", unknown}});
  check("win32-x64", {{"vcruntime140.dll", unknown}});
  check(with_python("win_amd64", {3, 12, false}), {{"python3.dll", yes},
                                                   {"python312.dll", yes},
                                                   {"python311.dll", no},
                                                   {"python312t.dll", no},
                                                   {"python3t.dll", no},
                                                   {"PYTHON27.DLL", no},
                                                   {"pythoncom312.dll", unknown}});
  check(with_python("win_amd64", {3, 13, true}),
        {{"python313t.dll", yes}, {"python3t.dll", yes}, {"python313.dll", no}});
  check(with_python("win_amd64", {3, 8, false}), {{"vcruntime140.dll", yes}, {"vcruntime140_1.dll", unknown}});
}

TEST_CASE("elsewhere nothing is known") {
  check("x86_64-unknown-freebsd", {{"libc.so.7", unknown}});
  check("wasm32-pyodide2025", {{"libc.so", unknown}});
}

TEST_CASE("the lists of images are sorted, and their names are targets") {
  for (const target::ImageContents& image : target::all_images()) {
    CAPTURE(image.name);
    for (const std::string_view list : {image.holds, image.lacks}) {
      const std::vector<std::string_view> words = text::split(list, ' ');
      CHECK(std::is_sorted(words.begin(), words.end()));
      CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
    }
    CHECK((image.lacks.empty() || !image.complete));
    CHECK(target::find_image_contents(image.name) == &image);
  }
  CHECK(target::find_image_contents("alpine:3.24")->complete);
  CHECK(target::find_image_contents("fedora:43") == nullptr);
  CHECK(target::find_image_contents("") == nullptr);
}

TEST_CASE("which package brings a library") {
  const auto package = [](std::string_view release, std::string_view library) {
    return target::find_system_package(release, library).name;
  };
  for (const std::string_view release : {"debian:11", "debian:13", "ubuntu:20.04", "ubuntu:26.04"}) {
    CHECK(package(release, "libgomp.so.1") == "libgomp1");
  }
  CHECK(package("debian:11", "libodbc.so.2") == "libodbc1");
  CHECK(package("debian:12", "libodbc.so.2") == "libodbc2");
  CHECK(package("debian:12", "libglib-2.0.so.0") == "libglib2.0-0");
  CHECK(package("debian:13", "libglib-2.0.so.0") == "libglib2.0-0t64");
  CHECK(package("ubuntu:22.04", "libodbc.so.2") == "libodbc2");
  CHECK(target::find_system_package("ubuntu:22.04", "libodbc.so.2").other == "libodbc1");
  for (const std::string_view release : {"debian:12", "ubuntu:22.04"}) {
    CHECK(package(release, "libsystemd.so.0") == "libsystemd0");  // libelogind0 has one too, and removes systemd
  }
  CHECK(package("debian:12", "libblas.so.3") == "libblas3");
  CHECK(package("ubuntu:24.04", "libmpi.so.40") == "libopenmpi3t64");
  CHECK(package("ubuntu:24.04", "libgtk-3.so.0") == "libgtk-3-0t64");
  CHECK(target::find_system_package("ubuntu:24.04", "libtheoradec.so.1").other == "libtheora0");
  CHECK(target::find_system_package("debian:12", "libssl.so.1.1").known == no);
  CHECK(target::find_system_package("debian:12", "libno.so.1").known == unknown);
  CHECK(target::find_system_package("debian:12", "libcuda.so.1").known == unknown);
  CHECK(target::find_system_package("fedora:43", "libgomp.so.1").known == unknown);
  CHECK(target::comes_with_a_driver("libcuda.so.1"));
  CHECK(!target::comes_with_a_driver("libgomp.so.1"));
}
