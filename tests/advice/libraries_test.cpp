// SPDX-License-Identifier: Apache-2.0
// Every error ends in its fix, and the fix of a missing library is the line that installs it.
#include "advice/libraries.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "advice/advice.hpp"
#include "platlint/rule.hpp"
#include "rules/rows.hpp"

using namespace platlint;

namespace {

using Names = std::vector<std::string>;

Package package_of(Ecosystem ecosystem, std::string name, std::string installer = "") {
  Package package;
  package.name = std::move(name);
  package.version = "1.0";
  package.ecosystem = ecosystem;
  package.installer = std::move(installer);
  package.path = package.name;
  return package;
}

std::string fix(std::string_view platform, const Names& libraries, const Package* package = nullptr) {
  return advice::library_fix(libraries, package, find_target(platform, no_environment)).summary;
}

Audit audit_of(const Target& target, const std::vector<Package>& packages, std::vector<Finding> findings) {
  Audit audit;
  audit.target = target;
  audit.bundles.resize(1);
  audit.ownership.resize(1);
  audit.ownership[0].packages = packages;
  audit.findings = std::move(findings);
  advise(audit);
  return audit;
}

Finding lacking(std::string library, std::optional<std::size_t> package = std::nullopt,
                Severity severity = Severity::error) {
  Finding finding;
  finding.rule = &rule::missing_library;
  finding.severity = severity;
  finding.expected = std::move(library);
  finding.path = "p/x.so";
  finding.package = package;
  return finding;
}

constexpr std::string_view apt = "apt-get update && apt-get install -y --no-install-recommends ";

}  // namespace

TEST_CASE("every rule that can be an error has a fix, for any file and any target") {
  Package wheel = package_of(Ecosystem::python, "numpy", "pip");
  wheel.tags = {"cp312-cp312-manylinux2014_x86_64"};
  Package project = package_of(Ecosystem::python, "mine", "uv");
  project.local_project = true;
  const std::vector<Package> packages{wheel, project, package_of(Ecosystem::python, "numpy"),
                                      package_of(Ecosystem::node, "sharp", "npm"),
                                      package_of(Ecosystem::other, "thing")};
  for (const std::string_view platform : {"manylinux2014_x86_64",
                                          "musllinux_1_2_aarch64",
                                          "debian:12",
                                          "ubuntu:22.04:arm64",
                                          "alpine:3.20",
                                          "almalinux:9",
                                          "amazonlinux:2",
                                          "opensuse:15.6",
                                          "slackware:15.0",
                                          "photon:5.0",
                                          "aws-lambda:python3.12",
                                          "aws-lambda:nodejs18.x:arm64",
                                          "azure-functions:python3.12",
                                          "google-cloud:python312",
                                          "heroku:heroku-24",
                                          "linux/amd64",
                                          "linux-x64",
                                          "linux-64",
                                          "android_24_arm64_v8a",
                                          "macosx_11_0_arm64",
                                          "macosx_10_9_universal2",
                                          "ios_13_0_arm64_iphoneos",
                                          "win_amd64",
                                          "win_arm64",
                                          "x86_64-unknown-freebsd",
                                          "wasm32-pyodide2025"}) {
    const Target target = find_target(platform, no_environment);
    for (const Rule* rule : rules()) {
      if (rule->severity != Severity::error) continue;
      for (std::size_t i = 0; i <= packages.size(); ++i) {
        Finding finding = lacking("libfoo.so.1");
        finding.rule = rule;
        if (i < packages.size()) finding.package = i;
        const Audit audit = audit_of(target, packages, {finding});
        CAPTURE(platform);
        CAPTURE(rule->name);
        CAPTURE(i);
        REQUIRE(audit.findings[0].fix.has_value());
        CHECK(!audit.findings[0].fix->summary.empty());
        CHECK(!audit.findings[0].fix->summary.ends_with('.'));
      }
    }
  }
}

