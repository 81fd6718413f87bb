// SPDX-License-Identifier: Apache-2.0
#include "text/nearest.hpp"

#include <doctest/doctest.h>

using namespace platlint;

TEST_CASE("edit distance counts insertions, removals, replacements and swaps of neighbours") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("linux", "linux") == 0);
  CHECK(edit_distance("linx", "linux") == 1);
  CHECK(edit_distance("linuxx", "linux") == 1);
  CHECK(edit_distance("limux", "linux") == 1);
  CHECK(edit_distance("lniux", "linux") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the nearest names come best first, each once, and none that is far") {
  const std::vector<std::string> rules{"wrong-format", "wrong-libc", "os-too-new", "cpu-too-new", "wrong-libc"};
  CHECK(nearest_names("wrong-lib", rules) == std::vector<std::string>{"wrong-libc"});
  CHECK(nearest_names("os-too-old", rules, 1) == std::vector<std::string>{"os-too-new"});
  CHECK(nearest_names("too-new", rules) == std::vector<std::string>{"os-too-new", "cpu-too-new"});
  CHECK(nearest_names("elephant", rules).empty());
  CHECK(nearest_names("", rules).empty());
  CHECK(nearest_names(std::string(201, 'a'), {std::string(201, 'a')}).empty());
}

TEST_CASE("ties keep the candidates' order") {
  CHECK(nearest_names("ab1", {"ab4", "ab3", "ab2"}, 2) == std::vector<std::string>{"ab4", "ab3"});
}

TEST_CASE("the question names one, two or three") {
  CHECK(did_you_mean({}).empty());
  CHECK(did_you_mean({"a"}) == ", did you mean a?");
  CHECK(did_you_mean({"a", "b"}) == ", did you mean a or b?");
  CHECK(did_you_mean({"a", "b", "c"}) == ", did you mean a, b or c?");
}
