// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lock/lock.hpp"
#include "platlint/error.hpp"

using namespace platlint;
using lock::Choice;
using lock::LockAnswer;
using lock::Supply;

namespace {

LockAnswer ask(const std::string& file, const std::string& text, const std::string& platform, const Choice& choice = {},
               const std::string& python = "3.12") {
  Target target = find_target(platform, no_environment);
  target.python = parse_python(python);
  return lock::answer(lock::read_lock(file, text), target, choice);
}

// "a: ready, b: source"
std::string supplies(const LockAnswer& answer) {
  std::string text;
  for (const auto& item : answer.items)
    text += (text.empty() ? "" : ", ") + item.name + ": " + std::string(lock::name(item.supply));
  return text;
}

std::string package(const std::string& name, const std::string& version, const std::string& rest) {
  return "[[package]]\nname = \"" + name + "\"\nversion = \"" + version +
         "\"\nsource = { registry = \"https://index\" }\n" + rest + "\n";
}

std::string wheels(const std::string& stem, const std::vector<std::string>& tags) {
  std::string text = "wheels = [\n";
  for (const std::string& tag : tags)
    text += "  { url = \"https://files/" + stem + "-" + tag + ".whl\", hash = \"sha256:0\" },\n";
  return text + "]\n";
}

const std::string sdist = "sdist = { url = \"https://files/x.tar.gz\", hash = \"sha256:0\" }\n";

const std::string uv_lock =
    "version = 1\nrevision = 3\nrequires-python = \">=3.10\"\n" +
    package("pure", "1", wheels("pure-1", {"py3-none-any"})) +
    package("native", "2.3",
            sdist + wheels("native-2.3", {"cp312-cp312-manylinux_2_28_aarch64", "cp312-cp312-win_amd64"})) +
    package("native", "2.2", sdist + wheels("native-2.2", {"cp312-cp312-manylinux2014_aarch64"})) +
    package("source", "1", sdist) + package("wheelonly", "1", wheels("wheelonly-1", {"cp312-cp312-win_amd64"})) +
    package("tool", "1", sdist) + package("gpu", "1", sdist) +
    "[[package]]\nname = \"gitty\"\nversion = \"1\"\nsource = { git = \"https://x/y?rev=1#2\" }\n" +
    "[[package]]\nname = \"app\"\nversion = \"0.1\"\nsource = { editable = \".\" }\ndependencies = [\n"
    "  { name = \"pure\" },\n  { name = \"gitty\" },\n"
    "  { name = \"native\", version = \"2.3\", source = { registry = \"https://index\" }, marker = "
    "\"python_full_version >= '3.11'\" },\n"
    "  { name = \"native\", version = \"2.2\", source = { registry = \"https://index\" }, marker = "
    "\"python_full_version < '3.11'\" },\n"
    "  { name = \"source\", marker = \"sys_platform == 'linux'\" },\n"
    "  { name = \"wheelonly\", marker = \"sys_platform == 'darwin'\" },\n]\n"
    "[package.optional-dependencies]\ngpu = [{ name = \"gpu\" }]\n[package.dev-dependencies]\ndev = [{ name = \"tool\" "
    "}]\n";

}  // namespace

TEST_CASE("uv.lock: forks, markers, groups, extras") {
  CHECK(supplies(ask("uv.lock", uv_lock, "x86_64-manylinux2014")) ==
        "app: not-judged, gitty: not-judged, native: source, pure: ready, source: source, tool: source");
  CHECK(supplies(ask("uv.lock", uv_lock, "aarch64-manylinux_2_28", {{}, {}, false})) ==
        "app: not-judged, gitty: not-judged, native: ready, pure: ready, source: source");
  CHECK(supplies(ask("uv.lock", uv_lock, "macosx_14_0_arm64", {{"gpu"}, {}, false})) ==
        "app: not-judged, gitty: not-judged, gpu: source, native: source, pure: ready, wheelonly: nothing");
  CHECK(supplies(ask("uv.lock", uv_lock, "aarch64-manylinux2014", {{}, {}, false}, "3.10")) ==
        "app: not-judged, gitty: not-judged, native: source, pure: ready, source: source");
  CHECK_THROWS_WITH_AS(ask("uv.lock", uv_lock, "win_amd64", {{"nope"}, {}, true}),
                       "uv.lock: the lock has no extra 'nope'", Error);
}

