// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

const std::string suffix = ".cpython-312-x86_64-linux-gnu.so";

Artifact module(const std::string& name, std::uint8_t numpy, std::optional<Version> oldest = std::nullopt) {
  Artifact image = elf(Architecture::x86_64);
  image.symbols.emplace().exports = {symbol_hash("PyInit_" + name)};
  image.numpy = numpy;
  image.oldest_numpy = oldest;
  return image;
}

Artifact old_module() {
  return module("_x", 1);
}

Artifact new_module(Version oldest = {1, 25, 0}) {
  return module("_x", 2, oldest);
}

/// Files of packages: "numpy 2.1.3" owns those in a directory numpy.
struct Tree {
  std::vector<Entry> entries;
  std::string version;

  Tree& add(const std::string& path, const Artifact& image) {
    entries.push_back(file(path, {image}));
    return *this;
  }
  Tree& numpy(int major, const std::string& directory = "") {
    const std::string core = major == 1 ? "numpy/core/" : "numpy/_core/";
    return add(directory + core + "_multiarray_umath" + suffix, module("_multiarray_umath", 0));
  }

  std::string messages(Target target = linux_target(Architecture::x86_64)) const {
    Bundle bundle;
    bundle.entries = entries;
    std::sort(bundle.entries.begin(), bundle.entries.end(),
              [](const Entry& a, const Entry& b) { return a.path < b.path; });
    Package numpy;
    numpy.name = "numpy";
    numpy.version = version;
    numpy.ecosystem = Ecosystem::python;
    Ownership ownership{{numpy}, {}};
    for (const Entry& entry : bundle.entries) {
      const bool own = entry.path.find("numpy/") != std::string::npos && !version.empty();
      ownership.owner.push_back(own ? std::optional<std::size_t>(0) : std::nullopt);
    }
    target.name = "test";
    std::string text;
    for (const Finding& finding : checked({bundle, ownership, target})) {
      if (finding.rule != &rule::wrong_numpy_abi) continue;
      const std::string gravity = finding.severity == Severity::error ? "" : std::string(name(finding.severity)) + ": ";
      text += gravity + finding.path + ": " + finding.message + "\n";
    }
    return text;
  }
};

Tree tree(const std::string& version = "") {
  Tree made;
  made.version = version;
  return made;
}

const std::string path = "pkg/_x" + suffix;
const std::string old_beside_new = path + ": built for NumPy 1, the bundle has NumPy 2.1.3\n";

}  // namespace

TEST_CASE("wrong-numpy-abi: a module for NumPy 1 beside NumPy 2") {
  CHECK(tree("2.1.3").numpy(2).add(path, old_module()).messages() == old_beside_new);
  CHECK(tree("1.26.4").numpy(1).add(path, old_module()).messages() == "");
  CHECK(tree("2.1.3").numpy(2).add(path, new_module()).messages() == "");
  CHECK(tree("1.26.4").numpy(1).add(path, new_module()).messages() == "");
  CHECK(tree("2.1.3").numpy(2).add(path, module("_x", 0)).messages() == "");
  CHECK(tree().add(path, old_module()).messages() == "");  // no NumPy here: nobody knows which one comes
}

TEST_CASE("wrong-numpy-abi: a module for a newer NumPy") {
  const auto beside = [](const std::string& version, Version oldest) {
    return tree(version).numpy(version[0] - '0').add(path, new_module(oldest)).messages();
  };
  CHECK(beside("1.24.4", {1, 25, 0}) == path + ": built for NumPy 1.25 or newer, the bundle has NumPy 1.24.4\n");
  CHECK(beside("1.26.4", {2, 0, 0}) == path + ": built for NumPy 2.0 or newer, the bundle has NumPy 1.26.4\n");
  CHECK(beside("2.0.2", {2, 1, 0}) == path + ": built for NumPy 2.1 or newer, the bundle has NumPy 2.0.2\n");
  for (const char* const version : {"1.25.0", "1.26.4", "2.0.0rc1", "2.3.0", "2.1.0.dev0+git"}) {
    CAPTURE(version);
    CHECK(beside(version, {1, 25, 0}) == "");
  }
  CHECK(beside("2.0.0rc1", {2, 0, 0}) == "");
}

