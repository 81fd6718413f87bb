// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lock/lock.hpp"
#include "lock/node_platform.hpp"
#include "platlint/error.hpp"

using namespace platlint;
using lock::Choice;
using lock::LockAnswer;

namespace {

LockAnswer ask(const std::string& file, const std::string& text, const std::string& platform,
               const Choice& choice = {}) {
  return lock::answer(lock::read_lock(file, text), find_target(platform, no_environment), choice);
}

std::string supplies(const LockAnswer& answer) {
  std::string text;
  for (const auto& item : answer.items)
    text += (text.empty() ? "" : ", ") + item.name + ": " + std::string(lock::name(item.supply));
  return text;
}

std::string part(const std::string& name, const std::string& os, const std::string& cpu, const std::string& libc = "") {
  return ",\"node_modules/" + name + R"(": {"version": "1.0.0", "optional": true, "os": [")" + os + R"("], "cpu": [")" +
         cpu + "\"]" + (libc.empty() ? "" : ", \"libc\": [\"" + libc + "\"]") + "}";
}

// An application with a split package, as npm writes it; `parts` are those in the lock.
std::string npm_lock(const std::string& parts, const std::string& more = "") {
  return R"({"lockfileVersion": 3, "packages": {"": {"dependencies": {"split": "1"}, "devDependencies": {"tool": "1"}},
    "node_modules/split": {"version": "1.0.0", "optionalDependencies": {"@split/linux-x64-gnu": "1",
      "@split/linux-x64-musl": "1", "@split/darwin-arm64": "1", "fsevents": "2"})" +
         more + R"(}, "node_modules/tool": {"version": "2.0.0", "dev": true}, "node_modules/fsevents": {"version": "2",
      "optional": true, "os": ["darwin"]})" +
         parts + "}}";
}

const std::string all_parts = part("@split/linux-x64-gnu", "linux", "x64", "glibc") +
                              part("@split/linux-x64-musl", "linux", "x64", "musl") +
                              part("@split/darwin-arm64", "darwin", "arm64");

}  // namespace

TEST_CASE("package-lock.json: the part for the platform") {
  const std::string text = npm_lock(all_parts);
  CHECK(supplies(ask("package-lock.json", text, "linux-x64")) ==
        "@split/linux-x64-gnu: ready, split: ready, tool: ready");
  CHECK(supplies(ask("package-lock.json", text, "linux-x64-musl", {{}, {}, false})) ==
        "@split/linux-x64-musl: ready, split: ready");
  CHECK(supplies(ask("package-lock.json", text, "darwin-arm64", {{}, {}, false})) ==
        "@split/darwin-arm64: ready, fsevents: ready, split: ready");
  CHECK(ask("package-lock.json", text, "linux-x64").items[1].file == "@split/linux-x64-gnu");
}

TEST_CASE("no part for the platform, with and without an install script") {
  const LockAnswer arm = ask("package-lock.json", npm_lock(all_parts), "linux-arm64", {{}, {}, false});
  CHECK(supplies(arm) == "split: nothing");
  CHECK(arm.findings.at(0).message ==
        "it has no part for the platform, only for linux-x64-gnu, linux-x64-musl, darwin-arm64");
  const LockAnswer built =
      ask("package-lock.json", npm_lock(all_parts, R"(, "hasInstallScript": true)"), "linux-arm64", {{}, {}, false});
  CHECK(supplies(built) == "split: source");
  CHECK(built.findings.at(0).fix.arguments == std::vector<std::string>{"--ignore-scripts"});
}

