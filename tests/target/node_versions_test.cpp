// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "platlint/error.hpp"
#include "platlint/target.hpp"

using namespace platlint;

namespace {

std::string refusal_of_node(const char* text) {
  try {
    parse_node(text);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a Node is read as people write it") {
  for (const char* const text :
       {"22", "v22", "22.11.0", "22.x", "nodejs22.x", "node22", "node:22", "node@22", "Node-22"}) {
    CAPTURE(text);
    CHECK(parse_node(text) == Node{22, false});
  }
  for (const char* const text : {"electron:33", "electron33", "electron@33.2.1", "electron-v33.0"}) {
    CAPTURE(text);
    CHECK(parse_node(text) == Node{33, true});
  }
  CHECK(describe(Node{22, false}) == "Node 22");
  CHECK(describe(Node{33, true}) == "Electron 33");
}

TEST_CASE("what is no Node is answered") {
  for (const char* const text : {"", "lts", "x", "22.11.0.1", "22-slim", "electron", "22.y", ":", "v"}) {
    CAPTURE(text);
    CHECK(refusal_of_node(text).find("unknown Node.js version") == 0);
    CHECK(refusal_of_node(text).find("expected one such as 22 or electron:33") != std::string::npos);
  }
  CHECK(refusal_of_node("99") == "there is no Node 99 that platlint knows, asked for as '99'");
  CHECK(refusal_of_node("99999999999999999999").find("there is no Node ") == 0);
  CHECK(refusal_of_node("electron:1").find("there is no Electron 1 ") == 0);
}
