// SPDX-License-Identifier: Apache-2.0
#include "policy/glob.hpp"

#include <doctest/doctest.h>

#include <string>

#include "platlint/error.hpp"

using namespace platlint;
using policy::Glob;

TEST_CASE("a glob matches a path from its root") {
  struct Row {
    const char* glob;
    const char* path;
    bool matches;
  };
  const Row rows[] = {
      {"a.so", "a.so", true},
      {"a.so", "b/a.so", false},
      {"a.so", "a.so.1", false},
      {"*.so", "a.so", true},
      {"*.so", "b/a.so", false},
      {"*/*.so", "b/a.so", true},
      {"a*c*e", "abcde", true},
      {"a*c*e", "abcd", false},
      {"*", "", true},
      {"a", "", false},
      {"a/**", "", false},
      {"a\\", "a\\", true},
      {"?.so", "a.so", true},
      {"?.so", "/.so", false},
      {"?.so", "\xC3\xA4.so", true},
      {"?.so", "\xFF.so", true},
      {"[\xC3\xA4\xC3\xB6].so", "\xC3\xB6.so", true},
      {"\xC3\xA4", "\xC3\xA4", true},
      {"**/a.so", "a.so", true},
      {"**/a.so", "b/c/a.so", true},
      {"**/a.so", "b/ca.so", false},
      {"b/**/a.so", "b/a.so", true},
      {"b/**/a.so", "b/c/d/a.so", true},
      {"b/**/a.so", "bc/a.so", false},
      {"b/**/**/a.so", "b/a.so", true},
      {"b/**", "b/c/a.so", true},
      {"b/**", "b", false},
      {"b", "b/a.so", false},
      {"**", "b/c/a.so", true},
      {"**", "", true},
      {"**.so", "b/a.so", false},
      {"**.so", "a.so", true},
      {"[a-c].so", "b.so", true},
      {"[a-c].so", "d.so", false},
      {"[a-c]", "a", true},
      {"[a-c]", "c", true},
      {"[a-c]", "`", false},
      {"[b-]", "c", false},
      {"[!a-c].so", "d.so", true},
      {"[^a-c].so", "b.so", false},
      {"[]a].so", "].so", true},
      {"[a-].so", "-.so", true},
      {"[!a]b", "/b", false},
      {"\\*.so", "*.so", true},
      {"\\*.so", "a.so", false},
      {"\\[id].js", "[id].js", true},
      {"layer.zip!/*.so", "layer.zip!/a.so", true},
      {"**/*.so", "layer.zip!/b/a.so", true},
      {"./b/a.so", "b/a.so", true},
      {"/b/a.so", "b/a.so", true},
      {"b/", "b", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.glob);
    CAPTURE(row.path);
    CHECK(Glob(row.glob).matches(row.path) == row.matches);
  }
}

TEST_CASE("a glob covers what lies below what it matches, in directories and in archives") {
  CHECK(Glob("tests").covers("tests/a/b.so"));
  CHECK(Glob("tests/").covers("tests/b.so"));
  CHECK_FALSE(Glob("tests").covers("tests2/b.so"));
  CHECK(Glob("*.zip").covers("layer.zip!/a.so"));
  CHECK(Glob("**/tests").covers("a/tests/b.so"));
  CHECK_FALSE(Glob("a/b").covers("a"));
  CHECK_FALSE(Glob("*").covers("/a"));
}

TEST_CASE("a glob that means nothing is refused, with what would") {
  CHECK_THROWS_WITH_AS(Glob(""), "glob '' is empty: name a path below the root, such as tests/** or **/*.so", Error);
  CHECK_THROWS_AS(Glob("/"), Error);
  CHECK_THROWS_WITH_AS(Glob("a[b"), "glob 'a[b' has a '[' without its ']' (a '[' of the name itself is written \\[)",
                       Error);
  for (const char* text : {"[", "[!", "[]", "[a-", "[a-c"}) CHECK_THROWS_AS(Glob{text}, Error);
}

// Backtracking would take longer than the universe has.
TEST_CASE("a hostile glob and a hostile path cost no more than their product") {
  std::string stars;
  for (int i = 0; i < 200; ++i) stars += "*a";
  CHECK_FALSE(Glob(stars + "b").matches(std::string(4000, 'a')));
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "**/a/";
  std::string path;
  for (int i = 0; i < 2000; ++i) path += "a/";
  CHECK_FALSE(Glob(deep + "b").matches(path + "c"));
}