TEST_CASE("a system's package is named, of the release that the target is") {
  CHECK(fix("debian:12", {"libgomp.so.1"}) == "on Debian 12 run " + std::string(apt) + "libgomp1");
  CHECK(fix("debian:11", {"libodbc.so.2"}).ends_with(std::string(apt) + "libodbc1"));
  CHECK(fix("debian:12", {"libodbc.so.2"}).ends_with(std::string(apt) + "libodbc2"));
  CHECK(fix("debian:13", {"libglib-2.0.so.0"}).ends_with(std::string(apt) + "libglib2.0-0t64"));
  CHECK(fix("ubuntu:22.04", {"libGL.so.1"}) == "on Ubuntu 22.04 run " + std::string(apt) + "libgl1");
  CHECK(fix("ubuntu:22.04", {"libodbc.so.2"}).ends_with("libodbc2 (libodbc1 if there is no libodbc2)"));
  CHECK(fix("ubuntu:22.04", {"libatomic.so.1", "libpq.so.5"}).ends_with(std::string(apt) + "libatomic1 libpq5"));
  SUBCASE("two libraries of one package ask for it once") {
    CHECK(fix("debian:13", {"libcrypto.so.3", "libssl.so.3"}).ends_with(std::string(apt) + "libssl3t64"));
  }
  SUBCASE("what the release does not have is not asked of apt") {
    const std::string text = fix("debian:12", {"libssl.so.1.1"});
    CHECK(text ==
          "Debian 12 has no package with libssl.so.1.1: take another release of what needs it, or another "
          "image");
    CHECK(fix("debian:12", {"libgomp.so.1", "libssl.so.1.1"}) ==
          text + "; on Debian 12 run " + std::string(apt) + "libgomp1");
    CHECK(fix("debian:12", {"libno.so.1"}).find("apt-get") == std::string::npos);
    CHECK(fix("debian:12", {"libno.so.1"}).find("libno.so.1 (apt-file search)") != std::string::npos);
  }
  SUBCASE("by the soname, where packages say what they provide") {
    CHECK(fix("alpine:3.20", {"libgomp.so.1"}) == "on Alpine 3.20 run apk add --no-cache so:libgomp.so.1");
    CHECK(fix("almalinux:9", {"libGL.so.1"}) == "on AlmaLinux 9 run dnf install -y 'libGL.so.1()(64bit)'");
    CHECK(fix("amazonlinux:2", {"libgomp.so.1"}).ends_with("run yum install -y 'libgomp.so.1()(64bit)'"));
    CHECK(fix("amazonlinux:2023", {"libpq.so.5"}).ends_with("run dnf install -y 'libpq.so.5()(64bit)'"));
    CHECK(fix("opensuse:15.6", {"libpq.so.5"}).ends_with("run zypper install -y 'libpq.so.5()(64bit)'"));
    CHECK(fix("slackware:15.0", {"libpq.so.5"}) == "install the package that has libpq.so.5 on Slackware 15.0");
  }
  SUBCASE("a name that a shell would read otherwise is in no command") {
    for (const std::string_view platform : {"alpine:3.20", "almalinux:9", "debian:12"}) {
      CHECK(fix(platform, {"lib'; rm -rf x; '.so.1"}).find("run ") == std::string::npos);
    }
  }
}

TEST_CASE("where nothing can be installed the library comes along") {
  CHECK(fix("aws-lambda:python3.12", {"libgomp.so.1"}) ==
        "AWS Lambda takes no packages: in a container of amazonlinux:2023 run dnf install -y "
        "'libgomp.so.1()(64bit)', and copy libgomp.so.1 into lib/ of the bundle or of a layer");
  CHECK(fix("aws-lambda:python3.11", {"libgomp.so.1"}).find("amazonlinux:2 run yum install") != std::string::npos);
  CHECK(fix("azure-functions:python3.12", {"libpq.so.5"}) ==
        "deploy an image of your own, built with " + std::string(apt) + "libpq5");
  CHECK(fix("google-cloud:python312", {"libgomp.so.1"}).ends_with(std::string(apt) + "libgomp1"));
}

TEST_CASE("packages that come without the library") {
  const Package opencv = package_of(Ecosystem::python, "opencv-python");
  const Package psycopg = package_of(Ecosystem::python, "psycopg2");
  CHECK(fix("debian:12", {"libGL.so.1"}, &opencv) ==
        "take opencv-python-headless, which does not need it, or on Debian 12 run " + std::string(apt) + "libgl1");
  CHECK(fix("aws-lambda:python3.12", {"libGL.so.1"}, &opencv).starts_with("take opencv-python-headless"));
  CHECK(fix("aws-lambda:python3.12", {"libpq.so.5"}, &psycopg).starts_with("take psycopg2-binary"));
  CHECK(fix("debian:12", {"libgomp.so.1"}, &psycopg).starts_with("on Debian 12 run"));
}

TEST_CASE("a tag promises a policy, and no system to install into") {
  const Package wheel = package_of(Ecosystem::python, "x");
  for (const std::string_view platform : {"manylinux2014_x86_64", "linux-x64", "linux/arm64"}) {
    CHECK(fix(platform, {"libpq.so.5"}, &wheel).ends_with("--platform debian:12"));
    CHECK(fix(platform, {"libpq.so.5"}, &wheel).find("auditwheel repair") != std::string::npos);
    CHECK(fix(platform, {"libpq.so.5"}).find("auditwheel") == std::string::npos);
  }
  CHECK(fix("musllinux_1_2_x86_64", {"libpq.so.5"}).ends_with("--platform alpine:3.20"));
}

