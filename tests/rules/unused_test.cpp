// SPDX-License-Identifier: Apache-2.0
// A file that is never loaded on the target is asked for nothing, and what stands behind it is asked all the same.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Target glibc_2_17() {
  return find_target("manylinux_2_17_x86_64", no_environment);
}

/// The errors and warnings about a file with that fault, about one that names musl beside another for glibc, and about
/// both. The bytes of neither say which C library they need.
std::string said(const std::function<void(Artifact&)>& spoil, bool loaded, bool unused,
                 const std::vector<Entry>& others = {}) {
  Artifact fits = elf(Architecture::x86_64), bad = elf(Architecture::x86_64, Libc::unknown);
  spoil(bad);
  Bundle bundle;
  if (unused) bundle.entries = {file("a/b.musl.so", {bad}), file("a/b.so", {fits})};
  if (loaded) bundle.entries.push_back(file("c/x.so", {bad}));
  bundle.entries.insert(bundle.entries.end(), others.begin(), others.end());
  const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(bundle.entries.size())};
  const Target target = glibc_2_17();
  std::string text;
  for (const Finding& finding : checked({bundle, ownership, target}))
    if (finding.severity != Severity::note) text.append(finding.path).append(" ").append(finding.rule->name) += "; ";
  return text;
}

}  // namespace

TEST_CASE("what is never loaded is asked for nothing") {
  Artifact numpy = elf(Architecture::x86_64), mine = elf(Architecture::x86_64);
  mine.identity = "libmine.so";
  mine.symbols.emplace();
  mine.versions = {"MINE_1"};
  struct Row {
    const char* rule;
    std::function<void(Artifact&)> spoil;
    std::vector<Entry> others;
  };
  const auto needs = [](const std::string& library, const std::string& version) {
    return [=](Artifact& image) {
      image.libraries.push_back({library, false});
      image.rpath = {"$ORIGIN"};
      if (!version.empty()) image.version_needs = {{library, version, false}};
    };
  };
  for (const Row& row : {Row{"missing-library", needs("libmissing.so.1", ""), {}},
                         Row{"libstdcxx-too-new", needs("libstdc++.so.6", "GLIBCXX_3.4.99"), {}},
                         Row{"missing-version",
                             needs("libmine.so", "MINE_2"),
                             {file("a/libmine.so", {mine}), file("c/libmine.so", {mine})}},
                         Row{"undefined-symbol",
                             [&](Artifact& image) {
                               needs("libmine.so", "")(image);
                               image.symbols.emplace().imports = {{"_ZN4mine4openEv", ""}};
                             },
                             {file("a/libmine.so", {mine}), file("c/libmine.so", {mine})}},
                         Row{"wrong-numpy-abi",
                             [](Artifact& image) { image.numpy = 1; },
                             {file("numpy/_core/_multiarray_umath.so", {numpy})}}}) {
    CAPTURE(row.rule);
    const std::string found = "c/x.so " + std::string(row.rule) + "; ";
    CHECK(said(row.spoil, true, false, row.others) == found);
    CHECK(said(row.spoil, false, true, row.others) == "");
    CHECK(said(row.spoil, true, true, row.others) == found);
  }
}
