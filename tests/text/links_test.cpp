// SPDX-License-Identifier: Apache-2.0
#include "text/links.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>

using namespace platlint;

TEST_CASE("links are followed when they are met") {
  const text::Links links{{"lib", "usr/lib"},
                          {"usr/lib/libz.so", "libz.so.1"},
                          {"usr/lib/up", "../share"},
                          {"usr/abs", "/opt/abs"},
                          {"out", "../beside"},
                          {"a", "b"},
                          {"b", "a"}};
  const auto of_system = [&](const std::string& path) {
    return text::follow_links(path, links, text::AboveRoot::root);
  };
  const auto of_bundle = [&](const std::string& path) {
    return text::follow_links(path, links, text::AboveRoot::unknown);
  };
  for (const auto& follow : {std::function(of_system), std::function(of_bundle)}) {
    CHECK(follow("lib/libz.so") == "usr/lib/libz.so.1");
    CHECK(follow("/lib//./libz.so") == "usr/lib/libz.so.1");
    CHECK(follow("lib/../x") == "usr/x");  // from where the link led
    CHECK(follow("lib/up/x") == "usr/share/x");
    CHECK(follow("usr/abs/x") == "opt/abs/x");
    CHECK(follow("usr/..") == "");
    CHECK(follow("a/x") == "");
  }
  CHECK(of_system("../x") == "x");
  CHECK(of_bundle("../x") == "");
  CHECK(of_system("out/x") == "beside/x");
  CHECK(of_bundle("out/x") == "");
}

TEST_CASE("40 links are followed, and no more") {
  text::Links links;
  for (int i = 0; i < 41; ++i) links["l" + std::to_string(i)] = "l" + std::to_string(i + 1);
  CHECK(text::follow_links("l1", links, text::AboveRoot::root) == "l41");
  CHECK(text::follow_links("l0", links, text::AboveRoot::root) == "");
}