TEST_CASE("drivers, paths and other systems") {
  CHECK(fix("debian:12", {"libcuda.so.1"}).find("NVIDIA driver") != std::string::npos);
  CHECK(fix("debian:12", {"libcuda.so.1", "libgomp.so.1"}).ends_with(std::string(apt) + "libgomp1"));
  CHECK(fix("debian:12", {"/opt/x/libx.so.1"}).ends_with("patchelf --replace-needed /opt/x/libx.so.1 libx.so.1 FILE"));
  const Package wheel = package_of(Ecosystem::python, "x");
  CHECK(fix("macosx_11_0_arm64", {"/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib"}, &wheel) ==
        "bring libssl.3.dylib along and let the file find it there: delocate-wheel WHEEL; or install it on the "
        "target: brew install openssl@3");
  CHECK(fix("macosx_11_0_x86_64",
            {"/usr/local/Cellar/libpng/1.6/lib/libpng16.16.dylib", "/usr/local/opt/libpng/lib/libpng16.16.dylib"})
            .ends_with("brew install libpng"));
  CHECK(fix("macosx_11_0_arm64", {"@rpath/libomp.dylib"}).ends_with("@loader_path/NAME FILE"));
  CHECK(fix("win_amd64", {"MSVCP140.dll"}, &wheel).ends_with("winget install Microsoft.VCRedist.2015+.x64"));
  CHECK(fix("win_arm64", {"VCOMP140.DLL"}).ends_with("VCRedist.2015+.arm64"));
  CHECK(fix("win_amd64", {"foo.dll"}, &wheel).find("delvewheel repair") != std::string::npos);
  CHECK(
      fix("win_amd64", {"MSVCP140D.dll", "ucrtbased.dll"}).starts_with("build it for release: MSVCP140D.dll and ucrt"));
  CHECK(fix("android_24_arm64_v8a", {"libc++_shared.so"}).ends_with("-DANDROID_STL=c++_static"));
}

TEST_CASE("the findings of one package get one command for all that it lacks") {
  const Target target = find_target("debian:12", no_environment);
  const Audit audit =
      audit_of(target, {package_of(Ecosystem::python, "a"), package_of(Ecosystem::python, "b")},
               {lacking("libpq.so.5", 0), lacking("libgomp.so.1", 0, Severity::warning), lacking("libpq.so.5", 0),
                lacking("libodbc.so.2", 1), lacking("libatomic.so.1"), lacking("libGL.so.1", 1, Severity::note)});
  CHECK(audit.findings[0].fix->summary.ends_with(std::string(apt) + "libgomp1 libpq5"));
  CHECK(audit.findings[0].fix == audit.findings[1].fix);
  CHECK(audit.findings[3].fix->summary.ends_with(std::string(apt) + "libodbc2"));
  CHECK(audit.findings[4].fix->summary.ends_with(std::string(apt) + "libatomic1"));
  CHECK(!audit.findings[5].fix);
  CHECK(combined_fixes(audit).empty());
}

TEST_CASE("how a file was linked is fixed in the file") {
  Finding finding = lacking("");
  finding.rule = &rule::executable_stack;
  const auto fixed = [&](std::string path) {
    finding.path = std::move(path);
    return audit_of(find_target("debian:13", no_environment), {}, {finding}).findings[0].fix->summary;
  };
  CHECK(fixed("p/x.so").ends_with("patchelf --clear-execstack p/x.so"));
  CHECK(fixed("a.zip!/p/x.so").ends_with("patchelf --clear-execstack p/x.so"));
  CHECK(fixed("p/x y.so").ends_with("patchelf --clear-execstack 'p/x y.so'"));
  finding.rule = &rule::text_relocations;
  CHECK(fixed("x.so").find("-fPIC") != std::string::npos);
  finding.rule = &rule::bundle_too_large;
  CHECK(fixed("").find("PackageType: Image") != std::string::npos);
}

TEST_CASE("a mere risk has no fix, the same as an error has one") {
  const std::vector<Package> packages{package_of(Ecosystem::python, "av", "uv")};
  const auto audited = [&](const Rule* rule, Severity severity, std::string actual) {
    Finding finding = lacking("", 0, severity);
    finding.rule = rule;
    finding.actual = std::move(actual);
    return audit_of(find_target("debian:12", no_environment), packages, {finding});
  };
  for (const auto& [rule, actual] :
       {std::pair{&rule::glibc_too_new, "GLIBC_PRIVATE"}, std::pair{&rule::cpu_too_new, "x86-64-v2"}}) {
    const Audit risk = audited(rule, Severity::warning, actual);
    CHECK(!risk.findings[0].fix);
    CHECK(combined_fixes(risk).empty());
    CHECK(audited(rule, Severity::error, actual).findings[0].fix);
  }
  CHECK(audited(&rule::glibc_too_new, Severity::warning, "glibc 2.38").findings[0].fix);
}
