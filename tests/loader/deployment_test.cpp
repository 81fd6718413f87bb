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
