// SPDX-License-Identifier: Apache-2.0
// The readers of JSON, TOML and YAML, which keep views of their input.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lock/value.hpp"
#include "platlint/error.hpp"

using namespace platlint;
using lock::member;
using lock::read_json;
using lock::read_toml;
using lock::read_yaml;
using lock::text_of;
using lock::texts_of;
using lock::Value;

namespace {

// The same texts as JSON, to compare one reader with another.
nlohmann::json as_json(const Value& value) {
  nlohmann::json result;
  if (value.kind == Value::Kind::text) return std::string(value.text);
  if (value.kind == Value::Kind::list) result = nlohmann::json::array();
  if (value.kind == Value::Kind::table) result = nlohmann::json::object();
  for (const Value& item : value.items) result.push_back(as_json(item));
  for (const auto& row : value.members) result[std::string(row.key)] = as_json(row.value);
  return result;
}

template <class Read>
std::string error_of(const Read& read, const std::string& text) {
  try {
    read(text);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("JSON as another reader has it") {
  const std::string text =
      R"({"a": "x\n\"\u00e9\ud83d", "b": [[], {}, ["1"]], "": {"c d": "e"}, "long": "no escapes here", "a2": ""})";
  const std::string without_half = R"({"a": "x\n\"\u00e9", "b": [[], {}, ["1"]], "": {"c d": "e"}})";
  CHECK(as_json(read_json(without_half).root) == nlohmann::json::parse(without_half));
  CHECK(read_json(text).root.members.size() == 5);
  const auto numbers = read_json(R"({"n": -1.5e3, "t": true, "x": null, "t": false})");
  CHECK(text_of(numbers.root, "n") == "-1.5e3");
  CHECK(text_of(numbers.root, "t") == "false");
  CHECK(member(numbers.root, "y").kind == Value::Kind::nothing);
}

TEST_CASE("TOML: tables, lists of tables, dotted keys, all kinds of strings") {
  const auto document = read_toml(
      "a = \"x\\ty\" # comment\n'b c' = 'raw\\n'\nd.e.f = 1979-05-27 07:32:00Z\r\n"
      "list = [ # comment\n  \"one\",\n  'two', # more\n]\n"
      "inline = { name = \"n\", extra = [\"x\"], deep.er = true }\n"
      "text = \"\"\"a \"quote\" \\\"\"\"\"\n"
      "[[package]]\nname = \"first\"\n[package.source]\nregistry = \"r\"\n"
      "[[package]]\nname = \"second\"\n[package.optional-dependencies]\nall = [{ name = \"z\" }]\n"
      "[tool.\"x.y\"]\nz = 1\n");
  const Value& root = document.root;
  CHECK(text_of(root, "a") == "x\ty");
  CHECK(text_of(root, "b c") == "raw\\n");
  CHECK(text_of(member(member(root, "d"), "e"), "f") == "1979-05-27 07:32:00Z");
  CHECK(texts_of(member(root, "list")) == std::vector<std::string_view>{"one", "two"});
  CHECK(is_true(member(member(root, "inline"), "deep"), "er"));
  const auto& packages = member(root, "package").items;
  REQUIRE(packages.size() == 2);
  CHECK(text_of(member(packages[0], "source"), "registry") == "r");
  CHECK(text_of(member(member(packages[1], "optional-dependencies"), "all").items.at(0), "name") == "z");
  CHECK(text_of(member(member(root, "tool"), "x.y"), "z") == "1");
}

