// SPDX-License-Identifier: Apache-2.0
// uv's words for a target, each row and both sides of each edge, and what it is asked for several packages at once.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "advice/installers.hpp"

using namespace platlint;
using namespace platlint::advice;
using Arguments = std::vector<std::string>;

namespace {

Target linux_target(Architecture architecture, Libc libc, std::optional<Version> version) {
  Target target;
  target.name = "x";
  target.description = "the target";
  target.architectures = {architecture};
  target.libc = libc;
  target.libc_version = version;
  return target;
}

Target glibc(int minor, Architecture architecture = Architecture::x86_64) {
  return linux_target(architecture, Libc::glibc, Version{2, minor, 0});
}

Target other(System system, Architecture architecture, std::optional<Version> oldest = std::nullopt) {
  Target target = linux_target(architecture, Libc::unknown, std::nullopt);
  target.system = system;
  target.system_version = oldest;
  return target;
}

Request request(std::string name, Origin origin, bool satisfied = false) {
  Request request;
  request.name = std::move(name);
  request.origin = origin;
  request.satisfied = satisfied;
  return request;
}

const Request foreign = request("numpy", Origin::wheel);

std::string summary(const Requests& requests, const Target& target, bool has_local_project = false) {
  return uv_fix(requests, {target, has_local_project}).summary;
}

}  // namespace

TEST_CASE("uv has a value for each of these releases of glibc, and takes the next lower one for others") {
  for (const int minor : {28, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40}) {
    CHECK(uv_platform(glibc(minor)) == "x86_64-manylinux_2_" + std::to_string(minor));
    CHECK(uv_platform(glibc(minor, Architecture::aarch64)) == "aarch64-manylinux_2_" + std::to_string(minor));
  }
  CHECK(uv_platform(glibc(41)) == "x86_64-manylinux_2_40");
  CHECK(uv_platform(glibc(30)) == "x86_64-manylinux_2_28");
  CHECK(uv_platform(glibc(27)) == "x86_64-manylinux2014");
  CHECK(uv_platform(glibc(17)) == "x86_64-manylinux2014");
  CHECK(uv_platform(glibc(16)).empty());
  CHECK(uv_platform(glibc(38, Architecture::riscv64)).empty());
  CHECK(uv_platform(glibc(40, Architecture::riscv64)) == "riscv64-unknown-linux");
  CHECK(uv_platform(linux_target(Architecture::x86_64, Libc::glibc, Version{3, 40, 0})).empty());
  CHECK(uv_platform(linux_target(Architecture::x86_64, Libc::glibc, std::nullopt)).empty());
}

TEST_CASE("uv's musl is 1.2 or newer") {
  for (const auto& [architecture, name] :
       {std::pair{Architecture::x86_64, "x86_64-unknown-linux-musl"},
        std::pair{Architecture::aarch64, "aarch64-unknown-linux-musl"}, std::pair{Architecture::armv7l, ""}}) {
    CHECK(uv_platform(linux_target(architecture, Libc::musl, Version{1, 2, 0})) == name);
    CHECK(uv_platform(linux_target(architecture, Libc::musl, Version{1, 3, 0})) == name);
    CHECK(uv_platform(linux_target(architecture, Libc::musl, std::nullopt)) == name);
    CHECK(uv_platform(linux_target(architecture, Libc::musl, Version{1, 1, 0})).empty());
    CHECK(uv_platform(linux_target(architecture, Libc::unknown, std::nullopt)).empty());
  }
}

TEST_CASE("uv's value for each system and processor") {
  struct Row {
    System system;
    const char* intel;
    const char* arm;
    const char* i686;
  };
  for (const Row& row : {Row{System::macos, "x86_64-apple-darwin", "aarch64-apple-darwin", ""},
                         {System::windows, "x86_64-pc-windows-msvc", "aarch64-pc-windows-msvc", "i686-pc-windows-msvc"},
                         {System::ios, "", "arm64-apple-ios", ""},
                         {System::ios_simulator, "x86_64-apple-ios-simulator", "arm64-apple-ios-simulator", ""},
                         {System::android, "x86_64-linux-android", "aarch64-linux-android", ""},
                         {System::freebsd, "", "", ""}}) {
    CHECK(uv_platform(other(row.system, Architecture::x86_64)) == row.intel);
    CHECK(uv_platform(other(row.system, Architecture::aarch64)) == row.arm);
    CHECK(uv_platform(other(row.system, Architecture::i686)) == row.i686);
  }
}

TEST_CASE("uv's own names are taken as they are") {
  for (const std::string name :
       {"linux", "macos", "windows", "x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-manylinux_2_17",
        "aarch64-manylinux_2_17", "wasm32-pyodide2024", "wasm32-pyodide2025"}) {
    Target target = glibc(40);
    target.name = name;
    CHECK(uv_platform(target) == name);
  }
}