TEST_CASE("a lock that was made for one platform lacks the parts of the others") {
  const std::string text = npm_lock(part("@split/darwin-arm64", "darwin", "arm64"));
  CHECK(supplies(ask("package-lock.json", text, "darwin-arm64", {{}, {}, false})) ==
        "@split/darwin-arm64: ready, fsevents: ready, split: ready");
  const LockAnswer answer = ask("package-lock.json", text, "linux-x64", {{}, {}, false});
  CHECK(answer.findings.at(0).message == "its part for the platform is not in the lock: @split/linux-x64-gnu");
  // arm64 has no part anywhere: the lock is not to blame.
  CHECK(ask("package-lock.json", text, "linux-arm64").findings.at(0).message.starts_with("it has no part"));
}

TEST_CASE("an optional package goes with what only it brings, and takes along who needs it") {
  const std::string text = R"({"lockfileVersion": 3, "packages": {"": {"optionalDependencies": {"a": "1"}},
    "node_modules/a": {"version": "1", "optional": true, "dependencies": {"b": "1", "c": "1"}},
    "node_modules/b": {"version": "1", "optional": true, "os": ["darwin"]},
    "node_modules/c": {"version": "1", "optional": true}}})";
  CHECK(supplies(ask("package-lock.json", text, "linux-x64")).empty());
  CHECK(supplies(ask("package-lock.json", text, "darwin-arm64")) == "a: ready, b: ready, c: ready");
}

TEST_CASE("a package that is needed and is for another platform") {
  const std::string text = R"({"lockfileVersion": 2, "packages": {"": {"dependencies": {"a": "1"}},
    "node_modules/a": {"version": "1", "os": ["darwin"], "cpu": ["!ia32"]}}})";
  CHECK(ask("package-lock.json", text, "linux-x64").findings.at(0).message ==
        "it is for os darwin, cpu !ia32: npm refuses to install it (EBADPLATFORM)");
  CHECK(ask("package-lock.json", text, "darwin-x64").findings.empty());
}

