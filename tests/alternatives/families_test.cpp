// SPDX-License-Identifier: Apache-2.0
#include "alternatives/families.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "packages/bundles.hpp"

using namespace platlint;
using platlint::test::BundleBuilder;

namespace {

std::string skeleton(std::string_view path) {
  return read_platform_path(path).skeleton;
}
PlatformName platform(std::string_view path) {
  return read_platform_path(path).platform;
}

// "a b | c": the sets of a bundle with at least two members, each by its last path components.
std::string sets_of(const Bundle& bundle) {
  std::vector<std::string> texts;
  for (const Family& family : find_families(bundle, find_packages(bundle))) {
    for (const VariantSet& set : family.sets) {
      if (set.size() < 2) continue;
      std::string text;
      for (const Variant& variant : set)
        text.append(text.empty() ? "" : " ").append(bundle.entries[variant.entry].path);
      texts.push_back(text);
    }
  }
  std::sort(texts.begin(), texts.end());
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : " | ").append(text);
  return all;
}

}  // namespace

TEST_CASE("paths of alternatives have one skeleton") {
  const std::vector<std::vector<std::string>> alternatives{
      {"prebuilds/linux-x64/bcrypt.glibc.node", "prebuilds/linux-x64/bcrypt.musl.node",
       "prebuilds/darwin-arm64/bcrypt.node", "prebuilds/darwin-x64+arm64/bcrypt.node",
       "prebuilds/linux-arm/bcrypt.armv7.node"},
      {"lib/binding/napi-v3-linux-x64-glibc/x.node", "lib/binding/napi-v3-darwin-arm64/x.node",
       "lib/binding/napi-v3-win32-ia32/x.node"},
      {"selenium/webdriver/common/linux/selenium-manager", "selenium/webdriver/common/linux-x86_64/selenium-manager",
       "selenium/webdriver/common/macos/selenium-manager", "selenium/webdriver/common/windows/selenium-manager.exe"},
      {"libportaudio.dylib", "libportaudio32bit.dll", "libportaudio64bit.dll", "libportaudioarm64.dll"},
      {"freeglut64.vc14.dll", "freeglut32.vc14.dll"},
      {"distlib/t32.exe", "distlib/t64-arm.exe", "distlib/w64.exe"},
      {"setuptools/cli.exe", "setuptools/cli-32.exe", "setuptools/cli-arm64.exe"},
      {"attach.dylib", "attach_linux_amd64.so", "attach_x86.dll", "attach_amd64.dll", "attach_x86_64.so"},
      {"bin/linux/x64/tool", "bin/darwin/tool", "bin/win64/tool.exe", "bin/linux64/tool"},
      {"runtimes/win-x64/native/WebView2Loader.dll", "runtimes/win-arm64/native/WebView2Loader.dll"},
      {"x.jar!/com/sun/jna/linux-x86-64/libjnidispatch.so", "x.jar!/com/sun/jna/darwin-aarch64/libjnidispatch.dylib",
       "x.jar!/com/sun/jna/win32-x86/jnidispatch.dll"},
      {"libquery_engine-debian-openssl-3.0.x.so.node", "libquery_engine-rhel-openssl-1.1.x.so.node",
       "libquery_engine-darwin-arm64.dylib.node", "query_engine-windows.dll.node"},
      {"lib/x-manylinux_2_28_x86_64.so", "lib/libx-macosx_11_0_arm64.dylib", "lib/x-musllinux_1_2_aarch64.so"},
      {"bin/napi-v3/linux/x64/libonnxruntime.so.1", "bin/napi-v3/darwin/arm64/libonnxruntime.1.21.0.dylib",
       "bin/napi-v3/win32/x64/onnxruntime.dll"},
      {"vendor/notifu/notifu.exe", "vendor/notifu/notifu64.exe"},
      {"a.jar!/META-INF/native/libnetty_tcnative_linux_aarch_64.so",
       "a.jar!/META-INF/native/libnetty_tcnative_osx_x86_64.jnilib",
       "a.jar!/META-INF/native/netty_tcnative_windows_x86_64.dll",
       "a.jar!/META-INF/native/libnetty_tcnative_linux_ppcle_64.so",
       "a.jar!/META-INF/native/libnetty_tcnative_linux_s390_64.so",
       "a.jar!/META-INF/native/libnetty_tcnative_linux_x86_32.so",
       "a.jar!/META-INF/native/libnetty_tcnative_linux_itanium_64.so"},
      {"lib/n-2.0.65.Final-linux-x86_64.jar!/META-INF/n_linux_x86_64.so",
       "lib/n-2.0.65.Final-osx-aarch_64.jar!/META-INF/n_osx_aarch_64.jnilib"},
      {"x.jar!/jna/linux-armel/libj.so", "x.jar!/jna/sunos-sparcv9/libj.so", "x.jar!/jna/dragonflybsd-x86-64/libj.so",
       "x.jar!/jna/w32ce-arm/j.dll", "x.jar!/jna/linux-mips64el/libj.so", "x.jar!/jna/aix-ppc/libj.so"},
      {"Linux/armv6hf/libj.so", "Linux/armv8_32/libj.so", "Solaris/sparcv8plus_32/libj.so", "Linux/ppc/libj.so",
       "Linux/sparc/libj.so", "Linux/mips64/libj.so", "linux-386/j.so", "Mac/x86_64/libj.jnilib"},
      {"build/linux/x64/node/108/addon.node", "build/linux/x64/node/glibc-115-Release/addon.node",
       "build/win32/ia32/node/msvc-72-Release/addon.node", "build/darwin/x64/node/libc-115-Release/addon.node",
       "build/linux/x64/node/64/addon.node"},
      {"lib/p-linux-x64-glibc-127.node", "lib/p-linux-arm64-musl-147.node", "lib/p-darwin-arm64-108.node"},
      {"linux/x86_64/musl/libc.so", "osx/armv8/cruntime/libc.dylib"},
      {"ios-arm64/x.bare", "ios-arm64_x86_64-simulator/x.bare", "tvos-arm64/x.bare"},
      {"tool-x86_64-pc-windows-msvc.exe", "tool-aarch64-apple-darwin", "tool-x86_64-unknown-linux-gnu"},
  };
  for (const std::vector<std::string>& set : alternatives) {
    for (const std::string& path : set) {
      CAPTURE(path);
      CHECK(skeleton(path) == skeleton(set.front()));
    }
  }
}

