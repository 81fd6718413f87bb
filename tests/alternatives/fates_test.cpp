// SPDX-License-Identifier: Apache-2.0
#include "alternatives/fates.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

const std::string prebuilds = "node_modules/a/prebuilds/";

Bundle addon(std::vector<Entry> entries) {
  Bundle bundle;
  bundle.entries = std::move(entries);
  std::sort(bundle.entries.begin(), bundle.entries.end(),
            [](const Entry& a, const Entry& b) { return a.path < b.path; });
  bundle.metadata["node_modules/a/package.json"] = R"({"name": "a", "version": "1.0.0"})";
  return bundle;
}

std::string_view word(Fate::Kind kind) {
  switch (kind) {
    case Fate::Kind::loaded:
      return "loaded";
    case Fate::Kind::shared:
      return "shared";
    case Fate::Kind::lacking:
      return "lacking";
    case Fate::Kind::unused:
      return "unused";
  }
  return "";
}

// A word per entry, in order. "?" follows those that are optional; "!" at the end stands for each lack, "~" for a
// doubtful one.
std::string fates(const Target& target, const Bundle& bundle) {
  const Ownership ownership = find_packages(bundle);
  const Fates found = find_fates({bundle, ownership, target}, find_families(bundle, ownership));
  std::string text;
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    if (bundle.entries[i].artifacts.empty()) continue;
    text.append(text.empty() ? "" : " ").append(word(found.of(i).kind)).append(found.of(i).optional ? "?" : "");
  }
  for (const Lack& lack : found.lacks) text += lack.doubtful ? "~" : "!";
  return text;
}

const Entry for_mac = file(prebuilds + "darwin-arm64/x.node", {macho(Architecture::aarch64)});
const Entry for_intel_mac = file(prebuilds + "darwin-x64/x.node", {macho(Architecture::x86_64)});
const Entry for_linux = file(prebuilds + "linux-x64/x.node", {elf(Architecture::x86_64)});
const Target on_linux = linux_target(Architecture::x86_64);

}  // namespace

TEST_CASE("one of several is loaded, or all are lacking") {
  const Bundle bundle = addon({for_mac, for_linux});
  CHECK(fates(on_linux, bundle) == "unused loaded");
  CHECK(fates(macos({Architecture::aarch64}), bundle) == "loaded unused");
  CHECK(fates(windows(Architecture::x86_64), bundle) == "lacking lacking!");
}

TEST_CASE("a package may work without any of them") {
  const Bundle bundle = addon({for_mac, for_linux, file("node_modules/a/fallback.js", {})});
  CHECK(fates(windows(Architecture::x86_64), bundle) == "lacking? lacking?~");
  CHECK(fates(on_linux, bundle) == "unused? loaded?");
}

TEST_CASE("two thin files share a universal target") {
  const Target universal = macos({Architecture::x86_64, Architecture::aarch64});
  CHECK(fates(universal, addon({for_mac, for_intel_mac, for_linux})) == "shared shared unused");
}

TEST_CASE("what a build left is loaded, whatever it is for") {
  const Entry built = file("node_modules/a/build/Release/x.node", {macho(Architecture::aarch64)});
  CHECK(fates(on_linux, addon({built, for_linux})) == "loaded loaded");
}

TEST_CASE("a program for one other system, beside what is loaded here, is that system's") {
  const Target here = linux_target(Architecture::x86_64);
  const auto program = [](const char* path, Artifact image) {
    image.kind = Kind::executable;
    return file("node_modules/a/" + std::string(path), {std::move(image)});
  };
  const Entry tool = program("orbs", macho(Architecture::x86_64));
  const Entry built = file("node_modules/a/build/Release/x.node", {elf(Architecture::x86_64)});
  CHECK(fates(here, addon({tool, built})) == "loaded unused");
  CHECK(fates(here, addon({tool, for_linux, for_mac})) == "unused unused loaded");
  // A program that is named after the package, one beside another for the target, one for this system, one alone.
  CHECK(fates(here, addon({program("a.out", macho(Architecture::x86_64)), built})) == "loaded loaded");
  CHECK(fates(here, addon({tool, program("other", elf(Architecture::x86_64)), built})) == "loaded loaded loaded");
  CHECK(fates(here, addon({program("orbs", elf(Architecture::aarch64)), built})) == "loaded loaded");
  CHECK(fates(here, addon({tool})) == "loaded");
  // The addon does not fit either: the package is for the other machine.
  CHECK(fates(here, addon({tool, file("node_modules/a/build/Release/x.node", {macho(Architecture::x86_64)})})) ==
        "loaded loaded");
}

