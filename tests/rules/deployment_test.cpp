// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "loader/deployment.hpp"
#include "loader/lambda.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Entry wrong(std::string path) {
  return file(std::move(path), {elf(Architecture::aarch64)});
}

Entry needing(std::string path, const std::string& library) {
  Artifact image = elf(Architecture::x86_64);
  image.libraries.push_back({library, false});
  return file(std::move(path), {image});
}

// "layer.zip: wrong-architecture error", one per line.
std::string verdicts(const std::vector<Bundle>& bundles, const Target& target = lambda()) {
  std::vector<Ownership> ownership(bundles.size());
  for (std::size_t i = 0; i < bundles.size(); ++i) ownership[i].owner.resize(bundles[i].entries.size());
  std::string text;
  for (const WholeBundle& whole : deploy(bundles, ownership, target)) {
    for (const Finding& finding : check(whole)) {
      text.append(whole.bundle.root).append(": ").append(finding.rule->name).append(" ").append(name(finding.severity));
      if (!finding.hidden_by.empty()) text += " by " + finding.hidden_by;
      text += '\n';
    }
  }
  return text;
}

}  // namespace

TEST_CASE("a library of another root is there where Lambda's loader looks") {
  const Bundle function = root("f", {data("handler.py"), needing("x.so", "libfoo.so.1")});
  CHECK(verdicts({function}) == "f: missing-library warning\n");
  CHECK(verdicts({function, root("l", {good("lib/libfoo.so.1")})}) == "");
  CHECK(verdicts({root("l", {good("lib/libfoo.so.1")}), function}) == "");
  CHECK(verdicts({function, root("l", {wrong("lib/libfoo.so.1")})}) ==
        "f: missing-library warning\nl: wrong-architecture error\n");
  SUBCASE("only if it has been loaded") {
    CHECK(verdicts({function, root("l", {good("python/foo/libfoo.so.1")})}) == "f: missing-library warning\n");
  }
  SUBCASE("a layer needs what the function has") {
    CHECK(verdicts({root("f", {data("handler.py"), good("lib/libfoo.so.1")}),
                    root("l", {needing("python/x.so", "libfoo.so.1")})}) == "");
  }
  SUBCASE("an absolute search path") {
    Artifact image = elf(Architecture::x86_64);
    image.libraries.push_back({"libfoo.so.1", false});
    const Bundle layer = root("l", {good("lib/foo/libfoo.so.1")});
    CHECK(verdicts({root("f", {data("handler.py"), file("x.so", {image})}), layer}) == "f: missing-library warning\n");
    image.rpath = {"/opt/lib/foo"};
    CHECK(verdicts({root("f", {data("handler.py"), file("x.so", {image})}), layer}) == "");
  }
  SUBCASE("wheels are not deployed together") {
    CHECK(verdicts({root("x.whl", {needing("x.so", "libfoo.so.1")}), root("y.whl", {good("lib/libfoo.so.1")})}) ==
          "x.whl: missing-library warning\n");
  }
  SUBCASE("of two functions neither has it for the other, nor for the layer") {
    const Bundle other = root("g", {good("lib/libfoo.so.1"), data("z.py")});
    CHECK(verdicts({function, other, root("l", {needing("python/x.so", "libfoo.so.1")})}) ==
          "f: missing-library warning\nl: missing-library warning\n");
  }
  SUBCASE("a root that could not be read has nothing") {
    Bundle broken = root("l", {good("lib/libfoo.so.1")});
    broken.failure = "broken";
    CHECK(verdicts({function, broken}) == "f: missing-library warning\n");
  }
}

TEST_CASE("the system's C++ runtime comes before the one in lib/") {
  Artifact image = elf(Architecture::x86_64);
  image.libraries.push_back({"libstdc++.so.6", false});
  image.version_needs = {{"libstdc++.so.6", "GLIBCXX_3.4.99", false}};
  const Bundle layer = root("l", {good("lib/libstdc++.so.6")});
  CHECK(verdicts({root("f", {data("handler.py"), file("x.so", {image})}), layer}) == "f: libstdcxx-too-new error\n");
  image.rpath = {"/opt/lib"};
  CHECK(verdicts({root("f", {data("handler.py"), file("x.so", {image})}), layer}) == "");
}