TEST_CASE("what is not a platform's word stays") {
  CHECK(skeleton("a/x.so") != skeleton("b/x.so"));
  CHECK(skeleton("a/cli.exe") != skeleton("a/gui.exe"));
  CHECK(skeleton("a/hmac.so") != skeleton("a/h.so"));
  CHECK(skeleton("a/x_avx2.so") != skeleton("a/x_sse42.so"));
  CHECK(skeleton("a.zip!/linux/x") != skeleton("b.zip!/linux/x"));
  CHECK(skeleton("A.app/Contents/MacOS/tool") != skeleton("A.app/Contents/tool"));
  CHECK_FALSE(platform("A.app/Contents/MacOS/tool").in_words);
  CHECK_FALSE(platform("lib/libcrypto.so.3").in_words);
  CHECK_FALSE(platform("openblas64_.so").in_words);
  CHECK(skeleton("linux") == skeleton("darwin"));  // nothing is left
  CHECK(skeleton("") == "");
}

TEST_CASE("what a path says of the platform") {
  CHECK(platform("x/linux-x64/a.musl.node").system == System::linux);
  CHECK(platform("x/linux-x64/a.musl.node").libc == Libc::musl);
  CHECK(platform("x/win32-x64/a.node").architectures == std::vector{Architecture::x86_64});
  CHECK(platform("x/win32/a.node").bits == 0);
  CHECK(platform("x/darwin-x64+arm64/a.node").architectures ==
        std::vector{Architecture::x86_64, Architecture::aarch64});
  CHECK(platform("attach_x86.dll").architectures == std::vector{Architecture::i686});
  CHECK(platform("t64-arm.exe").architectures == std::vector{Architecture::aarch64});
  CHECK(platform("t64.exe").bits == 64);
  CHECK(platform("a/aarch64-linux-android/x.so").system == System::android);
  CHECK(platform("a/arm64-v8a/x.so").architectures == std::vector{Architecture::aarch64});
  CHECK(platform("n_linux_aarch_64.so").architectures == std::vector{Architecture::aarch64});
  CHECK(platform("linux-x86_32.so").architectures == std::vector{Architecture::i686});
  CHECK(platform("linux-arm_32.so").architectures == std::vector{Architecture::armv7});
  CHECK(platform("linux-ppcle_64.so").architectures == std::vector{Architecture::ppc64le});
  CHECK(platform("linux-ppc_64.so").architectures == std::vector{Architecture::ppc64});
  CHECK(platform("linux-s390_64.so").architectures == std::vector{Architecture::s390x});
  CHECK(platform("Linux/armv8_64/x.so").architectures == std::vector{Architecture::aarch64});
  CHECK(platform("Linux/armv8_32/x.so").architectures == std::vector{Architecture::armv7});
  CHECK(platform("Linux/armv6hf/x.so").architectures == std::vector{Architecture::armv7});
  CHECK(platform("Linux/mips64/x.so").architectures == std::vector{Architecture::mips64});
  CHECK(platform("x-linux-386").architectures == std::vector{Architecture::i686});
  CHECK(platform("x-386.so").architectures.empty());
  CHECK(platform("dragonflybsd-x86-64/x.so").untargeted);
  CHECK(platform("a-linux-x86_64.jar!/x.so").system == System::linux);
  CHECK(platform("a-linux-x86_64.zip!/x.so").system == System::unknown);
  CHECK(platform("ios-arm64-simulator/x").system == System::ios_simulator);
  CHECK(platform("build/linux/x64/node/108/addon.node").node_abi == 108);
  CHECK(platform("p-linux-x64-glibc-127.node").node_abi == 127);
  CHECK(platform("x-macosx_11_0_arm64.so").node_abi == 0);
  CHECK(platform("n-linux-99999999999999999999.node").node_abi == 0);
  CHECK(skeleton("a/v/115/x.node") != skeleton("a/v/127/x.node"));
  CHECK(platform("x/armvx/a.so").architectures.empty());
  CHECK(platform("cli.exe").format == Format::pe);
  CHECK_FALSE(platform("cli.exe").in_words);
  CHECK(platform("linux-x64/a.musl.node").precision() > platform("linux-x64/a.node").precision());
  CHECK(platform("t64-arm.exe").precision() > platform("t64.exe").precision());
}

