// SPDX-License-Identifier: Apache-2.0
// Every row of the tables of targets, whatever it says.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "facts/architecture_set.hpp"
#include "target/found.hpp"
#include "target/grammars.hpp"
#include "target/measurements.hpp"
#include "target/policies.hpp"

using namespace platlint;
using target::Measurement;

namespace {

std::string name_of(const Measurement& row) {
  return std::string{row.distribution} + ":" + std::string{row.release};
}

// No number of `a` is above that of `b`.
bool is_at_most(const target::NewestVersions& a, const target::NewestVersions& b) {
  return target::higher_of(a, b) == b;
}

}  // namespace

TEST_CASE("a set of processors has its members and no others") {
  const ArchitectureSet set{Architecture::unknown, Architecture::aarch64, Architecture::any};
  CHECK(set.has(Architecture::unknown));
  CHECK(set.has(Architecture::aarch64));
  CHECK(set.has(Architecture::any));
  CHECK_FALSE(set.has(Architecture::x86_64));
  CHECK_FALSE(set.has(Architecture::amdgpu));
  CHECK_FALSE(set.empty());
  CHECK(ArchitectureSet{}.empty());
  CHECK_FALSE(ArchitectureSet{}.has(Architecture::unknown));
}

TEST_CASE("each measurement is whole") {
  for (const Measurement& row : target::measurements()) {
    CAPTURE(name_of(row));
    CHECK_FALSE(words_of(row.architectures).empty());
    CHECK((row.x86_level >= 1 && row.x86_level <= 4));
    CHECK((row.known == 6 || row.known == 4));
    CHECK(target::newest_versions(row).size() == row.known);
    CHECK(row.newest[0] >= Version{2, row.glibc, 0});
    CHECK(row.newest[0] < Version{3, 0, 0});
    for (std::size_t i = 1; i < 5; ++i) CHECK(row.newest[i].has_value() == (i < row.known));
  }
}

TEST_CASE("the rows of a release stand side by side and share no processor") {
  std::set<std::string> done;
  std::set<std::string> processors;
  std::string last;
  for (const Measurement& row : target::measurements()) {
    CAPTURE(name_of(row));
    if (name_of(row) != last) {
      CHECK(done.insert(name_of(row)).second);
      processors.clear();
    }
    last = name_of(row);
    for (const std::string& processor : words_of(row.architectures)) CHECK(processors.insert(processor).second);
  }
}

TEST_CASE("a later release of a distribution has no older glibc, on any of its processors") {
  std::map<std::pair<std::string, std::string>, int> newest;
  for (const Measurement& row : target::measurements()) {
    if (target::is_rolling(row)) continue;
    CAPTURE(name_of(row));
    for (const std::string& processor : words_of(row.architectures)) {
      int& glibc = newest[{std::string{row.distribution}, processor}];
      CHECK(glibc <= row.glibc);
      glibc = row.glibc;
    }
  }
}

TEST_CASE("each measurement is found by its release and each of its processors") {
  for (const Measurement& row : target::measurements()) {
    CAPTURE(name_of(row));
    for (const Architecture architecture : architectures_of(Vocabulary::wheel)) {
      const Measurement* const found = target::find_measurement(row.distribution, row.release, architecture);
      CHECK((found == &row) == row.architectures.has(architecture));
    }
  }
}

TEST_CASE("what is found beside a glibc only grows with it") {
  for (const Architecture architecture : architectures_of(Vocabulary::wheel)) {
    CAPTURE(name(architecture));
    for (int minor = 2; minor < 60; ++minor) {
      CAPTURE(minor);
      CHECK(is_at_most(target::found_beside_glibc(architecture, minor - 1),
                       target::found_beside_glibc(architecture, minor)));
    }
  }
}

TEST_CASE("a later policy allows no less") {
  for (const Architecture architecture : architectures_of(Vocabulary::wheel)) {
    CAPTURE(name(architecture));
    std::optional<target::ManylinuxPolicy> last;
    for (int minor = 0; minor < 60; ++minor) {
      CAPTURE(minor);
      std::optional<target::ManylinuxPolicy> policy = target::find_manylinux_policy(architecture, minor);
      CHECK(policy.has_value() >= last.has_value());
      if (!policy) continue;
      CHECK(policy->minor <= minor);
      CHECK(target::find_manylinux_policy(architecture, policy->minor)->minor == policy->minor);
      if (last) CHECK(last->minor <= policy->minor);
      if (last) CHECK(is_at_most(last->newest, policy->newest));
      last = std::move(policy);
    }
    CHECK(last.has_value());
  }
}

TEST_CASE("every processor of manylinux tags has measurements") {
  for (const Architecture architecture : architectures_of(Vocabulary::wheel)) {
    if (architecture == Architecture::ppc64) continue;  // no distribution is left for it
    CAPTURE(name(architecture));
    const auto all = target::measurements();
    CHECK(std::any_of(all.begin(), all.end(),
                      [&](const Measurement& row) { return row.architectures.has(architecture); }));
  }
}

TEST_CASE("each value of uv and each alias is listed once and means itself") {
  const target::Platforms platforms = target::uv_platforms();
  CHECK(platforms.size() == 80);
  std::set<std::string> names;
  std::size_t products = 0;
  for (const Platform& platform : platforms) {
    CAPTURE(platform.name);
    CHECK(names.insert(platform.name).second);
    CHECK(find(platform.name).name == platform.name);
    CHECK(find(platform.name).description == platform.description);
    for (const std::string& alias : platform.aliases) {
      CHECK(names.insert(alias).second);
      CHECK(find(alias).name == platform.name);
      ++products;
    }
  }
  CHECK(products == 57);
  CHECK(platforms[20].name == "x86_64-manylinux2014");
  CHECK(platforms[45].name == "aarch64-manylinux_2_40");
  CHECK(platforms[75].name == "loongarch64-manylinux_2_36");
}

TEST_CASE("what is no product of uv is another grammar's or nobody's") {
  CHECK(find("x86_64-manylinux_2_28").source.find("uv ") == 0);
  CHECK(find("X86_64.Manylinux-2-28").name == "x86_64-manylinux_2_28");
  CHECK_FALSE(find("x86_64-manylinux_2_29").source.find("uv ") == 0);
  CHECK_FALSE(find("loongarch64-manylinux_2_35").source.find("uv ") == 0);
  CHECK_FALSE(find("riscv64-manylinux_2_35").source.find("uv ") == 0);
  CHECK(message("x86_64manylinux_2_28").find("unknown platform") == 0);
  CHECK(message("x86_64-manylinux_2_28-").find("unknown platform") == 0);
}
