// SPDX-License-Identifier: Apache-2.0
#include "loader/deployment.hpp"

#include <doctest/doctest.h>

#include "loader/lambda.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

std::string roles(const std::vector<Bundle>& bundles, const Target& target = lambda()) {
  const std::vector<Ownership> ownership(bundles.size());
  std::string text;
  for (const WholeBundle& whole : deploy(bundles, ownership, target)) {
    if (!text.empty()) text += ' ';
    text += name(whole.role);
  }
  return text;
}

}  // namespace

TEST_CASE("who says what is what is believed") {
  const std::vector<Bundle> bundles{root("f", {good("lib/libx.so")}), root("l", {data("anything.py")}),
                                    root("x-1-py3-none-any.whl", {data("x/__init__.py")})};
  const std::vector<Ownership> ownership(bundles.size());
  const Target target = lambda();
  std::string text;
  for (const WholeBundle& whole : deploy(bundles, ownership, target, true)) text += std::string(name(whole.role)) + " ";
  CHECK(text == "function layer alone ");
}

TEST_CASE("what a root is to Lambda") {
  CHECK(roles({root("f", {data("handler.py")})}) == "function");
  CHECK(roles({root("f", {data("bin/f2py"), data("numpy/__init__.py")})}) == "function");
  CHECK(roles({root("f", {data("bootstrap"), good("lib/libx.so")})}) == "function");
  CHECK(roles({root("l", {data("LICENSE"), data("python/x/__init__.py")})}) == "layer");
  CHECK(roles({root("l", {data("nodejs/node_modules/x/index.js")})}) == "layer");
  CHECK(roles({root("l", {good("bin/tool"), good("lib/libx.so"), data("share/x")})}) == "layer");
  CHECK(roles({root("x-1-py3-none-any.whl", {data("x/__init__.py")})}) == "alone");
  CHECK(roles({root("wheels", {data("x.whl"), data("x.whl!/x/__init__.py")})}) == "alone");
  CHECK(roles({root("empty", {})}) == "alone");
  SUBCASE("one that could not be read") {
    Bundle broken = root("f", {data("handler.py")});
    broken.failure = "broken";
    CHECK(roles({broken}) == "alone");
  }
  SUBCASE("only Lambda lays roots over each other") {
    const Target other = find_target("x86_64-manylinux2014", no_environment);
    CHECK(roles({root("l", {data("python/x/__init__.py")}), root("f", {data("handler.py")})}, other) == "alone alone");
  }
}

TEST_CASE("each directory below /opt is a layer's, and each kind of code elsewhere is a function's") {
  for (const std::string directory : {"python/", "nodejs/", "java/", "ruby/", "lib/", "bin/", "extensions/"}) {
    CAPTURE(directory);
    CHECK(roles({root("l", {data("README"), data(directory + "x.py")})}) == "layer");
  }
  CHECK(roles({root("f", {data("README"), data("share/x")})}) == "function");
  for (const std::string name : {"x.py", "x.pyc", "x.js", "x.mjs", "x.cjs", "x.jar", "x.class", "x.rb", "bootstrap"}) {
    CAPTURE(name);
    CHECK(roles({root("f", {data("python/y.py"), data(name)})}) == "function");
  }
  for (const std::string name : {"x.txt", "py", "x.pyx", "a/bootstrap"}) {
    CAPTURE(name);
    CHECK(roles({root("l", {data("python/y.py"), data(name)})}) == "layer");
  }
  CHECK(roles({root("f", {data("python/y.py"), good("x.bin")})}) == "function");
  CHECK(roles({root("f", {data("python/y.py"), damaged("x.bin", {Damage::Kind::unreadable, "why"})})}) == "function");
}

TEST_CASE("wheels in a directory are installed, and what stands beside them is deployed") {
  CHECK(roles({root("w", {data("a.whl"), data("b.whl!/b.py"), data("README")})}) == "alone");
  CHECK(roles({root("w", {data("a.whl!/a.py"), data("b.py")})}) == "function");
  CHECK(roles({root("x.whl", {data("b.py")})}) == "alone");
  Bundle image = root("f", {data("handler.py")});
  image.is_image = true;
  CHECK(roles({image}) == "alone");
}

TEST_CASE("which roots lie over which") {
  const std::vector<Bundle> bundles{root("l1", {data("python/a.py")}), root("f", {data("a.py")}),
                                    root("l2", {data("python/b.py")}), root("w.whl", {data("c.py")}),
                                    root("l3", {data("lib/c")})};
  const std::vector<Ownership> ownership(bundles.size());
  const Target target = lambda();
  std::string text;
  for (const WholeBundle& whole : deploy(bundles, ownership, target)) {
    text += whole.bundle.root + ":";
    for (const Root& below : whole.below) text += " >" + below.bundle.root;
    for (const Root& above : whole.above) text += " <" + above.bundle.root;
    text += "\n";
  }
  CHECK(text == "l1: <l2 <l3 <f\nf: >l1 >l2 >l3\nl2: >l1 <l3 <f\nw.whl:\nl3: >l1 >l2 <f\n");
}
