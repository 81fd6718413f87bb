// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <optional>

#include "loader/deployment.hpp"
#include "loader/lambda.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Entry with_mode(Entry entry, std::optional<std::uint32_t> mode) {
  entry.mode = mode;
  return entry;
}

Target custom() {
  return find_target("aws-lambda:provided.al2023", no_environment);
}

// "f: bootstrap error mode 0644", one per line.
std::string modes(const std::vector<Bundle>& bundles, const Target& target = custom()) {
  std::vector<Ownership> ownership(bundles.size());
  for (std::size_t i = 0; i < bundles.size(); ++i) ownership[i].owner.resize(bundles[i].entries.size());
  std::string text;
  for (const WholeBundle& whole : deploy(bundles, ownership, target)) {
    for (const Finding& finding : checked(whole)) {
      if (finding.rule != &rule::unusable_mode) continue;
      text.append(whole.bundle.root).append(": ").append(finding.path).append(" ").append(name(finding.severity));
      text.append(" ").append(finding.actual).append("\n");
    }
  }
  return text;
}

Bundle archive(std::string name, std::vector<Entry> entries) {
  Bundle bundle = root(std::move(name), std::move(entries));
  bundle.archive_size = 1000;
  return bundle;
}

}  // namespace

TEST_CASE("a custom runtime starts bootstrap") {
  CHECK(modes({root("f", {with_mode(data("bootstrap"), 0755)})}).empty());
  CHECK(modes({root("f", {with_mode(data("bootstrap"), 0745)})}).empty());
  CHECK(modes({root("f", {with_mode(data("bootstrap"), 0644)})}) == "f: bootstrap error mode 0644\n");
  CHECK(modes({root("f", {good("main")})}) == "f:  error no bootstrap\n");
  CHECK(modes({root("f", {data("index.php")})}) == "f:  warning no bootstrap\n");
  SUBCASE("not where another target starts something else") {
    const Bundle function = root("f", {with_mode(data("bootstrap"), 0644), good("main")});
    CHECK(modes({function}, lambda()).empty());
    CHECK(modes({function}, find_target("debian:12", no_environment)).empty());
  }
  SUBCASE("a zip without Unix modes has no execute bit; a directory without them is still to be packed") {
    CHECK(modes({archive("f.zip", {data("bootstrap")})}) == "f.zip: bootstrap error no Unix mode\n");
    CHECK(modes({root("f", {data("bootstrap")})}).empty());
  }
  SUBCASE("a link has the mode of what it leads to") {
    Entry link = data("bootstrap");
    link.link = "main";
    CHECK(modes({archive("f.zip", {link, with_mode(good("main"), 0755)})}).empty());
  }
  SUBCASE("a layer may bring it") {
    CHECK(modes({root("f", {good("main")}), root("l", {data("bootstrap"), data("x/y.php"), good("bin/php")})}).empty());
    CHECK(modes({root("l", {good("lib/libx.so")})}).empty());
  }
  SUBCASE("a container image starts what its own configuration says") {
    Bundle image = root("f", {with_mode(good("main"), 0600)});
    image.is_image = true;
    CHECK(modes({image}).empty());
  }
  SUBCASE("a root that could not be read is asked nothing") {
    Bundle broken = root("f", {good("main")});
    broken.failure = "broken";
    CHECK(modes({broken}).empty());
  }
}

TEST_CASE("Lambda's user must be able to read a file") {
  const Target target = lambda();
  CHECK(modes({root("f", {with_mode(data("a.py"), 0644), with_mode(data("b.py"), 0004)})}, target).empty());
  CHECK(modes({root("f", {data("a.py"), with_mode(data("b.py"), 0600), with_mode(data("c.py"), 0)})}, target) ==
        "f: b.py error not readable by others: mode 0600\n");
  CHECK(modes({root("f", {data("a.py"), with_mode(data("b.zip!/c.py"), 0600)})}, target).empty());
  CHECK(modes({root("x.whl", {with_mode(data("b.py"), 0600)})}, target).empty());
  CHECK(modes({root("dir/b.py", {with_mode(data("b.py"), 0600)})}, target).empty());
}

TEST_CASE("Lambda starts every extension") {
  const Target target = lambda();
  CHECK(modes({root("l", {with_mode(data("extensions/x.sh"), 0644)})}, target) ==
        "l: extensions/x.sh error mode 0644\n");
  CHECK(modes({root("l", {with_mode(data("extensions/x.sh"), 0755)})}, target).empty());
  CHECK(modes({root("l", {with_mode(data("extensions/x/data"), 0644)})}, target).empty());
  SUBCASE("in what is a function perhaps, what may be one") {
    CHECK(modes({root("f", {data("a.py"), with_mode(data("extensions/__init__.py"), 0644)})}, target).empty());
    CHECK(modes({root("f", {data("a.py"), with_mode(data("extensions/x"), 0644)})}, target) ==
          "f: extensions/x error mode 0644\n");
  }
}

TEST_CASE("any of three bits makes a file a program, and the last one lets others read it") {
  for (const std::uint32_t mode : {0104U, 0014U, 0005U, 0777U})
    CHECK(modes({root("f", {with_mode(data("bootstrap"), mode)})}).empty());
  for (const std::uint32_t mode : {0004U, 0666U})
    CHECK_FALSE(modes({root("f", {with_mode(data("bootstrap"), mode)})}).empty());
  for (const std::uint32_t mode : {0771U, 0770U, 0111U})
    CHECK(modes({root("f", {with_mode(data("bootstrap"), mode)})}).find("not readable") != std::string::npos);
}

TEST_CASE("what is an extension of Lambda") {
  const Target target = lambda();
  const auto said = [&](const std::string& path, std::optional<Artifact> image, bool layer) {
    std::vector<Entry> entries{data("a.py"), with_mode(data(path), 0644)};
    if (layer) entries.erase(entries.begin());
    if (image) entries.back().artifacts = {*image};
    return !modes({root("r", entries)}, target).empty();
  };
  Artifact program = elf(Architecture::x86_64);
  program.kind = Kind::executable;
  const Artifact library = elf(Architecture::x86_64);
  CHECK(said("extensions/x.sh", std::nullopt, true));
  CHECK(said("extensions/x.so", library, true));
  CHECK_FALSE(said("extensions/.x", std::nullopt, true));
  CHECK_FALSE(said("extensions/x/y", program, true));
  CHECK_FALSE(said("lib/extensions/x", program, true));
  CHECK(said("extensions/x", std::nullopt, false));
  CHECK(said("extensions/x.bin", program, false));
  CHECK_FALSE(said("extensions/x.so", library, false));
  CHECK_FALSE(said("extensions/x.py", std::nullopt, false));
}

TEST_CASE("what is excluded, and what is a link, has no bits of its own") {
  const Target target = lambda();
  Entry hidden = with_mode(data("b.py"), 0600), other = with_mode(data("c.py"), 0600);
  CHECK_FALSE(modes({root("f", {data("a.py"), hidden})}, target).empty());
  CHECK(modes({root("f", {data("a.py"), hidden, other})}, target).find("f: b.py error") == 0);
  hidden.excluded = true;
  CHECK(modes({root("f", {data("a.py"), hidden})}, target).empty());
  CHECK(modes({root("f", {data("a.py"), hidden, other})}, target).find("f: c.py error") == 0);
  hidden.excluded = false;
  hidden.link = "a.py";
  CHECK(modes({root("f", {data("a.py"), hidden})}, target).empty());
}