TEST_CASE("uv is told the oldest system, if its own is another") {
  const auto floor = [](System system, const Version& oldest) {
    const std::string text = summary({foreign}, other(system, Architecture::aarch64, oldest), true);
    const std::size_t open = text.find(" (with "), close = text.find(')');
    return open == std::string::npos ? std::string() : text.substr(open + 7, close - open - 7);
  };
  CHECK(floor(System::macos, {13, 0, 0}).empty());
  CHECK(floor(System::macos, {13, 1, 0}) == "MACOSX_DEPLOYMENT_TARGET=13.1");
  CHECK(floor(System::macos, {12, 0, 0}) == "MACOSX_DEPLOYMENT_TARGET=12.0");
  for (const System system : {System::ios, System::ios_simulator}) {
    CHECK(floor(system, {13, 0, 0}).empty());
    CHECK(floor(system, {15, 4, 0}) == "IPHONEOS_DEPLOYMENT_TARGET=15.4");
  }
  CHECK(floor(System::android, {24, 0, 0}).empty());
  CHECK(floor(System::android, {21, 0, 0}) == "ANDROID_API_LEVEL=21");
  CHECK(floor(System::windows, {10, 0, 0}).empty());
}

TEST_CASE("what the brackets before uv's command say") {
  const Target target = glibc(28);
  const std::string platform = "x86_64-manylinux_2_28";
  const Request built = request("numpy", Origin::source), unknown = request("numpy", Origin::unknown);
  CHECK(summary({built}, target, true) ==
        "take the wheel of numpy instead of building it here; run uv pip install with --only-binary numpy");
  CHECK(summary({built, foreign}, target, true).starts_with("take the wheel of numpy and numpy for the target;"));
  CHECK(summary({unknown}, target, true).find("for the target (with --python-platform " + platform + "); run") !=
        std::string::npos);
  CHECK(summary({unknown, foreign}, target, true).find('(') == std::string::npos);
  CHECK(summary({foreign}, target, true).find('(') == std::string::npos);
  CHECK(summary({foreign}, target).find(" (or --no-build for all packages); run") != std::string::npos);
  Request in_environment = built;
  in_environment.environment = true;
  CHECK(summary({in_environment}, target)
            .find(" (uv sync: --no-build-package numpy; or --no-build for all packages); run") != std::string::npos);
  CHECK(summary({in_environment, in_environment}, target, true).find('(') == std::string::npos);
  const Target nameless = glibc(16);
  CHECK(summary({foreign}, nameless, true).find(" (in a container of the target); run") != std::string::npos);
  CHECK(summary({unknown}, nameless, true).find('(') == std::string::npos);
  CHECK(summary({built}, nameless, true).find('(') == std::string::npos);
}

TEST_CASE("uv's arguments for several packages") {
  Target target = glibc(28);
  const Request fits = request("scipy", Origin::source, true);
  CHECK(uv_fix({request("numpy", Origin::source), fits}, {target}).arguments ==
        Arguments{"--reinstall-package", "scipy", "--only-binary", "numpy", "--only-binary", "scipy"});
  CHECK(uv_fix({fits, foreign}, {target}).arguments == Arguments{"--python-platform", "x86_64-manylinux_2_28",
                                                                 "--reinstall-package", "scipy", "--only-binary",
                                                                 "scipy", "--only-binary", "numpy"});
  CHECK(uv_fix({request("numpy", Origin::wheel, true)}, {target}).arguments ==
        Arguments{"--reinstall-package", "numpy", "--only-binary", "numpy"});
  Request other_python = fits;
  other_python.other_python = true;
  CHECK(uv_fix({other_python}, {target}).arguments ==
        Arguments{"--reinstall-package", "scipy", "--only-binary", "scipy"});
  target.python = Python{3, 13, false};
  CHECK(uv_fix({fits}, {target}).arguments == Arguments{"--reinstall-package", "scipy", "--only-binary", "scipy"});
  CHECK(uv_fix({other_python}, {target}).arguments ==
        Arguments{"--python-version", "3.13", "--reinstall-package", "scipy", "--only-binary", "scipy"});
}

TEST_CASE("pip is asked where uv has no value, if wheels have a tag for the target and must be told it") {
  Target target = glibc(16);
  target.wheel_tags = {"manylinux_2_16_x86_64"};
  const std::string by_pip = "uv has no --python-platform for it: ";
  CHECK(summary({foreign}, target).starts_with(by_pip));
  CHECK_FALSE(summary({request("numpy", Origin::source)}, target).starts_with(by_pip));
  target.wheel_tags.clear();
  CHECK_FALSE(summary({foreign}, target).starts_with(by_pip));
  target = glibc(17);
  target.wheel_tags = {"manylinux_2_17_x86_64"};
  CHECK_FALSE(summary({foreign}, target).starts_with(by_pip));
}

TEST_CASE("uv sync is told the platform unless the packages were built on the target's kind of machine") {
  const Target target = glibc(28);
  Target nameless = glibc(16);
  nameless.wheel_tags = {"manylinux_2_16_x86_64"};
  const Requests built{request("numpy", Origin::source, true)};
  const Arguments usual{"--reinstall-package", "numpy", "--no-build-package", "numpy"};
  CHECK(uv_sync_fix(built, {target}).arguments == usual);
  CHECK(uv_sync_fix(built, {target}).summary.starts_with("take the wheel of numpy instead of building it here (for"));
  CHECK(uv_sync_fix(built, {nameless}).arguments == usual);
  CHECK(uv_sync_fix({foreign}, {nameless}).summary.find("uv export --no-emit-project -o requirements.txt") !=
        std::string::npos);
  CHECK(uv_sync_fix({built[0], foreign}, {target}).summary.find("for the target (for good") != std::string::npos);
  Requests other_python = built;
  other_python[0].other_python = true;
  CHECK(uv_sync_fix(other_python, {target}).arguments.size() == usual.size() + 2);  // without a Python nothing is said
}