TEST_CASE("a set is of one package") {
  const Bundle bundle = BundleBuilder()
                            .text("node_modules/a/package.json", R"({"name": "a"})")
                            .native("node_modules/a/prebuilds/linux-x64/x.node")
                            .native("node_modules/a/prebuilds/darwin-x64/x.node")
                            .text("node_modules/b/package.json", R"({"name": "b"})")
                            .native("node_modules/b/prebuilds/linux-x64/x.node")
                            .build();
  CHECK(sets_of(bundle) == "node_modules/a/prebuilds/darwin-x64/x.node node_modules/a/prebuilds/linux-x64/x.node");
}

TEST_CASE("what was built here is no alternative to a prebuild") {
  const Bundle bundle = BundleBuilder()
                            .text("node_modules/a/package.json", R"({"name": "a"})")
                            .native("node_modules/a/build/Release/x.node")
                            .native("node_modules/a/prebuilds/linux-x64/x.node")
                            .build();
  const std::vector<Family> families = find_families(bundle, find_packages(bundle));
  REQUIRE(families.size() == 1);
  CHECK(families[0].fixed.size() == 1);
  CHECK(families[0].sets.size() == 1);
}

TEST_CASE("several in build/Release that differ by platform alone are alternatives") {
  const std::string at = "node_modules/a/build/Release/";
  const Bundle bundle = BundleBuilder()
                            .text("node_modules/a/package.json", R"({"name": "a"})")
                            .native(at + "a-darwin-arm64.node")
                            .native(at + "a-linux-x64.node")
                            .native(at + "a.node")
                            .native(at + "b-darwin-arm64.node")
                            .build();
  const std::vector<Family> families = find_families(bundle, find_packages(bundle));
  REQUIRE(families.size() == 1);
  CHECK(families[0].fixed.size() == 2);
  CHECK(sets_of(bundle) == at + "a-darwin-arm64.node " + at + "a-linux-x64.node");
}

