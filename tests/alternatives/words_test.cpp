// SPDX-License-Identifier: Apache-2.0
// The words by which real packages name platforms, measured in their files: every one must be read with its meaning.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "alternatives/platform_words.hpp"
#include "text/words.hpp"

using namespace platlint;

namespace {

PlatformName named(std::string_view words) {
  return read_platform_path(std::string(words) + "/libx.so").platform;
}

struct SystemWords {
  std::string_view words;
  System system;  // unknown: one that no target has
  Libc libc = Libc::unknown;
};

constexpr std::array systems{
    SystemWords{"linux Linux manylinux", System::linux},
    SystemWords{"linuxmusl linux-musl Linux-Musl linux_musl musllinux alpine", System::linux, Libc::musl},
    SystemWords{"linuxglibc manylinux2014 linux-gnu debian ubuntu rhel", System::linux, Libc::glibc},
    SystemWords{"android Android Linux-Android linux-android android-arm64 Linux/android-arm", System::android},
    SystemWords{"darwin macos mac osx Mac OSX macosx MacOSX mac_os apple-darwin darwin-universal", System::macos},
    SystemWords{"ios iphoneos iPhoneOS ios-arm64", System::ios},
    SystemWords{"iossimulator iphonesimulator ios-arm64_x86_64-simulator ios-arm64-simulator", System::ios_simulator},
    SystemWords{"maccatalyst ios-arm64_x86_64-maccatalyst", System::mac_catalyst},
    SystemWords{"tvos appletvos", System::tvos},
    SystemWords{"watchos", System::watchos},
    SystemWords{"xros visionos", System::visionos},
    SystemWords{"win32 windows win Windows win-x64 mingw32 mingw-w64 pc-windows-msvc win64 win10", System::windows},
    SystemWords{"freebsd freebsd14 FreeBSD", System::freebsd},
    SystemWords{"openbsd", System::openbsd},
    SystemWords{"netbsd", System::netbsd},
    SystemWords{"sunos SunOS solaris Solaris illumos", System::solaris},
    SystemWords{"aix AIX ppc64-AIX", System::aix},
    SystemWords{"dragonfly dragonflybsd kfreebsd os400 hpux zos openharmony ohos w32ce", System::unknown},
    SystemWords{"wasi wasm32-wasi", System::wasi},
    SystemWords{"emscripten pyodide", System::emscripten},
};

struct ProcessorWords {
  std::string_view words;
  Architecture architecture;  // armv7: any 32-bit ARM
};

constexpr std::array processors{
    ProcessorWords{"x86_64 x86-64 amd64 x64 AMD64 x8664 em64t", Architecture::x86_64},
    ProcessorWords{"x86 i386 i486 i586 i686 ia32 x86_32 x86-32 386", Architecture::i686},
    ProcessorWords{"arm64 aarch64 aarch_64 armv8 armv8_64 arm64-v8a armv8l", Architecture::aarch64},
    ProcessorWords{"arm64e", Architecture::arm64e},
    ProcessorWords{"arm armel armv5 armv5te armv6 arm_32 arm32 arm6 arm7 armv8_32", Architecture::armv7},
    ProcessorWords{"armhf armv7 armv7l armv7a armv7hf armv6hf armeabi-v7a arm-gnueabihf arm-musleabihf",
                   Architecture::armv7},
    ProcessorWords{"ppc64le ppc64el powerpc64le ppcle_64", Architecture::ppc64le},
    ProcessorWords{"ppc64 ppc_64", Architecture::ppc64},
    ProcessorWords{"s390x s390_64", Architecture::s390x},
    ProcessorWords{"riscv64 riscv64gc riscv64-gc", Architecture::riscv64},
    ProcessorWords{"loongarch64 loong64 loongarch_64", Architecture::loongarch64},
    ProcessorWords{"mips mips_32", Architecture::mips},
    ProcessorWords{"mipsel mipsle", Architecture::mipsel},
    ProcessorWords{"mips64 mips_64", Architecture::mips64},
    ProcessorWords{"mips64el mips64le mipsel_64", Architecture::mips64el},
    ProcessorWords{"sparc", Architecture::sparc},
    ProcessorWords{"sparcv9 sparcv9_64 sparc64 sparc_64", Architecture::sparc64},
    ProcessorWords{"ia64 itanium_64", Architecture::ia64},
};

bool has(const PlatformName& name, Architecture architecture) {
  return std::find(name.architectures.begin(), name.architectures.end(), architecture) != name.architectures.end();
}

}  // namespace