TEST_CASE("YAML as pnpm writes it") {
  const auto document = read_yaml(
      "lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n\nimporters:\n\n  .:\n    dependencies:\n"
      "      '@a/b':\n        specifier: ^1.0.0\n        version: 1.0.0(c@2.0.0)\n\npackages:\n\n"
      "  '@a/b@1.0.0':\n    resolution: {integrity: sha512-a==, tarball: 'https://x/y.tgz'}\n"
      "    engines: {node: '>=12', npm: \">=1\"}\n    cpu: [x64, '!arm']\n    os: [linux]\n    deprecated: |-\n"
      "      it's: not\n\n      used\n    hasBin: true\n  ? '" +
      std::string(2000, 'k') +
      "'\n  : os:\n      - aix\n"
      "  'it''s@1': {}\n");
  const Value& root = document.root;
  CHECK(text_of(root, "lockfileVersion") == "9.0");
  const Value& importer = member(member(root, "importers"), ".");
  CHECK(text_of(member(member(importer, "dependencies"), "@a/b"), "version") == "1.0.0(c@2.0.0)");
  const Value& package = member(member(root, "packages"), "@a/b@1.0.0");
  CHECK(text_of(member(package, "engines"), "node") == ">=12");
  CHECK(text_of(member(package, "resolution"), "tarball") == "https://x/y.tgz");
  CHECK(texts_of(member(package, "cpu")) == std::vector<std::string_view>{"x64", "!arm"});
  CHECK(is_true(package, "hasBin"));
  CHECK(texts_of(member(member(member(root, "packages"), std::string(2000, 'k')), "os")).size() == 1);
  CHECK(member(member(root, "packages"), "it's@1").kind == Value::Kind::table);
  const auto lists = read_yaml("b:\n- c\n- d: e\n  f: g\n- 'h'\n");
  CHECK(text_of(member(lists.root, "b").items.at(1), "f") == "g");
  CHECK(text_of(read_yaml("---\na: 1\n---\na: 2\nb:\n- c\n- d: e\n").root, "a") == "2");
}

TEST_CASE("what is not of the language is said with its line") {
  CHECK(error_of(read_json, "{\n\"a\": }") == "line 2: not JSON: a value is missing");
  CHECK(error_of(read_toml, "a = 1\nb\n") == "line 2: not TOML: '=' is missing");
  CHECK(error_of(read_toml, "[a\n") == "line 1: not TOML: ']' is missing");
  CHECK(error_of(read_yaml, "a: 1\nb: &x 1\n") == "line 2: not YAML as pnpm writes it");
  CHECK(error_of(read_json, "\"abc") == "line 1: a string without an end");
  CHECK(error_of(read_json, "\"\\u12\"") == "line 1: an escape that is not whole");
}

TEST_CASE("depth and size are bounded") {
  const std::string deep(100'000, '[');
  CHECK(error_of(read_json, deep) == "line 1: nested more than 64 deep");
  CHECK(error_of(read_toml, "a = " + deep) == "line 1: nested more than 64 deep");
  CHECK(error_of(read_yaml, "a: " + deep) == "line 1: nested more than 64 deep");
  std::string keys = "a";
  std::string indented;
  for (int i = 0; i < 100; ++i) {
    keys += ".a";
    indented += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  }
  CHECK(error_of(read_toml, keys + " = 1") == "line 1: nested more than 64 deep");
  CHECK(error_of(read_yaml, indented).ends_with("nested more than 64 deep"));
  std::string many = "[";
  for (int i = 0; i < 2'000'001; ++i) many += "1,";
  CHECK(error_of(read_json, many).ends_with("more than 2000000 values"));
  std::string tables;
  for (int i = 0; i < 5000; ++i) tables += "[t" + std::to_string(i) + "]\n";
  CHECK(error_of(read_toml, tables).ends_with("more than 4096 tables in one"));
}

TEST_CASE("cut anywhere, each ends in an answer or in one Error") {
  const std::vector<std::pair<lock::Document (*)(std::string), std::string>> texts{
      {read_json, R"({"a": ["\u00e9", {"b": "c\\"}], "d": true})"},
      {read_toml, "[[p]]\nn = \"a\\\"b\"\nx.y = { z = ['q', \"\"\"m\"\"\"] }\n[p.s]\n"},
      {read_yaml, "a:\n  - 'b''c'\n  - {d: [e, \"f\\n\"]}\ng: |\n  h\n? i\n: j\n"}};
  for (const auto& [read, text] : texts) {
    for (std::size_t size = 0; size <= text.size(); ++size) {
      for (const char broken : {'\0', '\\', '"', '\'', '\n', ':', '[', '\xff'}) {
        std::string changed = text.substr(0, size) + broken + text.substr(std::min(size + 1, text.size()));
        for (const std::string& one : {text.substr(0, size), changed}) {
          const std::string error = error_of(read, one);
          CHECK((error.empty() || error.starts_with("line ")));
        }
      }
    }
  }
}
