// SPDX-License-Identifier: Apache-2.0
#include "text/path.hpp"

#include <doctest/doctest.h>

using namespace platlint;

TEST_CASE("a path seen from a directory") {
  CHECK(text::resolve("a/b/", "../c/./d//e") == "a/c/d/e");
  CHECK(text::resolve("a/b", "..") == "a");
  CHECK(text::resolve("a", "..") == "");
  CHECK(text::resolve("", "x") == "x");
  CHECK_FALSE(text::resolve("", "../x").has_value());
  CHECK_FALSE(text::resolve("a/", "../../x").has_value());
  CHECK_FALSE(text::resolve("a/", "/x").has_value());
  CHECK_FALSE(text::resolve("w/n.whl!/", "../x").has_value());
  CHECK(text::resolve("w/n.whl!/s/", "../x") == "w/n.whl!/x");
}

TEST_CASE("parts of a path") {
  CHECK(text::file_name("a/b") == "b");
  CHECK(text::file_name("b") == "b");
  CHECK(text::parent("a/b/c") == "a/b");
  CHECK(text::parent("a").empty());
  CHECK(text::as_prefix("a") == "a/");
  CHECK(text::as_prefix("").empty());
  CHECK(text::without_suffix("numpy.libs", ".libs") == "numpy");
  CHECK(text::without_suffix(".libs", ".libs").empty());
}

TEST_CASE("steps into archives") {
  CHECK(text::first_step("w/a.zip!/b.jar!/c")->archive == "w/a.zip");
  CHECK(text::first_step("w/a.zip!/b.jar!/c")->member == "b.jar!/c");
  CHECK(text::last_step("w/a.zip!/b.jar!/c")->archive == "w/a.zip!/b.jar");
  CHECK(text::last_step("w/a.zip!/b.jar!/c")->member == "c");
  CHECK_FALSE(text::first_step("w/a!b").has_value());
  CHECK(text::archive_length("w/a.whl!/b/c") == 9);
  CHECK(text::archive_length("w/a!b") == 0);
  CHECK(text::inside("a.whl") == "a.whl!/");
  CHECK(text::is_inside("a.whl!/b", "a.whl"));
  CHECK_FALSE(text::is_inside("a.whl", "a.whl"));
  CHECK_FALSE(text::is_inside("a.whl2!/b", "a.whl"));
  CHECK(text::is_archive_or_inside("l.zip!/a.whl!/b.jar!/c", ".whl"));
  CHECK(text::is_archive_or_inside("a.whl", ".whl"));
  CHECK_FALSE(text::is_archive_or_inside("a.whl/b", ".whl"));
}

TEST_CASE("the directories above a path") {
  CHECK(text::ancestors("a/b/c", 0) == std::vector<std::string_view>{"a/b", "a"});
  CHECK(text::ancestors("a/b/c", 2) == std::vector<std::string_view>{"a/b"});
  CHECK(text::ancestors("c", 0).empty());
  std::string deep = "x";
  for (int i = 0; i < 10000; ++i) deep += "/x";
  CHECK(text::ancestors(deep, 0).size() == text::max_depth);
}

TEST_CASE("an ancestor may be an archive") {
  CHECK(text::archive_of("w/a.whl!") == "w/a.whl");
  CHECK(!text::archive_of("w/a.whl"));
  CHECK(!text::archive_of(""));
}
