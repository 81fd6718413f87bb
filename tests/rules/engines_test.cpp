// SPDX-License-Identifier: Apache-2.0
// Prisma's engines and Ruby's gems: each row of a table, and the edges of each name.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

/// "path: expected" of each finding of missing-native-code.
std::string missing(const Target& target, const std::vector<Entry>& entries) {
  Bundle bundle;
  bundle.entries = entries;
  std::sort(bundle.entries.begin(), bundle.entries.end(),
            [](const Entry& a, const Entry& b) { return a.path < b.path; });
  const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(entries.size())};
  std::string text;
  for (const Finding& finding : checked({bundle, ownership, target}))
    if (finding.rule == &rule::missing_native_code) text += finding.path + ": " + finding.expected + "\n";
  return text;
}

Target released(const std::string& release, Architecture architecture = Architecture::x86_64) {
  Target target = linux_target(architecture);
  target.release = release;
  return target;
}

Entry native(const std::string& path) {
  return file(path, {elf(Architecture::x86_64)});
}

/// The engine that Prisma looks for on a release; "none": on that one nobody knows.
std::string wanted(const Target& target) {
  const std::string found =
      missing(target, {file("c/schema.prisma", {}), native("c/libquery_engine-other.so.node"), native("d/x.so")});
  if (found.empty()) return "none";
  const std::string start = "c/libquery_engine-other.so.node: ";
  CHECK(found.starts_with(start));
  return found.substr(start.size(), found.size() - start.size() - 1);
}

}  // namespace

TEST_CASE("the engine of each distribution, from the release that brought its OpenSSL") {
  const std::pair<const char*, const char*> rows[] = {{"amazonlinux:2023", "rhel-openssl-3.0.x"},
                                                      {"amazonlinux:2", "rhel-openssl-1.0.x"},
                                                      {"amazonlinux:1", "none"},
                                                      {"debian:13", "debian-openssl-3.0.x"},
                                                      {"debian:12", "debian-openssl-3.0.x"},
                                                      {"debian:11", "debian-openssl-1.1.x"},
                                                      {"debian:10", "debian-openssl-1.1.x"},
                                                      {"debian:9", "none"},
                                                      {"ubuntu:24.04", "debian-openssl-3.0.x"},
                                                      {"ubuntu:22.04", "debian-openssl-3.0.x"},
                                                      {"ubuntu:21.10", "debian-openssl-1.1.x"},
                                                      {"ubuntu:20.04", "debian-openssl-1.1.x"},
                                                      {"ubuntu:18.04", "none"},
                                                      {"rhel:10", "rhel-openssl-3.0.x"},
                                                      {"rhel:9", "rhel-openssl-3.0.x"},
                                                      {"rhel:8", "rhel-openssl-1.1.x"},
                                                      {"rhel:7", "none"},
                                                      {"fedora:40", "none"},
                                                      {"debian", "none"},
                                                      {"debian:", "none"},
                                                      {"debian:sid", "none"},
                                                      {"debian:12345", "debian-openssl-3.0.x"},
                                                      {"amazonlinux:20230", "rhel-openssl-3.0.x"},
                                                      {"rhel:00008", "none"}};
  for (const auto& [release, engine] : rows) {
    CAPTURE(release);
    CHECK(wanted(released(release)) == engine);
  }
  CHECK(wanted(released("debian:12", Architecture::aarch64)) == "linux-arm64-openssl-3.0.x");
  CHECK(wanted(released("debian:12", Architecture::s390x)) == "none");
  Target both = released("debian:12");
  both.architectures.push_back(Architecture::aarch64);
  CHECK(wanted(both) == "none");
}

TEST_CASE("an engine is read from its name, beside a schema") {
  const Target target = released("debian:12");
  const auto found = [&](const std::vector<std::string>& names) {
    std::vector<Entry> entries{file("c/schema.prisma", {})};
    for (const std::string& name : names) entries.push_back(native(name));
    return missing(target, entries);
  };
  for (const std::string name :
       {"libquery_engine-debian-openssl-3.0.x.so.node", "query-engine-debian-openssl-3.0.x",
        "libquery_engine-debian-openssl-3.0.x.dylib.node", "query_engine-x", "libquery_engine.so.node",
        "query-engine-debian-openssl-3.0.x.exe", "libquery_engine-debian-openssl-3.0.x.dll.node"})
    CHECK(found({"c/" + name}).empty());
  const std::string lack = ": debian-openssl-3.0.x\n";
  CHECK(found({"c/query-engine-rhel"}) == "c/query-engine-rhel" + lack);
  CHECK(found({"c/query-engine-rhel", "c/query-engine-darwin"}) == "c/query-engine-darwin" + lack);
  CHECK(found({"c/a.so", "c/query-engine-rhel"}) == "c/query-engine-rhel" + lack);
  CHECK(found({"d/query-engine-rhel"}).empty());
  CHECK(found({"c/d/query-engine-rhel"}).empty());
  CHECK(found({"c/query-engine-debian-openssl-3.0.x", "c/query-engine-rhel"}).empty());
  CHECK(found({}).empty());
  // Each client for itself, one at the root among them.
  CHECK(missing(target, {file("a/schema.prisma", {}), native("a/query-engine-debian-openssl-3.0.x"),
                         file("b/schema.prisma", {}), native("b/query-engine-rhel"), file("schema.prisma", {}),
                         native("query-engine-rhel")}) == "query-engine-rhel" + lack + "b/query-engine-rhel" + lack);
}

TEST_CASE("gems lie in the directory of their Ruby, which is the runtime's or not") {
  Target ruby = linux_target(Architecture::x86_64);
  ruby.runtime = "ruby3.4";
  const auto found = [&](const std::vector<std::string>& paths, const Target& target) {
    std::vector<Entry> entries;
    for (const std::string& path : paths) entries.push_back(native(path));
    return missing(target, entries);
  };
  for (const std::string place : {"vendor/bundle/ruby/", "ruby/gems/"}) {
    const std::string old = place + "3.3.0/gems/x.so";
    CHECK(found({old}, ruby) == old + ": 3.4.0\n");
    CHECK(found({old, place + "3.3.0/gems/y.so"}, ruby) == old + ": 3.4.0\n");
    CHECK(found({place + "3.2.0/gems/x.so", old}, ruby) == place + "3.2.0/gems/x.so: 3.4.0\n" + old + ": 3.4.0\n");
    CHECK(found({"a.so", old}, ruby) == old + ": 3.4.0\n");
    CHECK(found({old, place + "3.4.0/gems/x.so"}, ruby).empty());
    CHECK(found({place + "3.3.0"}, ruby).empty());
    CHECK(found({place + "x/gems/x.so"}, ruby).empty());
    CHECK(found({"a/" + old}, ruby).empty());
    CHECK(found({old}, linux_target(Architecture::x86_64)).empty());
    Entry script = file(place + "3.3.0/x.rb", {});
    script.status = Entry::Status::not_native;
    CHECK(missing(ruby, {script}).empty());
    CHECK(missing(ruby, {script, native(old)}) == old + ": 3.4.0\n");
    script.path = place + "3.4.0/x.rb";
    CHECK(missing(ruby, {script, native(old)}).empty());
  }
}
