// SPDX-License-Identifier: Apache-2.0
// What is asked of an installer: which tags fit, what they prove of the origin, and which words a shell leaves alone.
#include "advice/request.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace platlint;
using namespace platlint::advice;

namespace {

const Target linux_target = find_target("manylinux_2_28_x86_64", no_environment);

Package demo(std::vector<std::string> tags = {"cp312-cp312-win_amd64"}) {
  Package package;
  package.name = "demo";
  package.installer = "uv";
  package.path = "demo-1.dist-info";
  package.tags = std::move(tags);
  return package;
}

bool fits(const std::string& platform, const Target& target = linux_target) {
  return fits_by_tag({"cp312-cp312-" + platform}, target);
}

Origin origin(const Package& package, bool other_python = false) {
  return request_for(package, linux_target, other_python).origin;
}

}  // namespace

TEST_CASE("a tag fits if it promises no more than the target has") {
  for (const char* platform : {"any", "linux_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64",
                               "manylinux_2_27_x86_64", "manylinux_2_5_x86_64"})
    CHECK(fits(platform));
  for (const char* platform :
       {"", "linux_aarch64", "linux_", "linux", "manylinux_2_29_x86_64", "manylinux_2_28_aarch64", "manylinux_2_28",
        "manylinux_2_28x86_64", "manylinux_3_28_x86_64", "musllinux_1_2_x86_64", "win_amd64", "xlinux_x86_64"})
    CHECK_FALSE(fits(platform));
  CHECK_FALSE(fits_by_tag({}, linux_target));
  CHECK_FALSE(fits_by_tag({"any"}, linux_target));  // no tag: it has one part
  CHECK(fits_by_tag({"x", "py3-none-win32", "py3-none-any"}, linux_target));
  const Target alpine = find_target("musllinux_1_2_x86_64", no_environment);
  CHECK(fits("musllinux_1_2_x86_64", alpine));
  CHECK(fits("linux_x86_64", alpine));
  CHECK_FALSE(fits("manylinux_2_5_x86_64", alpine));
  const Target mac = find_target("macosx_11_0_universal2", no_environment);
  CHECK(tag_architecture(mac).empty());
  CHECK_FALSE(fits("linux_", mac));
  CHECK_FALSE(fits("linux_x86_64", find_target("win_amd64", no_environment)));
  Target unsaid = linux_target;
  unsaid.libc_version = std::nullopt;
  CHECK_FALSE(fits("manylinux_2_20_x86_64", unsaid));
  unsaid.architectures = {Architecture::bpf};  // no wheel's word
  CHECK_FALSE(fits("linux_", unsaid));
}

TEST_CASE("where a wrong file came from") {
  const std::vector<std::string> here{"cp312-cp312-linux_x86_64"};
  Package package = demo();
  CHECK(origin(package) == Origin::wheel);
  CHECK(origin(package, true) == Origin::wheel);
  CHECK(origin(demo(here)) == Origin::mistagged);
  CHECK(origin(demo(here), true) == Origin::wheel);
  CHECK(origin(demo({})) == Origin::unknown);
  package.installer.clear();
  CHECK(origin(package) == Origin::unknown);
  package = demo();
  package.perhaps_built = true;
  CHECK(origin(package) == Origin::unknown);
  CHECK_FALSE(request_for(package, linux_target, false).doubtful);
  package.tags = here;
  CHECK(origin(package) == Origin::source);
  CHECK(request_for(package, linux_target, false).doubtful);
  package = demo();
  package.built_locally = true;
  CHECK(origin(package) == Origin::source);
  CHECK_FALSE(request_for(package, linux_target, false).doubtful);
  package.by_address = true;
  CHECK(origin(package) == Origin::address);
  package.local_project = true;
  CHECK(origin(package) == Origin::local_project);
}

TEST_CASE("a package without metadata has the name of its directory") {
  for (const char* path : {"demo-1.dist-info", "demo.egg-info", "demo/EGG-INFO", "demo-1.whl", "demo.egg"}) {
    Package package = demo();
    package.path = path;
    CHECK_FALSE(request_for(package, linux_target, false).inferred);
    CHECK_FALSE(request_for(package, linux_target, false).environment);
  }
  Package package = demo();
  package.path = "lib/python3.12/site-packages/demo";
  CHECK(request_for(package, linux_target, false).inferred);
  CHECK(request_for(package, linux_target, false).environment);
}

TEST_CASE("three packages are named, and a fourth if it is the last") {
  const auto enumerated = [](const std::string& names) {
    Requests requests;
    for (const char name : names) {
      requests.emplace_back();
      requests.back().name = name;
    }
    return enumerate(requests);
  };
  CHECK(enumerated("").empty());
  CHECK(enumerated("a") == "a");
  CHECK(enumerated("ab") == "a and b");
  CHECK(enumerated("abc") == "a, b and c");
  CHECK(enumerated("abcd") == "a, b, c and d");
  CHECK(enumerated("abcde") == "a, b, c and 2 more");
  CHECK(enumerated("abcdef") == "a, b, c and 3 more");
}

TEST_CASE("a plain word is of these characters alone, and begins as no option or home does") {
  for (int code = 0; code < 256; ++code) {
    const char c = static_cast<char>(code);
    const bool plain = std::string("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~+@/").find(c) !=
                       std::string::npos;
    CAPTURE(code);
    CHECK(is_plain(std::string("x") + c) == plain);
    CHECK(is_plain(std::string(1, c)) == (plain && c != '-' && c != '~'));
  }
  CHECK_FALSE(is_plain(""));
}

TEST_CASE("Linux is a container, and other systems are machines") {
  Target target = linux_target;
  CHECK(on_target(target) == "in a container of Linux x86_64, glibc 2.28");
  target.description.clear();
  CHECK(where(target) == "x86_64-manylinux_2_28");
  target.system = System::freebsd;
  CHECK(on_target(target) == "on x86_64-manylinux_2_28");
}
