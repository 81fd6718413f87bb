// SPDX-License-Identifier: Apache-2.0
// What rules list is cut, and what they allow has a limit: each at its number, and one above it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "loader/deployment.hpp"
#include "loader/lambda.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Findings found(const Bundle& bundle, const Target& target, Role role = Role::alone, bool require_native = false) {
  const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(bundle.entries.size())};
  WholeBundle whole{bundle, ownership, target};
  whole.role = role;
  whole.require_native = require_native;
  return checked(whole);
}

std::string message(const Target& target, const std::vector<Entry>& entries) {
  Bundle bundle;
  bundle.entries = entries;
  const Findings findings = found(bundle, target);
  REQUIRE(findings.size() == 1);
  return findings[0].message;
}

Entry unreadable(const std::string& path) {
  Entry entry = data(path);
  entry.mode = 0600;
  return entry;
}

Target glibc_2_17() {
  return find_target("manylinux_2_17_x86_64", no_environment);
}

}  // namespace

TEST_CASE("ten files that nobody else may read are listed, and all are counted") {
  const auto with = [](std::size_t count) {
    std::vector<Entry> entries{data("handler.py")};
    for (std::size_t i = 0; i < count; ++i) entries.push_back(unreadable("f" + std::to_string(i)));
    return found(root("f", entries), lambda(), Role::function);
  };
  CHECK(with(0).empty());
  CHECK(with(1)[0].message == "mode 0600: Lambda's user may not read it");
  CHECK(with(1)[0].details == std::vector<std::string>{"f0: mode 0600"});
  CHECK(with(2)[0].message == "mode 0600 and so have 1 other files: Lambda's user may not read them");
  CHECK(with(9)[0].details.size() == 9);
  CHECK(with(10)[0].details.size() == 10);
  CHECK(with(11)[0].details.size() == 10);
  CHECK(with(11)[0].details.back() == "f9: mode 0600");
  CHECK(with(11)[0].path == "f0");
}

TEST_CASE("a mode is said in octal") {
  Entry entry = unreadable("a");
  entry.mode = 01730;
  CHECK(found(root("f", {data("handler.py"), entry}), lambda(), Role::function)[0].actual ==
        "not readable by others: mode 1730");
}

TEST_CASE("Lambda takes 250 MB, and a zip of 50 MB") {
  const auto with = [](std::uint64_t unpacked, std::uint64_t zip, const Target& target = lambda()) {
    Bundle bundle = root("f", {data("handler.py"), data("a"), data("b.zip!/c")});
    bundle.entries[1].size = unpacked;
    bundle.entries[2].size = std::uint64_t{1} << 40;
    bundle.archive_size = zip;
    std::string text;
    for (const Finding& finding : found(bundle, target, Role::function)) text += finding.message + "\n";
    return text;
  };
  constexpr std::uint64_t most = std::uint64_t{250} << 20, most_zip = std::uint64_t{50} << 20;
  CHECK(with(most, most_zip).empty());
  CHECK(with(most + 1, 0) == "unpacks to 250.0 MB, AWS Lambda takes 250 MB\n");
  CHECK(with(most + (1 << 20) / 10 + 1, 0) == "unpacks to 250.1 MB, AWS Lambda takes 250 MB\n");
  CHECK(with(0, most_zip + 1) == "a zip of 50.0 MB: AWS Lambda takes 50 MB directly, more through S3\n");
  CHECK(with(most + 1, most_zip + 1, find_target("debian:12", no_environment)).empty());
}

TEST_CASE("three symbols are named, and the others counted") {
  const auto with = [](std::size_t count) {
    Artifact image = elf(Architecture::x86_64);
    VersionNeed need{"libc.so.6", "GLIBC_2.34", false};
    for (std::size_t i = 0; i < count; ++i) need.symbols.push_back("s" + std::to_string(i));
    image.version_needs = {need};
    return message(glibc_2_17(), {file("x.so", {image})});
  };
  CHECK(with(0) == "needs glibc 2.34, target has 2.17");
  CHECK(with(1) == "needs glibc 2.34 for s0, target has 2.17");
  CHECK(with(3) == "needs glibc 2.34 for s0, s1, s2, target has 2.17");
  CHECK(with(4) == "needs glibc 2.34 for s0, s1, s2 and 1 more, target has 2.17");
}

TEST_CASE("of several versions the newest is said, and glibc's internals are a warning") {
  const auto with = [](const std::vector<VersionNeed>& needs) {
    Artifact image = elf(Architecture::x86_64);
    image.version_needs = needs;
    return message(glibc_2_17(), {file("a.so", {elf(Architecture::x86_64)}), file("x.so", {image})});
  };
  const VersionNeed older{"libc.so.6", "GLIBC_2.18", false}, newer{"libc.so.6", "GLIBC_2.28", false},
      internal{"libc.so.6", "GLIBC_PRIVATE", false}, fits{"libc.so.6", "GLIBC_2.17", false};
  CHECK(with({older, newer, fits}) == "needs glibc 2.28, target has 2.17");
  CHECK(with({newer, older}) == "needs glibc 2.28, target has 2.17");
  CHECK(with({internal, older}) == "needs glibc 2.18, target has 2.17");
  CHECK(with({older, internal}) == "needs glibc 2.18, target has 2.17");
  CHECK(with({fits, internal}) == "needs GLIBC_PRIVATE, which every glibc changes as it likes");
}

