// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/asar.hpp"

#include <doctest/doctest.h>

#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;

std::string asar(const std::string& json, const std::string& files) {
  const std::string padding((4 - json.size() % 4) % 4, '\0');
  const std::size_t payload = 4 + json.size() + padding.size();
  return little(4, 4) + little(payload + 4, 4) + little(payload, 4) + little(json.size(), 4) + json + padding + files;
}

std::vector<Found> members(const std::string& bytes, std::uint64_t most = 100) {
  const auto archive = source(bytes);
  return read_all([&](const OnMember& found) { read_asar(*archive, most, found); });
}

std::string nested(std::size_t depth, const std::string& inside) {
  std::string begin;
  std::string end;
  for (std::size_t i = 0; i < depth; ++i) {
    begin += R"({"files":{"d":)";
    end += "}}";
  }
  return begin + inside + end;
}

}  // namespace

TEST_CASE("an asar archive has files, programs and links") {
  const std::string bytes = asar(
      R"({"files":{"lib":{"files":{"x.node":{"size":4,"offset":"2","executable":true,)"
      R"("integrity":{"algorithm":"SHA256","blocks":["a",{"files":{"no":{}}}]}},)"
      R"("l":{"link":"main.js"}}},"main.js":{"size":2,"offset":"0"},"out.node":{"size":99,"unpacked":true},"e":{"files":{}}}})",
      "js\177ELF");
  CHECK(is_asar(head(bytes)));
  const std::vector<Found> found = members(bytes);
  REQUIRE(found.size() == 3);
  CHECK(found[0].member.name == "lib/x.node");
  CHECK(found[0].bytes == "\177ELF");
  CHECK(found[0].member.mode == 0755U);
  CHECK(found[1].member.name == "main.js");
  CHECK(found[1].bytes == "js");
  CHECK(found[1].member.mode == 0644U);
  CHECK(found[2].member.name == "lib/l");
  CHECK(found[2].member.kind == Member::Kind::link);
  CHECK(found[2].member.link == "../main.js");  // in the archive it is one from the root
}

TEST_CASE("a link to a file that lies beside the archive leads to what is judged there") {
  const std::vector<Found> found = members(asar(
      R"({"files":{"a.so":{"link":"lib/x.so"},"lib":{"files":{"x.so":{"size":4,"unpacked":true}}},"b":{"link":"lib/y"}}})",
      ""));
  REQUIRE(found.size() == 1);
  CHECK(found[0].member.name == "b");
}

TEST_CASE("names are given as they stand there, the same one twice as well") {
  const std::vector<Found> found = members(asar(
      R"({"files":{"..":{"files":{"/a":{"size":1,"offset":"0"}}},"x":{"size":1,"offset":"1"},"x":{"size":1,"offset":"2"},)"
      R"("":{"size":0,"offset":"0"}}})",
      "abc"));
  REQUIRE(found.size() == 4);
  CHECK(found[0].member.name ==
        ".."
        "/"
        "/a");
  CHECK(found[1].bytes == "b");
  CHECK(found[2].bytes == "c");
  CHECK(found[3].member.name == "");
}

TEST_CASE("an asar archive that does not add up is damaged") {
  for (const char* json : {
           R"({"files":{"a":{"size":4,"offset":"0"}}})",                     // longer than the archive
           R"({"files":{"a":{"size":1,"offset":"4"}}})",                     // behind it
           R"({"files":{"a":{"size":2,"offset":"18446744073709551615"}}})",  // round the corner
           R"({"files":{"a":{"size":18446744073709551615,"offset":"1"}}})",
           R"({"files":{"a":{"size":18446744073709551616,"offset":"1"}}})",
           R"({"files":{"a":{"size":-1,"offset":"0"}}})",
           R"({"files":{"a":{"size":1,"offset":"-1"}}})",
           R"({"files":{"a":{"size":1,"offset":"0x0"}}})",
           R"({"files":{"a":{"size":1,"offset":""}}})",
           R"({"files":{"a":{"size":1,"offset":0}}})",
           R"({"files":{"a":{"offset":"0"}}})",
           R"({"files":{"a":{"size":1}}})",
           R"({"files":{"a":5}})",
           R"({"files":{"a":[]}})",
           R"({"files":{"a":{"files":1}}})",
           R"({"files":{"a":{"size":1,"offset":"0"}})",
           R"({"files":{}} x)",
           R"([])",
           R"(5)",
       }) {
    CAPTURE(json);
    CHECK_THROWS_AS(members(asar(json, "abc")), Unreadable);
  }
  const std::string good = asar(R"({"files":{"a":{"size":3,"offset":"0"}}})", "abc");
  CHECK(members(good).size() == 1);
  for (std::size_t size = 0; size < good.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_AS(members(good.substr(0, size)), Unreadable);
  }
}

TEST_CASE("neither depth nor number makes an asar archive expensive") {
  CHECK(members(asar(nested(2000, R"({"size":1,"offset":"0"})"), "a")).size() == 1);
  CHECK_THROWS_AS(members(asar(nested(1'000'000, R"({"size":1,"offset":"0"})"), "a")), Unreadable);
  const std::string deep = R"({"x":)" + std::string(2'000'000, '[') + std::string(2'000'000, ']') + "}";
  CHECK_THROWS_AS(members(asar(deep, "")), Unreadable);
  const std::string three =
      R"({"files":{"a":{"size":0,"offset":"0"},"b":{"size":0,"offset":"0"},"c":{"size":0,"offset":"0"}}})";
  CHECK(members(asar(three, ""), 3).size() == 3);
  CHECK_THROWS_AS(members(asar(three, ""), 2), Unreadable);
}
