// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "packages/bundles.hpp"

using namespace platlint;
using test::BundleBuilder;
using test::names_of;
using test::owner_of;

namespace {

const std::string info = "numpy-2.2.6.dist-info";

std::string record(const std::string& base = "") {
  return base + "numpy/__init__.py,sha256=x,10\n" + base + "numpy/core/_x.cpython-312-darwin.so,sha256=x,1000\n" +
         "numpy.libs/libgfortran-1.so,,1000\n../../bin/f2py,,1000\n/etc/passwd,,\n" + info + "/RECORD,,\n" + info +
         "/METADATA,,\n";
}

/// numpy as `uv pip install --target` leaves it, below a prefix.
BundleBuilder numpy(const std::string& prefix = "") {
  BundleBuilder bundle;
  bundle.dist_info(prefix + info, "NumPy", "2.2.6").text(prefix + info + "/RECORD", record());
  bundle.file(prefix + "numpy/__init__.py").native(prefix + "numpy/core/_x.cpython-312-darwin.so");
  return bundle.native(prefix + "numpy.libs/libgfortran-1.so").native(prefix + "bin/f2py");
}

}  // namespace

TEST_CASE("what RECORD lists belongs to its distribution") {
  for (const std::string prefix :
       {"", "python/", "python/lib/python3.12/site-packages/", "w/numpy-2.2.6-cp312-cp312-x.whl!/"}) {
    CAPTURE(prefix);
    const auto bundle = numpy(prefix).build();
    const auto package = owner_of(bundle, prefix + "numpy/core/_x.cpython-312-darwin.so");
    CHECK(package.name == "NumPy");
    CHECK(package.version == "2.2.6");
    CHECK(package.ecosystem == Ecosystem::python);
    CHECK(package.installer == "uv");
    CHECK(package.tags == std::vector<std::string>{"cp312-cp312-macosx_14_0_arm64"});
    CHECK(package.path == prefix + info);
    CHECK_FALSE(package.built_locally);
    CHECK(owner_of(bundle, prefix + "numpy.libs/libgfortran-1.so").name == "NumPy");
    CHECK(owner_of(bundle, prefix + info + "/METADATA").name == "NumPy");
    // pip --target moves the scripts and leaves ../../bin in RECORD
    CHECK(owner_of(bundle, prefix + "bin/f2py").name == "NumPy");
    CHECK(names_of(find_packages(bundle)) == std::vector<std::string>{"NumPy"});
  }
}

TEST_CASE("scripts of an environment lie outside of site-packages") {
  const std::string site = "lib/python3.12/site-packages/";
  auto bundle = BundleBuilder{".venv"};
  bundle.dist_info(site + "ruff-1.dist-info", "ruff", "1")
      .text(site + "ruff-1.dist-info/RECORD", "../../../bin/ruff,,\n");
  bundle.native("bin/ruff");
  CHECK(owner_of(bundle.build(), "bin/ruff").name == "ruff");
}

TEST_CASE("files that no RECORD lists") {
  auto bundle = numpy().native("numpy/core/late.so").native("numpy/new/late.so").native("numpy.libs/late.so");
  bundle.native("bin/tool").native(info + "/x.so").native("other/x.so").native("root.so").native("libroot.so");
  const auto built = bundle.build();
  CHECK(owner_of(built, "numpy/core/late.so").name == "NumPy");
  CHECK(owner_of(built, "numpy/new/late.so").name == "NumPy");
  CHECK(owner_of(built, "numpy.libs/late.so").name == "NumPy");
  CHECK(owner_of(built, info + "/x.so").name == "NumPy");
  CHECK(owner_of(built, "bin/tool").name == "bin");
  CHECK(owner_of(built, "bin/tool").ecosystem == Ecosystem::other);
  CHECK(owner_of(built, "other/x.so").ecosystem == Ecosystem::other);
  CHECK(owner_of(built, "root.so").name == "root");  // beside a dist-info, an importable module
  CHECK(owner_of(built, "libroot.so").name == "-");
}

TEST_CASE("a directory shared by two distributions belongs to neither") {
  auto bundle = BundleBuilder{};
  bundle.dist_info("a-1.dist-info", "google-a", "1").text("a-1.dist-info/RECORD", "google/a/x.py,,\n");
  bundle.dist_info("b-1.dist-info", "google-b", "1").text("b-1.dist-info/RECORD", "google/b/x.py,,\n");
  bundle.file("google/a/x.py").file("google/b/x.py").native("google/a/late.abi3.so").native("google/late.abi3.so");
  const auto built = bundle.build();
  CHECK(owner_of(built, "google/a/late.abi3.so").name == "google-a");
  CHECK(owner_of(built, "google/late.abi3.so").name == "google");
  CHECK(owner_of(built, "google/late.abi3.so").ecosystem == Ecosystem::python);
}

