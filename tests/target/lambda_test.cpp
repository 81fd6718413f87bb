// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

#include "platlint/error.hpp"
#include "platlint/target.hpp"

using namespace platlint;

namespace {

struct Expected {
  std::string runtime;
  Version glibc;
  bool arm;
  std::string python;
};

const std::array<Expected, 54> runtimes{{
    {"python3.15", {2, 34, 0}, true, "3.15"}, {"python3.14", {2, 34, 0}, true, "3.14"},
    {"python3.13", {2, 34, 0}, true, "3.13"}, {"python3.12", {2, 34, 0}, true, "3.12"},
    {"python3.11", {2, 26, 0}, true, "3.11"}, {"python3.10", {2, 26, 0}, true, "3.10"},
    {"python3.9", {2, 26, 0}, true, "3.9"},   {"python3.8", {2, 26, 0}, true, "3.8"},
    {"python3.7", {2, 17, 0}, false, "3.7"},  {"python3.6", {2, 17, 0}, false, "3.6"},
    {"python2.7", {2, 17, 0}, false, "2.7"},  {"nodejs26.x", {2, 34, 0}, true, ""},
    {"nodejs24.x", {2, 34, 0}, true, ""},     {"nodejs22.x", {2, 34, 0}, true, ""},
    {"nodejs20.x", {2, 34, 0}, true, ""},     {"nodejs18.x", {2, 26, 0}, true, ""},
    {"nodejs16.x", {2, 26, 0}, true, ""},     {"nodejs14.x", {2, 26, 0}, true, ""},
    {"nodejs12.x", {2, 26, 0}, true, ""},     {"nodejs10.x", {2, 26, 0}, false, ""},
    {"nodejs8.10", {2, 17, 0}, false, ""},    {"nodejs6.10", {2, 17, 0}, false, ""},
    {"nodejs4.3", {2, 17, 0}, false, ""},     {"nodejs4.3-edge", {2, 17, 0}, false, ""},
    {"nodejs", {2, 17, 0}, false, ""},        {"java25", {2, 34, 0}, true, ""},
    {"java21", {2, 34, 0}, true, ""},         {"java17.al2023", {2, 34, 0}, true, ""},
    {"java11.al2023", {2, 34, 0}, true, ""},  {"java8.al2023", {2, 34, 0}, true, ""},
    {"java17", {2, 26, 0}, true, ""},         {"java11", {2, 26, 0}, true, ""},
    {"java8.al2", {2, 26, 0}, true, ""},      {"java8", {2, 17, 0}, false, ""},
    {"dotnet10", {2, 34, 0}, true, ""},       {"dotnet9", {2, 34, 0}, true, ""},
    {"dotnet8", {2, 34, 0}, true, ""},        {"dotnet7", {2, 26, 0}, false, ""},
    {"dotnet6", {2, 26, 0}, true, ""},        {"dotnet5.0", {2, 26, 0}, false, ""},
    {"dotnetcore3.1", {2, 26, 0}, true, ""},  {"dotnetcore2.1", {2, 17, 0}, false, ""},
    {"dotnetcore2.0", {2, 17, 0}, false, ""}, {"dotnetcore1.0", {2, 17, 0}, false, ""},
    {"ruby4.0", {2, 34, 0}, true, ""},        {"ruby3.4", {2, 34, 0}, true, ""},
    {"ruby3.3", {2, 34, 0}, true, ""},        {"ruby3.2", {2, 26, 0}, true, ""},
    {"ruby2.7", {2, 26, 0}, true, ""},        {"ruby2.5", {2, 17, 0}, false, ""},
    {"go1.x", {2, 17, 0}, false, ""},         {"provided", {2, 17, 0}, false, ""},
    {"provided.al2", {2, 26, 0}, true, ""},   {"provided.al2023", {2, 34, 0}, true, ""},
}};

std::string message(std::string_view name) {
  try {
    return "found " + find_target(name, nullptr).name;
  } catch (const Error& error) {
    return error.what();
  }
}

// GLIBC, GLIBCXX, CXXABI and GCC of Amazon Linux 1, 2 and 2023.
std::vector<Version> newest_of(const Version& glibc) {
  if (glibc == Version{2, 26, 0}) return {glibc, {3, 4, 24}, {1, 3, 11}, {7, 0, 0}};
  if (glibc == Version{2, 34, 0}) return {glibc, {3, 4, 33}, {1, 3, 15}, {14, 0, 0}};
  return {glibc, {3, 4, 24}, {1, 3, 11}, {7, 0, 0}};
}

std::vector<Version> newest_of(const Target& target) {
  std::vector<Version> newest;
  for (const std::string_view prefix : {"GLIBC", "GLIBCXX", "CXXABI", "GCC"}) {
    const SymbolVersions* row = find_symbol_versions(target, prefix);
    REQUIRE(row != nullptr);
    newest.push_back(row->newest.value());
  }
  return newest;
}

}  // namespace