TEST_CASE("the later layer wins") {
  const Bundle bad = root("1", {wrong("lib/libx.so")});
  const Bundle fine = root("2", {good("lib/libx.so")});
  CHECK(verdicts({bad, fine}) == "1: wrong-architecture note by 2\n");
  CHECK(verdicts({fine, bad}) == "1: wrong-architecture error\n");
  CHECK(verdicts({bad, root("2", {good("lib/libx.so.1")})}) == "1: wrong-architecture error\n");
  SUBCASE("whatever the later one is worth") {
    CHECK(verdicts({bad, root("2", {wrong("lib/libx.so")})}) ==
          "1: wrong-architecture note by 2\n2: wrong-architecture error\n");
  }
  SUBCASE("what could not be read stays") {
    const Bundle cut = root("1", {damaged("lib/libx.so", {Damage::Kind::truncated, "cut"})});
    CHECK(verdicts({cut, fine}) == "1: truncated-artifact error\n");
  }
  SUBCASE("a root that could not be read hides nothing") {
    Bundle broken = fine;
    broken.failure = "broken";
    CHECK(verdicts({bad, broken}) == "1: wrong-architecture error\n");
  }
  SUBCASE("a link is no other file") {
    Entry link = data("lib/libx.so");
    link.link = "libx.so.1";
    CHECK(verdicts({bad, root("2", {link, good("lib/libx.so.1")})}) == "1: wrong-architecture error\n");
  }
  SUBCASE("unrelated wheels hide nothing") {
    CHECK(verdicts({root("1.whl", {wrong("x.so")}), root("2.whl", {good("x.so")})}) ==
          "1.whl: wrong-architecture error\n");
  }
}

TEST_CASE("Python imports the function's package, whatever the order of the roots") {
  const Bundle layer = root("l", {wrong("python/x/_a.so"), wrong("python/x.libs/libx.so")});
  const Bundle function = root("f", {data("x/__init__.py")});
  const std::string hidden = "l: wrong-architecture note by f\nl: wrong-architecture note by f\n";
  const std::string loaded = "l: wrong-architecture error\nl: wrong-architecture error\n";
  CHECK(verdicts({function, layer}) == hidden);
  CHECK(verdicts({layer, function}) == hidden);
  CHECK(verdicts({layer, root("f", {data("x/y.py")})}) == loaded);
  CHECK(verdicts({layer, function, root("g", {data("handler.py")})}) == loaded);
  CHECK(verdicts({layer, root("f", {data("bootstrap"), data("x/__init__.py")})},
                 find_target("aws-lambda:provided.al2023", no_environment)) == loaded);
  SUBCASE("site-packages of the target's Python") {
    CHECK(verdicts({function, root("l", {wrong("python/lib/python3.12/site-packages/x/_a.so")})}) ==
          "l: wrong-architecture note by f\n");
    CHECK(verdicts({function, root("l", {wrong("python/lib/python3.11/site-packages/x/_a.so")})}) ==
          "l: wrong-architecture error\n");
  }
  SUBCASE("Node's modules find those beside them first") {
    CHECK(verdicts({root("l", {wrong("nodejs/node_modules/x/a.node")}), root("f", {good("node_modules/x/a.node")})}) ==
          "l: wrong-architecture error\n");
  }
}

TEST_CASE("bundle-too-large counts a function with its layers") {
  const auto weighing = [](std::string path, std::uint64_t megabytes) {
    Entry entry = data(std::move(path));
    entry.size = megabytes << 20;
    return entry;
  };
  const Bundle function = root("f", {weighing("handler.py", 100)});
  const Bundle layer = root("l", {weighing("python/x.py", 100)});
  CHECK(verdicts({function, layer}) == "");
  CHECK(verdicts({function, layer, root("m", {weighing("lib/x", 51)})}) == "f: bundle-too-large error\n");
  CHECK(verdicts({layer, root("m", {weighing("lib/x", 151)})}) == "m: bundle-too-large error\n");
  CHECK(verdicts({function, root("g", {weighing("handler.py", 151)})}) == "");
  CHECK(verdicts({root("f", {weighing("f.zip", 10), weighing("f.zip!/x", 300)})}) == "");
}

TEST_CASE("bundle-too-large lists the ten that weigh most") {
  std::vector<Bundle> bundles{root("f", {}), root("l", {})};
  std::vector<Ownership> ownership(2);
  for (std::size_t i = 0; i < 12; ++i) {
    Entry entry = data("p" + std::to_string(10 + i) + "/x.py");
    entry.size = (i + 30) << 20;
    bundles[0].entries.push_back(entry);
    Package package;
    package.name = "p" + std::to_string(10 + i);
    package.version = "1.0";
    ownership[0].packages.push_back(package);
    ownership[0].owner.emplace_back(i);
  }
  bundles[1].entries.push_back(data("python/y.py"));
  ownership[1].owner.emplace_back();
  const Target target = lambda();
  const std::vector<WholeBundle> deployed = deploy(bundles, ownership, target);
  const Findings findings = check(deployed[0]);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message ==
        "unpacks to 426.0 MB together with l, AWS Lambda takes 250 MB; largest: p21 41.0 MB, p20 40.0 MB, p19 39.0 MB");
  REQUIRE(findings[0].details.size() == 10);
  CHECK(findings[0].details.front() == "p21 1.0 (in f): 41.0 MB");
  CHECK(findings[0].details.back() == "p12 1.0 (in f): 32.0 MB");
}
