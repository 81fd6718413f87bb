// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "packages/bundles.hpp"

using namespace platlint;
using test::BundleBuilder;

namespace {

struct File {
  std::string name;
  std::string text;
};

Package package_with(const std::vector<File>& files, const std::string& tag, const std::string& installer = "uv") {
  BundleBuilder bundle;
  bundle.dist_info("a-1.dist-info", "a", "1", installer, tag).native("a/x.so");
  for (const auto& file : files) bundle.text("a-1.dist-info/" + file.name, file.text);
  return test::owner_of(bundle.build(), "a/x.so");
}

const std::string mac = "cp312-cp312-macosx_14_0_arm64";
const std::string linux_tag = "cp312-cp312-linux_x86_64";

}  // namespace

TEST_CASE("who built it: the decision table of uv's and pip's traces") {
  SUBCASE("a wheel from an index leaves nothing") {
    const auto package = package_with({}, "cp312-cp312-manylinux_2_17_x86_64");
    CHECK_FALSE(package.built_locally);
    CHECK_FALSE(package.perhaps_built);
    CHECK(package.evidence.empty());
  }
  SUBCASE("uv_build.json") {
    const auto package = package_with({{"uv_build.json", "{}"}}, mac);
    CHECK(package.built_locally);
    CHECK(package.evidence == "uv_build.json");
    CHECK_FALSE(package.by_address);
  }
  SUBCASE("a local directory") {
    const auto package = package_with({{"direct_url.json", R"({"url":"file:///p","dir_info":{}})"}}, mac, "pip\n");
    CHECK(package.installer == "pip");
    CHECK(package.built_locally);
    CHECK(package.evidence == "direct_url.json");
    CHECK(package.local_project);
  }
  SUBCASE("a repository") {
    const auto package = package_with({{"direct_url.json", R"({"url":"https://x","vcs_info":{"vcs":"git"}})"}}, mac);
    CHECK(package.built_locally);
    CHECK_FALSE(package.local_project);
    CHECK(package.by_address);
  }
  SUBCASE("a source archive") {
    const auto package =
        package_with({{"direct_url.json", R"({"url":"https://x/a.tar.gz#h=1","archive_info":{}})"}}, mac);
    CHECK(package.built_locally);
    CHECK(package.by_address);
  }
  SUBCASE("a wheel by its address was ready made, whatever its tag") {
    const auto package = package_with({{"direct_url.json", R"({"url":"file:///a.whl","archive_info":{}})"}}, linux_tag);
    CHECK_FALSE(package.built_locally);
    CHECK(package.by_address);
  }
  SUBCASE("a bare linux tag") {
    // The traces of a build by pip, and of the wheels that ray and paddlepaddle publish.
    const auto package = package_with({}, linux_tag, "pip");
    CHECK_FALSE(package.built_locally);
    CHECK(package.perhaps_built);
    CHECK(package.evidence == "tag " + linux_tag);
  }
  SUBCASE("uv's own word counts for more than the tag") {
    const auto package = package_with({{"uv_build.json", "{}"}}, linux_tag);
    CHECK(package.built_locally);
    CHECK_FALSE(package.perhaps_built);
    CHECK(package.evidence == "uv_build.json");
  }
  SUBCASE("bad JSON says nothing") {
    for (const std::string text : {"{\"dir_info\":{}", "[", "", "{\"dir_info\":{}}\xff"}) {
      const auto package = package_with({{"direct_url.json", text}}, mac);
      CHECK_FALSE(package.built_locally);
      CHECK_FALSE(package.local_project);
    }
  }
  SUBCASE("uv's private files name it where INSTALLER is missing") {
    CHECK(package_with({{"uv_build.json", "{}"}}, mac, "").installer == "uv");
    CHECK(package_with({{"uv_cache.json", "{}"}}, mac, "").installer == "uv");
    CHECK(package_with({}, mac, "").installer.empty());
  }
  SUBCASE("INSTALLER is a line for people") {
    CHECK(package_with({}, mac, "Poetry 2.1.1\n").installer == "poetry");
    CHECK(package_with({}, mac, std::string("\0\xffpip\n", 6)).installer == "?pip");
    CHECK(package_with({}, mac, std::string(1 << 20, 'x')).installer.size() == 200);
  }
}

TEST_CASE("is_metadata") {
  for (const std::string name : {"RECORD", "WHEEL", "METADATA", "INSTALLER", "direct_url.json", "uv_build.json"}) {
    CHECK(is_metadata("a-1.dist-info/" + name));
    CHECK(is_metadata("x/w.whl!/a-1.dist-info/" + name));
    CHECK_FALSE(is_metadata(name));
  }
  CHECK(is_metadata("a.egg-info/PKG-INFO"));
  CHECK(is_metadata("a.egg-info"));
  CHECK(is_metadata("a.egg!/EGG-INFO/PKG-INFO"));
  CHECK(is_metadata("node_modules/a/package.json"));
  CHECK(is_metadata("package.json"));
  CHECK_FALSE(is_metadata("node_modules/a/x.json"));
  CHECK_FALSE(is_metadata("a-1.dist-info/licenses/METADATA.txt"));
  CHECK_FALSE(is_metadata(""));
}