TEST_CASE("a directory of a jar is a family, and so are those that are the same but for platforms") {
  const Bundle bundle = BundleBuilder()
                            .text("lib/a.jar!/META-INF/MANIFEST.MF", "")
                            .native("lib/a.jar!/n/linux-x64/libx.so")
                            .native("lib/a.jar!/n/win32-x64/x.dll")
                            .native("lib/a.jar!/n/win32-x64/msvcp140.dll")
                            .native("lib/a.jar!/other/libz.so")
                            .native("tools/linux/tool")
                            .build();
  std::size_t in_jar = 0;
  const std::vector<Family> families = find_families(bundle, find_packages(bundle));
  for (const Family& family : families) in_jar += family.in_jar ? 1 : 0;
  CHECK(families.size() == 3);
  CHECK(in_jar == 2);
  CHECK(sets_of(bundle) == "lib/a.jar!/n/linux-x64/libx.so lib/a.jar!/n/win32-x64/x.dll");
}

TEST_CASE("parts of one package are one family, a version and a place a set") {
  const auto part = [](const std::string& name, const std::string& version) {
    return R"({"name": ")" + name + R"(", "version": ")" + version + R"(", "os": ["x"], "cpu": ["y"]})";
  };
  const std::string at = "node_modules/@esbuild/";
  const std::string below = "node_modules/vite/node_modules/@esbuild/";
  const Bundle bundle = BundleBuilder()
                            .text("node_modules/esbuild/package.json", R"({"name": "esbuild", "version": "2.0.0"})")
                            .text(at + "linux-x64/package.json", part("@esbuild/linux-x64", "2.0.0"))
                            .native(at + "linux-x64/bin/esbuild")
                            .text(at + "darwin-arm64/package.json", part("@esbuild/darwin-arm64", "2.0.0"))
                            .native(at + "darwin-arm64/bin/esbuild")
                            .text(below + "win32-x64/package.json", part("@esbuild/win32-x64", "2.0.0"))
                            .native(below + "win32-x64/esbuild.exe")
                            .build();
  const Ownership ownership = find_packages(bundle);
  const std::vector<Family> families = find_families(bundle, ownership);
  REQUIRE(families.size() == 2);
  for (const Family& family : families) {
    CHECK(family.in_parts);
    CHECK(ownership.packages[family.package.value()].name == "esbuild");
  }
  CHECK(sets_of(bundle) == at + "darwin-arm64/bin/esbuild " + at + "linux-x64/bin/esbuild");
  SUBCASE("the stores of pnpm hold every package in a directory of its own") {
    const std::string linux_x64 = "node_modules/.pnpm/@esbuild+linux-x64@2.0.0/node_modules/@esbuild/linux-x64/";
    const std::string darwin = "node_modules/.pnpm/@esbuild+darwin-arm64@2.0.0/node_modules/@esbuild/darwin-arm64/";
    const Bundle stored = BundleBuilder()
                              .text(linux_x64 + "package.json", part("@esbuild/linux-x64", "2.0.0"))
                              .native(linux_x64 + "bin/esbuild")
                              .text(darwin + "package.json", part("@esbuild/darwin-arm64", "2.0.0"))
                              .native(darwin + "bin/esbuild")
                              .build();
    CHECK(sets_of(stored) == darwin + "bin/esbuild " + linux_x64 + "bin/esbuild");
  }
}

