// SPDX-License-Identifier: Apache-2.0
#include "alternatives/stems.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "alternatives/families.hpp"
#include "packages/bundles.hpp"

using namespace platlint;
using platlint::test::BundleBuilder;

namespace {

struct File {
  std::string path;
  Format format;
  Architecture architecture;
};

constexpr Format elf = Format::elf;
constexpr Format macho = Format::macho;
constexpr Format pe = Format::pe;
constexpr Architecture x64 = Architecture::x86_64;
constexpr Architecture x86 = Architecture::i686;
constexpr Architecture arm = Architecture::armv7l;
constexpr Architecture arm64 = Architecture::aarch64;

System usual_system(Format format) {
  return format == Format::elf ? System::linux : format == Format::pe ? System::windows : System::macos;
}

/// The number of files in the largest set of a jar, or of a package in it.
std::size_t largest_set(const std::vector<File>& files) {
  BundleBuilder builder{"x.jar"};
  builder.file("META-INF/MANIFEST.MF");
  builder.text("node_modules/p/package.json", R"({"name": "p", "version": "1"})");
  for (const File& file : files) builder.native(file.path);
  Bundle bundle = builder.build();
  for (Entry& entry : bundle.entries) {
    for (const File& file : files) {
      if (file.path != entry.path) continue;
      Artifact image;
      image.format = file.format;
      image.kind = Kind::library;
      image.architecture = file.architecture;
      image.system = usual_system(file.format);
      image.libc = file.format == Format::elf ? Libc::glibc : Libc::unknown;
      entry.artifacts = {image};
    }
  }
  std::size_t most = 0;
  for (const Family& family : find_families(bundle, find_packages(bundle))) {
    for (const VariantSet& set : family.sets) {
      most = std::max(most, set.size());
      CHECK(
          std::is_sorted(set.begin(), set.end(), [](const Variant& a, const Variant& b) { return a.entry < b.entry; }));
    }
  }
  return most;
}

}  // namespace

TEST_CASE("names with tokens that are no words") {
  CHECK(largest_set({{"libgdx64.so", elf, x64},
                     {"libgdxarm.so", elf, arm},
                     {"libgdxarm64.so", elf, arm64},
                     {"gdx.dll", pe, x86},
                     {"gdx64.dll", pe, x64}}) == 5);
  CHECK(largest_set({{"node_modules/p/one/x.so", elf, x64},
                     {"node_modules/p/two/x.so", elf, arm64},
                     {"node_modules/p/three/x.so", elf, arm}}) == 3);
  CHECK(largest_set({{"libfoo1.so", elf, x64}, {"libfoo2.so", elf, arm64}, {"libfoo3.dll", pe, x64}}) == 3);
  // Those of one directory are joined first, and those of other directories all the same.
  CHECK(largest_set({{"node_modules/p/a/libfoo1.so", elf, x64},
                     {"node_modules/p/a/libfoo2.so", elf, arm64},
                     {"node_modules/p/a/libfoo3.so", elf, arm},
                     {"node_modules/p/four/x.so", elf, x64},
                     {"node_modules/p/one/x.so", elf, arm64},
                     {"node_modules/p/three/x.so", elf, arm},
                     {"node_modules/p/two/x.dll", pe, x64}}) == 4);
}

TEST_CASE("three letters in common are enough, and two are not") {
  CHECK(largest_set({{"libfoo1.so", elf, x64}, {"libfoo2.so", elf, arm64}, {"libfoo3.so", elf, arm}}) == 3);
  CHECK(largest_set({{"libfo1.so", elf, x64}, {"libfo2.so", elf, arm64}, {"libfo3.so", elf, arm}}) == 1);
  // The shortest name begins the others, beside one that begins otherwise.
  CHECK(largest_set({{"libfoo.so", elf, x64},
                     {"libfoobar.so", elf, arm64},
                     {"libfoobaz.so", elf, arm},
                     {"libother.so", elf, x86}}) == 3);
  CHECK(largest_set({{"libfo.so", elf, x64},
                     {"libfobar.so", elf, arm64},
                     {"libfobaz.so", elf, arm},
                     {"libother.so", elf, x86}}) == 1);
}

TEST_CASE("what is no set of alternatives") {
  // Two platforms: one may be there by mistake.
  CHECK(largest_set({{"libfoo1.so", elf, x64}, {"libfoo2.so", elf, arm64}}) == 1);
  // Two files for one platform are two things.
  CHECK(largest_set({{"libavcodec.so", elf, x64},
                     {"libavutil.so", elf, x64},
                     {"libavfoo.so", elf, arm64},
                     {"libavbar.dll", pe, x64}}) == 1);
  // Nothing in common.
  CHECK(largest_set({{"liba.so", elf, x64}, {"libb.so", elf, arm64}, {"libc.dylib", macho, arm64}}) == 1);
}

TEST_CASE("what was shaded into a jar") {
  CHECK(largest_set({{"META-INF/native/liborg_x_shade_netty_tcnative_linux_x86_64.so", elf, x64},
                     {"META-INF/native/libnetty_tcnative_linux_aarch_64.so", elf, arm64}}) == 2);
  CHECK(largest_set({{"META-INF/native/liborg_x_tcnative_linux_x86_64.so", elf, x64},
                     {"META-INF/native/libtcnative_linux_aarch_64.so", elf, arm64}}) == 1);
}
