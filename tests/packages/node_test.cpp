// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "packages/bundles.hpp"

using namespace platlint;
using test::BundleBuilder;
using test::names_of;
using test::owner_of;

namespace {

std::string package_json(const std::string& name, const std::string& rest = "") {
  return "{\"name\":\"" + name + "\",\"version\":\"1.2.3\"" + rest + "}";
}

/// sharp as npm installs it for darwin-arm64.
BundleBuilder sharp(const std::string& modules) {
  BundleBuilder bundle;
  bundle.file(modules + ".package-lock.json");
  bundle.text(
      modules + "sharp/package.json",
      package_json("sharp",
                   R"(,"optionalDependencies":{"@img/sharp-darwin-arm64":"1","@img/sharp-libvips-darwin-arm64":"1"})"));
  bundle.text(
      modules + "@img/sharp-darwin-arm64/package.json",
      package_json(
          "@img/sharp-darwin-arm64",
          R"(,"os":["darwin"],"cpu":["arm64"],"optionalDependencies":{"@img/sharp-libvips-darwin-arm64":"1"})"));
  bundle.text(modules + "@img/sharp-libvips-darwin-arm64/package.json",
              package_json("@img/sharp-libvips-darwin-arm64", R"(,"os":["darwin"],"cpu":["arm64"])"));
  bundle.native(modules + "@img/sharp-darwin-arm64/lib/x.node");
  return bundle.native(modules + "@img/sharp-libvips-darwin-arm64/lib/libvips.dylib");
}

}  // namespace

TEST_CASE("the package below the last node_modules") {
  for (const std::string modules : {"node_modules/", "nodejs/node_modules/", "layer.zip!/nodejs/node_modules/"}) {
    CAPTURE(modules);
    const auto bundle = sharp(modules).build();
    const auto package = owner_of(bundle, modules + "@img/sharp-darwin-arm64/lib/x.node");
    CHECK(package.name == "@img/sharp-darwin-arm64");
    CHECK(package.version == "1.2.3");
    CHECK(package.ecosystem == Ecosystem::node);
    CHECK(package.installer == "npm");
    CHECK(package.path == modules + "@img/sharp-darwin-arm64");
    CHECK(package.request == "sharp");
    CHECK(owner_of(bundle, modules + "@img/sharp-libvips-darwin-arm64/lib/libvips.dylib").request == "sharp");
    CHECK(owner_of(bundle, modules + "sharp/package.json").request == "sharp");
  }
}

TEST_CASE("a node_modules as the root") {
  auto bundle = BundleBuilder{"./node_modules/"};
  bundle.text("a/package.json", package_json("a")).native("a/x.node").native("@s/b/x.node");
  CHECK(owner_of(bundle.build(), "a/x.node").name == "a");
  CHECK(owner_of(bundle.build(), "@s/b/x.node").name == "@s/b");
}

TEST_CASE("stores: pnpm, yarn") {
  auto bundle = BundleBuilder{};
  const std::string store = "node_modules/.pnpm/sharp@1/node_modules/";
  bundle.file("node_modules/.modules.yaml")
      .text(store + "sharp/package.json", package_json("sharp"))
      .native(store + "sharp/x.node");
  CHECK(owner_of(bundle.build(), store + "sharp/x.node").installer == "pnpm");
  CHECK(owner_of(bundle.build(), store + "sharp/x.node").name == "sharp");

  bundle = BundleBuilder{};
  const std::string cache = ".yarn/cache/sharp-npm-1.zip!/node_modules/";
  bundle.file(".pnp.cjs").text(cache + "sharp/package.json", package_json("sharp")).native(cache + "sharp/x.node");
  CHECK(owner_of(bundle.build(), cache + "sharp/x.node").installer == "yarn");
}

TEST_CASE("whose node_modules") {
  const auto installer = [](const std::string& trace) {
    BundleBuilder bundle;
    bundle.file(trace).native("app/node_modules/a/x.node");
    return owner_of(bundle.build(), "app/node_modules/a/x.node").installer;
  };
  CHECK(installer("app/node_modules/.package-lock.json") == "npm");
  CHECK(installer("app/node_modules/.yarn-integrity") == "yarn");
  CHECK(installer("app/node_modules/.yarn-state.yml") == "yarn");
  CHECK(installer("app/pnpm-lock.yaml") == "pnpm");
  CHECK(installer("app/bun.lock") == "bun");
  CHECK(installer("bun.lockb") == "bun");
  CHECK(installer("other/yarn.lock").empty());
}

