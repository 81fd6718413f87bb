// SPDX-License-Identifier: Apache-2.0
// The maker of a bundle writes its metadata: it may be anything, and the time to read it must be proportional to its
// size.
#include <doctest/doctest.h>

#include "packages/bundles.hpp"

using namespace platlint;
using test::BundleBuilder;

namespace {

void check_sound(const Bundle& bundle) {
  const auto ownership = find_packages(bundle);
  CHECK(ownership.owner.size() == bundle.entries.size());
  for (const auto& owner : ownership.owner) {
    if (owner) CHECK(*owner < ownership.packages.size());
  }
}

}  // namespace

TEST_CASE("any text in any metadata") {
  const std::vector<std::string> texts = {
      "",
      std::string(1000, '\0'),
      std::string(1 << 18, 'x'),
      std::string(1 << 18, '\n'),
      std::string(1 << 18, '"'),
      std::string(1 << 18, '['),
      std::string(1 << 18, '{'),
      std::string(1 << 18, '/'),
      "\xff\xfe\x80,\xc3(,\"",
      "../../../../x.so,,\n../x.so,,\n..,,\n.,,\n/,,\n//x,,\n\\\\x\\y,,\nC:\\x.so,,\n!/x.so,,\n",
      "Name: \nVersion: \nTag: \nTag: -\nTag: a-b-\n\n"};
  for (const auto& text : texts) {
    BundleBuilder bundle;
    for (const std::string directory :
         {"a-1.dist-info", ".dist-info", "-.dist-info", "w.whl!/a.dist-info", "!/b.dist-info"}) {
      for (const std::string name : {"RECORD", "METADATA", "WHEEL", "INSTALLER", "direct_url.json", "top_level.txt"}) {
        bundle.text(directory + "/" + name, text);
      }
    }
    bundle.text("b.egg-info", text).text("c.egg!/EGG-INFO/PKG-INFO", text).text("d.egg-info/installed-files.txt", text);
    bundle.text("node_modules/a/package.json", text)
        .text("node_modules/@/package.json", text)
        .text("package.json", text);
    bundle.native("x.so")
        .native("a/x.so")
        .native("node_modules/a/x.node")
        .native("w.whl!/x.so")
        .native("!/x")
        .native("/x")
        .native("");
    check_sound(bundle.build());
  }
}

TEST_CASE("paths without sense, twice, and without end") {
  BundleBuilder bundle;
  std::string deep;
  for (int i = 0; i < 30000; ++i) deep += "a/";
  bundle.native(deep + "x.so").native("node_modules/" + deep + "x.node").native(deep + "node_modules/b/x.node");
  bundle.native("twice.so").native("twice.so").native("//").native("a!/").native("!/!/!/x").native("node_modules/");
  bundle.native("@/").native("node_modules/@s").native("node_modules//x.node").native("node_modules/@s//x.node");
  bundle.dist_info("t-1.dist-info", "t", "1").text("t-1.dist-info/RECORD", "twice.so,,\n" + deep + "x.so,,\n");
  const auto built = bundle.build();
  check_sound(built);
  const auto ownership = find_packages(built);
  for (std::size_t i = 0; i < built.entries.size(); ++i) {
    if (built.entries[i].path == "twice.so") CHECK(ownership.owner[i].has_value());
  }
}

TEST_CASE("a bundle of no entries, and metadata without entries") {
  check_sound({});
  Bundle bundle;
  bundle.metadata["a-1.dist-info/METADATA"] = "Name: a\nVersion: 1\n";
  CHECK(find_packages(bundle).packages.size() == 1);
}

TEST_CASE("50,000 files in one RECORD, one directory and one Node project") {
  BundleBuilder bundle;
  std::string record;
  for (int i = 0; i < 25'000; ++i) {
    const std::string number = std::to_string(i);
    record += "a/d" + number + "/x.so,,1000\n";
    bundle.native("a/d" + number + "/x.so").native("b/d" + number + "/x");
  }
  bundle.dist_info("a-1.dist-info", "a", "1").text("a-1.dist-info/RECORD", record);
  bundle.text("b/package.json", "{\"name\":\"b\"}");
  const auto built = bundle.build();
  const auto ownership = find_packages(built);
  CHECK(test::names_of(ownership) == std::vector<std::string>{"a", "b"});
  CHECK(
      std::all_of(ownership.owner.begin(), ownership.owner.end(), [](const auto& owner) { return owner.has_value(); }));
}