TEST_CASE("every word for a system") {
  for (const SystemWords& row : systems) {
    for (const std::string_view word : text::split(row.words, ' ')) {
      CAPTURE(word);
      const PlatformName name = named(word);
      CHECK(name.in_words);
      CHECK(name.system == row.system);
      CHECK(name.untargeted == (row.system == System::unknown));
      if (row.libc != Libc::unknown) CHECK(name.libc == row.libc);
    }
  }
}

TEST_CASE("every word for a processor, beside a system and alone") {
  for (const ProcessorWords& row : processors) {
    for (const std::string_view word : text::split(row.words, ' ')) {
      CAPTURE(word);
      CHECK(has(named("linux-" + std::string(word)), row.architecture));
      CHECK(has(named("linux/" + std::string(word)), row.architecture) == (word != "386"));  // a number elsewhere
    }
  }
}

TEST_CASE("words for C libraries") {
  CHECK(named("linux-x64-gnu").libc == Libc::glibc);
  CHECK(named("linux-x64-glibc").libc == Libc::glibc);
  CHECK(named("linux-x64-musl").libc == Libc::musl);
  CHECK(named("linux-arm-gnueabihf").libc == Libc::glibc);
  CHECK(named("linux-arm-musleabihf").libc == Libc::musl);
  CHECK(named("linux-x86_64-gnu").libc == Libc::glibc);
  CHECK(named("win32-x64-msvc").libc == Libc::unknown);
  CHECK(named("osx/armv8/cruntime").libc == Libc::unknown);
}

// How each ecosystem combines them: a name, and the platform that it is for.
TEST_CASE("names as ecosystems write them") {
  struct Row {
    std::string_view name;
    System system;
    Architecture architecture;
  };
  constexpr std::array rows{
      Row{"linux-x86_64", System::linux, Architecture::x86_64},                        // os-maven-plugin
      Row{"linux-aarch_64", System::linux, Architecture::aarch64},                     //
      Row{"osx-aarch_64", System::macos, Architecture::aarch64},                       //
      Row{"windows-x86_32", System::windows, Architecture::i686},                      //
      Row{"linux-ppcle_64", System::linux, Architecture::ppc64le},                     //
      Row{"win32-x86-64", System::windows, Architecture::x86_64},                      // JNA
      Row{"linux-loongarch64", System::linux, Architecture::loongarch64},              //
      Row{"darwin-x86-64", System::macos, Architecture::x86_64},                       //
      Row{"sunos-sparcv9", System::solaris, Architecture::sparc64},                    //
      Row{"Linux/android-aarch64", System::android, Architecture::aarch64},            // snappy-java
      Row{"Mac/aarch64", System::macos, Architecture::aarch64},                        //
      Row{"linux64", System::linux, Architecture::x86_64},                             // rocksdbjni
      Row{"natives-windows-arm64", System::windows, Architecture::aarch64},            // LWJGL
      Row{"linux/armv8/musl", System::linux, Architecture::aarch64},                   // aws-crt
      Row{"linux_arm64", System::linux, Architecture::aarch64},                        // Go
      Row{"windows_386", System::windows, Architecture::i686},                         //
      Row{"darwin_amd64", System::macos, Architecture::x86_64},                        //
      Row{"linux-musl-x64", System::linux, Architecture::x86_64},                      // .NET
      Row{"win-arm64", System::windows, Architecture::aarch64},                        //
      Row{"osx-arm64", System::macos, Architecture::aarch64},                          //
      Row{"aarch64-unknown-linux-musl", System::linux, Architecture::aarch64},         // Rust
      Row{"x86_64-pc-windows-msvc", System::windows, Architecture::x86_64},            //
      Row{"aarch64-apple-darwin", System::macos, Architecture::aarch64},               //
      Row{"x86_64-linux-gnu", System::linux, Architecture::x86_64},                    // Zig
      Row{"alpine-x64", System::linux, Architecture::x86_64},                          // VS Code
      Row{"linux-armhf", System::linux, Architecture::armv7},                          //
      Row{"darwin-arm64", System::macos, Architecture::aarch64},                       //
      Row{"x86_64-linux", System::linux, Architecture::x86_64},                        // RubyGems
      Row{"arm64-darwin", System::macos, Architecture::aarch64},                       //
      Row{"x64-mingw-ucrt", System::windows, Architecture::x86_64},                    //
      Row{"macosx_11_0_arm64", System::macos, Architecture::aarch64},                  // wheels
      Row{"manylinux_2_17_x86_64", System::linux, Architecture::x86_64},               //
      Row{"linux-ppc64le", System::linux, Architecture::ppc64le},                      // conda
      Row{"ios-arm64_x86_64-simulator", System::ios_simulator, Architecture::x86_64},  // Xcode
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const PlatformName name = named(row.name);
    CHECK(name.system == row.system);
    const int wide = row.architecture == Architecture::x86_64 ? 64 : 32;
    CHECK((has(name, row.architecture) || (name.architectures.empty() && name.bits == wide)));
  }
}