TEST_CASE("what a link leads to is said") {
  const auto with = [](const std::string& path, Entry::Outside outside) {
    Entry entry = data(path);
    entry.link = "/opt/y";
    entry.leaves_root = true;
    entry.outside = outside;
    Bundle bundle;
    bundle.entries = {entry};
    const Findings findings = found(bundle, glibc_2_17());
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].details.empty() == (findings[0].severity == Severity::note));
    return findings[0].message + "; " + findings[0].actual;
  };
  CHECK(with("x.so", Entry::Outside::code) ==
        "leads out of the bundle, and its target was not judged; a link to /opt/y");
  CHECK(with("x.so", Entry::Outside::nothing) ==
        "leads to nothing, under the name of native code; a link to nothing, /opt/y");
  CHECK(with("x", Entry::Outside::harmless) == "a link that leads out of the bundle, to /opt/y; a link to /opt/y");
  CHECK(with("bin/python3", Entry::Outside::code) ==
        "a link that leads out of the bundle, to /opt/y; a link to /opt/y");
}

TEST_CASE("native code is missed only where it is asked for, of the topmost root") {
  const Target target = lambda();
  const Bundle none = root("none", {data("a.py"), data("b.py")}), one = root("one", {data("a.py"), good("x.so")});
  Bundle broken = root("broken", {data("a.py")});
  broken.failure = "why";
  Bundle archive = root("archive", {data("a.py"), data("b.tar")});
  archive.entries[1].unopened = "a tar archive";
  const auto misses = [&](const Bundle& bundle, bool asked) {
    for (const Finding& finding : found(bundle, target, Role::alone, asked))
      if (finding.rule == &rule::no_native_code) return true;
    return false;
  };
  CHECK(misses(none, true));
  CHECK_FALSE(misses(none, false));
  CHECK_FALSE(misses(one, true));
  CHECK_FALSE(misses(broken, true));
  CHECK_FALSE(misses(archive, true));
  const auto of_two = [&](const Bundle& function, const Bundle& layer) {
    const std::vector<Bundle> bundles{function, layer};
    std::vector<Ownership> ownership(2);
    for (std::size_t i = 0; i < 2; ++i) ownership[i].owner.resize(bundles[i].entries.size());
    std::string text;
    for (WholeBundle& whole : deploy(bundles, ownership, target)) {
      whole.require_native = true;
      for (const Finding& finding : check(whole)) text += whole.bundle.root + ": " + std::string(finding.rule->name);
    }
    return text;
  };
  const Bundle function = root("f", {data("handler.py")}), layer = root("l", {data("python/x.py")});
  CHECK(of_two(function, layer) == "f: no-native-code");
  CHECK(of_two(function, root("l", {data("python/x.py"), good("python/x.so")})) == "");
  CHECK(of_two(root("f", {data("handler.py"), good("x.so")}), layer) == "");
}

TEST_CASE("six platforms are named, and seven, and of eight the others are counted") {
  const std::vector<std::string> names{"darwin-arm64", "darwin-x64",  "freebsd-x64", "linux-arm",
                                       "linux-ia32",   "linux-s390x", "win32-arm64", "win32-x64"};
  const auto with = [&](std::size_t count) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < count; ++i) {
      const Target platform = find_target(names[i], no_environment);
      Artifact image;
      image.format = platform.format;
      image.kind = platform.format == Format::macho ? Kind::bundle : Kind::library;
      image.system = platform.system;
      image.libc = platform.libc;
      image.architecture = platform.architectures.front();
      entries.push_back(file("node_modules/p/prebuilds/" + names[i] + "/p.node", {image}));
    }
    Bundle bundle;
    bundle.entries = entries;
    Package package;
    package.name = "p";
    package.ecosystem = Ecosystem::node;
    package.path = "node_modules/p";
    const Ownership ownership{{package}, std::vector<std::optional<std::size_t>>(count, 0)};
    const Target target = find_target("linux-x64", no_environment);
    for (const Finding& finding : check({bundle, ownership, target}))
      if (finding.rule == &rule::no_variant_for_target) return finding.actual;
    return std::string("nothing");
  };
  const auto words = [&](std::size_t count) {
    const std::string text = with(count);
    CAPTURE(text);
    return std::count(text.begin(), text.end(), ',') + (text.find(" and ") == std::string::npos ? 1 : 2);
  };
  CHECK(words(2) == 2);
  CHECK(words(3) == 3);
  CHECK(words(6) == 6);
  CHECK(words(7) == 7);
  CHECK(with(7).find("more") == std::string::npos);
  CHECK(words(8) == 7);
  CHECK(with(8).ends_with(" and 2 more"));
}

TEST_CASE("each image of a file is asked for its versions") {
  Artifact fits = elf(Architecture::x86_64), newer = fits, internal = fits, runtime = fits;
  fits.version_needs = {{"libc.so.6", "GLIBC_2.17", false}};
  newer.version_needs = {{"libc.so.6", "GLIBC_2.28", false}};
  internal.version_needs = {{"libc.so.6", "GLIBC_PRIVATE", false}};
  runtime.libraries.push_back({"libstdc++.so.6", false});
  runtime.version_needs = {{"libstdc++.so.6", "GLIBCXX_3.4.99", false}};
  const auto judged = [](const std::vector<Artifact>& images) { return verdict(glibc_2_17(), {file("x.so", images)}); };
  CHECK(judged({fits, newer}) == "glibc-too-new error");
  CHECK(judged({internal, newer}) == "glibc-too-new error, glibc-too-new warning");
  CHECK(judged({fits, internal}) == "glibc-too-new warning");
  CHECK(judged({fits, runtime}) == "libstdcxx-too-new error");
  CHECK(judged({newer, newer}) == "glibc-too-new error, glibc-too-new error");
}
