// SPDX-License-Identifier: Apache-2.0
// What fixes a wheel before it is published: for each system, and at the edges of its tags.
#include "platlint/maker.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

const std::string wheel = "dist/my wheel.whl", word = "'dist/my wheel.whl'";

Finding of_rule(const Rule& rule, std::string path = "x.so") {
  Finding finding;
  finding.rule = &rule;
  finding.path = std::move(path);
  return finding;
}

struct Made {
  Audit audit;

  explicit Made(Target target) {
    audit.target = std::move(target);
    audit.bundles.resize(2);
    audit.bundles[0].root = "other.whl";
    audit.bundles[1].root = wheel;
  }
  Made& holds(Entry entry) {
    audit.bundles[1].entries.push_back(std::move(entry));
    return *this;
  }
  Made& also(Finding finding, std::size_t root = 1) {
    finding.root = root;
    audit.findings.push_back(std::move(finding));
    return *this;
  }
  /// The fix of the first finding; empty: it has none.
  std::string fix(Finding finding) {
    finding.root = 1;
    audit.findings.insert(audit.findings.begin(), std::move(finding));
    advise_maker(audit);
    const std::string summary = audit.findings[0].fix ? audit.findings[0].fix->summary : "";
    audit.findings.erase(audit.findings.begin());
    return summary;
  }
};

Artifact needing(const std::vector<VersionNeed>& needs, Architecture architecture = Architecture::x86_64) {
  Artifact image = elf(architecture);
  image.version_needs = needs;
  return image;
}

Target tagged(Target target, const std::string& tag) {
  target.name = tag;
  target.wheel_tags = {tag, "older"};
  return target;
}

const Target manylinux = tagged(linux_target(Architecture::x86_64), "manylinux_2_17_x86_64");

Finding too_new(const std::string& needed, const std::string& has = "macOS 11.0") {
  Finding finding = of_rule(rule::os_too_new);
  finding.expected = has;
  finding.actual = needed;
  return finding;
}

}  // namespace

TEST_CASE("a wheel that lacks a library is repaired by its system's tool") {
  const Finding lacking = of_rule(rule::missing_library);
  CHECK(Made(manylinux).fix(lacking) == "put it into the wheel: auditwheel repair " + word);
  CHECK(Made(macos({Architecture::aarch64})).fix(lacking) == "put it into the wheel: delocate-wheel " + word);
  CHECK(Made(windows(Architecture::x86_64)).fix(lacking) == "put it into the wheel: delvewheel repair " + word);
}

TEST_CASE("a wheel for an older glibc is built in an image, or called what it needs") {
  const std::string build = "build it in an image for manylinux_2_17_x86_64";
  const auto fix = [](const std::vector<VersionNeed>& needs, const Rule& rule = rule::glibc_too_new) {
    return Made(manylinux)
        .holds(file("a.so", {needing({{"libc.so.6", "GLIBC_2.4", false}})}))
        .holds(file("b.so", {elf(Architecture::x86_64), needing(needs)}))
        .fix(of_rule(rule));
  };
  const auto called = [&](const std::string& version, const std::string& tag) {
    return "needs glibc " + version + ": auditwheel repair --plat " + tag + " " + word + ", or " + build;
  };
  CHECK(fix({{"libc.so.6", "GLIBC_2.28", false}}) == called("2.28", "manylinux_2_28_x86_64"));
  CHECK(fix({{"libc.so.6", "GLIBC_2.28", false}}, rule::libstdcxx_too_new) == called("2.28", "manylinux_2_28_x86_64"));
  CHECK(fix({{"libc.so.6", "GLIBC_2.28", false}, {"libc.so.6", "GLIBC_2.14", false}}) ==
        called("2.28", "manylinux_2_28_x86_64"));
  CHECK(fix({{"libc.so.6", "GLIBC_2.14", false}, {"libm.so.6", "GLIBC_2.28", false}}) ==
        called("2.28", "manylinux_2_28_x86_64"));
  // What is weak may be absent, and what is no number or another library's counts for nothing.
  CHECK(fix({{"libc.so.6", "GLIBC_2.28", true}}) == called("2.4", "manylinux_2_5_x86_64"));
  CHECK(fix({{"libc.so.6", "GLIBC_2.28", true}, {"libc.so.6", "GLIBC_2.6", false}}) ==
        called("2.6", "manylinux_2_6_x86_64"));
  CHECK(fix({{"libc.so.6", "GLIBC_PRIVATE", false}}) == called("2.4", "manylinux_2_5_x86_64"));
  CHECK(fix({{"libc.so.6", "GLIBC_2.5", false}}) == called("2.5", "manylinux_2_5_x86_64"));
  CHECK(fix({{"libstdc++.so.6", "GLIBCXX_3.4.32", false}}) == called("2.4", "manylinux_2_5_x86_64"));
  CHECK(Made(manylinux).fix(of_rule(rule::glibc_too_new)) == build);
  const Target musl = tagged(linux_target(Architecture::x86_64, Libc::musl), "musllinux_1_2_x86_64");
  CHECK(Made(musl)
            .holds(file("a.so", {needing({{"libc.so.6", "GLIBC_2.4", false}})}))
            .fix(of_rule(rule::libstdcxx_too_new)) == "build it in an image for musllinux_1_2_x86_64");
  CHECK(Made(linux_target(Architecture::x86_64)).fix(of_rule(rule::glibc_too_new)) == "build it in an image for test");
}