TEST_CASE("the fix names a platform, a release of the lock, and the flag") {
  const LockAnswer answer = ask("uv.lock", uv_lock, "aarch64-manylinux2014", {{}, {}, false});
  REQUIRE(answer.findings.size() == 2);
  const auto& native = answer.findings[0];
  CHECK(native.message == "its wheels need glibc 2.28, and the platform has 2.17: it will be built from source");
  CHECK(native.fix.platform == "manylinux_2_28_aarch64");
  CHECK(native.fix.release == "2.2");
  CHECK(native.fix.arguments == std::vector<std::string>{"--no-build-package", "native"});
  CHECK(answer.findings[1].message == "it has no wheel at all: it will be built from source");
}

TEST_CASE("why no wheel fits") {
  const auto why = [](const std::vector<std::string>& tags, const std::string& platform, const std::string& python) {
    const std::string text =
        "version = 1\n" + package("a", "1", sdist + wheels("a-1", tags)) +
        "[[package]]\nname = \"app\"\nsource = { virtual = \".\" }\ndependencies = [{ name = \"a\" }]\n";
    return ask("uv.lock", text, platform, {}, python).findings.at(0);
  };
  const auto old =
      why({"cp310-cp310-manylinux1_x86_64", "cp311-cp311-manylinux1_x86_64"}, "x86_64-manylinux2014", "3.13");
  CHECK(old.message.starts_with("its wheels for the platform are for Python 3.10 to 3.11"));
  CHECK(old.fix.python == "3.11");
  const auto threads = why({"cp313-cp313-win_amd64"}, "win_amd64", "3.13t");
  CHECK(threads.message.starts_with("its wheels are not for the free-threaded Python"));
  CHECK(threads.fix.python == "3.13");
  const auto musl = why({"cp312-cp312-manylinux2014_x86_64"}, "musllinux_1_2_x86_64", "3.12");
  CHECK(musl.message.starts_with("its wheels for the processor are for glibc"));
  const auto others = why({"cp312-cp312-win_amd64", "cp312-cp312-macosx_11_0_arm64"}, "musllinux_1_2_x86_64", "3.12");
  CHECK(others.message.starts_with("its wheels are for Windows x86_64, macOS arm64"));
}

TEST_CASE("a lock that is for another Python or platform is refused") {
  CHECK_THROWS_WITH_AS(ask("uv.lock", uv_lock, "win_amd64", {}, "3.9"), "uv.lock: it is for Python >=3.10, not for 3.9",
                       Error);
  CHECK_THROWS_AS(ask("uv.lock", "version = 1\nsupported-markers = [\"sys_platform == 'linux'\"]\n", "win_amd64"),
                  Error);
  CHECK_THROWS_AS(ask("uv.lock", "version = 2\n", "win_amd64"), Error);
  CHECK_THROWS_AS(ask("requirements.txt", "", "win_amd64"), Error);
  const Target target = find_target("win_amd64", no_environment);
  CHECK_THROWS_WITH_AS(lock::answer(lock::read_lock("d/uv.lock", uv_lock), target, {}),
                       "d/uv.lock: for which Python? say --python 3.12; the lock asks for >=3.10", Error);
}

TEST_CASE("the patch of the Python counts if it is said") {
  const std::string text =
      "lock-version = \"1.0\"\nrequires-python = \">=3.11.2\"\n[[packages]]\nname = \"a\"\n"
      "marker = \"python_full_version < '3.11.3'\"\n";
  const auto names = [&](const std::string& python) {
    return supplies(ask("pylock.toml", text, "linux-x64", {{}, {}, true, {}, python}, "3.11"));
  };
  CHECK(names("3.11") == "a: nothing");
  CHECK(names("3.11.7").empty());
  CHECK_THROWS_AS(names("3.11.1"), Error);
}