TEST_CASE("all 54 runtimes on x86_64") {
  for (const Expected& row : runtimes) {
    CAPTURE(row.runtime);
    const Target target = find_target("aws-lambda:" + row.runtime, nullptr);
    CHECK(target.name == "aws-lambda:" + row.runtime);
    CHECK(target.runtime == row.runtime);
    CHECK(target.format == Format::elf);
    CHECK(target.system == System::linux);
    CHECK(target.architectures == std::vector<Architecture>{Architecture::x86_64});
    CHECK(target.libc == Libc::glibc);
    CHECK(target.libc_version == row.glibc);
    CHECK(newest_of(target) == newest_of(row.glibc));
    CHECK(target.x86_level == 3);
    CHECK((target.python ? to_string(*target.python) : "") == row.python);
  }
}

TEST_CASE("arm64 where the runtime has it") {
  for (const Expected& row : runtimes) {
    const std::string name = "aws-lambda:" + row.runtime + ":arm64";
    CAPTURE(name);
    if (!row.arm) {
      CHECK(message(name) == "platform '" + name + "': the runtime is known to run on x86_64 only, not on arm64");
      continue;
    }
    const Target target = find_target(name, nullptr);
    CHECK(target.name == name);
    CHECK(target.architectures == std::vector<Architecture>{Architecture::aarch64});
    CHECK(target.libc_version == row.glibc);
    CHECK(newest_of(target) == newest_of(row.glibc));
    CHECK(target.x86_level == 1);
  }
}

TEST_CASE("zlib and libatomic were not looked at on Amazon Linux 1") {
  CHECK(find_symbol_versions(find_target("aws-lambda:python3.7", nullptr), "ZLIB") == nullptr);
  CHECK(find_symbol_versions(find_target("aws-lambda:python3.11", nullptr), "ZLIB")->newest == Version{1, 2, 5});
  CHECK(find_symbol_versions(find_target("aws-lambda:python3.12", nullptr), "LIBATOMIC")->newest == Version{1, 2, 0});
}

TEST_CASE("a lambda target names the wheels that load there") {
  CHECK(find_target("aws-lambda:python3.11:arm64", nullptr).wheel_tags ==
        std::vector<std::string>{"manylinux_2_26_aarch64", "manylinux_2_24_aarch64", "manylinux_2_17_aarch64",
                                 "manylinux2014_aarch64"});
  CHECK(find_target("aws-lambda:python3.12", nullptr).wheel_tags.front() == "manylinux_2_34_x86_64");
  CHECK(find_target("aws-lambda:python3.12", nullptr).description ==
        "Linux x86_64, glibc 2.34 (AWS Lambda on Amazon Linux 2023)");
}

TEST_CASE("other spellings of the architecture") {
  CHECK(find_target("aws-lambda:python3.12:x86_64", nullptr).name == "aws-lambda:python3.12");
  CHECK(find_target("aws-lambda:python3.12:amd64", nullptr).name == "aws-lambda:python3.12");
  CHECK(find_target("AWS-Lambda:Python3.12:AArch64", nullptr).name == "aws-lambda:python3.12:arm64");
}

TEST_CASE("what is no runtime is refused with the nearest") {
  const std::string typo = message("aws-lambda:pyton3.12");
  CHECK(typo.find("unknown platform 'aws-lambda:pyton3.12', did you mean aws-lambda:python3.12, ") == 0);
  CHECK(message("aws-lambda:nodejs22").find("did you mean aws-lambda:nodejs22.x") != std::string::npos);
  CHECK(message("aws-lambda:") ==
        "platform 'aws-lambda:' names no runtime, expected one such as aws-lambda:python3.12");
  CHECK(message("aws-lambda") == "platform 'aws-lambda' names no runtime, expected one such as aws-lambda:python3.12");
  CHECK(message("aws-lambda:python3.12:mips") ==
        "unknown architecture in platform 'aws-lambda:python3.12:mips', AWS Lambda has x86_64 and arm64");
  CHECK(message("aws-lambda:python3.12:").find("unknown architecture") == 0);
  CHECK(message("aws-lambda:python3.12:arm64:x") ==
        "platform 'aws-lambda:python3.12:arm64:x' has too many parts, expected aws-lambda:RUNTIME:ARCH");
  CHECK(message("lambda:python3.12").find("did you mean aws-lambda:python3.12") != std::string::npos);
}

TEST_CASE("the listing holds every runtime once") {
  const std::vector<Platform> all = list_platforms();
  for (const Expected& row : runtimes) {
    CAPTURE(row.runtime);
    CHECK(std::count_if(all.begin(), all.end(),
                        [&](const Platform& p) { return p.name == "aws-lambda:" + row.runtime; }) == 1);
  }
}