TEST_CASE("names: package.json's, or the directory's where there is none or no good one") {
  auto bundle = BundleBuilder{};
  bundle.native("node_modules/a/x.node").native("node_modules/@s/b/x.node");
  bundle.text("node_modules/c/package.json", "{").native("node_modules/c/x.node");
  bundle.text("node_modules/d/package.json", package_json("$(rm -rf ~)")).native("node_modules/d/x.node");
  bundle.text("node_modules/e/package.json", package_json("alias-of")).native("node_modules/e/x.node");
  bundle.text("node_modules/f/package.json", package_json("f"))
      .text("node_modules/f/sub/package.json", package_json("no"));
  bundle.native("node_modules/f/sub/x.node")
      .native("node_modules/.bin/tool")
      .native("node_modules/x.node")
      .file("node_modules/g/x.js");
  const auto built = bundle.build();
  CHECK(owner_of(built, "node_modules/a/x.node").name == "a");
  CHECK(owner_of(built, "node_modules/@s/b/x.node").name == "@s/b");
  CHECK(owner_of(built, "node_modules/c/x.node").name == "c");
  CHECK(owner_of(built, "node_modules/d/x.node").name == "d");
  CHECK(owner_of(built, "node_modules/e/x.node").name == "alias-of");
  CHECK(owner_of(built, "node_modules/f/sub/x.node").name == "f");
  CHECK(owner_of(built, "node_modules/.bin/tool").ecosystem == Ecosystem::other);
  CHECK(owner_of(built, "node_modules/g/x.js").ecosystem == Ecosystem::other);
}

TEST_CASE("built here by node-gyp") {
  for (const std::string trace : {"config.gypi", "Makefile", "Release/obj.target/x.o"}) {
    BundleBuilder bundle;
    bundle.native("node_modules/a/build/Release/a.node").file("node_modules/a/build/" + trace);
    const auto package = owner_of(bundle.build(), "node_modules/a/build/Release/a.node");
    CHECK(package.built_locally);
    CHECK_FALSE(package.evidence.empty());
  }
  BundleBuilder bundle;
  bundle.native("node_modules/a/build/Release/a.node");
  CHECK_FALSE(owner_of(bundle.build(), "node_modules/a/build/Release/a.node").built_locally);
}

TEST_CASE("split by platform or not") {
  auto bundle = BundleBuilder{};
  bundle.native("node_modules/bcrypt/lib/x.node").text("node_modules/bcrypt/package.json", package_json("bcrypt"));
  bundle.native("node_modules/is-windows/x.node")
      .text("node_modules/is-windows/package.json", package_json("is-windows"));
  bundle.native("node_modules/@esbuild/darwin-arm64/bin/esbuild");
  const auto built = bundle.build();
  CHECK(owner_of(built, "node_modules/bcrypt/lib/x.node").request.empty());
  CHECK(owner_of(built, "node_modules/is-windows/x.node").request.empty());
  CHECK(owner_of(built, "node_modules/@esbuild/darwin-arm64/bin/esbuild").request == "esbuild");
}

TEST_CASE("packages that ask for each other") {
  auto bundle = BundleBuilder{};
  bundle.text("node_modules/a/package.json", package_json("a", R"(,"os":["linux"],"optionalDependencies":{"b":"1"})"));
  bundle.text("node_modules/b/package.json", package_json("b", R"(,"os":["linux"],"optionalDependencies":{"a":"1"})"));
  CHECK_FALSE(owner_of(bundle.native("node_modules/a/x.node").build(), "node_modules/a/x.node").request.empty());
}