TEST_CASE("a directory filled twice: the RECORD whose size it has") {
  auto bundle = BundleBuilder{};
  bundle.dist_info("n-1.dist-info", "n", "1").text("n-1.dist-info/RECORD", "n/x.so,,5\nn/y.so,,5\nn/z.so,,\n");
  bundle.dist_info("n-2.dist-info", "n", "2").text("n-2.dist-info/RECORD", "n/x.so,,6\nn/y.so,,6\nn/z.so,,6\n");
  const auto built = bundle.native("n/x.so", 6).native("n/y.so", 5).native("n/z.so", 6).build();
  CHECK(owner_of(built, "n/x.so").version == "2");
  CHECK(owner_of(built, "n/y.so").version == "1");
  CHECK(owner_of(built, "n/z.so").version == "2");
}

TEST_CASE("without RECORD: top_level.txt, then the name") {
  auto bundle = BundleBuilder{};
  bundle.dist_info("PyYAML-6.dist-info", "PyYAML", "6").text("PyYAML-6.dist-info/top_level.txt", "_yaml\nyaml\n");
  bundle.dist_info("My_Pkg-1.dist-info", "My.Pkg", "1");
  const auto built = bundle.native("yaml/_x.so").native("my_pkg/x.so").native("my_pkg.abi3.so").build();
  CHECK(owner_of(built, "yaml/_x.so").name == "PyYAML");
  CHECK(owner_of(built, "my_pkg/x.so").name == "My.Pkg");
  CHECK(owner_of(built, "my_pkg.abi3.so").name == "My.Pkg");
}

TEST_CASE("without METADATA: the directory's name; never what a shell would run") {
  auto bundle = BundleBuilder{};
  bundle.text("numpy-2.2.6.dist-info/RECORD", "numpy/x.so,,\n").native("numpy/x.so");
  CHECK(owner_of(bundle.build(), "numpy/x.so").name == "numpy");
  CHECK(owner_of(bundle.build(), "numpy/x.so").version == "2.2.6");
  bundle = BundleBuilder{};
  bundle.dist_info("evil-1.dist-info", "evil; rm -rf ~", "1\x1b[31m")
      .text("evil-1.dist-info/RECORD", "e/x.so,,\n")
      .native("e/x.so");
  CHECK(owner_of(bundle.build(), "e/x.so").name == "evil");
  CHECK(owner_of(bundle.build(), "e/x.so").version == "1?[31m");
}

TEST_CASE("what a distribution brings along is its own") {
  auto bundle = BundleBuilder{};
  const std::string vendored = "setuptools/_vendor/x-1.dist-info";
  bundle.dist_info("setuptools-80.dist-info", "setuptools", "80");
  bundle.text("setuptools-80.dist-info/RECORD",
              "setuptools/_vendor/x/x.so,,\n" + vendored + "/METADATA,,\nsetuptools/wheels/p-1-py3-none-any.whl,,\n");
  bundle.dist_info(vendored, "x", "1").text(vendored + "/RECORD", "x/x.so,,1000\nx/y.so,,1000\n");
  bundle.native("setuptools/_vendor/x/x.so").native("setuptools/_vendor/x/y.so");
  const std::string wheel = "setuptools/wheels/p-1-py3-none-any.whl";
  bundle.file(wheel)
      .dist_info(wheel + "!/p-1.dist-info", "p", "1")
      .text(wheel + "!/p-1.dist-info/RECORD", "p/t.exe,,\n");
  bundle.native(wheel + "!/p/t.exe");
  const auto built = bundle.build();
  CHECK(names_of(find_packages(built)) == std::vector<std::string>{"setuptools"});
  CHECK(owner_of(built, "setuptools/_vendor/x/y.so").name == "setuptools");
  CHECK(owner_of(built, wheel + "!/p/t.exe").name == "setuptools");
}