TEST_CASE("manylinux begins at glibc 2.5 on Intel's processors, and at 2.17 on others") {
  struct Row {
    Architecture architecture;
    const char* tag;
  };
  for (const Row& row : {Row{Architecture::x86_64, "manylinux_2_5_x86_64"},
                         {Architecture::i686, "manylinux_2_5_i686"},
                         {Architecture::aarch64, "manylinux_2_17_aarch64"},
                         {Architecture::s390x, "manylinux_2_17_s390x"}}) {
    const Entry old = file("x.so", {needing({{"libc.so.6", "GLIBC_2.3", false}}, row.architecture)});
    Made made(tagged(linux_target(row.architecture), "any"));
    CHECK(made.holds(old).fix(of_rule(rule::glibc_too_new)).find(" --plat " + std::string(row.tag) + " ") !=
          std::string::npos);
  }
}

TEST_CASE("a wheel for an older macOS is built for it, or tagged for what all of its files need") {
  const auto fix = [](const std::vector<Finding>& others,
                      std::vector<Architecture> processors = {Architecture::aarch64}) {
    Made made(macos(std::move(processors)));
    for (const Finding& other : others) made.also(other);
    return made.also(too_new("macOS 26.0"), 0).fix(too_new("macOS 12.0"));
  };
  const auto tagged_as = [&](const std::string& tag) {
    return "build it with MACOSX_DEPLOYMENT_TARGET=11.0, and its libraries too (delocate-wheel "
           "--require-target-macos-version checks this), or give it the right tag: wheel tags --remove "
           "--platform-tag " +
           tag + " " + word;
  };
  CHECK(fix({}) == tagged_as("macosx_12_0_arm64"));
  CHECK(fix({too_new("macOS 13.0")}) == tagged_as("macosx_13_0_arm64"));
  CHECK(fix({too_new("macOS 13.0"), too_new("macOS 11.0")}) == tagged_as("macosx_13_0_arm64"));
  CHECK(fix({too_new("macOS 13.3")}) == tagged_as("macosx_14_0_arm64"));
  CHECK(fix({too_new("macOS of some day")}) == tagged_as("macosx_12_0_arm64"));
  CHECK(fix({}, {Architecture::x86_64}) == tagged_as("macosx_12_0_x86_64"));
  CHECK(fix({}, {Architecture::x86_64, Architecture::aarch64}) == tagged_as("macosx_12_0_universal2"));
  Finding other = too_new("macOS 13.0");
  other.rule = &rule::wrong_format;
  CHECK(fix({other}) == tagged_as("macosx_12_0_arm64"));
  const auto alone = [](const std::string& needed) { return Made(macos({Architecture::x86_64})).fix(too_new(needed)); };
  CHECK(alone("macOS 10.8").find("macosx_10_9_x86_64") != std::string::npos);
  CHECK(alone("macOS 10.15").find("macosx_10_15_x86_64") != std::string::npos);
  CHECK(alone("macOS 11.0").find("macosx_11_0_x86_64") != std::string::npos);
  CHECK(alone("macOS 11.1").find("macosx_12_0_x86_64") != std::string::npos);
  // Android's level is no matter of a wheel's tag.
  Target android = linux_target(Architecture::aarch64, Libc::bionic);
  android.system = System::android;
  CHECK(Made(android).fix(too_new("API 35")).empty());
}

