// SPDX-License-Identifier: Apache-2.0
// testdata/artifacts: real binaries of every format, with the facts that independent readers found in them
// (facts.json), and damaged ones. PLATLINT_TESTDATA says where testdata is.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "inspect/inspect.hpp"

namespace {

using nlohmann::json;
using platlint::Artifact;
using platlint::Inspection;
namespace fs = std::filesystem;

fs::path artifacts_directory() {
  const char* testdata = std::getenv("PLATLINT_TESTDATA");
  return fs::path(testdata != nullptr ? testdata : "testdata") / "artifacts";
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

Inspection inspect(std::string_view bytes) {
  return platlint::inspect(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

std::vector<fs::path> files_in(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// File name -> the images in it; empty if the file is not native code.
std::map<std::string, json> expected_facts() {
  return json::parse(read(artifacts_directory() / "facts.json"));
}

json facts(const Artifact& artifact) {
  json libraries = json::array();
  for (const platlint::Library& library : artifact.libraries) {
    libraries.push_back({{"name", library.name}, {"weak", library.weak}});
  }
  json version_needs = json::array();
  for (const platlint::VersionNeed& need : artifact.version_needs) {
    version_needs.push_back({{"library", need.library}, {"name", need.name}, {"weak", need.weak}});
  }
  return {
      {"format", name(artifact.format)},
      {"kind", name(artifact.kind)},
      {"architecture", name(artifact.architecture)},
      {"machine", artifact.machine},
      {"system", name(artifact.system)},
      {"libc", name(artifact.libc)},
      {"minimum_system", artifact.minimum_system ? json(to_string(*artifact.minimum_system)) : json()},
      {"identity", artifact.identity},
      {"interpreter", artifact.interpreter},
      {"libraries", libraries},
      {"rpath", artifact.rpath},
      {"runpath", artifact.runpath},
      {"version_needs", version_needs},
      {"x86_level", artifact.x86_level},
      {"executable_stack", artifact.executable_stack},
      {"text_relocations", artifact.text_relocations},
      {"relative_relocations", artifact.relative_relocations},
      {"never_opened", artifact.never_opened},
      {"unsigned_code", artifact.unsigned_code},
  };
}

std::string reason(const Inspection& inspection) {
  return inspection.damage ? inspection.damage->reason : "none";
}

}  // namespace

TEST_CASE("every fixture has its facts, and only its facts a fixture") {
  std::vector<std::string> listed;
  for (const auto& [file, images] : expected_facts()) listed.push_back(file);
  std::vector<std::string> present;
  for (const fs::path& path : files_in(artifacts_directory() / "bin")) present.push_back(path.filename().string());
  CHECK(present.size() > 100);
  CHECK(listed == present);
}

TEST_CASE("a fixture says what independent readers say") {
  for (const auto& [file, images] : expected_facts()) {
    const Inspection inspection = inspect(read(artifacts_directory() / "bin" / file));
    CAPTURE(file);
    INFO("damage: " << reason(inspection));
    CHECK(!inspection.damage.has_value());
    CHECK(inspection.artifacts.size() == images.size());
    for (std::size_t index = 0; index < std::min(images.size(), inspection.artifacts.size()); ++index) {
      const json found = facts(inspection.artifacts[index]);
      INFO("image " << index << ", the difference: " << json::diff(images[index], found).dump());
      CHECK(found == images[index]);
    }
  }
}

TEST_CASE("a damaged file is damage and no artifact") {
  const std::vector<fs::path> files = files_in(artifacts_directory() / "broken");
  CHECK(files.size() > 50);
  for (const fs::path& path : files) {
    const Inspection inspection = inspect(read(path));
    INFO("file: " << path.filename().string());
    CHECK(inspection.artifacts.empty());
    CHECK(inspection.damage.has_value());
    if (!inspection.damage) continue;
    CHECK(inspection.damage->kind != platlint::Damage::Kind::not_a_binary);
    CHECK(!inspection.damage->reason.empty());
  }
}

TEST_CASE("a fixture cut at an eighth of its length is damage") {
  for (const auto& [file, images] : expected_facts()) {
    if (images.empty()) continue;  // not native, so nothing is noticed
    // A COFF object has no magic number. If it is cut, it is like any file that starts with two such bytes. Also,
    // nothing loads objects.
    const bool recognisable = images[0]["format"] != "coff";
    const std::string bytes = read(artifacts_directory() / "bin" / file);
    for (std::size_t eighth = 1; eighth < 8; ++eighth) {
      CAPTURE(file);
      CAPTURE(eighth);
      const Inspection inspection = inspect(std::string_view(bytes).substr(0, bytes.size() * eighth / 8));
      CHECK(inspection.artifacts.empty());
      if (recognisable) CHECK(inspection.damage.has_value());
    }
  }
}

TEST_CASE("the bytes may go away") {
  const fs::path path = artifacts_directory() / "bin" / "elf-x86_64-rpath.so";
  Inspection inspection;
  {
    std::string bytes = read(path);
    inspection = inspect(bytes);
    std::fill(bytes.begin(), bytes.end(), '\xAA');
  }
  REQUIRE(inspection.artifacts.size() == 1);
  CHECK(facts(inspection.artifacts[0]) == expected_facts().at("elf-x86_64-rpath.so")[0]);
}

TEST_CASE("symbols are read where they are asked for, as readelf --dyn-syms lists them") {
  const std::string bytes = read(artifacts_directory() / "bin" / "elf-x86_64-glibc-2.34.so");
  const platlint::Bytes view{reinterpret_cast<const std::byte*>(bytes.data()), bytes.size()};
  const auto symbols = [&](bool wanted) {
    std::string text;
    const Inspection inspection = platlint::inspect(view, {wanted});
    for (const auto& need : inspection.artifacts.at(0).version_needs) {
      for (const auto& symbol : need.symbols) text += symbol + "@" + need.name + " ";
    }
    return text;
  };
  CHECK(symbols(false) == "");
  CHECK(symbols(true).find("pthread_create@GLIBC_2.34 ") != std::string::npos);
}
