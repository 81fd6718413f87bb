// SPDX-License-Identifier: Apache-2.0
#include "platlint/requirements.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

// Modules for one Python, one of them with a later glibc, a wheel that promises an older one, a stray for another
// system.
Bundle bundle() {
  Artifact late = elf(Architecture::x86_64);
  late.version_needs = {{"libc.so.6", "GLIBC_2.30", false}};
  Bundle bundle;
  bundle.entries = {
      file("a/_late.cpython-312-x86_64-linux-gnu.so", {late}),
      file("a/_plain.cpython-312-x86_64-linux-gnu.so", {elf(Architecture::x86_64)}),
      file("a/stray.dylib", {macho(Architecture::aarch64)}),
  };
  bundle.metadata = {{"a-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: cp312-cp312-manylinux_2_17_x86_64\n"}};
  return bundle;
}

bool misfits(const Requirements& requirements, const std::string& platform) {
  return std::any_of(requirements.misfits.begin(), requirements.misfits.end(),
                     [&](const Misfit& misfit) { return misfit.platform == platform; });
}

std::string text_of(const Requirements& requirements) {
  std::string text;
  for (const std::string& platform : requirements.fits) text += platform + "\n";
  for (const Misfit& misfit : requirements.misfits)
    text += "not " + misfit.platform + ": " + std::string(misfit.rule->name) + "\n";
  return text;
}

}  // namespace

TEST_CASE("a platform fits where an audit for it finds no error") {
  Bundle given = bundle();
  const Requirements requirements = find_requirements(given, find_packages(given));
  CHECK(requirements.platform == "Linux x86_64");
  CHECK(requirements.minority.size() == 1);
  REQUIRE(requirements.fits.size() > 10);
  REQUIRE(requirements.misfits.size() > 10);
  CHECK(misfits(requirements, "x86_64-manylinux2014"));
  std::erase_if(given.entries, [](const Entry& entry) { return entry.path == "a/stray.dylib"; });
  const Ownership ownership = find_packages(given);
  const auto first_error = [&](const std::string& platform) {
    Target target = find_target(platform, no_environment);
    if (!target.python) target.python = Python{3, 12, false};
    const Findings findings = checked({given, ownership, target});
    const auto error = std::find_if(findings.begin(), findings.end(),
                                    [](const Finding& finding) { return finding.severity == Severity::error; });
    return error == findings.end() ? std::string{} : std::string{error->rule->name};
  };
  for (const std::string& platform : requirements.fits) CHECK_MESSAGE(first_error(platform).empty(), platform);
  for (const Misfit& misfit : requirements.misfits)
    CHECK_MESSAGE(first_error(misfit.platform) == misfit.rule->name, misfit.platform);
}

TEST_CASE("each platform is named once, however many threads try them") {
  const Bundle given = bundle();
  const Ownership ownership = find_packages(given);
  const Requirements alone = find_requirements(given, ownership);
  CHECK(text_of(find_requirements(given, ownership, 8)) == text_of(alone));
  std::map<std::string, int> seen;
  for (const std::string& platform : alone.fits) ++seen[platform];
  for (const Misfit& misfit : alone.misfits) ++seen[misfit.platform];
  CHECK(std::all_of(seen.begin(), seen.end(), [](const auto& row) { return row.second == 1; }));
}

TEST_CASE("what runs on two processors is tried on both") {
  Bundle given;
  given.entries = {file("x.so", {elf(Architecture::aarch64)})};
  const Requirements requirements = find_requirements(given, find_packages(given));
  for (const std::string_view platform : {"aws-lambda:python3.12:arm64", "heroku:heroku-24:arm64"}) {
    const bool fits =
        std::find(requirements.fits.begin(), requirements.fits.end(), platform) != requirements.fits.end();
    CHECK_MESSAGE(fits, platform);
  }
}
