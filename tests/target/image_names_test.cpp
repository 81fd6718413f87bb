// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>

#include "platlint/error.hpp"
#include "platlint/target.hpp"

using namespace platlint;

TEST_CASE("names of container images are taken") {
  using Pair = std::pair<const char*, const char*>;
  for (const auto& [typed, name] : {Pair{"lambda/python:3.12", "aws-lambda:python3.12"},
                                    {"registry.example/lambda/python:3.12", "aws-lambda:python3.12"},
                                    {"registry.example/lambda/python:3.13-arm64", "aws-lambda:python3.13:arm64"},
                                    {"registry.example/lambda/nodejs:22", "aws-lambda:nodejs22.x"},
                                    {"registry.example/lambda/provided:al2023", "aws-lambda:provided.al2023"},
                                    {"registry.example/lambda/java:21:arm64", "aws-lambda:java21:arm64"},
                                    {"amazon/aws-lambda-python:3.11", "aws-lambda:python3.11"},
                                    {"al2023", "amazonlinux:2023"},
                                    {"al2", "amazonlinux:2"},
                                    {"python:3.12-slim-bookworm", "debian:12"},
                                    {"python:3.12-bullseye", "debian:11"},
                                    {"library/python:3.13-alpine3.20", "alpine:3.20"},
                                    {"node:22-bookworm-slim:arm64", "debian:12:arm64"},
                                    {"node:22", "debian:12"},
                                    {"node:22-slim", "debian:12"},
                                    {"node:22.11.0-slim:arm64", "debian:12:arm64"},
                                    {"node:26-slim", "debian:13"},
                                    {"node:22-alpine", "alpine:3.24"},
                                    {"docker.io/library/node:24-alpine3.21", "alpine:3.21"},
                                    {"python:3.12-slim", "debian:13"},
                                    {"python:3.14-alpine", "alpine:3.24"},
                                    {"electron:33", "linux-x64"},
                                    {"electron:33.2.1:arm64", "linux-arm64"},
                                    {"electron:33:darwin-arm64", "darwin-arm64"},
                                    {"electron:33:debian:12", "debian:12"},
                                    {"registry.example/distroless/python3-debian12", "debian:12"}}) {
    CAPTURE(typed);
    CHECK(find_target(typed, no_environment).name == name);
  }
  CHECK(find_target("python:3.11-slim-bookworm", no_environment).python == Python{3, 11, false});
  CHECK_FALSE(find_target("node:22-bookworm", no_environment).python);
  for (const char* const name : {"node:22", "node:22-slim", "node:22.11.0-alpine", "node:22-bookworm-slim:arm64"})
    CHECK(find_target(name, no_environment).node == Node{22, false});
  CHECK(find_target("electron:33:win32-x64", no_environment).node == Node{33, true});
  CHECK(find_target("aws-lambda:nodejs22.x", no_environment).node == Node{22, false});
  CHECK_FALSE(find_target("node:lts-bookworm", no_environment).node);
  CHECK_FALSE(find_target("python:3.12-slim", no_environment).node);
}

TEST_CASE("an image without slim in its tag holds what buildpack-deps does") {
  const auto has = [](const char* name, const char* library) {
    return provides_library(find_target(name, no_environment), library);
  };
  for (const char* const name : {"node:22", "node:22-bookworm", "python:3.12", "ruby:3.4-bookworm"}) {
    CAPTURE(name);
    CHECK(has(name, "libX11.so.6") == Provision::yes);
    CHECK(has(name, "libodbc.so.2") == Provision::no);
  }
  CHECK(has("node:22-slim", "libX11.so.6") == Provision::no);
  CHECK(has("node:22-bookworm-slim", "libX11.so.6") == Provision::no);
  CHECK(has("golang:1.25-bookworm", "libcurl.so.4") == Provision::unknown);
  CHECK(has("golang:1.25-bookworm", "libstdc++.so.6") == Provision::yes);
}

namespace {

std::string refusal(const char* name) {
  try {
    find_target(name, no_environment);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("an image whose distribution its tag does not tell is answered") {
  for (const char* const name :
       {"python:3.9-slim", "python:3.15", "python", "node:18", "node:lts-slim", "node:latest", "golang:1.23"}) {
    CAPTURE(name);
    CHECK(refusal(name).find("name the distribution, for instance debian:13") != std::string::npos);
  }
  CHECK(refusal("python:3.9-slim").find("with --python '3.9'") != std::string::npos);
  CHECK(refusal("python:3.11-alpine").find("for instance alpine:3.22") != std::string::npos);
  CHECK(refusal("electron:99") == "there is no Electron 99 that platlint knows, asked for as 'electron:99'");
  CHECK(refusal("electron:33:vax").find("unknown architecture") != std::string::npos);
  CHECK(refusal("node:19-bookworm").empty());
  for (const char* const name : {"electron:", "electron:x", "node:99-bookworm", "a:b:c:d:e", "lambda/", "lambda/:", "/",
                                 ":", "python:3.12-bookworm:vax"})
    CHECK_FALSE(refusal(name).empty());
}

TEST_CASE("a processor alone is asked for its system, Linux first") {
  CHECK(refusal("arm64") ==
        "unknown platform 'arm64': it is a processor; did you mean linux/arm64, aws-lambda:python3.12:arm64 or "
        "macosx_11_0_arm64?");
  CHECK(refusal("aarch64").find("did you mean linux/arm64") != std::string::npos);
  CHECK(refusal("amd64").find("did you mean linux/amd64") != std::string::npos);
  CHECK(refusal("x86_64").find("did you mean linux/amd64") != std::string::npos);
  CHECK(refusal("s390x") == "unknown platform 's390x': it is a processor; did you mean linux/s390x?");
}

TEST_CASE("each image that names no distribution has a first and a last release") {
  struct Row {
    const char* image;
    const char *first, *last;
    const char *slim, *alpine;
  };
  for (const Row& row : {Row{"node", "20.0.0", "20.99.0", "debian:12", "alpine:3.24"},
                         {"node", "22.0.0", "22.99.0", "debian:12", "alpine:3.24"},
                         {"node", "24.0.0", "24.99.0", "debian:12", "alpine:3.24"},
                         {"node", "26.0.0", "26.99.0", "debian:13", "alpine:3.24"},
                         {"python", "3.10", "3.11", "debian:13", nullptr},
                         {"python", "3.12", "3.14", "debian:13", "alpine:3.24"}}) {
    for (const char* const release : {row.first, row.last}) {
      const std::string name = std::string(row.image) + ":" + release;
      CAPTURE(name);
      CHECK(find_target(name, no_environment).name == row.slim);
      CHECK(find_target(name + "-slim", no_environment).name == row.slim);
      CHECK_FALSE(refusal((name + "-other").c_str()).empty());
      if (row.alpine == nullptr) CHECK_FALSE(refusal((name + "-alpine").c_str()).empty());
      if (row.alpine != nullptr) CHECK(find_target(name + "-alpine", no_environment).name == row.alpine);
    }
  }
  for (const char* const name : {"node:20.100.0", "node:19", "node:21", "node:25", "node:27", "python:3.9",
                                 "python:3.15", "python:2.12", "python:4.12", "ruby:22", "node:x"})
    CHECK(refusal(name).find("name the distribution") != std::string::npos);
}