namespace {

enum class Code : std::uint8_t { any, program, addon };

// What is told of a Node package whose files are all for other platforms.
std::string missed(Code code, bool started, const std::vector<const char*>& platforms) {
  std::vector<Entry> entries;
  for (const char* const platform : platforms) {
    const Target other = find_target(platform, no_environment);
    Artifact image = other.format == Format::elf     ? elf(other.architectures.front())
                     : other.format == Format::macho ? macho(other.architectures.front())
                                                     : pe(other.architectures.front());
    if (started) image.kind = Kind::executable;
    entries.push_back(file(prebuilds + platform + (started ? "/tool" : "/x.node"), {image}));
  }
  if (code == Code::any) entries.push_back(file("node_modules/a/fallback.js", {}));
  const Bundle bundle = addon(std::move(entries));
  Ownership ownership = find_packages(bundle);
  REQUIRE(ownership.packages.size() == 1);
  ownership.packages[0].program = code == Code::program;
  const Fates found = find_fates({bundle, ownership, on_linux}, find_families(bundle, ownership));
  if (!found.lacks.empty()) return found.lacks[0].doubtful ? "perhaps" : "yes";
  for (const auto& [entry, fate] : found.entries) {
    if (fate.kind == Fate::Kind::unused) return "no";
  }
  return "nothing";
}

}  // namespace

TEST_CASE("how much is missed where all is for others") {
  const std::vector<const char*> here{"linux-arm64", "linux-s390x"}, several{"darwin-arm64", "win32-x64"},
      one{"darwin-arm64", "darwin-x64"};
  struct Row {
    Code code;
    bool started;
    const char *here, *several, *one;
  };
  for (const Row& row : {Row{Code::any, true, "perhaps", "perhaps", "no"},
                         {Code::any, false, "perhaps", "perhaps", "no"},
                         {Code::program, true, "yes", "perhaps", "no"},
                         {Code::program, false, "yes", "perhaps", "yes"},
                         {Code::addon, true, "yes", "perhaps", "no"},
                         {Code::addon, false, "yes", "yes", "yes"}}) {
    CAPTURE(static_cast<int>(row.code));
    CAPTURE(row.started);
    CHECK(missed(row.code, row.started, here) == row.here);
    CHECK(missed(row.code, row.started, several) == row.several);
    CHECK(missed(row.code, row.started, one) == row.one);
  }
}

namespace {

/// What is told of the first jar's files for other platforms: "yes", "perhaps", "no".
std::string missed_in_jar(const std::vector<const char*>& platforms, bool started = false, bool other_serves = true,
                          const std::string& name = "x") {
  Bundle bundle;
  for (const std::string jar : {"a.jar!/", "b.jar!/"}) bundle.entries.push_back(file(jar + "META-INF/MANIFEST.MF", {}));
  for (const char* const platform : platforms) {
    const Target other = find_target(platform, no_environment);
    Artifact image = other.format == Format::elf     ? elf(other.architectures.front())
                     : other.format == Format::macho ? macho(other.architectures.front())
                                                     : pe(other.architectures.front());
    image.kind = started ? Kind::executable : Kind::library;
    bundle.entries.push_back(file("a.jar!/n/" + std::string(platform) + "/" + name, {image}));
  }
  if (other_serves) bundle.entries.push_back(file("b.jar!/m/linux-x64/y", {elf(Architecture::x86_64)}));
  for (Entry& entry : bundle.entries)
    if (entry.artifacts.empty()) entry.status = Entry::Status::not_native;
  std::sort(bundle.entries.begin(), bundle.entries.end(),
            [](const Entry& a, const Entry& b) { return a.path < b.path; });
  const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(bundle.entries.size())};
  const Fates found = find_fates({bundle, ownership, on_linux}, find_families(bundle, ownership));
  if (!found.lacks.empty()) {
    CHECK(found.lacks[0].has_fallback == (name != "x"));
    return found.lacks[0].doubtful ? "perhaps" : "yes";
  }
  return found.entries.empty() ? "nothing" : "no";
}

}  // namespace