TEST_CASE("nearest in node_modules, workspaces, peers") {
  const std::string text = R"({"lockfileVersion": 3, "packages": {"": {"workspaces": ["packages/*"]},
    "packages/w": {"name": "w", "version": "1", "dependencies": {"a": "2"}, "devDependencies": {"d": "1"}},
    "node_modules/w": {"resolved": "packages/w", "link": true},
    "packages/w/node_modules/a": {"version": "2", "peerDependencies": {"p": "1", "q": "1"},
      "peerDependenciesMeta": {"q": {"optional": true}}},
    "node_modules/a": {"version": "1"}, "node_modules/p": {"version": "1"}, "node_modules/q": {"version": "1"},
    "node_modules/d": {"version": "1"}}})";
  const LockAnswer answer = ask("package-lock.json", text, "linux-x64");
  CHECK(supplies(answer) == "a: ready, d: ready, p: ready");
  CHECK(answer.items[0].version == "2");
}

TEST_CASE("what comes inside another package is no package of its own") {
  const std::string text = R"({"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}},
    "node_modules/a": {"version": "1", "dependencies": {"b": "1"}, "bundleDependencies": ["b"]},
    "node_modules/a/node_modules/b": {"version": "1", "inBundle": true}}})";
  CHECK(supplies(ask("package-lock.json", text, "linux-x64")) == "a: ready");
}

TEST_CASE("an addon that an install script may build is a note") {
  const std::string text = R"({"lockfileVersion": 3, "packages": {"": {"dependencies": {"bcrypt": "5", "core-js": "3"}},
    "node_modules/bcrypt": {"version": "5.1.1", "hasInstallScript": true, "dependencies": {"node-addon-api": "8"}},
    "node_modules/node-addon-api": {"version": "8"},
    "node_modules/core-js": {"version": "3", "hasInstallScript": true}}})";
  const LockAnswer answer = ask("package-lock.json", text, "linux-x64");
  REQUIRE(answer.findings.size() == 1);
  CHECK(answer.findings[0].package == "bcrypt");
  CHECK(answer.findings[0].severity == Severity::note);
}

TEST_CASE("pnpm-lock.yaml of versions 9 and 6") {
  const std::string packages =
      "  'a@1.0.0':\n    resolution: {integrity: x}\n  '@a/linux-x64@1.0.0':\n    cpu: [x64]\n    os: [linux]\n"
      "    libc: [glibc]\n  '@a/darwin-arm64@1.0.0':\n    cpu: [arm64]\n    os: [darwin]\n";
  const std::string nine =
      "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      alias:\n        specifier: npm:a@1\n"
      "        version: a@1.0.0(p@1.0.0)\n    devDependencies:\n      x:\n        specifier: '*'\n        version: "
      "link:../x\n"
      "packages:\n" +
      packages +
      "snapshots:\n  'a@1.0.0(p@1.0.0)':\n    optionalDependencies:\n      '@a/linux-x64': 1.0.0\n"
      "      '@a/darwin-arm64': 1.0.0\n  '@a/linux-x64@1.0.0':\n    optional: true\n  '@a/darwin-arm64@1.0.0':\n"
      "    optional: true\n";
  CHECK(supplies(ask("pnpm-lock.yaml", nine, "linux-x64")) == "@a/linux-x64: ready, a: ready");
  CHECK(supplies(ask("pnpm-lock.yaml", nine, "linux-x64-musl")) == "a: nothing");
  const std::string six =
      "lockfileVersion: '6.0'\ndependencies:\n  a:\n    specifier: ^1\n    version: 1.0.0\npackages:\n"
      "  /a@1.0.0:\n    requiresBuild: true\n    optionalDependencies:\n      '@a/linux-x64': 1.0.0\n"
      "      '@a/darwin-arm64': 1.0.0\n  /@a/linux-x64@1.0.0:\n    cpu: [x64]\n    os: [linux]\n    optional: true\n"
      "  /@a/darwin-arm64@1.0.0:\n    cpu: [arm64]\n    os: [darwin]\n    optional: true\n";
  CHECK(supplies(ask("pnpm-lock.yaml", six, "darwin-arm64")) == "@a/darwin-arm64: ready, a: ready");
  CHECK(supplies(ask("pnpm-lock.yaml", six, "win32-x64")) == "a: source");
}

TEST_CASE("old versions are refused with what makes them new") {
  CHECK_THROWS_AS(ask("package-lock.json", R"({"lockfileVersion": 1, "dependencies": {}})", "linux-x64"), Error);
  CHECK_THROWS_AS(ask("package-lock.json", "{}", "linux-x64"), Error);
  CHECK_THROWS_AS(ask("pnpm-lock.yaml", "lockfileVersion: 5.4\n", "linux-x64"), Error);
}

TEST_CASE("the platform in a name") {
  const auto says = [](const std::string& name, const std::string& platform) {
    const auto named = lock::platform_in_name(name);
    return named && lock::names(*named, lock::node_platform(find_target(platform, no_environment)));
  };
  CHECK(says("@esbuild/linux-arm64", "linux-arm64"));
  CHECK(says("esbuild-windows-64", "win32-x64"));
  CHECK(says("lightningcss-linux-x64-musl", "linux-x64-musl"));
  CHECK(says("@img/sharp-linuxmusl-arm64", "linux-arm64-musl"));
  CHECK(says("sass-embedded-linux-musl-x64", "linux-x64-musl"));
  CHECK(says("@napi-rs/canvas-darwin-arm64", "darwin-arm64"));
  CHECK(says("@node-llama-cpp/mac-arm64-metal", "darwin-arm64"));
  CHECK(says("@node-llama-cpp/win-x64-cuda-ext", "win32-x64"));
  CHECK_FALSE(lock::platform_in_name("@scope/win-loader"));
  CHECK_FALSE(says("@img/sharp-linuxmusl-arm64", "linux-arm64"));
  CHECK_FALSE(says("@swc/core-linux-x64-gnu", "linux-x64-musl"));
  CHECK_FALSE(lock::platform_in_name("fsevents"));
  CHECK_FALSE(lock::platform_in_name("date-fns"));
}
