// SPDX-License-Identifier: Apache-2.0
// The other ecosystems' names, names that mean nothing, and the listing.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "target/found.hpp"
#include "target/grammars.hpp"

using namespace platlint;

namespace {

struct Expected {
  std::string spelling, name, description;
  System system;
  Architecture architecture;
  Libc libc = Libc::unknown;
};

void check(const std::vector<Expected>& rows) {
  for (const Expected& row : rows) {
    CAPTURE(row.spelling);
    const Target target = find(row.spelling);
    CHECK(target.name == row.name);
    CHECK(target.description == row.description);
    CHECK(target.system == row.system);
    CHECK(target.architectures == std::vector<Architecture>{row.architecture});
    CHECK(target.libc == row.libc);
    CHECK_FALSE(target.libc_version);
    CHECK_FALSE(target.system_version);
    CHECK(target.symbol_versions.empty());
    CHECK(find(target.name).name == target.name);
  }
}

bool can_be_typed(const std::string& name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

TEST_CASE("container images") {
  using A = Architecture;
  check({
      {"linux/amd64", "linux/amd64", "Linux x86_64", System::linux, A::x86_64},
      {"Linux/x86_64", "linux/amd64", "Linux x86_64", System::linux, A::x86_64},
      {"linux/amd64/v3", "linux/amd64/v3", "Linux x86_64", System::linux, A::x86_64},
      {"linux/arm64/v8", "linux/arm64", "Linux aarch64", System::linux, A::aarch64},
      {"linux/aarch64", "linux/arm64", "Linux aarch64", System::linux, A::aarch64},
      {"linux/arm/v7", "linux/arm/v7", "Linux armv7l", System::linux, A::armv7l},
      {"linux/arm", "linux/arm/v7", "Linux armv7l", System::linux, A::armv7l},
      {"linux/armhf", "linux/arm/v7", "Linux armv7l", System::linux, A::armv7l},
      {"linux/arm/v5", "linux/arm/v5", "Linux armel", System::linux, A::armel},
      {"linux/386", "linux/386", "Linux i686", System::linux, A::i686},
      {"linux/loong64", "linux/loong64", "Linux loongarch64", System::linux, A::loongarch64},
      {"linux/s390x", "linux/s390x", "Linux s390x", System::linux, A::s390x},
      {"windows/amd64", "windows/amd64", "Windows AMD64", System::windows, A::x86_64},
      {"darwin/arm64", "darwin/arm64", "macOS arm64", System::macos, A::aarch64},
      {"macos/arm64", "darwin/arm64", "macOS arm64", System::macos, A::aarch64},
      {"freebsd/amd64", "freebsd/amd64", "FreeBSD x86_64", System::freebsd, A::x86_64},
  });
  for (const std::string name : {"linux/", "/amd64", "linux/armel", "linux/arm/v8", "linux/amd64/", "linux/386/v1",
                                 "windows/s390x", "darwin/386", "linux/amd64/v1/x", "/"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(find(name), Error);
  }
}

TEST_CASE("npm's packages") {
  using A = Architecture;
  check({
      {"linux-x64", "linux-x64", "Linux x86_64, glibc", System::linux, A::x86_64, Libc::glibc},
      {"linux-x64-gnu", "linux-x64", "Linux x86_64, glibc", System::linux, A::x86_64, Libc::glibc},
      {"linux-x64-glibc", "linux-x64", "Linux x86_64, glibc", System::linux, A::x86_64, Libc::glibc},
      {"linux-x64-musl", "linux-x64-musl", "Linux x86_64, musl", System::linux, A::x86_64, Libc::musl},
      {"linuxmusl-x64", "linux-x64-musl", "Linux x86_64, musl", System::linux, A::x86_64, Libc::musl},
      {"linux-arm64-musl", "linux-arm64-musl", "Linux aarch64, musl", System::linux, A::aarch64, Libc::musl},
      {"linux-arm", "linux-arm", "Linux armv7l, glibc", System::linux, A::armv7l, Libc::glibc},
      {"linux-arm-gnueabihf", "linux-arm-gnueabihf", "Linux armv7l, glibc", System::linux, A::armv7l, Libc::glibc},
      {"linux-ppc64-gnu", "linux-ppc64", "Linux ppc64le, glibc", System::linux, A::ppc64le, Libc::glibc},
      {"darwin-arm64", "darwin-arm64", "macOS arm64", System::macos, A::aarch64},
      {"Darwin-x64", "darwin-x64", "macOS x86_64", System::macos, A::x86_64},
      {"win32-x64-msvc", "win32-x64", "Windows AMD64", System::windows, A::x86_64},
      {"win32-ia32", "win32-ia32", "Windows x86", System::windows, A::i686},
      {"win32-arm64", "win32-arm64", "Windows ARM64", System::windows, A::aarch64},
      {"freebsd-x64", "freebsd-x64", "FreeBSD x86_64", System::freebsd, A::x86_64},
      {"android-arm64", "android-arm64", "Android aarch64", System::android, A::aarch64, Libc::bionic},
      {"android-arm-eabi", "android-arm-eabi", "Android armv7", System::android, A::armv7, Libc::bionic},
  });
  CHECK(find("darwin-universal").architectures.size() == 2);
  for (const std::string name : {"linux-x64-gnueabihf", "linux-x64-", "linux-", "win32-s390x", "darwin-ia32",
                                 "darwin-x64-musl", "linuxmusl-x64-musl", "linux-universal"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(find(name), Error);
  }
}

TEST_CASE("conda's subdirs") {
  using A = Architecture;
  check({
      {"linux-64", "linux-64", "Linux x86_64, glibc", System::linux, A::x86_64, Libc::glibc},
      {"linux-aarch64", "linux-aarch64", "Linux aarch64, glibc", System::linux, A::aarch64, Libc::glibc},
      {"linux-ppc64le", "linux-ppc64le", "Linux ppc64le, glibc", System::linux, A::ppc64le, Libc::glibc},
      {"linux-s390x", "linux-s390x", "Linux s390x, glibc", System::linux, A::s390x, Libc::glibc},
      {"osx-64", "osx-64", "macOS x86_64", System::macos, A::x86_64},
      {"osx-arm64", "osx-arm64", "macOS arm64", System::macos, A::aarch64},
      {"win-64", "win-64", "Windows AMD64", System::windows, A::x86_64},
      {"win-32", "win-32", "Windows x86", System::windows, A::i686},
      {"win-arm64", "win-arm64", "Windows ARM64", System::windows, A::aarch64},
  });
}

TEST_CASE(".NET's runtime identifiers") {
  using A = Architecture;
  check({
      {"linux-musl-x64", "linux-musl-x64", "Linux x86_64, musl", System::linux, A::x86_64, Libc::musl},
      {"linux-musl-arm64", "linux-musl-arm64", "Linux aarch64, musl", System::linux, A::aarch64, Libc::musl},
      {"linux-musl-arm", "linux-musl-arm", "Linux armv7l, musl", System::linux, A::armv7l, Libc::musl},
      {"win-x64", "win-x64", "Windows AMD64", System::windows, A::x86_64},
      {"win-x86", "win-x86", "Windows x86", System::windows, A::i686},
      {"Win-X64", "win-x64", "Windows AMD64", System::windows, A::x86_64},
      {"osx-x64", "osx-x64", "macOS x86_64", System::macos, A::x86_64},
  });
  CHECK_THROWS_AS(find("osx-x86"), Error);
  CHECK_THROWS_AS(find("linux-musl"), Error);
}

TEST_CASE("Rust's triples") {
  using A = Architecture;
  const std::string armv7 = "armv7-unknown-linux-gnueabihf";
  check({
      {"i686-unknown-linux-gnu", "i686-unknown-linux-gnu", "Linux i686, glibc", System::linux, A::i686, Libc::glibc},
      {"i686-unknown-linux-musl", "i686-unknown-linux-musl", "Linux i686, musl", System::linux, A::i686, Libc::musl},
      {armv7, armv7, "Linux armv7l, glibc", System::linux, A::armv7l, Libc::glibc},
      {"arm-unknown-linux-musleabihf", "arm-unknown-linux-musleabihf", "Linux armv7l, musl", System::linux, A::armv7l,
       Libc::musl},
      {"arm-unknown-linux-gnueabi", "arm-unknown-linux-gnueabi", "Linux armel, glibc", System::linux, A::armel,
       Libc::glibc},
      {"x86_64-unknown-linux-gnux32", "x86_64-unknown-linux-gnux32", "Linux x32, glibc", System::linux, A::x32,
       Libc::glibc},
      {"riscv64gc-unknown-linux-gnu", "riscv64gc-unknown-linux-gnu", "Linux riscv64, glibc", System::linux, A::riscv64,
       Libc::glibc},
      {"x86_64-linux-gnu", "x86_64-linux-gnu", "Linux x86_64, glibc", System::linux, A::x86_64, Libc::glibc},
      {"aarch64-apple-ios", "aarch64-apple-ios", "iOS arm64", System::ios, A::aarch64},
      {"aarch64-apple-ios-sim", "aarch64-apple-ios-sim", "iOS simulator arm64", System::ios_simulator, A::aarch64},
      {"x86_64-apple-ios", "x86_64-apple-ios", "iOS simulator x86_64", System::ios_simulator, A::x86_64},
      {"x86_64-apple-ios-macabi", "x86_64-apple-ios-macabi", "Mac Catalyst x86_64", System::mac_catalyst, A::x86_64},
      {"x86_64-pc-windows-gnu", "x86_64-pc-windows-gnu", "Windows AMD64", System::windows, A::x86_64},
      {"aarch64-pc-windows-gnullvm", "aarch64-pc-windows-gnullvm", "Windows ARM64", System::windows, A::aarch64},
      {"armv7-linux-androideabi", "armv7-linux-androideabi", "Android armv7", System::android, A::armv7, Libc::bionic},
      {"x86_64-unknown-freebsd", "x86_64-unknown-freebsd", "FreeBSD x86_64", System::freebsd, A::x86_64},
      {"aarch64-unknown-netbsd", "aarch64-unknown-netbsd", "NetBSD aarch64", System::netbsd, A::aarch64},
      {"x86_64-unknown-openbsd", "x86_64-unknown-openbsd", "OpenBSD x86_64", System::openbsd, A::x86_64},
      {"X86_64_UNKNOWN_LINUX_GNUX32", "x86_64-unknown-linux-gnux32", "Linux x32, glibc", System::linux, A::x32,
       Libc::glibc},
      {"wasm32-unknown-emscripten", "wasm32-unknown-emscripten", "Emscripten wasm32", System::emscripten, A::wasm32},
  });
  CHECK(find("universal2-apple-darwin").architectures.size() == 2);
  for (const std::string name :
       {"armv7-unknown-linux-gnu", "x86_64-unknown-linux-gnueabihf", "aarch64-unknown-linux-gnux32",
        "s390x-apple-darwin", "i686-apple-ios", "x86_64-unknown-darwin", "x86_64-apple-linux-gnu",
        "wasm32-unknown-linux-gnu", "x86_64-unknown", "powerpc64-pc-windows-msvc", "x86_64-",
        "x86_64-unknown-linux-gnu-"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(find(name), Error);
  }
}

TEST_CASE("a target is described in the words of an image") {
  CHECK(describe(find("linux")) == "ELF x86_64 (glibc)");
  CHECK(describe(find("linuxmusl-arm64")) == "ELF aarch64 (musl)");
  CHECK(describe(find("linux/amd64")) == "ELF x86_64");
  CHECK(describe(find("macos")) == "Mach-O arm64");
  CHECK(describe(find("macosx_11_0_universal2")) == "Mach-O x86_64 and arm64");
  CHECK(describe(find("windows")) == "PE AMD64");
  CHECK(describe(find("aarch64-linux-android")) == "ELF aarch64 (Android)");
  CHECK(describe(find("arm64-apple-ios")) == "Mach-O arm64 (ios)");
  CHECK(describe(find("wasm32-pyodide2024")) == "WebAssembly wasm32 (emscripten)");
}

TEST_CASE("an unknown name is refused with the nearest known ones") {
  CHECK(message("x86_64-manylinx2014")
            .find("unknown platform 'x86_64-manylinx2014', did you mean x86_64-manylinux2014, "
                  "x86_64-manylinux_2_17 or ") == 0);
  CHECK(message("lnux") == "unknown platform 'lnux', did you mean linux?");
  CHECK(message("manylinux_2_28") ==
        "unknown platform 'manylinux_2_28', did you mean x86_64-manylinux_2_28, manylinux_2_28_x86_64 or "
        "aarch64-manylinux_2_28?");
  CHECK(message("manylinux_2_28_arm64").find("did you mean manylinux_2_28_aarch64") != std::string::npos);
  CHECK(message("LINUX/AMD46").find("did you mean linux/amd64") != std::string::npos);
  CHECK(message("foo") == "unknown platform 'foo', see --list-platforms");
  CHECK(message("") == "unknown platform '', see --list-platforms");
}

TEST_CASE("every name that is offered can be used") {
  for (const std::string name : {"manylinux", "musllinux", "macosx", "android", "pyodide", "apple", "freebsd", "linux/",
                                 "x64", "arm64", "windows-", "musl", "gnueabi", "_wasm32"}) {
    CAPTURE(name);
    const std::string text = message(name);
    const std::string::size_type start = text.find("did you mean ");
    REQUIRE(start != std::string::npos);
    const std::string::size_type first = start + std::string{"did you mean "}.size();
    const std::string offered = text.substr(first, text.find_first_of(", ?", first) - first);
    CHECK_NOTHROW(find(offered));
  }
}

TEST_CASE("a hostile name is refused, printable and short") {
  CHECK(message("\x1b[31mlinux\n") == "unknown platform '\\x1b[31mlinux\\x0a', see --list-platforms");
  CHECK(message(std::string_view{"li\0nux", 6}) == "unknown platform 'li\\x00nux', did you mean linux?");
  CHECK(message("l\xc3\xafnux").find("'l\\xc3\\xafnux'") != std::string::npos);
  CHECK(message("\xe2\x80\xaexunil").find('\xe2') == std::string::npos);
  const std::string long_message = message(std::string(1000000, '-'));
  CHECK(long_message ==
        "unknown platform '" + std::string(60, '-') + "...' (1000000 characters), see --list-platforms");
  for (const std::string name : {"manylinux_2_",
                                 "manylinux__17_x86_64",
                                 "manylinux_2_17_",
                                 "_x86_64",
                                 "x86_64_",
                                 "manylinux_-2_17_x86_64",
                                 "manylinux_2_+17_x86_64",
                                 "macosx__arm64",
                                 "macosx_11_arm64",
                                 "android__x86",
                                 "ios_arm64_iphoneos",
                                 "-",
                                 "_",
                                 ":",
                                 "::",
                                 "//",
                                 "manylinux_2_17_x86_64.manylinux2014_x86_64",
                                 " linux",
                                 "linux ",
                                 "any"}) {
    CAPTURE(name);
    CHECK(message(name).find("unknown platform ") == 0);
  }
}

TEST_CASE("every name of the listing is one, and says what it lists") {
  for (const Platform& platform : list_platforms()) {
    CAPTURE(platform.name);
    CHECK_FALSE(platform.description.empty());
    if (!can_be_typed(platform.name)) continue;
    const Target target = find(platform.name);
    CHECK(target.name == platform.name);
    for (const std::string& alias : platform.aliases) {
      if (can_be_typed(alias)) CHECK(find(alias).architectures == target.architectures);
    }
  }
}

TEST_CASE("no name stands in the listing twice") {
  std::vector<std::string> names;
  for (const Platform& platform : list_platforms()) {
    names.push_back(platform.name);
    names.insert(names.end(), platform.aliases.begin(), platform.aliases.end());
  }
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

TEST_CASE("a name has 200 characters at most") {
  const auto release = [](std::size_t length) {
    std::string name = "amazonlinux:2023";
    while (name.size() + 2 < length) name += ".1";
    return name + "." + std::string(length - name.size() - 1, '1');
  };
  REQUIRE(release(200).size() == 200);
  REQUIRE(release(201).size() == 201);
  CHECK(find(release(200)).name == "amazonlinux:2023");
  CHECK(message(release(201)).find("unknown platform") == 0);
}

TEST_CASE("each system of npm's with each ABI, and which of them are for 32-bit ARM alone") {
  for (const auto& [typed, name] : {std::pair{"linux-x64-gnu", "linux-x64"},
                                    {"linux-x64-glibc", "linux-x64"},
                                    {"linux-x64-musl", "linux-x64-musl"},
                                    {"linuxmusl-x64", "linux-x64-musl"},
                                    {"linux-arm-gnueabihf", "linux-arm-gnueabihf"},
                                    {"linux-arm-musleabihf", "linux-arm-musleabihf"},
                                    {"darwin-x64", "darwin-x64"},
                                    {"win32-x64", "win32-x64"},
                                    {"win32-x64-msvc", "win32-x64"},
                                    {"win32-x64-gnu", "win32-x64-gnu"},
                                    {"win32-ia32-gnu", "win32-ia32-gnu"},
                                    {"android-arm64", "android-arm64"},
                                    {"android-arm-eabi", "android-arm-eabi"},
                                    {"freebsd-x64", "freebsd-x64"},
                                    {"netbsd-x64", "netbsd-x64"},
                                    {"openbsd-x64", "openbsd-x64"}}) {
    CAPTURE(typed);
    CHECK(find(typed).name == name);
  }
  for (const char* const typed : {"linux-x64-gnueabihf", "linux-x64-musleabihf", "android-arm64-eabi", "linux-x64-",
                                  "linux-x64-msvc", "darwin-x64-gnu", "linux-x64-gnu-x", "linux"})
    CHECK(message(typed).find(std::string_view(typed) == "linux" ? "found linux" : "unknown platform") == 0);
  CHECK(find("android-arm").architectures == std::vector{Architecture::armv7});
  CHECK(find("linux-arm").architectures == std::vector{Architecture::armv7l});
}

TEST_CASE("the ARM that each of Rust's processors is") {
  for (const auto& [name, version] : {std::pair{"armv5te-unknown-linux-gnueabi", 5},
                                      {"arm-unknown-linux-gnueabihf", 6},
                                      {"arm-unknown-linux-gnueabi", 6},
                                      {"armv7-unknown-linux-gnueabihf", 7},
                                      {"thumbv7neon-unknown-linux-gnueabihf", 7},
                                      {"x86_64-unknown-linux-gnu", 0},
                                      {"aarch64-unknown-linux-musl", 0},
                                      {"i686-unknown-linux-musl", 0}}) {
    CAPTURE(name);
    CHECK(find(name).arm_version == version);
  }
}

TEST_CASE("a tag is offered on the processors that its policy is for") {
  const std::vector<std::string>& all = target::names_to_offer();
  const auto offered = [&](const std::string& name) { return std::find(all.begin(), all.end(), name) != all.end(); };
  for (const char* const name : {"manylinux_2_27_aarch64", "manylinux_2_12_x86_64", "manylinux1_x86_64",
                                 "manylinux2010_i686", "manylinux2014_aarch64", "musllinux_1_1_s390x"})
    CHECK_MESSAGE(offered(name), name);
  for (const char* const name :
       {"manylinux1_aarch64", "manylinux2010_s390x", "manylinux2014_riscv64", "musllinux_1_2_ppc64"})
    CHECK_MESSAGE(!offered(name), name);
}
