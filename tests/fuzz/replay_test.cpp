// SPDX-License-Identifier: Apache-2.0
// The first inputs of the fuzzers and the inputs that they found, as an ordinary test: every fixture, whole and cut,
// and tests/fuzz/seeds.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "targets.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

platlint::fuzz::Input input(const std::string& text) {
  return std::as_bytes(std::span(text));
}

}  // namespace

TEST_CASE("fuzz targets hold over the fixtures") {
  const fs::path testdata = std::getenv("PLATLINT_TESTDATA");
  const std::vector<fs::path> files = files_below(testdata / "artifacts");
  REQUIRE(files.size() > 200);
  for (const fs::path& path : files) {
    CAPTURE(path);
    const std::string text = text_of(path);
    for (std::size_t part = 1; part <= 4; ++part) {
      platlint::fuzz::inspect_file(input(text.substr(0, text.size() * part / 4)));
    }
  }
}

TEST_CASE("fuzz targets hold over their seeds") {
  const fs::path seeds = fs::path(std::getenv("PLATLINT_TESTDATA")).parent_path() / "tests" / "fuzz" / "seeds";
  std::size_t count = 0;
  for (const fs::path& path : files_below(seeds)) {
    CAPTURE(path);
    const std::string text = text_of(path);
    const std::string target = path.parent_path().filename().string();
    if (target == "inspect") platlint::fuzz::inspect_file(input(text));
    if (target == "archive") platlint::fuzz::examine_archive(input(text));
    if (target == "content") platlint::fuzz::examine_content(input(text));
    if (target == "layout") platlint::fuzz::read_layout(input(text));
    if (target == "container") platlint::fuzz::read_containers(input(text));
    if (target == "inflate") platlint::fuzz::inflate_all(input(text));
    if (target == "metadata") platlint::fuzz::find_owners(input(text));
    if (target == "platform") platlint::fuzz::find_platform(input(text));
    ++count;
  }
  CHECK(count > 10);
}
