// SPDX-License-Identifier: Apache-2.0
#include "diff/inventory.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "platlint/error.hpp"

using namespace platlint;
using diff::Inventory;
using diff::read_report;
using nlohmann::json;

namespace {

json artifact() {
  return json::parse(R"({"root": "a/x.whl", "path": "x.so", "package": 0, "size": 7, "format": "elf",
    "kind": "library", "architecture": "x86_64", "os": "linux", "libc": "glibc", "minimum_os": null,
    "identity": null, "libraries": [{"name": "libc.so.6", "weak": false}],
    "version_needs": [{"library": "libc.so.6", "name": "GLIBC_2.17", "weak": false}]})");
}

json report() {
  json whole = json::parse(R"({"schema_version": "1.0", "tool": {"name": "platlint", "version": "1"}, "target": null,
    "roots": ["a/x.whl"], "failures": [], "unread": [], "summary": {"unreadable": 0}, "findings": [],
    "packages": [{"root": "a/x.whl", "name": "x", "version": null, "ecosystem": "python", "tags": []}]})");
  whole["artifacts"] = json::array({artifact()});
  return whole;
}

std::string refusal(const std::string& text) {
  try {
    read_report(text, "r.json");
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

// The report with one change.
template <class Change>
std::string refusal_of(const Change& change) {
  json changed = report();
  change(changed);
  return refusal(changed.dump());
}

}  // namespace

TEST_CASE("a report is read") {
  const Inventory read = read_report(report().dump(), "r.json");
  CHECK(read.name == "x.whl");
  REQUIRE(read.files.size() == 1);
  CHECK(read.files[0].path == "x.so");
  CHECK(read.files[0].package == 0U);
  CHECK(read.files[0].image.libc == Libc::glibc);
  CHECK(read.files[0].image.version_needs[0].name == "GLIBC_2.17");
  CHECK(read.complete);
  CHECK(!read.is_tried);
  CHECK(!read_report("\xEF\xBB\xBF " + report().dump(), "r.json").files.empty());
}

TEST_CASE("of several roots each path says which") {
  json two = report();
  two["roots"].push_back("b/y.whl");
  two["artifacts"].push_back(artifact());
  two["artifacts"][1]["root"] = "b/y.whl";
  two["packages"].push_back(two["packages"][0]);
  two["packages"][1]["root"] = "b/y.whl";
  const Inventory read = read_report(two.dump(), "r.json");
  CHECK(read.files[0].path == "x.whl/x.so");
  CHECK(read.files[1].path == "y.whl/x.so");
  CHECK(read.files[0].package == 0U);
  CHECK(read.files[1].package == 1U);
}

TEST_CASE("what was not read is known") {
  const auto is_complete = [](const auto& change) {
    json changed = report();
    change(changed);
    return read_report(changed.dump(), "r.json").complete;
  };
  CHECK(!is_complete([](json& it) { it["summary"]["unreadable"] = 1; }));
  CHECK(!is_complete([](json& it) { it["unread"].push_back({{"path", "x"}}); }));
  CHECK(!is_complete([](json& it) { it["failures"].push_back({{"root", "x"}}); }));
  CHECK(!is_complete([](json& it) { it["not_judged"] = json::array({{{"accepted", false}}}); }));
  CHECK(is_complete([](json& it) { it["not_judged"] = json::array({{{"accepted", true}}}); }));
}

TEST_CASE("what is no report of ours is refused") {
  CHECK(refusal("") == "r.json: not JSON, or more than one report");
  CHECK(refusal("{") == "r.json: not JSON, or more than one report");
  CHECK(refusal(report().dump() + report().dump()) == "r.json: not JSON, or more than one report");
  CHECK(refusal("[]") == "r.json: not a JSON report of platlint (--format json)");
  CHECK(refusal(R"({"version": "2.1.0", "runs": []})") == "r.json: not a JSON report of platlint (--format json)");
  CHECK(refusal(R"({"schema_version": "1.0", "tool": {"name": 5}})") ==
        "r.json: not a JSON report of platlint: tool.name is not a text");
  CHECK(refusal_of([](json& it) { it["tool"]["name"] = "other"; }) ==
        "r.json: not a JSON report of platlint (--format json)");
  CHECK(refusal_of([](json& it) { it["schema_version"] = "2.0"; }) ==
        "r.json: a report of schema_version 2.0, expected 1.0");
  CHECK(refusal_of([](json& it) { it["record"] = "reports"; }).find("several audits") != std::string::npos);
}

TEST_CASE("what is not as the schema says is refused, and the message says where") {
  const std::string begin = "r.json: not a JSON report of platlint: ";
  CHECK(refusal_of([](json& it) { it.erase("artifacts"); }) == begin + "artifacts is not there");
  CHECK(refusal_of([](json& it) { it["artifacts"] = "x"; }) == begin + "artifacts is not a list");
  CHECK(refusal_of([](json& it) { it["artifacts"][0]["size"] = -1; }) == begin + "artifacts[0].size is not a count");
  CHECK(refusal_of([](json& it) { it["artifacts"][0]["size"] = 1e300; }) == begin + "artifacts[0].size is not a count");
  CHECK(refusal_of([](json& it) { it["artifacts"][0]["package"] = 1; }) ==
        begin + "artifacts[0].package is not one of the packages of its root");
  CHECK(refusal_of([](json& it) { it["artifacts"][0]["format"] = "a.out"; }) ==
        begin + "artifacts[0].format is not a name that is known: a.out");
  CHECK(refusal_of([](json& it) { it["artifacts"][0]["minimum_os"] = "new"; }) ==
        begin + "artifacts[0].minimum_os is not a version");
  CHECK(refusal_of([](json& it) { it["artifacts"][0]["libraries"][0] = 5; }) ==
        begin + "artifacts[0].libraries[0].name is not there");
  CHECK(refusal_of([](json& it) { it["packages"][0]["name"] = nullptr; }) == begin + "packages[0].name is not a text");
  CHECK(refusal_of([](json& it) { it["target"] = {{"name", "x"}}; }) == begin + "target.format is not there");
}

TEST_CASE("no nesting is too deep to be refused") {
  const std::string deep(1'000'000, '[');
  CHECK(refusal(deep) == "r.json: not a JSON report of platlint: it is nested too deep");
  CHECK(refusal(R"({"schema_version": "1.0", "x": )" + deep) ==
        "r.json: not a JSON report of platlint: it is nested too deep");
}