TEST_CASE("a number up to 255 behind a system is an ABI of Node's") {
  const auto abi = [](const std::string& number) { return named("linux-x64-" + number).node_abi; };
  CHECK(abi("65") == 65);
  CHECK(abi("255") == 255);
  CHECK(abi("127") == 127);
  for (const std::string number : {"63", "256", "999", "1000", "0127", "0"}) {
    CAPTURE(number);
    CHECK(abi(number) == 0);
  }
}

TEST_CASE("digits behind a system are its release, and 32 and 64 its width") {
  for (const std::string word : {"linux64", "win64", "macos64"}) CHECK(named(word).bits == 64);
  for (const std::string word : {"linux32", "darwin32"}) CHECK(named(word).bits == 32);
  for (const std::string word : {"win32", "win10", "macos11", "linux", "linux128"}) CHECK(named(word).bits == 0);
  CHECK(named("win10").system == System::windows);
  CHECK(named("x10").system == System::unknown);
  CHECK(named("10").system == System::unknown);
}

TEST_CASE("a level of ARM is from 5 to 7") {
  using Processors = std::vector<Architecture>;
  for (const std::string word : {"armv5", "armv6", "armv7", "armv7l", "armv5te", "armv6hf", "arm5", "arm6", "arm7"}) {
    CAPTURE(word);
    CHECK(named("linux-" + word).architectures == Processors{Architecture::armv7});
  }
  for (const std::string word : {"armv4", "armv9", "armv", "armv7x", "arm4"}) {
    CAPTURE(word);
    CHECK(named("linux-" + word).architectures.empty());
  }
}

TEST_CASE("what is left of a name without its platform is shared by the builds of one library") {
  const auto left = [](std::string_view path) { return read_platform_path(path).skeleton; };
  CHECK(left("a/libx.so") == left("a/x.dll"));
  CHECK(left("a/libx.so.1.2") == left("a/libx.dylib"));
  CHECK(left("linux-x64/libx.so") == left("win32-x64/x.dll"));
  CHECK(left("a/lib.so") != left("a/x.dll"));
  CHECK(left("a/lib.so") == "/a/lib");
  CHECK(left("a/libx.so") == "/a/x");
  CHECK(left("a/libx.node") == "/a/libx");  // no linker's prefix
  CHECK(left("a/x.1.so") == "/a/x");
  CHECK(left("a/1.so") == "/a/1");
  CHECK(left("a/x.32.dll") != left("a/y.32.dll"));
  CHECK(named("a/freeglut64").bits == 0);
  CHECK(read_platform_path("a/freeglut64.dll").platform.bits == 64);
  CHECK(read_platform_path("a/freeglut32.vc14.dll").platform.bits == 32);
  CHECK(read_platform_path("a/a164.dll").platform.bits == 0);
  CHECK(read_platform_path("a/x64.dll").platform.bits == 0);  // a processor
  CHECK(read_platform_path("a/freeglut64.so").platform.bits == 0);
}

