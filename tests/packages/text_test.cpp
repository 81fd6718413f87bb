// SPDX-License-Identifier: Apache-2.0
#include "packages/text.hpp"

#include <doctest/doctest.h>

#include "packages/platform_name.hpp"

using namespace platlint::packages;

TEST_CASE("headers: any case, up to the empty line, made printable") {
  const std::string text = "name: a\r\nTag: one\nTAG:two\nTagged: no\nTag : no\n\nTag: body\n";
  CHECK(headers(text, "Tag") == std::vector<std::string>{"one", "two"});
  CHECK(headers(text, "Name") == std::vector<std::string>{"a"});
  CHECK(headers("Tag: \x1b[31m\xff", "Tag") == std::vector<std::string>{"?[31m?"});
  CHECK(headers("Tag: " + std::string(1 << 20, 'x'), "Tag").front().size() == 200);
  CHECK(headers("Tag", "Tag").empty());
}

TEST_CASE("names") {
  CHECK(is_distribution_name("ruamel.yaml"));
  CHECK_FALSE(is_distribution_name("--index-url"));
  CHECK_FALSE(is_distribution_name("numpy; rm -rf ~"));
  CHECK_FALSE(is_distribution_name(""));
  CHECK(is_node_name("@img/sharp-linux-x64"));
  CHECK_FALSE(is_node_name("@img"));
  CHECK_FALSE(is_node_name("../x"));
  CHECK_FALSE(is_node_name("-g"));
  CHECK_FALSE(is_node_name("a b"));
}

TEST_CASE("JSON members") {
  const auto found =
      json_members(R"({"name":"x","os":["linux","!win32",1],"o":{"a":{"b":1},"c":2},"private":true,"n":1})");
  REQUIRE(found);
  CHECK(first(*found, "name") == "x");
  CHECK(found->at("os") == std::vector<std::string>{"linux", "!win32"});
  CHECK(found->at("o") == std::vector<std::string>{"a", "c"});
  CHECK(first(*found, "private") == "true");
  CHECK(found->at("n").empty());
  CHECK(first(*found, "none").empty());
  CHECK(first(*json_members(R"({"a":"1","a":"2"})"), "a") == "2");
}

TEST_CASE("JSON that is none") {
  for (const std::string text :
       {"", "[]", "1", "\"x\"", "{", "{\"a\":}", "{}x", "{\"a\":\"\xff\"}", "\xff\xfe{}", "{\"a\":1e999}"}) {
    CAPTURE(text);
    CHECK_FALSE(json_members(text).has_value());
  }
  CHECK(json_members("\xef\xbb\xbf{}").has_value());
  CHECK_FALSE(json_members(std::string("{\"a\":\0}", 7)).has_value());
}

TEST_CASE("JSON nested without end") {
  const std::string depth(5'000'000, '[');
  CHECK_FALSE(json_members("{\"a\":" + depth).has_value());
  CHECK_FALSE(json_members(depth).has_value());
  const auto nested = [](std::size_t levels) {
    return "{\"a\":" + std::string(levels, '[') + std::string(levels, ']') + "}";
  };
  CHECK(json_members(nested(99)).has_value());
  CHECK_FALSE(json_members(nested(100)).has_value());
}

TEST_CASE("platforms in names") {
  CHECK(without_platform("@img/sharp-darwin-arm64") == "@img/sharp");
  CHECK(without_platform("@img/sharp-libvips-linuxmusl-x64") == "@img/sharp-libvips");
  CHECK(without_platform("@esbuild/linux-x64") == "@esbuild");
  CHECK(without_platform("@rollup/rollup-linux-x64-gnu") == "@rollup/rollup");
  CHECK(without_platform("lightningcss-win32-x64-msvc") == "lightningcss");
  CHECK(without_platform("sharp").empty());
  CHECK(without_platform("font-arm64").empty());
  CHECK(without_platform("").empty());
  CHECK(without_platform("linux-x64").empty());
  const auto none = [](const std::string&) { return false; };
  CHECK(known_parent("@img/sharp-libvips-darwin-arm64", none) == "sharp");
  CHECK(known_parent("@swc/core-darwin-arm64", none) == "@swc/core");
  CHECK(known_parent("@esbuild/darwin-arm64", none) == "esbuild");
  CHECK(known_parent("@x/y-darwin-arm64", [](const std::string& name) { return name == "y"; }) == "y");
  CHECK(known_parent("fsevents", none) == "fsevents");
}