namespace {

struct Owned {
  Package package;
  std::string path;  // of its only file
};

Owned owned(Ecosystem ecosystem, std::string name, std::string place, std::string path) {
  Owned made;
  made.package.ecosystem = ecosystem;
  made.package.name = std::move(name);
  made.package.path = std::move(place);
  made.path = std::move(path);
  return made;
}

/// "2 in parts, 1": the number of variants in each set, by family.
std::string families_of(const std::vector<Owned>& all) {
  Bundle bundle;
  Ownership ownership;
  for (const Owned& it : all) {
    Entry entry;
    entry.path = it.path;
    entry.status = Entry::Status::judged;
    bundle.entries.push_back(entry);
    ownership.owner.emplace_back(ownership.packages.size());
    ownership.packages.push_back(it.package);
  }
  std::string text;
  for (const Family& family : find_families(bundle, ownership)) {
    text.append(text.empty() ? "" : ", ");
    for (const VariantSet& set : family.sets) text += std::to_string(set.size());
    if (family.in_parts) text += " in parts";
    if (family.in_jar) text += " in jar";
  }
  return text;
}

Owned wheel(const std::string& path) {
  return owned(Ecosystem::python, "x", path, path + "/x.so");
}

}  // namespace

TEST_CASE("wheels of one release for several platforms are parts of one family") {
  const auto both = [](const std::string& first, const std::string& second) {
    return families_of({wheel(first), wheel(second)});
  };
  const std::string release = "w/x-1.0-cp312-cp312-";
  CHECK(both(release + "win_amd64.whl!", release + "macosx_11_0_arm64.whl!") == "2 in parts");
  CHECK(both(release + "win_amd64.whl", release + "macosx_11_0_arm64.whl") == "2 in parts");
  CHECK(both(release + "win_amd64.whl/x-1.0.dist-info", release + "macosx_11_0_arm64.whl/x-1.0.dist-info") ==
        "2 in parts");
  CHECK(both("x-1.0-py3-win32.whl", "x-1.0-py3-any.whl") == "2 in parts");
  CHECK(both("x-1-a-win32.whl", "x-1-b-any.whl") == "2 in parts");
  CHECK(both(release + "win32.whl", "v/x-1.0-cp312-cp312-macosx_11_0_arm64.whl") == "1, 1");
  CHECK(both(release + "win32.whl", "w/x-2.0-cp312-cp312-macosx_11_0_arm64.whl") == "1, 1");
  CHECK(both(release + "win32.whl", release + "win32.whl") == "1, 1");
  CHECK(both(release + "win32.whlx", release + "any.whlx") == "1, 1");
  CHECK(both(release + "win32.whl.x/y", release + "any.whl.x/y") == "1, 1");
  CHECK(both("w-y/x.whl", "w-y/z.whl") == "1, 1");
  CHECK(both("x-1.0.whl", "x-1.0-any.whl") == "1, 1");
  CHECK(both("x-1.0-any.whl", "x-1.0-win32.whl") == "1, 1");
  Owned node = wheel(release + "win32.whl");
  node.package.ecosystem = Ecosystem::node;
  CHECK(families_of({node, wheel(release + "any.whl")}) == "1, 1");
}

TEST_CASE("copies of one package below directories by platform are one family") {
  const auto both = [](const std::string& first, const std::string& second, const std::string& name = "m") {
    return families_of({owned(Ecosystem::node, "m", first + "m", first + "m/x.node"),
                        owned(Ecosystem::node, name, second + name, second + name + "/x.node")});
  };
  CHECK(both("app-x64/", "app-arm64/") == "2");
  CHECK(both("app-x64.asar.unpacked/node_modules/", "app-arm64.asar.unpacked/node_modules/") == "2");
  CHECK(both("app-x64/", "app-arm64/", "n") == "1, 1");
  CHECK(both("app-x64/", "other-arm64/") == "1, 1");
  CHECK(both("one/", "two/") == "1, 1");
  CHECK(both("app-x64/", "app-x64/") == "1, 1");
  CHECK(families_of({owned(Ecosystem::python, "m", "app-x64/m", "app-x64/m/x.node"),
                     owned(Ecosystem::python, "m", "app-arm64/m", "app-arm64/m/x.node")}) == "1, 1");
  CHECK(families_of({owned(Ecosystem::node, "m", "m", "m/x.node"),
                     owned(Ecosystem::node, "m", "app-arm64/m", "app-arm64/m/x.node")}) == "1, 1");
}

