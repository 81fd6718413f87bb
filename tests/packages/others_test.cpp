// SPDX-License-Identifier: Apache-2.0
// Packages of Java, Ruby, .NET and Elixir.
#include <doctest/doctest.h>

#include "packages/bundles.hpp"
#include "packages/jars.hpp"

using namespace platlint;
using namespace platlint::packages;
using platlint::test::BundleBuilder;
using platlint::test::owner_of;

namespace {

std::string parts(std::string_view file) {
  const JarName name = read_jar_name(file);
  return name.artifact + "|" + name.version + "|" + name.classifier;
}

std::string said(const Package& package) {
  return std::string(name(package.ecosystem)) + " " + package.group + ":" + package.name + ":" + package.version + ":" +
         package.claim;
}

const std::string pom = "#Created by Maven\ngroupId=net.java.dev.jna\nartifactId=jna\nversion=5.14.0\n";

}  // namespace

TEST_CASE("the name of a jar's file") {
  CHECK(parts("jna-5.14.0.jar") == "jna|5.14.0|");
  CHECK(parts("netty-tcnative-boringssl-static-2.0.84.Final-linux-x86_64.jar") ==
        "netty-tcnative-boringssl-static|2.0.84.Final|linux-x86_64");
  CHECK(parts("zstd-jni-1.5.7-28.jar") == "zstd-jni|1.5.7-28|");
  CHECK(parts("x-1.0-SNAPSHOT-osx-aarch_64.jar") == "x|1.0-SNAPSHOT|osx-aarch_64");
  CHECK(parts("lwjgl-3.3.3-natives-linux.jar") == "lwjgl|3.3.3|natives-linux");
  CHECK(parts("app.jar") == "app||");
  CHECK(parts("a-b.jar") == "a-b||");
}

TEST_CASE("a jar is the artifact that it was published as") {
  const std::string inside = "META-INF/native/libx_linux_x86_64.so";
  Bundle lone = BundleBuilder{"jna-5.14.0.jar"}.file("META-INF/MANIFEST.MF").native("com/sun/x.so").build();
  CHECK(said(owner_of(lone, "com/sun/x.so")) == "java :jna:5.14.0:");
  Bundle boot = BundleBuilder{"app.jar"}
                    .file("META-INF/MANIFEST.MF")
                    .file("BOOT-INF/lib/n-1.0-linux-x86_64.jar!/META-INF/MANIFEST.MF")
                    .native("BOOT-INF/lib/n-1.0-linux-x86_64.jar!/" + inside)
                    .build();
  CHECK(said(owner_of(boot, "BOOT-INF/lib/n-1.0-linux-x86_64.jar!/" + inside)) == "java :n:1.0:linux-x86_64");
}

TEST_CASE("pom.properties say it where there is one artifact, or where the jar is named after it") {
  const std::string path = "META-INF/maven/net.java.dev.jna/jna/pom.properties";
  BundleBuilder builder{"renamed.jar"};
  builder.file("META-INF/MANIFEST.MF").text(path, pom).native("x.so");
  CHECK(said(owner_of(builder.build(), "x.so")) == "java net.java.dev.jna:jna:5.14.0:");
  builder.text("META-INF/maven/g/other/pom.properties", "groupId=g\nartifactId=other\nversion=1\n");
  CHECK(said(owner_of(builder.build(), "x.so")) == "java :renamed::");  // shaded
}

TEST_CASE("gems") {
  const std::string gems = "vendor/bundle/ruby/3.4.0/";
  Bundle bundle = BundleBuilder{}
                      .native(gems + "gems/nokogiri-1.18.0-x86_64-linux-gnu/lib/nokogiri/3.4/nokogiri.so")
                      .native(gems + "extensions/x86_64-linux/3.4.0/bcrypt-3.1.20/bcrypt_ext.so")
                      .native("gems/x-1/x.so")
                      .build();
  CHECK(said(owner_of(bundle, bundle.entries[1].path)) == "ruby :bcrypt:3.1.20:");
  CHECK(said(owner_of(bundle, bundle.entries[2].path)) == "ruby :nokogiri:1.18.0:x86_64-linux-gnu");
  CHECK(owner_of(bundle, "gems/x-1/x.so").ecosystem == Ecosystem::other);
}

TEST_CASE("what a deps.json lists") {
  const std::string deps =
      R"({"targets": {".NETCoreApp,Version=v8.0": {"SkiaSharp.NativeAssets.Linux/2.88.8": {"runtimeTargets":
      {"runtimes/linux-x64/native/libSkiaSharp.so": {"rid": "linux-x64"}}}, "x": 1}}})";
  Bundle bundle = BundleBuilder{}
                      .text("app.deps.json", deps)
                      .text("broken.deps.json", "{")
                      .native("runtimes/linux-x64/native/libSkiaSharp.so")
                      .native("libSkiaSharp.so")
                      .native("other.so")
                      .build();
  const std::string skia = "dotnet :SkiaSharp.NativeAssets.Linux:2.88.8:";
  CHECK(said(owner_of(bundle, "runtimes/linux-x64/native/libSkiaSharp.so")) == skia);
  CHECK(said(owner_of(bundle, "libSkiaSharp.so")) == skia);
  CHECK(owner_of(bundle, "other.so").name == "-");
}

TEST_CASE("an application of an Elixir release") {
  Bundle bundle = BundleBuilder{}
                      .file("lib/bcrypt_elixir-3.1.0/ebin/bcrypt_elixir.app")
                      .native("lib/bcrypt_elixir-3.1.0/priv/bcrypt_nif.so")
                      .native("lib/other-1.0/priv/x.so")
                      .build();
  CHECK(said(owner_of(bundle, "lib/bcrypt_elixir-3.1.0/priv/bcrypt_nif.so")) == "elixir :bcrypt_elixir:3.1.0:");
  CHECK(owner_of(bundle, "lib/other-1.0/priv/x.so").ecosystem == Ecosystem::other);
}
