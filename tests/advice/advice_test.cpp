// SPDX-License-Identifier: Apache-2.0
#include "advice/advice.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "advice/installers.hpp"
#include "advice/request.hpp"
#include "rules/rows.hpp"

using namespace platlint;
using Arguments = std::vector<std::string>;

namespace {

const std::string mac_tag = "cp312-cp312-macosx_14_0_arm64";

Target linux_target(int glibc = 17) {
  Target target;
  target.name = glibc == 17 ? "x86_64-manylinux2014" : "x86_64-manylinux_2_" + std::to_string(glibc);
  target.description = "Linux x86_64, glibc 2." + std::to_string(glibc);
  target.architectures = {Architecture::x86_64};
  target.libc = Libc::glibc;
  target.libc_version = Version{2, glibc, 0};
  target.python = Python{3, 12, false};
  target.wheel_tags = {"manylinux_2_17_x86_64", "manylinux2014_x86_64"};
  return target;
}

Package numpy(std::string installer = "uv", std::string tag = mac_tag) {
  Package package;
  package.name = "numpy";
  package.version = "2.3.3";
  package.ecosystem = Ecosystem::python;
  package.installer = std::move(installer);
  if (!tag.empty()) package.tags = {std::move(tag)};
  package.path = "numpy-2.3.3.dist-info";
  return package;
}

Package built(Package package, std::string evidence = "uv_build.json") {
  package.built_locally = true;
  package.evidence = std::move(evidence);
  return package;
}

Package renamed(Package package, std::string name) {
  package.name = std::move(name);
  package.path = package.name + "-1.dist-info";
  return package;
}

Finding finding(std::optional<std::size_t> package, const Rule& rule = rule::wrong_format) {
  Finding finding;
  finding.rule = &rule;
  finding.path = "numpy/_x.so";
  finding.package = package;
  return finding;
}

Audit audit_of(std::vector<Package> packages, const Target& target = linux_target()) {
  Audit audit;
  audit.target = target;
  audit.bundles.resize(1);
  audit.bundles[0].root = "packages";
  audit.ownership.resize(1);
  audit.ownership[0].packages = std::move(packages);
  for (std::size_t i = 0; i < audit.ownership[0].packages.size(); ++i) audit.findings.push_back(finding(i));
  return audit;
}

Fix fix_of(Audit audit) {
  advise(audit);
  REQUIRE(audit.findings.front().fix.has_value());
  return *audit.findings.front().fix;
}

Fix fix_of(Package package, const Target& target = linux_target(), const Rule& rule = rule::wrong_format) {
  auto audit = audit_of({std::move(package)}, target);
  audit.findings.front().rule = &rule;
  return fix_of(std::move(audit));
}

bool contains(const Fix& fix, std::string_view text) {
  return fix.summary.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("uv: built from source") {
  const auto fix = fix_of(built(numpy()));
  CHECK(fix.installer == "uv");
  CHECK(fix.arguments == Arguments{"--only-binary", "numpy"});
  CHECK(fix.summary ==
        "take the wheel of numpy instead of building it here (or --no-build for all packages); run uv pip install with "
        "--only-binary numpy");
}

TEST_CASE("what is done to the file itself") {
  auto audit = audit_of({numpy()});
  Finding& wrong = audit.findings.front();
  const auto said = [&](const Rule& rule, std::string path, std::string expected, std::string actual) {
    wrong.rule = &rule;
    wrong.path = std::move(path);
    wrong.expected = std::move(expected);
    wrong.actual = std::move(actual);
    return fix_of(audit).summary;
  };
  CHECK(said(rule::foreign_interpreter, "bin/it's", "/lib64/ld-linux-x86-64.so.2", "/nix/ld.so") ==
        "patchelf --set-interpreter /lib64/ld-linux-x86-64.so.2 'bin/it'\\''s'");
  CHECK(said(rule::missing_code_signature, "a b.dylib", "a code signature", "none") ==
        "codesign --force --sign - 'a b.dylib' (elsewhere than on macOS: rcodesign sign 'a b.dylib')");
  CHECK(said(rule::wrong_kind, "_x.so", "a shared library", "an object file") ==
        "build _x.so as a shared library (cc -shared, on macOS cc -bundle): this is an object file");
  CHECK(said(rule::wrong_kind, "_x.so", "a shared library", "debug information without code") ==
        "ship the library that it was split from: this is its debug companion");
  CHECK(combined_fixes(audit).empty());
  CHECK(fix_of(numpy(), linux_target(), rule::relocations_too_new) == fix_of(numpy()));
}

TEST_CASE("uv: a ready made wheel for another platform") {
  const auto fix = fix_of(numpy());
  CHECK(fix.arguments == Arguments{"--python-platform", "x86_64-manylinux2014", "--only-binary", "numpy"});
  CHECK(
      fix.summary ==
      "take the wheel of numpy for Linux x86_64, glibc 2.17 (or --no-build for all packages); run uv pip install with "
      "--python-platform x86_64-manylinux2014 --only-binary numpy");
}

TEST_CASE("uv: what fits by its tag stays where it is unless told") {
  const auto fix = fix_of(built(numpy("uv", "cp312-cp312-linux_x86_64")), linux_target(), rule::glibc_too_new);
  CHECK(fix.arguments == Arguments{"--reinstall-package", "numpy", "--only-binary", "numpy"});
}

TEST_CASE("a tag that a build leaves, and that some are published with") {
  const auto perhaps = [](const std::string& installer, const std::string& tag) {
    auto package = numpy(installer, tag);
    package.perhaps_built = true;
    package.evidence = "tag " + tag;
    return package;
  };
  for (const std::string installer : {"uv", "pip"}) {
    const auto fix = fix_of(perhaps(installer, "cp312-cp312-linux_x86_64"), linux_target(), rule::glibc_too_new);
    CHECK(fix.summary.starts_with("built here, or published like that (then take another release): take the wheel of"));
    CHECK(fix.summary.ends_with("--only-binary numpy"));
  }
  SUBCASE("for another processor the platform is said as well") {
    CHECK(contains(fix_of(perhaps("uv", "cp312-cp312-linux_aarch64")), "with --python-platform x86_64-manylinux2014"));
    const auto fix = fix_of(perhaps("pip", "cp312-cp312-linux_aarch64"));
    CHECK(std::find(fix.arguments.begin(), fix.arguments.end(), "--platform") != fix.arguments.end());
    CHECK_FALSE(contains(fix, "published"));
  }
  SUBCASE("what was built for certain is not doubted") {
    CHECK_FALSE(contains(fix_of(built(numpy("uv", "cp312-cp312-linux_x86_64"))), "published"));
  }
}

TEST_CASE("uv: a wheel whose tag fits") {
  for (const std::string tag :
       {"py3-none-any", "cp312-cp312-manylinux2014_x86_64", "cp312-cp312-manylinux_2_5_x86_64"}) {
    const auto fix = fix_of(numpy("uv", tag));
    CHECK(fix.arguments.empty());
    CHECK(contains(fix, tag.ends_with("any") ? "wins over this one, which is tagged for any" : "take another release"));
  }
  CHECK(contains(fix_of(numpy("uv", "py3-none-any")), "(--no-binary numpy)"));
  CHECK_FALSE(contains(fix_of(numpy("conda", "py3-none-any")), "--no-binary"));
  CHECK_FALSE(fix_of(numpy("uv", "cp312-cp312-manylinux_2_28_x86_64")).arguments.empty());
  CHECK_FALSE(fix_of(numpy("uv", "cp312-cp312-manylinux_2_17_aarch64")).arguments.empty());
}

TEST_CASE("uv: another Python") {
  const auto fits = numpy("uv", "cp311-cp311-manylinux2014_x86_64");
  CHECK(fix_of(fits, linux_target(), rule::wrong_python_abi).arguments ==
        Arguments{"--python-version", "3.12", "--reinstall-package", "numpy", "--only-binary", "numpy"});
  auto target = linux_target();
  target.python = Python{3, 13, true};
  const auto fix = fix_of(built(numpy()), target, rule::wrong_python_abi);
  CHECK(fix.arguments == Arguments{"--python", "3.13t", "--only-binary", "numpy"});
}

TEST_CASE("uv: in an environment, the project's command as well") {
  auto package = built(numpy());
  package.path = "lib/python3.12/site-packages/" + package.path;
  CHECK(contains(fix_of(package), "uv sync: --no-build-package numpy"));
  CHECK(fix_of(package).summary.ends_with(" with --only-binary numpy"));
}

TEST_CASE("a local project is built, and forbids --no-build") {
  auto project = built(renamed(numpy(), "mine"), "direct_url.json");
  project.local_project = project.by_address = true;
  auto fix = fix_of(project);
  CHECK(fix.arguments.empty());
  CHECK(contains(fix, "build mine in a container of Linux x86_64, glibc 2.17"));
  CHECK(contains(fix, "--no-build would refuse"));
  CHECK(fix.summary.ends_with("; keep wheels for the rest with --only-binary :all: --no-binary mine"));

  auto audit = audit_of({built(numpy()), project});
  fix = fix_of(audit);
  CHECK(fix.arguments == Arguments{"--only-binary", "numpy"});
  CHECK_FALSE(contains(fix, "--no-build"));
}

TEST_CASE("a local project of others") {
  auto project = renamed(numpy("pip"), "mine");
  project.local_project = true;
  CHECK(fix_of(project).summary.ends_with(
      "(cibuildwheel does this), or cross compile it: it is a local project, and no index has a wheel of it"));
  project.installer = "uv-sync";
  CHECK(fix_of(project).summary.ends_with("with --no-build --no-binary-package mine"));
  project.name = "$(x)";
  CHECK_FALSE(contains(fix_of(project), "keep wheels"));
}

TEST_CASE("required by path or URL: no flag chooses") {
  auto package = built(numpy(), "direct_url.json");
  package.by_address = true;
  CHECK(fix_of(package).arguments.empty());
  CHECK(contains(fix_of(package), "require numpy by its name"));
}

TEST_CASE("pip") {
  SUBCASE("a wheel of another platform") {
    const auto fix = fix_of(numpy("pip"));
    CHECK(fix.installer == "pip");
    CHECK(fix.arguments == Arguments{"--upgrade", "--platform", "manylinux_2_17_x86_64", "--platform",
                                     "manylinux2014_x86_64", "--python-version", "3.12", "--only-binary=:all:"});
    CHECK(fix.summary ==
          "take the wheel of numpy for Linux x86_64, glibc 2.17; run pip install --target with --upgrade --platform "
          "manylinux_2_17_x86_64 --platform manylinux2014_x86_64 --python-version 3.12 --only-binary=:all:");
  }
  SUBCASE("built on the same kind of Linux") {
    const auto fix = fix_of(built(numpy("pip", "cp312-cp312-linux_x86_64")));
    CHECK(fix.arguments == Arguments{"--upgrade", "--only-binary", "numpy"});
  }
  SUBCASE("built on another") {
    CHECK(fix_of(built(numpy("pip", "cp312-cp312-linux_aarch64"))).arguments.back() == "--only-binary=:all:");
  }
  SUBCASE("free-threaded") {
    auto target = linux_target();
    target.python = Python{3, 13, true};
    const auto arguments = fix_of(numpy("pip"), target).arguments;
    CHECK(std::find(arguments.begin(), arguments.end(), "cp313t") != arguments.end());
  }
  SUBCASE("a target that no wheel has a tag for") {
    auto target = linux_target();
    target.wheel_tags.clear();
    CHECK(fix_of(numpy("pip"), target).arguments == Arguments{"--upgrade", "--only-binary", "numpy"});
  }
}

TEST_CASE("an installer that left no name, or one without flags") {
  auto fix = fix_of(numpy(""));
  CHECK(fix.installer.empty());
  CHECK(fix.arguments == Arguments{"--only-binary", "numpy"});
  CHECK(contains(fix, "--python-platform x86_64-manylinux2014"));
  CHECK(fix.summary.ends_with(" with --only-binary numpy"));

  auto stripped = numpy("", "");
  stripped.path = "numpy";
  CHECK(fix_of(stripped).arguments == Arguments{"--only-binary", "numpy"});
  CHECK(contains(fix_of(stripped), "whatever name the index gives it"));

  fix = fix_of(numpy("buildout"));
  CHECK(fix.arguments.empty());
  CHECK(contains(fix, "with buildout"));
}

TEST_CASE("a name that a shell would run is never an argument") {
  for (const std::string name : {"a; rm -rf ~", "$(x)", "--index-url", "a b", ""}) {
    auto package = built(numpy());
    package.name = name;
    CHECK(fix_of(package).arguments.empty());
  }
}

TEST_CASE("a wheel file") {
  auto package = numpy("");
  package.path = "w/numpy-2.3.3-cp312-cp312-macosx_14_0_arm64.whl!/numpy-2.3.3.dist-info";
  CHECK(contains(fix_of(package), "pip download --no-deps --platform manylinux_2_17_x86_64"));
  CHECK(fix_of(package).summary.ends_with("numpy==2.3.3"));
  CHECK(fix_of(package).arguments.empty());
  package.tags = {"py3-none-any"};
  CHECK(contains(fix_of(package), "another release"));
  CHECK(contains(fix_of(built(package)), "build this wheel"));
}

TEST_CASE("the same words for all findings of a package, none for notes and for what has no fix") {
  auto audit = audit_of({built(numpy())});
  audit.findings.push_back(finding(0, rule::wrong_architecture));
  audit.findings.push_back(finding(0));
  audit.findings.back().severity = Severity::warning;
  audit.findings.push_back(finding(0));
  audit.findings.back().severity = Severity::note;
  audit.findings.push_back(finding(0, rule::foreign_search_path));
  advise(audit);
  CHECK(audit.findings[0].fix == audit.findings[1].fix);
  CHECK(audit.findings[0].fix == audit.findings[2].fix);
  CHECK_FALSE(audit.findings[3].fix.has_value());
  CHECK_FALSE(audit.findings[4].fix.has_value());
}

TEST_CASE("wrong platform and wrong Python: one line fixes both") {
  auto audit = audit_of({numpy()});
  audit.findings.push_back(finding(0, rule::wrong_python_abi));
  advise(audit);
  CHECK(audit.findings[0].fix == audit.findings[1].fix);
  CHECK(audit.findings[0].fix->arguments ==
        Arguments{"--python-platform", "x86_64-manylinux2014", "--python-version", "3.12", "--only-binary", "numpy"});
}

TEST_CASE("nobody's file, and a directory's") {
  Audit audit = audit_of({});
  audit.findings.push_back(finding(std::nullopt));
  CHECK(fix_of(audit).summary == "replace it with a build for Linux x86_64, glibc 2.17");
  Package directory;
  directory.name = "bin";
  CHECK(fix_of(directory).summary == "replace it with a build for Linux x86_64, glibc 2.17");
}

TEST_CASE("broken files") {
  CHECK(fix_of(numpy(), linux_target(), rule::truncated_artifact).summary ==
        "fetch numpy 2.3.3 again: this copy is cut short");
  CHECK(contains(fix_of(numpy(), linux_target(), rule::unreadable_artifact), "make it readable"));
  CHECK(contains(fix_of(numpy(), linux_target(), rule::not_a_binary), "fetch numpy 2.3.3 again"));
  auto audit = audit_of({});
  audit.findings.push_back(finding(std::nullopt, rule::not_a_binary));
  audit.findings.front().actual = "a Git LFS pointer";
  CHECK(contains(fix_of(audit), "git lfs pull"));
}

TEST_CASE("npm and its kin") {
  Package part;
  part.name = "@img/sharp-darwin-arm64";
  part.ecosystem = Ecosystem::node;
  part.installer = "npm";
  part.request = "sharp";
  const Arguments flags = {"--os=linux", "--cpu=x64", "--libc=glibc"};
  const Arguments with_name = {"--os=linux", "--cpu=x64", "--libc=glibc", "sharp"};
  CHECK(fix_of(part).arguments == with_name);
  CHECK(fix_of(part).summary.ends_with("run npm install --os=linux --cpu=x64 --libc=glibc sharp"));
  part.installer = "";
  CHECK(fix_of(part).installer == "npm");
  part.installer = "pnpm";
  CHECK(fix_of(part).arguments == flags);
  CHECK(contains(fix_of(part), "supportedArchitectures"));
  part.installer = "bun";
  CHECK(fix_of(part).arguments == flags);
  part.installer = "yarn";
  CHECK(fix_of(part).arguments.empty());
  CHECK(fix_of(part).summary.ends_with("supportedArchitectures: {os: [linux], cpu: [x64], libc: [glibc]}"));

  part.request = "";  // not split by platform: flags would change nothing
  CHECK(fix_of(part).arguments.empty());
  CHECK_FALSE(contains(fix_of(part), "install script"));  // it has none
  part.builds = "node-gyp rebuild";
  CHECK(contains(fix_of(part), "install script"));
  part.request = "$(x)";
  CHECK(fix_of(part).arguments.empty());
}

TEST_CASE("one command for all packages") {
  auto audit = audit_of({built(numpy()), built(renamed(numpy(), "pandas")), renamed(numpy("pip"), "cffi")});
  audit.findings.push_back(finding(0, rule::truncated_artifact));
  audit.findings.push_back(finding(0));
  auto fixes = combined_fixes(audit);
  REQUIRE(fixes.size() == 2);
  CHECK(fixes[0].installer == "uv");
  CHECK(fixes[0].arguments == Arguments{"--only-binary", "numpy", "--only-binary", "pandas"});
  CHECK(contains(fixes[0], "take the wheel of numpy and pandas"));
  CHECK(fixes[1].installer == "pip");

  audit = audit_of({built(numpy()), renamed(numpy(), "pandas")});
  CHECK(combined_fixes(audit).front().arguments ==
        Arguments{"--python-platform", "x86_64-manylinux2014", "--only-binary", "numpy", "--only-binary", "pandas"});
  const auto all = combined_fixes(audit);
  for (const Finding& first : {finding(0, rule::truncated_artifact), finding(std::nullopt), finding(0)}) {
    audit.findings.insert(audit.findings.begin(), first);
    CHECK(combined_fixes(audit) == all);
  }
  audit.findings.clear();
  CHECK(combined_fixes(audit).empty());
}

TEST_CASE("uv's value for a target") {
  const auto with = [](const std::string& name, System system, Architecture architecture, Libc libc = Libc::unknown,
                       std::optional<Version> version = std::nullopt) {
    Target target;
    target.name = name;
    target.system = system;
    target.architectures = {architecture};
    target.libc = libc;
    target.libc_version = version;
    return advice::uv_platform(target);
  };
  const auto glibc = [&](Architecture architecture, int minor, const std::string& name = "x") {
    return with(name, System::linux, architecture, Libc::glibc, Version{2, minor, 0});
  };
  CHECK(glibc(Architecture::x86_64, 17) == "x86_64-manylinux2014");
  CHECK(glibc(Architecture::x86_64, 26, "aws-lambda:python3.11") == "x86_64-manylinux2014");
  CHECK(glibc(Architecture::x86_64, 34) == "x86_64-manylinux_2_34");
  CHECK(glibc(Architecture::aarch64, 30) == "aarch64-manylinux_2_28");
  CHECK(glibc(Architecture::aarch64, 99) == "aarch64-manylinux_2_40");
  CHECK(glibc(Architecture::x86_64, 12).empty());
  CHECK(glibc(Architecture::armv7l, 34).empty());
  CHECK(glibc(Architecture::riscv64, 39) == "riscv64-unknown-linux");
  CHECK(glibc(Architecture::riscv64, 35).empty());
  CHECK(glibc(Architecture::x86_64, 28, "linux") == "linux");
  CHECK(glibc(Architecture::x86_64, 17, "x86_64-manylinux_2_17") == "x86_64-manylinux_2_17");
  CHECK(with("x", System::linux, Architecture::aarch64, Libc::musl, Version{1, 2, 0}) == "aarch64-unknown-linux-musl");
  CHECK(with("x", System::linux, Architecture::x86_64, Libc::musl, Version{1, 1, 0}).empty());
  CHECK(with("linux/amd64", System::linux, Architecture::x86_64).empty());
  CHECK(with("x", System::macos, Architecture::aarch64) == "aarch64-apple-darwin");
  CHECK(with("x", System::windows, Architecture::i686) == "i686-pc-windows-msvc");
  CHECK(with("x", System::ios, Architecture::aarch64) == "arm64-apple-ios");
  CHECK(with("x", System::android, Architecture::x86_64) == "x86_64-linux-android");
  CHECK(with("x", System::freebsd, Architecture::x86_64).empty());
  Target universal;
  universal.system = System::macos;
  universal.architectures = {Architecture::x86_64, Architecture::aarch64};
  CHECK(advice::uv_platform(universal).empty());
}

TEST_CASE("a target that uv has no value for") {
  auto target = linux_target(17);
  target.name = "armv7l";
  target.description = "Linux armv7l, glibc 2.17";
  target.architectures = {Architecture::armv7l};
  target.wheel_tags = {"manylinux2014_armv7l"};
  const auto fix = fix_of(numpy(), target);
  CHECK(fix.installer == "pip");
  CHECK(contains(fix, "uv has no --python-platform"));
  target.wheel_tags.clear();
  CHECK(fix_of(numpy(), target).arguments == Arguments{"--only-binary", "numpy"});
  CHECK(contains(fix_of(numpy(), target), "(in a container"));
}

TEST_CASE("macOS: the oldest system is told by the environment") {
  Target target;
  target.name = "macosx_11_0_arm64";
  target.description = "macOS arm64, 11.0 or newer";
  target.format = Format::macho;
  target.system = System::macos;
  target.architectures = {Architecture::aarch64};
  target.system_version = Version{11, 0, 0};
  target.wheel_tags = {"macosx_11_0_arm64"};
  const auto fix = fix_of(numpy("uv", "cp312-cp312-manylinux2014_x86_64"), target);
  CHECK(fix.arguments.front() == "--python-platform");
  CHECK(contains(fix, "with MACOSX_DEPLOYMENT_TARGET=11.0"));
}

TEST_CASE("enumerate") {
  advice::Requests requests;
  for (const std::string name : {"a", "b", "c", "d", "e"}) {
    requests.push_back({});
    requests.back().name = name;
  }
  CHECK(advice::enumerate(requests) == "a, b, c and 2 more");
  requests.pop_back();
  CHECK(advice::enumerate(requests) == "a, b, c and d");
  requests.resize(1);
  CHECK(advice::enumerate(requests) == "a");
  CHECK(advice::enumerate({}).empty());
}

TEST_CASE("a hundred thousand findings of many packages") {
  std::vector<Package> packages;
  for (int i = 0; i < 20000; ++i) packages.push_back(built(renamed(numpy(), "p" + std::to_string(i))));
  auto audit = audit_of(std::move(packages));
  for (std::size_t i = 0; i < 80000; ++i) audit.findings.push_back(finding(i % 20000));
  advise(audit);
  CHECK(audit.findings.back().fix.has_value());
  CHECK(combined_fixes(audit).front().arguments.size() == 40000);
}

TEST_CASE("a package of two roots is asked for once, for all that is wrong with it") {
  const auto arguments = [](const std::vector<Package>& of_roots) {
    Audit audit;
    audit.target = linux_target();
    audit.bundles.resize(of_roots.size());
    audit.ownership.resize(of_roots.size());
    for (std::size_t i = 0; i < of_roots.size(); ++i) {
      audit.ownership[i].packages = {of_roots[i]};
      audit.findings.push_back(finding(0));
      audit.findings.back().root = i;
    }
    const std::vector<Fix> fixes = combined_fixes(audit);
    REQUIRE(fixes.size() == 1);
    return fixes[0].arguments;
  };
  const Package fits = built(numpy("uv", "cp312-cp312-linux_x86_64")), made = built(numpy()), foreign = numpy();
  const Arguments again{"--reinstall-package", "numpy", "--only-binary", "numpy"};
  const Arguments anew{"--only-binary", "numpy"};
  const Arguments platform{"--python-platform", "x86_64-manylinux2014", "--only-binary", "numpy"};
  CHECK(arguments({fits}) == again);
  CHECK(arguments({fits, fits}) == again);
  CHECK(arguments({made, fits}) == anew);
  CHECK(arguments({fits, made}) == anew);
  CHECK(arguments({made, foreign}) == platform);
  CHECK(arguments({foreign, made}) == platform);
}

TEST_CASE("what an installer cannot change is told in a line") {
  const auto fix = [](const Rule& rule, const std::string& actual, std::optional<std::size_t> package = 0) {
    auto audit = audit_of({numpy()});
    audit.findings.front() = finding(package, rule);
    audit.findings.front().actual = actual;
    audit.findings.front().expected = "x";
    const Fix fixed = fix_of(audit);
    CHECK(combined_fixes(audit).empty() == fixed.arguments.empty());
    return fixed;
  };
  CHECK(contains(fix(rule::wrong_python_abi, "a module for CPython 3.11"), "build the wheel anew with the Python"));
  CHECK_FALSE(fix(rule::wrong_python_abi, "CPython 3.11").arguments.empty());
  CHECK_FALSE(fix(rule::wrong_format, "a module for CPython 3.11").arguments.empty());
  CHECK(contains(fix(rule::missing_native_code, "Prisma's engine for darwin"), "binaryTargets"));
  CHECK(contains(fix(rule::missing_native_code, "gems for Ruby 3.3.0"), "bundle install with the Ruby"));
  CHECK_FALSE(fix(rule::missing_native_code, "no compiled module").arguments.empty());
  CHECK(fix(rule::wrong_format, "", std::nullopt).arguments.empty());
  CHECK(contains(fix(rule::external_link, "a link to nothing, /x"), "remove the link"));
}

TEST_CASE("a package that its tag says fits, and that lacks all, is installed again") {
  CHECK(contains(fix_of(numpy("uv", "cp312-cp312-manylinux2014_x86_64"), linux_target(), rule::missing_native_code),
                 "again: files that its RECORD lists were removed"));
  CHECK_FALSE(contains(fix_of(numpy("uv"), linux_target(), rule::missing_native_code), "again: files"));
  CHECK_FALSE(contains(fix_of(numpy("uv", "cp312-cp312-manylinux2014_x86_64")), "again: files"));
}

TEST_CASE("a wheel that pex holds is pex's to replace") {
  Package package = numpy("pex");
  package.path = ".deps/numpy-2.3.3-cp312-cp312-macosx_14_0_arm64.whl/numpy-2.3.3.dist-info";
  CHECK(contains(fix_of(package), "run pex with"));
  package.path = "w/numpy-2.3.3-cp312-cp312-macosx_14_0_arm64.whl!/numpy-2.3.3.dist-info";
  CHECK(contains(fix_of(package), "run pex with"));
  package.installer = "uv";
  CHECK(contains(fix_of(package), "pip download"));
}

TEST_CASE("what is packed is packed again after its dependencies are right") {
  auto audit = audit_of({numpy()});
  CHECK_FALSE(contains(fix_of(audit), "; then "));
  audit.bundles[0].metadata["extension.vsixmanifest"] = "<PackageManifest/>";
  CHECK(fix_of(audit).summary.ends_with("; then vsce package --target linux-x64"));
}

TEST_CASE("one command for all: a note, a file of nobody and a mere risk before them hide no package") {
  auto audit = audit_of({built(numpy())});
  const auto all = combined_fixes(audit);
  REQUIRE(all.size() == 1);
  Finding note = finding(0), risk = finding(0, rule::cpu_too_new);
  note.severity = Severity::note;
  risk.severity = Severity::warning;
  for (const Finding& first : {note, risk, finding(std::nullopt)}) {
    auto more = audit;
    more.findings.insert(more.findings.begin(), first);
    CHECK(combined_fixes(more) == all);
    advise(more);
    CHECK(more.findings.back().fix.has_value());
  }
  Package local = renamed(numpy(), "mine");
  local.local_project = true;
  audit = audit_of({local, built(numpy())});
  CHECK(combined_fixes(audit).front().arguments == all.front().arguments);
  Package node;
  node.name = "mine";
  node.ecosystem = Ecosystem::node;
  node.local_project = true;
  audit = audit_of({built(numpy()), node});
  CHECK(contains(combined_fixes(audit).front(), "--no-build for all packages"));  // no project of Python
}