TEST_CASE("parts are of one package that asks for them, one version and one place") {
  const auto part = [](const std::string& name, const std::string& place, const std::string& version = "1",
                       const std::string& request = "e") {
    Owned made = owned(Ecosystem::node, name, place + name, place + name + "/x.node");
    made.package.request = request;
    made.package.version = version;
    return made;
  };
  const std::string linux = "@e/linux-x64", mac = "@e/darwin-arm64";
  CHECK(families_of({part(linux, "node_modules/"), part(mac, "node_modules/")}) == "2 in parts");
  CHECK(families_of({part(linux, "node_modules/"), part(mac, "node_modules/", "2")}) == "11 in parts");
  CHECK(families_of({part(linux, "node_modules/"), part(mac, "a/node_modules/")}) == "1 in parts, 1 in parts");
  CHECK(families_of({part(linux, "node_modules/"), part(mac, "node_modules/", "1", "f")}) == "1 in parts, 1 in parts");
  CHECK(families_of({part(linux, "a/.pnpm/1/"), part(mac, "a/.pnpm/2/")}) == "2 in parts");
  CHECK(families_of({part(linux, ".store/1/"), part(mac, ".yarn/2/")}) == "2 in parts");
  CHECK(families_of({part(linux, "a/.pnpm/1/"), part(mac, "b/.pnpm/1/")}) == "1 in parts, 1 in parts");
  CHECK(families_of({part(linux, "m/", "1", ""), part(mac, "m/", "1", "")}) == "1, 1");
  CHECK(families_of({part("e", "m/", "1", "e"), part("e", "n/", "1", "e")}) == "1, 1");
  CHECK(families_of({part("@e/helper", "m/"), part("@e/other", "m/")}) == "1, 1");
}

TEST_CASE("what lies in build/Release or build/Debug is fixed, unless names for platforms differ there") {
  const auto sorted = [](const std::vector<std::string>& paths) {
    Bundle bundle;
    Package package;
    package.ecosystem = Ecosystem::node;
    package.path = "p";
    for (const std::string& path : paths) {
      Entry entry;
      entry.path = "p/" + path;
      entry.status = Entry::Status::judged;
      bundle.entries.push_back(entry);
    }
    const Ownership ownership{{package}, std::vector<std::optional<std::size_t>>(paths.size(), 0)};
    const std::vector<Family> families = find_families(bundle, ownership);
    REQUIRE(families.size() == 1);
    std::string text = std::to_string(families[0].fixed.size()) + " fixed";
    for (const VariantSet& set : families[0].sets) text += " " + std::to_string(set.size());
    return text;
  };
  CHECK(sorted({"build/Release/x.node"}) == "1 fixed");
  CHECK(sorted({"build/Debug/x.node"}) == "1 fixed");
  CHECK(sorted({"build/Other/x.node"}) == "0 fixed 1");
  CHECK(sorted({"a/build/Release/x.node"}) == "0 fixed 1");
  CHECK(sorted({"build/Release/x.node", "build/Release/y.node"}) == "2 fixed");
  CHECK(sorted({"build/Release/x-linux-x64.node", "build/Release/x-linux-arm64.node"}) == "0 fixed 2");
  CHECK(sorted({"build/Release/x-linux-x64.node", "build/Release/y-linux-x64.node"}) == "2 fixed");
  CHECK(sorted({"build/Release/x-x64.node", "build/Release/x-arm64.node"}) == "2 fixed");
}