TEST_CASE("a wheelhouse: every wheel for itself") {
  const std::string one = "w/a-1-cp312-cp312-win_amd64.whl";
  const std::string two = "w/b_c-2-1-cp311.cp312-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl";
  auto bundle = BundleBuilder{};
  bundle.file(one)
      .dist_info(one + "!/a-1.dist-info", "a", "1", "")
      .native(one + "!/a/x.pyd")
      .native(one + "!/stray.pyd");
  bundle.file(two).native(two + "!/b_c/x.so").native(two + "!/b_c-2.data/scripts/t");
  const auto built = bundle.build();
  CHECK(owner_of(built, one + "!/a/x.pyd").name == "a");
  CHECK(owner_of(built, one + "!/stray.pyd").name == "a");
  const auto unread = owner_of(built, two + "!/b_c/x.so");
  CHECK(unread.name == "b_c");
  CHECK(unread.version == "2");
  CHECK(unread.path == two);
  CHECK(unread.tags.size() == 4);
  CHECK(unread.tags.front() == "cp311-abi3-manylinux_2_17_x86_64");
  CHECK(owner_of(built, two + "!/b_c-2.data/scripts/t").name == "b_c");
}

TEST_CASE("a wheel as the root") {
  auto bundle = BundleBuilder{"dl/a-1-cp312-cp312-win_amd64.whl"};
  CHECK(owner_of(bundle.native("a/x.pyd").build(), "a/x.pyd").tags.front() == "cp312-cp312-win_amd64");
  bundle.text("a-1.dist-info/METADATA", "Name: A\nVersion: 1\n");
  CHECK(owner_of(bundle.build(), "a/x.pyd").name == "A");
  CHECK(owner_of(bundle.build(), "a/x.pyd").tags.front() == "cp312-cp312-win_amd64");
}

TEST_CASE("eggs and egg-info") {
  auto bundle = BundleBuilder{};
  bundle.text("old/foo.egg-info/PKG-INFO", "Name: Foo\nVersion: 3\n");
  bundle.text("old/foo.egg-info/installed-files.txt", "../foo/_x.so\nPKG-INFO\n").native("old/foo/_x.so");
  bundle.text("old/bar-1.0-py3.8.egg-info", "Name: bar\nVersion: 1.0\n").native("old/bar/x.so");
  bundle.text("old/zip.egg!/EGG-INFO/PKG-INFO", "Name: zipped\nVersion: 4\n").native("old/zip.egg!/a/x.so");
  bundle.text("old/d-5-py3.8-linux-x86_64.egg/EGG-INFO/PKG-INFO", "").native("old/d-5-py3.8-linux-x86_64.egg/d/x.so");
  const auto built = bundle.build();
  CHECK(owner_of(built, "old/foo/_x.so").version == "3");
  CHECK(owner_of(built, "old/bar/x.so").name == "bar");
  CHECK(owner_of(built, "old/zip.egg!/a/x.so").name == "zipped");
  CHECK(owner_of(built, "old/d-5-py3.8-linux-x86_64.egg/d/x.so").name == "d");
  CHECK(owner_of(built, "old/d-5-py3.8-linux-x86_64.egg/d/x.so").version == "5");
}

TEST_CASE("a tree without metadata") {
  auto bundle = BundleBuilder{};
  bundle.file("numpy/__init__.py").native("numpy/core/x.so").native("numpy.libs/lib.so");
  bundle.native("_cffi_backend.cpython-312-x86_64-linux-gnu.so")
      .native("bootstrap")
      .native("tools/bin/x")
      .file("numpy/a.txt");
  bundle.native("python/pandas/_libs/x.cpython-312-darwin.so").native("docs.zip!/a/x").file("readme/x.txt");
  const auto built = bundle.build();
  CHECK(owner_of(built, "numpy/core/x.so").name == "numpy");
  CHECK(owner_of(built, "numpy/core/x.so").ecosystem == Ecosystem::python);
  CHECK(owner_of(built, "numpy.libs/lib.so").path == "numpy");
  CHECK(owner_of(built, "numpy/a.txt").name == "numpy");
  CHECK(owner_of(built, "_cffi_backend.cpython-312-x86_64-linux-gnu.so").name == "_cffi_backend");
  CHECK(owner_of(built, "bootstrap").name == "-");
  CHECK(owner_of(built, "tools/bin/x").name == "tools");
  CHECK(owner_of(built, "python/pandas/_libs/x.cpython-312-darwin.so").name == "pandas");
  CHECK(owner_of(built, "docs.zip!/a/x").name == "docs.zip");
  CHECK(owner_of(built, "readme/x.txt").name == "-");
  CHECK(names_of(find_packages(built)) ==
        std::vector<std::string>{"_cffi_backend", "docs.zip", "numpy", "pandas", "tools"});
}