TEST_CASE("each word for a C library, and those that say that the processor is an ARM") {
  using Processors = std::vector<Architecture>;
  for (const std::string word : {"glibc", "gnu", "gnueabi", "gnueabihf"})
    CHECK(named("linux-" + word).libc == Libc::glibc);
  for (const std::string word : {"musl", "musleabi", "musleabihf"}) CHECK(named("linux-" + word).libc == Libc::musl);
  CHECK(named("linux-bionic").libc == Libc::bionic);
  for (const std::string word : {"gnueabi", "gnueabihf", "musleabi", "musleabihf", "androideabi"}) {
    CAPTURE(word);
    CHECK(named("linux-" + word).architectures == Processors{Architecture::armv7});
    CHECK(named("linux-armhf-" + word).architectures.size() == 1);
  }
  for (const std::string word :
       {"glibc", "gnu", "musl", "bionic", "cruntime", "libc", "ucrt", "msvc", "gnullvm", "eabi", "eabihf", "v7a", "v8a",
        "apple", "pc", "unknown", "universal", "universal2", "openssl"}) {
    CAPTURE(word);
    CHECK(named("linux-" + word).architectures.empty());
    CHECK(read_platform_path("a/x-linux-" + word + ".so").skeleton == "/a/x");
  }
  CHECK(named("win32-x64-gnu").libc == Libc::unknown);  // no C library of Linux
  CHECK(named("x64-gnu").libc == Libc::glibc);
  CHECK(named("simulator").system == System::unknown);
  CHECK(named("macos-simulator").system == System::macos);
}

TEST_CASE("each word for a width") {
  for (const std::string word : {"32", "32bit", "t32", "w32"}) CHECK(named("x-" + word).bits == 32);
  for (const std::string word : {"64", "64bit", "t64", "w64"}) CHECK(named("x-" + word).bits == 64);
  CHECK(named("linux-arm64-32").bits == 0);  // a processor says more
  CHECK(named("linux-32-arm").architectures == std::vector{Architecture::armv7});
  CHECK(named("linux-64-arm").architectures == std::vector{Architecture::aarch64});
}

TEST_CASE("numbers behind these words are Node's ABI, and belong to them") {
  for (const std::string word : {"glibc", "musl", "msvc", "libc", "openssl"}) {
    CAPTURE(word);
    CHECK(named("x-" + word + "-115").node_abi == 115);
    CHECK(named("x-" + word + "-115-Release").node_abi == 115);
    CHECK(read_platform_path("a/x-" + word + "-115-Release.so").skeleton == "/a/x");
    CHECK(read_platform_path("a/x-" + word + "-115-debug-y.so").skeleton == "/a/x-y");
  }
  CHECK(named("x-gnu-115").node_abi == 0);
  CHECK(named("node/115").node_abi == 115);
  CHECK(named("nodes/115").node_abi == 0);
  CHECK(read_platform_path("node/115").platform.node_abi == 0);  // a file
  CHECK(read_platform_path("a/x-openssl-3.0.x-y-1.so").skeleton == "/a/x-y");
  CHECK(read_platform_path("a/linux-y-115/z.so").platform.node_abi == 0);  // y stands between
}

TEST_CASE("the processor that a width completes is that of the word before it") {
  using Processors = std::vector<Architecture>;
  CHECK(named("x86_64").architectures == Processors{Architecture::x86_64});
  CHECK(named("x86/64").architectures == Processors{Architecture::i686});
  CHECK(named("x86-y-64").architectures == Processors{Architecture::i686});
  CHECK(named("x86-linux-64").architectures == Processors{Architecture::i686});
  CHECK(named("x86-33").architectures == Processors{Architecture::i686});
  CHECK(named("x86_32").architectures == Processors{Architecture::i686});
  CHECK(named("amd64_32").architectures == Processors{Architecture::x86_64});
}