TEST_CASE("a wheel of files for another platform is built anew, or called what it is") {
  const auto tag_of = [](const std::vector<Artifact>& images, const std::string& path = "x.so") {
    const Entry before = file("a.so", {elf(Architecture::s390x)});
    const std::string fix = Made(manylinux).holds(before).holds(file(path, images)).fix(of_rule(rule::wrong_format));
    const std::string start = "build it for manylinux_2_17_x86_64";
    const std::string middle = ", or give it the right tag: wheel tags --remove --platform-tag ";
    CHECK(fix.starts_with(start));
    if (fix == start) return std::string();
    CHECK(fix.starts_with(start + middle));
    CHECK(fix.ends_with(" " + word));
    return fix.substr(start.size() + middle.size(), fix.size() - start.size() - middle.size() - word.size() - 1);
  };
  const auto mac = [](Architecture architecture, const Version& oldest, System system = System::macos) {
    Artifact image = macho(architecture, system);
    image.minimum_system = oldest;
    return image;
  };
  CHECK(tag_of({mac(Architecture::aarch64, {11, 0, 0})}) == "macosx_11_0_arm64");
  CHECK(tag_of({mac(Architecture::x86_64, {10, 9, 0})}) == "macosx_10_9_x86_64");
  CHECK(tag_of({mac(Architecture::aarch64, {15, 1, 0})}) == "macosx_16_0_arm64");
  CHECK(tag_of({mac(Architecture::aarch64, {15, 1, 0}, System::ios)}).empty());
  CHECK(tag_of({macho(Architecture::aarch64)}).empty());
  CHECK(tag_of({pe(Architecture::x86_64)}) == "win_amd64");
  CHECK(tag_of({pe(Architecture::i686)}) == "win32");
  CHECK(tag_of({pe(Architecture::aarch64)}) == "win_arm64");
  CHECK(tag_of({pe(Architecture::armv7l)}).empty());
  Artifact firmware = pe(Architecture::x86_64);
  firmware.system = System::uefi;
  CHECK(tag_of({firmware}).empty());
  CHECK(tag_of({elf(Architecture::aarch64, Libc::musl)}) == "musllinux_1_2_aarch64");
  const VersionNeed new_glibc{"libc.so.6", "GLIBC_2.34", false};
  CHECK(tag_of({needing({new_glibc}, Architecture::aarch64)}) == "manylinux_2_34_aarch64");
  CHECK(tag_of({elf(Architecture::aarch64)}).empty());
  Artifact unsaid = needing({new_glibc});
  unsaid.system = System::unknown;
  CHECK(tag_of({unsaid}) == "manylinux_2_34_x86_64");
  unsaid.system = System::freebsd;
  CHECK(tag_of({unsaid}).empty());
  CHECK(tag_of({elf(Architecture::bpf, Libc::musl)}).empty());
  // Of a fat file, and of one that is not there, no tag is told.
  CHECK(tag_of({mac(Architecture::aarch64, {11, 0, 0}), mac(Architecture::x86_64, {11, 0, 0})}).empty());
  CHECK(tag_of({pe(Architecture::x86_64)}, "another.so").empty());
}

TEST_CASE("each rule about the platform has the same fix") {
  for (const Rule* rule : {&rule::wrong_architecture, &rule::wrong_format, &rule::wrong_libc, &rule::missing_slice,
                           &rule::wrong_system, &rule::no_variant_for_target, &rule::tag_mismatch}) {
    CAPTURE(rule->name);
    CHECK(Made(manylinux).fix(of_rule(*rule)) == "build it for manylinux_2_17_x86_64");
  }
  CHECK(Made(manylinux).fix(of_rule(rule::executable_stack)).empty());
}

TEST_CASE("a wheel for another Python is built with the right one, or called what it is") {
  const auto fix = [](const std::string& actual) {
    Finding finding = of_rule(rule::wrong_python_abi);
    finding.actual = actual;
    return Made(manylinux).fix(finding);
  };
  const std::string build = "build it with the Python of its tag";
  const std::string call = ", or give it the right tag: wheel tags --remove --python-tag ";
  CHECK(fix("a module for CPython 3.12") == build + call + "cp312 --abi-tag cp312 " + word);
  CHECK(fix("a module for CPython 3.13t") == build + call + "cp313 --abi-tag cp313t " + word);
  CHECK(fix("CPython 3.9, CPython 3.10") == build + call + "cp310 --abi-tag cp310 " + word);
  CHECK(fix("a module for CPython 3.12 (debug build)") == build);
  CHECK(fix("a module for PyPy 3.10") == build);
  CHECK(fix("CPython 3.1/") == build);
  CHECK(fix("CPython 3.1:") == build);
}

TEST_CASE("a note keeps what was said, and so does a rule that makers fix as everybody does") {
  Finding note = of_rule(rule::missing_library);
  note.severity = Severity::note;
  note.fix = Fix{"as before", "uv", {"--x"}};
  CHECK(Made(manylinux).fix(note) == "as before");
  Finding other = of_rule(rule::executable_stack);
  other.fix = Fix{"as before", "uv", {"--x"}};
  CHECK(Made(manylinux).fix(other) == "as before");
  Made made(manylinux);
  made.audit.fixes = {{"for all", "uv", {"--x"}}};
  Finding warning = note;
  warning.severity = Severity::warning;
  CHECK(made.also(note).also(warning).fix(of_rule(rule::missing_library)).starts_with("put it into the wheel"));
  CHECK(made.audit.fixes.empty());
  CHECK(made.audit.findings[1].fix->summary.starts_with("put it into the wheel"));
  CHECK(made.audit.findings[1].fix->installer.empty());
  CHECK(made.audit.findings[1].fix->arguments.empty());
}
