// SPDX-License-Identifier: Apache-2.0
#include "report/purl.hpp"

#include <doctest/doctest.h>

using namespace platlint;

namespace {

Package package(Ecosystem ecosystem, const std::string& name, const std::string& version = "1.0") {
  Package result;
  result.ecosystem = ecosystem;
  result.name = name;
  result.version = version;
  return result;
}

}  // namespace

TEST_CASE("names and versions are as each registry has them, in the canonical form") {
  CHECK(package_url(package(Ecosystem::python, "Foo_Bar.baz", "2.5.1+cu121")) == "pkg:pypi/foo-bar.baz@2.5.1%2Bcu121");
  CHECK(package_url(package(Ecosystem::python, "x", "1!2.0")) == "pkg:pypi/x@1%212.0");
  CHECK(package_url(package(Ecosystem::node, "@img/sharp-linux-x64")) == "pkg:npm/%40img/sharp-linux-x64@1.0");
  CHECK(package_url(package(Ecosystem::node, "JSONStream")) == "pkg:npm/JSONStream@1.0");
  CHECK(package_url(package(Ecosystem::dotnet, "SkiaSharp.NativeAssets.Linux")) ==
        "pkg:nuget/SkiaSharp.NativeAssets.Linux@1.0");
  CHECK(package_url(package(Ecosystem::elixir, "Exqlite")) == "pkg:hex/exqlite@1.0");
}

TEST_CASE("what is built for one platform says so") {
  Package gem = package(Ecosystem::ruby, "nokogiri", "1.16.0");
  gem.claim = "x86_64-linux";
  CHECK(package_url(gem) == "pkg:gem/nokogiri@1.16.0?platform=x86_64-linux");
  Package jar = package(Ecosystem::java, "netty-tcnative", "2.0.84.Final");
  jar.group = "io.netty";
  jar.claim = "linux-x86_64";
  CHECK(package_url(jar) == "pkg:maven/io.netty/netty-tcnative@2.0.84.Final?classifier=linux-x86_64");
}

TEST_CASE("what would be a guess is not said") {
  CHECK(package_url(package(Ecosystem::java, "x")).empty());  // no group
  CHECK(package_url(package(Ecosystem::python, "x", "")).empty());
  CHECK(package_url(package(Ecosystem::python, "")).empty());
  CHECK(package_url(package(Ecosystem::other, "x")).empty());
  Package own = package(Ecosystem::python, "x");
  own.local_project = true;
  CHECK(package_url(own).empty());
  Package fetched = package(Ecosystem::python, "x");
  fetched.by_address = true;
  CHECK(package_url(fetched).empty());
}

TEST_CASE("no name breaks out of its part") {
  CHECK(package_url(package(Ecosystem::python, "a/b@c?d#e f%", "1@2?#/")) ==
        "pkg:pypi/a%2Fb%40c%3Fd%23e%20f%25@1%402%3F%23%2F");
  CHECK(package_url(package(Ecosystem::node, "@/x")) == "pkg:npm/%40%2Fx@1.0");
  CHECK(package_url(package(Ecosystem::node, "@a/")) == "pkg:npm/%40a%2F@1.0");
  CHECK(package_url(package(Ecosystem::node, "@a/b/c")) == "pkg:npm/%40a/b%2Fc@1.0");
  CHECK(package_url(package(Ecosystem::node, "caf\xC3\xA9:x")) == "pkg:npm/caf%C3%A9:x@1.0");
  CHECK(package_url(package(Ecosystem::python, "\xFF")) == "pkg:pypi/%5Cxff@1.0");
}