TEST_CASE("a word at the end of a longer one has two letters before it or more than that") {
  const auto of_file = [](const std::string& name) { return read_platform_path("a/" + name).platform; };
  for (const std::string word : {"32bit", "64bit", "arm64", "aarch64", "amd64", "i386"}) {
    CAPTURE(word);
    CHECK(of_file("abc" + word + ".so").in_words);
    CHECK_FALSE(of_file("ab" + word + ".so").in_words);
    CHECK(read_platform_path("a/abc" + word + ".so").skeleton == "/a/abc");
    CHECK_FALSE(read_platform_path("abc" + word + "/x.so").platform.in_words);  // of a file only
  }
  CHECK(of_file("abc32bit.so").bits == 32);
  CHECK(of_file("abcarm64-asio.so").architectures == std::vector{Architecture::aarch64});
}

TEST_CASE("on Windows a width stands at the end of a name of two letters or more") {
  const auto of_file = [](const std::string& name) { return read_platform_path("a/" + name).platform; };
  CHECK(of_file("ab64.dll").bits == 64);
  CHECK(of_file("ab64.dll").in_words);
  CHECK(of_file("ab32.exe").bits == 32);
  CHECK(of_file("q64.dll").bits == 0);
  CHECK(of_file("ab64.dylib").bits == 0);
  CHECK(of_file("ab64").bits == 0);
  CHECK(of_file("ab65.dll").bits == 0);
  CHECK(of_file("ab132.dll").bits == 0);
  CHECK(of_file("ab64.vc14.dll").bits == 64);
  CHECK(of_file("ab64-y.dll").bits == 0);
  CHECK(of_file("ab64-vy-vc14.dll").bits == 0);
  CHECK(read_platform_path("a/ab64.dll").skeleton == "/a/ab");
}

TEST_CASE("suffixes and versions of libraries are no part of the name, except a name that is nothing else") {
  const auto left = [](std::string_view path) { return read_platform_path(path).skeleton; };
  CHECK(left("a/so") == "/a/so");
  CHECK(left("a/so.1") == "/a/so-1");
  CHECK(left("a/x.1.2") == "/a/x-1-2");  // no library
  CHECK(left("a/x.so.1.2") == "/a/x");
  CHECK(left("a/x.2.dylib") == "/a/x");
  CHECK(left("a/x.2.exe") == "/a/x-2");
  CHECK(left("a/libx.exe") == "/a/libx");
  CHECK(left("a/x.so.node") == "/a/x");
  CHECK(left("a/libab.so") == "/a/ab");
  CHECK(left("a/lib.dll") == "/a/lib");
  CHECK(read_platform_path("a/x.64.dll").platform.bits == 64);
  CHECK(read_platform_path("a/x.so").platform.format == std::nullopt);
  CHECK(read_platform_path("a/x.dylib").platform.format == Format::macho);
  CHECK(left("x+y z_w-v.u/a.so") == "/x-y-z-w-v-u/a");
  CHECK(left("linux/a.so") == "/a");
}

TEST_CASE("a jar has words of its own, and other archives are as they are") {
  const auto left = [](std::string_view path) { return read_platform_path(path).skeleton; };
  CHECK(left("lib/x-linux-x86_64.jar!/linux/a.so") == "lib//x-jar!/a");
  CHECK(left("lib-linux/x-linux.zip!/linux/a.so") == "lib-linux/x-linux.zip!//a");
  CHECK(left("x-linux.jar!/a.so") == "/x-jar!/a");
  CHECK(left("MacOS/x") == "/x");
  CHECK(left("Contents/x/MacOS/y") == "/contents/x/y");
}

TEST_CASE("how exact a name is") {
  const auto precision = [](std::string_view words) { return named(words).precision(); };
  CHECK(precision("a") == 0);
  CHECK(precision("a-64") == 1);
  CHECK(precision("a-x64") == 2);
  CHECK(precision("linux") == 2);
  CHECK(precision("dragonfly") == 2);
  CHECK(precision("linux64") == 3);
  CHECK(precision("linux-x64") == 4);
  CHECK(precision("linux-x64-musl") == 6);
}