TEST_CASE("wrong-numpy-abi: without metadata the place of NumPy's module tells the major version") {
  CHECK(tree().numpy(2).add(path, old_module()).messages() == path + ": built for NumPy 1, the bundle has NumPy 2\n");
  CHECK(tree().numpy(1).add(path, old_module()).messages() == "");
  CHECK(tree().numpy(1).add(path, new_module({2, 0, 0})).messages() ==
        path + ": built for NumPy 2.0 or newer, the bundle has NumPy 1\n");
  CHECK(tree().numpy(1).add(path, new_module({1, 25, 0})).messages() == "");
}

TEST_CASE("wrong-numpy-abi: the NumPy that is imported with it") {
  const std::string one = "one/site-packages/", two = "two/site-packages/";
  CHECK(tree().numpy(1, one).numpy(2, two).add(one + path, old_module()).messages() == "");
  CHECK(tree().numpy(1, one).numpy(2, two).add(two + path, old_module()).messages() ==
        two + path + ": built for NumPy 1, the bundle has NumPy 2\n");
  CHECK(tree().numpy(2, one).add(two + path, old_module()).messages() == "");
  CHECK(tree().numpy(2).numpy(1, one).add(one + path, old_module()).messages() == "");
  // wheels of one directory, from which an installer takes those that fit
  CHECK(tree().numpy(2, "w/numpy-2.whl!/").add("w/pkg-1.whl!/" + path, old_module()).messages() ==
        "w/pkg-1.whl!/" + path + ": built for NumPy 1, the bundle has NumPy 2\n");
  CHECK(tree()
            .numpy(2, "w/numpy-2.whl!/")
            .numpy(1, "w/numpy-1.whl!/")
            .add("w/pkg-1.whl!/" + path, old_module())
            .messages() == "");
  CHECK(tree().numpy(2, "my").add(path, old_module()).messages() == "");  // a package mynumpy
}

TEST_CASE("wrong-numpy-abi: a module for a newer NumPy beside others of its package that fit") {
  Tree pair = tree("1.26.4").numpy(1);
  pair.add("numpy/_new" + suffix, module("_new", 2, Version{2, 0, 0}));
  CHECK(pair.messages() == "numpy/_new" + suffix + ": built for NumPy 2.0 or newer, the bundle has NumPy 1.26.4\n");
  pair.add("numpy/_old" + suffix, module("_old", 2, Version{1, 21, 0}));
  CHECK(pair.messages() == "note: numpy/_new" + suffix +
                               ": built for NumPy 2.0 or newer, the bundle has NumPy 1.26.4; other modules of its "
                               "package start there\n");
}

TEST_CASE("wrong-numpy-abi: only what Python imports, and only what is loaded") {
  CHECK(tree().numpy(2).add("torch/lib/libtorch_python.so", old_module()).messages() ==
        "warning: torch/lib/libtorch_python.so: built for NumPy 1, the bundle has NumPy 2\n");
  CHECK(tree().numpy(2).add("pkg/_x.so", old_module()).messages() != "");
  Artifact apple = macho(Architecture::aarch64);
  apple.numpy = 1;
  CHECK(tree().numpy(2).add("pkg/_x.cpython-312-darwin.so", apple).messages() == "");
  const Target mac = macos({Architecture::aarch64});
  Artifact numpys = macho(Architecture::aarch64);
  CHECK(tree()
            .add("numpy/_core/_multiarray_umath.cpython-312-darwin.so", numpys)
            .add("pkg/_x.cpython-312-darwin.so", apple)
            .messages(mac) == "pkg/_x.cpython-312-darwin.so: built for NumPy 1, the bundle has NumPy 2\n");
}

