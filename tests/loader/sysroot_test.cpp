// SPDX-License-Identifier: Apache-2.0
#include "loader/sysroot.hpp"

#include <doctest/doctest.h>

#include "platlint/error.hpp"
#include "platlint/target.hpp"
#include "target/sysroot.hpp"

namespace platlint {

namespace {

using Strings = std::vector<std::string>;

struct Tree {
  Bundle bundle;

  Tree& file(const std::string& path, const Strings& versions = {}, Architecture architecture = Architecture::x86_64) {
    Entry entry;
    entry.path = path;
    entry.status = Entry::Status::judged;
    Artifact image;
    image.kind = Kind::library;
    image.architecture = architecture;
    image.versions = versions;
    entry.artifacts.push_back(image);
    bundle.entries.push_back(entry);
    return *this;
  }
  Tree& link(const std::string& path, const std::string& target) {
    Entry entry;
    entry.path = path;
    entry.link = target;
    bundle.entries.push_back(entry);
    return *this;
  }
  Tree& text(const std::string& path, const std::string& content) {
    bundle.metadata[path] = content;
    return *this;
  }
  std::shared_ptr<const Sysroot> read(const char* platform = nullptr) const {
    if (platform == nullptr) return make_sysroot(bundle, nullptr);
    const Target target = find_target(platform, no_environment);
    return make_sysroot(bundle, &target);
  }
};

Tree debian() {
  Tree system;
  system.bundle.root = "root.tar";
  system.link("lib", "usr/lib").link("lib64", "usr/lib64");
  system.file("usr/lib/x86_64-linux-gnu/libc.so.6", {"GLIBC_2.2.5", "GLIBC_2.36", "GLIBC_PRIVATE"});
  return system.text("etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n");
}

Provision has(const std::shared_ptr<const Sysroot>& sysroot, std::string_view library) {
  return provides_library(find_target(sysroot), library);
}

std::string refusal(const Tree& system, const char* platform = nullptr) {
  try {
    const auto sysroot = system.read(platform);
    if (platform != nullptr) with_sysroot(find_target(platform, no_environment), sysroot);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a library is found where the system's loader looks") {
  Tree system = debian();
  system.file("usr/lib/x86_64-linux-gnu/libz.so.1.3", {"ZLIB_1.2.9"})
      .link("usr/lib/x86_64-linux-gnu/libz.so.1", "libz.so.1.3");
  system.link("usr/lib/x86_64-linux-gnu/libblas.so.3", "/etc/alternatives/blas")
      .link("etc/alternatives/blas", "/usr/lib/blas/libblas.so.3");
  system.file("usr/lib/blas/libblas.so.3").file("opt/mine/libmine.so").file("opt/other/libother.so");
  system.file("usr/lib/x86_64-linux-gnu/libarm.so", {}, Architecture::aarch64);
  system.link("usr/lib/loop.so", "loop.so").link("usr/lib/up.so", "../../../../usr/lib/x86_64-linux-gnu/libz.so.1.3");
  system.text("etc/ld.so.conf.d/mine.conf", "# mine\n/opt/mine\n").text("etc/ld.so.conf.d/other.txt", "/opt/other\n");
  const auto sysroot = system.read();
  CHECK(has(sysroot, "libz.so.1") == Provision::yes);
  CHECK(has(sysroot, "libz.so.1.3") == Provision::yes);
  CHECK(has(sysroot, "libblas.so.3") == Provision::yes);
  CHECK(has(sysroot, "libmine.so") == Provision::yes);
  CHECK(has(sysroot, "up.so") == Provision::yes);
  CHECK(has(sysroot, "/opt/other/libother.so") == Provision::yes);
  CHECK(has(sysroot, "/lib/x86_64-linux-gnu/libz.so.1") == Provision::yes);
  CHECK(has(sysroot, "/opt/other/libmine.so") == Provision::no);
  CHECK(has(sysroot, "libarm.so") == Provision::no);
  CHECK(has(sysroot, "loop.so") == Provision::no);
  CHECK(has(sysroot, "libgomp.so.1") == Provision::no);
  CHECK(has(sysroot, "libm.so.6") == Provision::no);  // everything was read: nothing is assumed
  CHECK(has(sysroot, "libcuda.so.1") == Provision::unknown);
  CHECK(has(sysroot, "libother.so") == Provision::unknown);
  CHECK(target::held_elsewhere(*sysroot, "libother.so") == "opt/other");
}

TEST_CASE("the versions are those of its files, and the platform is that of its os-release") {
  Tree system = debian();
  system.file("usr/lib/x86_64-linux-gnu/libstdc++.so.6",
              {"GLIBCXX_3.4", "GLIBCXX_3.4.30", "CXXABI_1.3.13", "CXXABI_TM_1"});
  const Target alone = find_target(system.read());
  CHECK(alone.name == "linux/amd64");
  CHECK(alone.libc == Libc::glibc);
  CHECK(alone.libc_version == Version{2, 36, 0});
  CHECK(provides_version(alone, {"libc.so.6", "GLIBC_2.36"}) == Provision::yes);
  CHECK(provides_version(alone, {"libc.so.6", "GLIBC_2.38"}) == Provision::no);
  CHECK(provides_version(alone, {"libc.so.6", "GLIBC_PRIVATE"}) == Provision::yes);
  CHECK(provides_version(alone, {"libstdc++.so.6", "GLIBCXX_3.4.31"}) == Provision::no);
  CHECK(provides_version(alone, {"libstdc++.so.6", "CXXABI_TM_1"}) == Provision::yes);
  CHECK(provides_version(alone, {"libgcc_s.so.1", "GCC_3.0"}) == Provision::unknown);  // it does not exist at all
  system.text("usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
  const Target named = find_target(system.read());
  CHECK(named.name == "debian:12");
  CHECK(named.release == "debian:12");
  CHECK(named.description == "Linux x86_64, glibc 2.36 (Debian 12 in root.tar)");
}

TEST_CASE("before 2.34 the name of the file has the version") {
  Tree system;
  system.file("lib/x86_64-linux-gnu/libc-2.19.so", {"GLIBC_2.18"})
      .link("lib/x86_64-linux-gnu/libc.so.6", "libc-2.19.so");
  CHECK(system.read()->libc_version == Version{2, 19, 0});
  CHECK(has(system.read(), "libc.so.6") == Provision::yes);
}

TEST_CASE("musl looks elsewhere, and answers some names itself") {
  Tree system;
  system.file("lib/ld-musl-x86_64.so.1")
      .file("usr/lib/libgcc_s.so.1")
      .file("usr/local/lib/libmine.so")
      .file("lib64/libfar.so");
  CHECK(has(system.read(), "libpthread.so.0") == Provision::yes);
  CHECK(has(system.read(), "libmine.so") == Provision::yes);
  CHECK(has(system.read(), "libfar.so") == Provision::unknown);
  CHECK(has(system.read(), "libstdc++.so.6") == Provision::no);
  system.text("etc/ld-musl-x86_64.path", "/lib64\n/lib");
  CHECK(has(system.read(), "libfar.so") == Provision::yes);
  CHECK(has(system.read(), "libmine.so") == Provision::unknown);
}

TEST_CASE("LD_LIBRARY_PATH of an image comes first") {
  for (const std::string list : {"/opt/mine", "/nowhere:/opt/mine/", "/nowhere;/opt/mine", "::/opt/mine:"}) {
    Tree system = debian();
    system.file("opt/mine/libz.so.1", {"MINE"}).file("usr/lib/libz.so.1", {"ZLIB_1.2.9"});
    system.bundle.library_path = list;
    const auto sysroot = system.read();
    const target::SystemLibrary* const found = target::find_library(*sysroot, "libz.so.1");
    REQUIRE(found != nullptr);
    CHECK(found->first == "opt/mine/libz.so.1");
  }
  for (const std::string list : {"", "opt/mine", "$ORIGIN", ":"}) {
    Tree system = debian();
    system.file("opt/mine/libmine.so").bundle.library_path = list;
    CHECK(has(system.read(), "libmine.so") == Provision::unknown);
  }
}

TEST_CASE("the symbols of a system take a bounded memory") {
  constexpr std::uint32_t many = 3 << 20;
  Tree system = debian();
  for (const std::string path : {"usr/lib/a.so", "usr/lib/b.so"}) {
    system.file(path).bundle.entries.back().artifacts.front().symbols.emplace().exports.resize(many);
  }
  const auto sysroot = system.read();
  CHECK(sysroot->libraries.at("usr/lib/a.so").symbols);
  CHECK_FALSE(sysroot->libraries.at("usr/lib/b.so").symbols);
  CHECK(has(sysroot, "b.so") == Provision::yes);
}

TEST_CASE("what is no such system is refused in a line") {
  Tree system = debian();
  CHECK(refusal(system, "debian:11").empty());
  CHECK(refusal(system, "manylinux_2_17_x86_64").empty());
  CHECK(refusal(system, "win_amd64") == "--sysroot root.tar: the platform win_amd64 is not Linux");
  CHECK(refusal(system, "linux/arm64") ==
        "--sysroot root.tar: holds glibc for x86_64, which is not the platform linux/arm64");
  CHECK(refusal(system, "alpine:3.20") ==
        "--sysroot root.tar: holds glibc for x86_64, which is not the platform alpine:3.20");
  Tree empty;
  empty.bundle.root = "empty";
  CHECK(refusal(empty) ==
        "--sysroot empty: holds no C library (libc.so.6, ld-musl-*.so.1): name the root of a Linux system");
  system.file("lib/ld-musl-x86_64.so.1");
  CHECK(system.read()->libc == Libc::glibc);
  CHECK(system.read("alpine:3.20")->libc == Libc::musl);
  system.file("usr/lib/i386-linux-gnu/libc.so.6", {"GLIBC_2.36"}, Architecture::i686);
  CHECK(refusal(system) ==
        "--sysroot root.tar: holds glibc for x86_64 and musl for x86_64 and glibc for i686: say --platform too");
}

TEST_CASE("eight configurations include each other, and forty links lead on, and not one more") {
  for (const int depth : {8, 9}) {
    Tree system = debian();
    system.text("etc/ld.so.conf", "include /etc/1.conf\n");
    for (int i = 1; i < depth; ++i) {
      system.text("etc/" + std::to_string(i) + ".conf", "include\t" + std::to_string(i + 1) + ".conf\n");
    }
    system.text("etc/" + std::to_string(depth) + ".conf", "/opt/deep\n").file("opt/deep/libdeep.so");
    CHECK((has(system.read(), "libdeep.so") == Provision::yes) == (depth == 8));
  }
  for (const int links : {40, 41}) {
    Tree system = debian();
    for (int i = 1; i < links; ++i) system.link("l" + std::to_string(i), "l" + std::to_string(i + 1));
    system.link("l" + std::to_string(links), "libx.so").file("libx.so");
    CHECK((has(system.read(), "/l1") == Provision::yes) == (links == 40));
  }
}

TEST_CASE("configurations that lead to each other again and again, and endless lists of directories") {
  Tree nested = debian();
  std::string includes;
  for (int i = 0; i < 100; ++i) includes += "include /etc/x/*.conf\n";
  nested.text("etc/ld.so.conf", includes).text("etc/x/1.conf", includes).text("etc/x/2.conf", includes);
  CHECK(refusal(nested).empty());
  Tree wide = debian();
  std::string directories;
  for (int i = 0; i < 100'000; ++i) directories += "/d" + std::to_string(i) + "\n";
  CHECK(refusal(wide.text("etc/ld.so.conf", directories)) ==
        "--sysroot root.tar: its loader searches more than 1000 directories");
  Tree image = debian();
  image.bundle.library_path = directories;
  CHECK(refusal(image) == "--sysroot root.tar: its loader searches more than 1000 directories");
}

TEST_CASE("lines of the loader's configuration") {
  const auto finds = [](const std::string& line) {
    Tree system = debian();
    system.text("etc/ld.so.conf", line).text("etc/x.d/mine.conf", "/opt/mine").file("opt/mine/libmine.so");
    return has(system.read(), "libmine.so") == Provision::yes;
  };
  for (const std::string line :
       {"/opt/mine", "  /opt/mine  \n", "# x\n/opt/mine # y\n", "/opt/mine=libc6\n", "/opt/mine/\n", "/opt/mine:/x\n",
        "/opt/mine,\n", "/opt/mine\t\n", "include /etc/x.d/*.conf", "include x.d/*.conf", "include x.d/mine.conf",
        "include x.d/mine*.conf", "include /etc/x.d/m*e.conf"}) {
    CAPTURE(line);
    CHECK(finds(line));
  }
  for (const std::string line : {"", "opt/mine", "#/opt/mine", "includex.d/*.conf", "include /etc/*.conf",
                                 "include x.d/*.con", "include d/*.conf", "include /etc/x.d/mine.conf*x", "/opt"}) {
    CAPTURE(line);
    CHECK_FALSE(finds(line));
  }
}

TEST_CASE("the usual directories are those of the system's width") {
  const std::vector<std::string> both{"lib64", "usr/lib64", "lib", "usr/lib"};
  for (const std::string& directory : both) {
    Tree system;
    system.file("lib/x86_64-linux-gnu/libc.so.6", {"GLIBC_2.36"}).file(directory + "/libx.so");
    CHECK(has(system.read(), "libx.so") == Provision::yes);
  }
  for (const std::string directory : {"lib32", "usr/lib32"}) {
    Tree system;
    system.file("lib/x86_64-linux-gnu/libc.so.6", {"GLIBC_2.36"}).file(directory + "/libx.so");
    CHECK(has(system.read(), "libx.so") == Provision::unknown);  // it is there, and the loader does not look there
    Tree old;
    old.file("lib/libc.so.6", {"GLIBC_2.36"}, Architecture::i686).file(directory + "/libx.so", {}, Architecture::i686);
    CHECK(has(old.read(), "libx.so") == Provision::yes);
  }
}

TEST_CASE("of a running system the files of people and of processes are not read") {
  for (const std::string path : {"usr/lib/libx.so", "usr/lib/libx.so.1", "etc/ld.so.conf", "etc/ld.so.conf.d/x.conf",
                                 "etc/ld-musl-x86_64.path", "etc/os-release", "usr/lib/os-release", "opt/x/y.so"}) {
    CAPTURE(path);
    CHECK(is_read_of_sysroot(path));
  }
  for (const std::string path : {"home/x.so", "root/x.so", "tmp/x.so", "run/x.so", "var/x.so", "mnt/x.so", "srv/x.so",
                                 "media/x.so", "proc/x.so", "sys/x.so", "usr/bin/x", "etc/passwd", "usr/lib/x.a"}) {
    CAPTURE(path);
    CHECK_FALSE(is_read_of_sysroot(path));
  }
}

TEST_CASE("the newest glibc of its libraries is its version") {
  const auto version = [](const Strings& versions, const std::string& other = "", const Strings& of_other = {}) {
    Tree system;
    system.file("lib/libc.so.6", versions);
    if (!other.empty()) system.file("lib/" + other, of_other);
    return system.read()->libc_version;
  };
  CHECK(version({"GLIBC_2.2.5", "GLIBC_2.36", "GLIBC_2.17"}) == Version{2, 36, 0});
  CHECK(version({"GLIBC_2.36"}, "ld-linux-x86-64.so.2", {"GLIBC_2.37"}) == Version{2, 37, 0});
  CHECK(version({"GLIBC_2.36"}, "libm.so.6", {"GLIBC_2.38"}) == Version{2, 36, 0});
  CHECK(version({"GLIBC_2.18"}, "libc-2.19.so") == Version{2, 19, 0});
  CHECK(version({"GLIBC_2.18"}, "libc-2.17.so", {"GLIBC_2.20"}) == Version{2, 20, 0});
  CHECK_FALSE(version({"GLIBC_PRIVATE", "OTHER_9.9"}));
}

}  // namespace platlint