TEST_CASE("a project of its own") {
  auto bundle = BundleBuilder{};
  bundle.text("package.json", package_json("app", ",\"private\":true")).native("build/Release/app.node");
  bundle.text("lib/package.json", "{\"type\":\"module\"}").native("lib/x.node");
  bundle.native("numpy/core/x.cpython-312-darwin.so");
  const auto built = bundle.build();
  CHECK(owner_of(built, "build/Release/app.node").name == "app");
  CHECK(owner_of(built, "build/Release/app.node").local_project);
  CHECK(owner_of(built, "lib/x.node").name == "app");
  CHECK(owner_of(built, "numpy/core/x.cpython-312-darwin.so").ecosystem == Ecosystem::python);

  bundle = BundleBuilder{};
  bundle.text("package.json", package_json("bcrypt")).native("prebuilds/linux-x64/x.node");
  CHECK_FALSE(owner_of(bundle.build(), "prebuilds/linux-x64/x.node").local_project);
}

namespace {

// Values from the package.json of these releases, shortened.
struct Scripted {
  std::string name;
  std::string manifest;
  std::string builds;
};

std::string builds_of(const Scripted& row) {
  auto bundle =
      BundleBuilder{}.text("node_modules/" + row.name + "/package.json", package_json(row.name, "," + row.manifest));
  return find_packages(bundle.build()).packages.at(0).builds;
}

}  // namespace

TEST_CASE("install scripts that bring native code into their package") {
  const std::string node_sass =
      R"("scripts":{"install":"node scripts/install.js","postinstall":"node scripts/build.js"},)"
      R"("gypfile":true,"dependencies":{"nan":"2","node-gyp":"8"})";
  const std::string wrapper = R"("scripts":{"postinstall":"node lib/install.js"},"dependencies":)";
  for (const Scripted& row : {
           Scripted{"node-sass", node_sass, "node scripts/install.js"},
           Scripted{"gifsicle", wrapper + R"({"bin-build":"3","bin-wrapper":"4","execa":"5"})", "node lib/install.js"},
           Scripted{"hugo-bin", wrapper + R"({"@xhmikosr/bin-wrapper":"13","package-config":"5"})",
                    "node lib/install.js"},
           Scripted{"ffmpeg-static",
                    R"("scripts":{"install":"node install.js"},"ffmpeg-static":{"executable-base-name":"ffmpeg"})",
                    "node install.js"},
           Scripted{"@tensorflow/tfjs-node",
                    R"("scripts":{"install":"node scripts/install.js"},"binary":{"module_name":"tfjs_binding"})",
                    "node scripts/install.js"},
           Scripted{"deasync", R"("scripts":{"install":"node ./build.js"},"dependencies":{"bindings":"1"})",
                    "node ./build.js"},
           Scripted{
               "@prisma/engines",
               R"("scripts":{"postinstall":"node scripts/postinstall.js"},"dependencies":{"@prisma/fetch-engine":"7"})",
               "node scripts/postinstall.js"},
       }) {
    CAPTURE(row.name);
    CHECK(builds_of(row) == row.builds);
  }
}

TEST_CASE("install scripts that do something else") {
  const auto post = [](const std::string& script, const std::string& more = "") {
    return R"("scripts":{"postinstall":")" + script + R"("})" + more;
  };
  for (const Scripted& row : {
           Scripted{"core-js", post(R"(node -e \"try{require('./postinstall')}catch(e){}\")"), ""},
           Scripted{"es5-ext", post(R"( node -e \"try{require('./_postinstall')}catch(e){}\" || exit 0)"), ""},
           Scripted{"protobufjs", post("node scripts/postinstall"), ""},
           Scripted{"cypress", post("node dist/index.js --exec install", R"(,"dependencies":{"extract-zip":"2"})"), ""},
           Scripted{"puppeteer", post("node install.mjs", R"(,"dependencies":{"@puppeteer/browsers":"2"})"), ""},
           Scripted{"mongodb-memory-server", post("node ./postinstall.js"), ""},
           Scripted{"onnxruntime-node",
                    post("node ./script/install", R"(,"dependencies":{"adm-zip":"0"},"binary":{"napi_versions":[6]})"),
                    ""},
           Scripted{"simple-git-hooks", post("node ./postinstall.js"), ""},
           Scripted{"npm", R"("dependencies":{"node-gyp":"11"})", ""},
           Scripted{"patched", post("patch-package", R"(,"dependencies":{"bindings":"1"})"), ""},
       }) {
    CAPTURE(row.name);
    CHECK(builds_of(row).empty());
  }
}