TEST_CASE("wrong-numpy-abi: of several NumPys in one place one that fits is enough, in any order") {
  const auto beside = [](int first, int second) {
    return tree()
        .numpy(first, "w/numpy-a.whl!/")
        .numpy(second, "w/numpy-b.whl!/")
        .add("w/pkg-1.whl!/" + path, old_module())
        .messages();
  };
  const std::string said = "w/pkg-1.whl!/" + path + ": built for NumPy 1, the bundle has NumPy 2\n";
  CHECK(beside(1, 2).empty());
  CHECK(beside(2, 1).empty());
  CHECK(beside(2, 2) == said);
  CHECK(tree().numpy(2, "a/").numpy(1, "a/b/").add("a/b/" + path, old_module()).messages().empty());
  CHECK(tree().numpy(1, "a/").numpy(2, "a/b/").add("a/b/" + path, old_module()).messages() ==
        "a/b/" + path + ": built for NumPy 1, the bundle has NumPy 2\n");
  CHECK(tree().numpy(2, "a/").numpy(1, "a/b/").add("a/" + path, old_module()).messages() ==
        "a/" + path + ": built for NumPy 1, the bundle has NumPy 2\n");
  CHECK(tree().numpy(2, "w/numpy-2.zip!/").add("w/pkg-1.zip!/" + path, old_module()).messages().empty());
}

TEST_CASE("wrong-numpy-abi: NumPy's module is known by its place, and its release by its package") {
  const auto beside = [](const std::string& core, const std::string& version, bool native = true) {
    Tree made = tree(version).add(core, module("_multiarray_umath", 0)).add(path, old_module());
    if (!native) made.entries[0].status = Entry::Status::not_native;
    const std::string text = made.messages();
    return text.substr(std::min(text.find(", the bundle has "), text.size()));
  };
  const std::string core = "numpy/_core/_multiarray_umath.so";
  CHECK(beside(core, "2.1.3") == ", the bundle has NumPy 2.1.3\n");
  CHECK(beside(core, "2.1.") == ", the bundle has NumPy 2.1\n");
  CHECK(beside(core, "rc") == ", the bundle has NumPy 2\n");
  CHECK(beside(core, "2.1.3", false).empty());
  CHECK(beside("numpy/_core/_multiarray.so", "2.1.3").empty());
  CHECK(beside("numpy/core/_multiarray_umath.so", "1.26.4").empty());
}

TEST_CASE("wrong-numpy-abi: the other roots of a deployment count if the own one has no NumPy") {
  const auto root_of = [](const std::string& file_path, const Artifact& image) {
    Bundle bundle;
    bundle.entries = {file(file_path, {image})};
    return bundle;
  };
  const Bundle own = root_of(path, old_module()), empty = root_of("x.so", elf(Architecture::x86_64)),
               two = root_of("numpy/_core/_multiarray_umath.so", module("_multiarray_umath", 0));
  const Ownership nobody{{}, {std::nullopt}};
  const Target target = linux_target(Architecture::x86_64);
  const auto count = [&](const std::vector<const Bundle*>& below, const std::vector<const Bundle*>& above) {
    WholeBundle whole{own, nobody, target};
    for (const Bundle* bundle : below) whole.below.push_back({*bundle, nobody});
    for (const Bundle* bundle : above) whole.above.push_back({*bundle, nobody});
    const Findings findings = checked(whole);
    return std::count_if(findings.begin(), findings.end(),
                         [](const Finding& it) { return it.rule == &rule::wrong_numpy_abi; });
  };
  CHECK(count({}, {}) == 0);
  CHECK(count({&two}, {}) == 1);
  CHECK(count({}, {&two}) == 1);
  CHECK(count({&empty, &two}, {&empty}) == 1);
  CHECK(count({&empty}, {&empty}) == 0);
}