TEST_CASE("pylock.toml") {
  const std::string text =
      "lock-version = \"1.0\"\nextras = [\"gpu\"]\ndependency-groups = [\"dev\", \"docs\"]\ndefault-groups = "
      "[\"dev\"]\n"
      "[[packages]]\nname = \"a\"\nversion = \"1\"\nwheels = [{ name = \"a-1-py3-none-any.whl\", hashes = {} }]\n"
      "[[packages]]\nname = \"b\"\nversion = \"1\"\nmarker = \"'gpu' in extras\"\nsdist = { name = \"b.tar.gz\" }\n"
      "[[packages]]\nname = \"c\"\nversion = \"1\"\nmarker = \"'dev' in dependency_groups\"\n"
      "wheels = [{ url = \"https://x/c-1-cp312-cp312-win_amd64.whl\" }]\n"
      "[[packages]]\nname = \"d\"\nvcs = { type = \"git\", url = \"x\" }\n"
      "[[packages]]\nname = \"e\"\narchive = { url = \"https://x/e-1-py3-none-any.whl\" }\n";
  CHECK(supplies(ask("pylock.toml", text, "linux-x64")) == "a: ready, c: nothing, d: not-judged, e: ready");
  CHECK(supplies(ask("pylock.dev.toml", text, "linux-x64", {{"gpu"}, {}, false})) ==
        "a: ready, b: source, d: not-judged, e: ready");
  CHECK_THROWS_AS(ask("pylock.toml", text, "linux-x64", {{}, {"nope"}, true}), Error);
}

TEST_CASE("poetry.lock of 2.1: groups and markers are said") {
  const std::string text =
      "[[package]]\nname = \"a\"\nversion = \"1\"\noptional = false\ngroups = [\"main\", \"dev\"]\n"
      "markers = {main = \"sys_platform == 'win32'\"}\nfiles = [{file = \"a-1.tar.gz\", hash = \"\"}]\n"
      "[[package]]\nname = \"b\"\nversion = \"1\"\noptional = true\ngroups = [\"main\"]\nmarkers = \"extra == "
      "\\\"x\\\"\"\n"
      "files = [{file = \"b-1-py3-none-any.whl\", hash = \"\"}]\n[extras]\nx = [\"b\"]\n"
      "[metadata]\nlock-version = \"2.1\"\npython-versions = \">=3.9\"\n";
  CHECK(supplies(ask("poetry.lock", text, "linux-x64")) == "a: source");
  CHECK(supplies(ask("poetry.lock", text, "linux-x64", {{"x"}, {}, false})) == "b: ready");
  CHECK(ask("poetry.lock", text, "win_amd64", {{}, {}, false}).findings.at(0).fix.arguments.back() == "a");
}

TEST_CASE("poetry.lock before: who asks for a package decides") {
  const std::string text =
      "[[package]]\nname = \"click\"\nversion = \"8\"\noptional = false\nfiles = [{file = \"c-8-py3-none-any.whl\"}]\n"
      "[package.dependencies]\nColorama = {version = \"*\", markers = \"platform_system == \\\"Windows\\\"\"}\n"
      "[[package]]\nname = \"colorama\"\nversion = \"1\"\noptional = false\nfiles = [{file = \"colorama-1.tar.gz\"}]\n"
      "[package.dependencies]\npywin = \"*\"\n"
      "[[package]]\nname = \"pywin\"\nversion = \"1\"\noptional = false\nfiles = []\n"
      "[metadata]\nlock-version = \"2.0\"\npython-versions = \"^3.9\"\n";
  CHECK(supplies(ask("poetry.lock", text, "linux-x64")) == "click: ready");
  CHECK(supplies(ask("poetry.lock", text, "win_amd64")) == "click: ready, colorama: source, pywin: nothing");
}
