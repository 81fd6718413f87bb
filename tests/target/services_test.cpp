// SPDX-License-Identifier: Apache-2.0
// Every runtime of the services that run code: its system, its Python or Node, and the processors that it has.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

#include "target/found.hpp"
#include "target/grammars.hpp"

using namespace platlint;

namespace {

struct Runtime {
  std::string name, distribution;
  std::optional<Python> python;
  std::optional<Node> node;
  std::string image;
  bool arm = false;
};

std::optional<Python> python(int minor) {
  return Python{3, minor, false};
}

std::optional<Node> node(int major) {
  return Node{major, false};
}

constexpr std::nullopt_t none = std::nullopt;

// The services' own documents, as they name the system of each runtime.
const std::array<Runtime, 27> runtimes_of_services{{
    {"azure-functions:python3.12", "Debian 12", python(12), none, "azure-functions:python3.12"},
    {"azure-functions:python3.11", "Debian 11", python(11), none, "azure-functions:python3.11"},
    {"azure-functions:python3.10", "Debian 11", python(10), none, "azure-functions:python3.10"},
    {"azure-functions:node22", "Debian 12", none, node(22), "azure-functions:node22"},
    {"azure-functions:node20", "Debian 11", none, node(20), "azure-functions:node20"},
    {"azure-functions:node18", "Debian 11", none, node(18), "azure-functions:node18"},
    {"google-cloud:python314", "Ubuntu 24.04", python(14), none, "google-24"},
    {"google-cloud:python313", "Ubuntu 22.04", python(13), none, "google-22"},
    {"google-cloud:python312", "Ubuntu 22.04", python(12), none, "google-22"},
    {"google-cloud:python311", "Ubuntu 22.04", python(11), none, "google-22"},
    {"google-cloud:python310", "Ubuntu 22.04", python(10), none, "google-22"},
    {"google-cloud:nodejs26", "Ubuntu 24.04", none, node(26), "google-24"},
    {"google-cloud:nodejs24", "Ubuntu 24.04", none, node(24), "google-24"},
    {"google-cloud:nodejs22", "Ubuntu 22.04", none, node(22), "google-22"},
    {"google-cloud:nodejs20", "Ubuntu 22.04", none, node(20), "google-22"},
    {"google-cloud:nodejs18", "Ubuntu 22.04", none, node(18), "google-22"},
    {"google-cloud:go127", "Ubuntu 24.04", none, none, ""},
    {"google-cloud:go126", "Ubuntu 24.04", none, none, ""},
    {"google-cloud:go125", "Ubuntu 22.04", none, none, ""},
    {"google-cloud:go124", "Ubuntu 22.04", none, none, ""},
    {"google-cloud:dotnet10", "Ubuntu 24.04", none, none, ""},
    {"google-cloud:dotnet8", "Ubuntu 22.04", none, none, ""},
    {"google-cloud:dotnet6", "Ubuntu 22.04", none, none, ""},
    {"heroku:heroku-26", "Ubuntu 26.04", none, none, "", true},
    {"heroku:heroku-24", "Ubuntu 24.04", none, none, "", true},
    {"heroku:heroku-22", "Ubuntu 22.04", none, none, ""},
    {"heroku:heroku-20", "Ubuntu 20.04", none, none, ""},
}};

}  // namespace

TEST_CASE("each runtime of a service stands on its system, with its Python or Node") {
  CHECK(target::service_names().size() == runtimes_of_services.size());
  for (const Runtime& row : runtimes_of_services) {
    CAPTURE(row.name);
    const Target target = find(row.name);
    CHECK(target.name == row.name);
    CHECK(target.distribution == row.distribution);
    CHECK(target.python == row.python);
    CHECK(target.node == row.node);
    CHECK(target.image == row.image);
    CHECK(target.architectures == std::vector<Architecture>{Architecture::x86_64});
  }
}

TEST_CASE("a runtime of a service runs on the processors that the service has") {
  const target::Platforms listed = target::service_platforms();
  for (const Runtime& row : runtimes_of_services) {
    CAPTURE(row.name);
    CHECK(find(row.name + ":x86_64").name == row.name);
    const std::string on_arm = message(row.name + ":arm64");
    const std::string expected = row.name + (row.arm ? " with x86_64 or arm64" : " with x86_64");
    CHECK((on_arm == "found " + row.name + ":arm64") == row.arm);
    CHECK(message(row.name + ":s390x") == "impossible platform '" + row.name + ":s390x', expected " + expected);
    const auto line = std::find_if(listed.begin(), listed.end(), [&](const Platform& p) { return p.name == row.name; });
    REQUIRE(line != listed.end());
    CHECK(line->description.ends_with("; also with :arm64") == row.arm);
  }
}

TEST_CASE("a service takes a runtime and a processor, and nothing else") {
  for (const std::string service : {"azure-functions", "google-cloud", "heroku"}) {
    CAPTURE(service);
    const std::string expected = ", expected " + service + ":RUNTIME[:ARCH], see --list-platforms";
    CHECK(message(service) == "impossible platform '" + service + "'" + expected);
    CHECK(message(service + ":a:arm64:b") == "impossible platform '" + service + ":a:arm64:b'" + expected);
    CHECK(message(service + ":1").find("unknown platform '" + service + ":1'") == 0);
  }
}