TEST_CASE("how much is missed of a jar") {
  CHECK(missed_in_jar({"darwin-arm64", "darwin-x64"}) == "no");
  CHECK(missed_in_jar({"darwin-arm64", "darwin-x64"}, false, false) == "yes");
  CHECK(missed_in_jar({"darwin-arm64", "darwin-x64"}, true) == "no");
  CHECK(missed_in_jar({"darwin-arm64", "darwin-x64"}, true, false) == "no");
  CHECK(missed_in_jar({"darwin-arm64"}) == "perhaps");
  CHECK(missed_in_jar({"darwin-arm64"}, false, false) == "yes");
  CHECK(missed_in_jar({"darwin-arm64", "win32-x64"}) == "yes");
  CHECK(missed_in_jar({"darwin-arm64", "win32-x64"}, true) == "perhaps");
  CHECK(missed_in_jar({"linux-arm64", "linux-s390x"}) == "yes");
  CHECK(missed_in_jar({"linux-arm64", "linux-s390x"}, true) == "yes");
  CHECK(missed_in_jar({"linux-x64", "darwin-x64"}) == "no");
  CHECK(missed_in_jar({"linux-arm64", "linux-s390x"}, false, true, "liblz4-java") == "perhaps");
}

TEST_CASE("a package that nothing needs is missed perhaps, and a part of one that is asked for is missed") {
  const auto lack = [](bool needed, bool part) {
    Bundle bundle;
    for (const char* const name : {"@a/darwin-arm64", "@a/win32-x64"})
      bundle.entries.push_back(file("node_modules/" + std::string(name) + "/x.node", {macho(Architecture::aarch64)}));
    bundle.entries[1].artifacts = {pe(Architecture::x86_64)};
    if (!part) bundle.entries = {for_mac, file(prebuilds + "win32-x64/x.node", {pe(Architecture::x86_64)})};
    Package package;
    package.name = part ? "@a/darwin-arm64" : "a";
    package.path = "node_modules/" + package.name;
    package.ecosystem = Ecosystem::node;
    package.needed = needed;
    if (part) package.request = "a";
    Package second = package;
    second.name = "@a/win32-x64";
    second.path = "node_modules/" + second.name;
    const Ownership ownership{{package, second}, {0, part ? 1 : 0}};
    const Fates found = find_fates({bundle, ownership, on_linux}, find_families(bundle, ownership));
    return found.lacks.empty() ? "no" : found.lacks[0].doubtful ? "perhaps" : "yes";
  };
  CHECK(lack(true, false) == "yes");
  CHECK(lack(false, false) == "perhaps");
  CHECK(lack(true, true) == "yes");
  CHECK(lack(false, true) == "yes");
}

TEST_CASE("programs that the target translates, or that lie in a directory of fallbacks, are conveniences") {
  const auto lack = [](const Target& target, const std::string& directory, const Artifact& first,
                       const Artifact& second) {
    std::vector<Entry> entries{file("node_modules/a/" + directory + "linux-arm64/t", {first}),
                               file("node_modules/a/" + directory + "linux-s390x/t", {second})};
    for (Entry& entry : entries) entry.artifacts[0].kind = Kind::executable;
    return fates(target, addon(entries));
  };
  const Artifact arm = elf(Architecture::aarch64), power = elf(Architecture::s390x);
  CHECK(lack(on_linux, "", arm, power).find('!') != std::string::npos);
  CHECK(lack(on_linux, "fallback/", arm, power).find('!') == std::string::npos);
}
