// SPDX-License-Identifier: Apache-2.0
#include "advice/ecosystems.hpp"

#include <doctest/doctest.h>

#include "advice/spellings.hpp"
#include "rules/rows.hpp"

using namespace platlint;
using namespace platlint::advice;

namespace {

Target linux_arm(Libc libc = Libc::glibc) {
  Target target;
  target.name = "linux-arm64";
  target.description = "Linux aarch64";
  target.architectures = {Architecture::aarch64};
  target.libc = libc;
  return target;
}

Target other(System system, Architecture architecture = Architecture::x86_64) {
  Target target;
  target.name = "other";
  target.system = system;
  target.architectures = {architecture};
  target.libc = Libc::unknown;
  return target;
}

Package package(Ecosystem ecosystem, std::string name, std::string claim = {}) {
  Package it;
  it.ecosystem = ecosystem;
  it.name = std::move(name);
  it.version = "1.2";
  it.claim = std::move(claim);
  return it;
}

bool says(const Fix& fix, std::string_view text) {
  CAPTURE(fix.summary);
  return fix.summary.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("what each ecosystem's tools call a target") {
  const Target mac = other(System::macos, Architecture::aarch64);
  const Target windows = other(System::windows);
  const Target alpine = linux_arm(Libc::musl);
  CHECK(maven_classifier(linux_arm()) == "linux-aarch_64");
  CHECK(maven_classifier(mac) == "osx-aarch_64");
  CHECK(maven_classifier(windows) == "windows-x86_64");
  CHECK(gem_platform(linux_arm()) == "aarch64-linux");
  CHECK(gem_platform(alpine) == "aarch64-linux-musl");
  CHECK(gem_platform(mac) == "arm64-darwin");
  CHECK(gem_platform(windows) == "x64-mingw-ucrt");
  CHECK(dotnet_runtime(alpine) == "linux-musl-arm64");
  CHECK(dotnet_runtime(mac) == "osx-arm64");
  CHECK(dotnet_runtime(windows) == "win-x64");
  CHECK(rust_triple(linux_arm()) == "aarch64-unknown-linux-gnu");
  CHECK(rust_triple(alpine) == "aarch64-unknown-linux-musl");
  CHECK(rust_triple(windows) == "x86_64-pc-windows-msvc");
  CHECK(go_variables(mac) == "GOOS=darwin GOARCH=arm64");
  CHECK(elixir_variables(alpine) == "TARGET_ARCH=aarch64 TARGET_OS=linux TARGET_ABI=musl");
  CHECK(editor_target(alpine) == "alpine-arm64");
  CHECK(editor_target(windows) == "win32-x64");
  CHECK(electron_flags(mac) == "--mac --arm64");
  CHECK(electron_flags(alpine).empty());
  CHECK(maven_classifier(other(System::freebsd)).empty());
}

TEST_CASE("a jar's classifier") {
  Package tcnative = package(Ecosystem::java, "netty-tcnative", "linux-x86_64");
  tcnative.group = "io.netty";
  CHECK(says(another_build(tcnative, linux_arm()), "<classifier>linux-aarch_64</classifier> in Maven"));
  CHECK(says(another_build(tcnative, linux_arm()), "\"io.netty:netty-tcnative:1.2:linux-aarch_64\" in Gradle"));
  // A command that cannot work is not printed.
  Target alpine = other(System::linux);
  alpine.libc = Libc::musl;
  CHECK_FALSE(says(another_build(tcnative, alpine), "<classifier>"));
  CHECK(says(another_build(tcnative, alpine), "an image with glibc"));
  CHECK(says(
      another_build(package(Ecosystem::java, "netty-transport-native-epoll", "linux-x86_64"), other(System::macos)),
      "leave netty-transport-native-epoll 1.2 out"));
  // LWJGL has its own words.
  const Fix lwjgl = another_build(package(Ecosystem::java, "lwjgl", "natives-linux"), linux_arm());
  CHECK(says(lwjgl, "in place of natives-linux"));
  CHECK_FALSE(says(lwjgl, "linux-aarch_64"));
  CHECK(says(another_build(package(Ecosystem::java, "native-linux-x86_64"), linux_arm()), "take its artifact for"));
  CHECK(says(another_build(package(Ecosystem::java, "flatlaf"), linux_arm()), "take another release"));
}

TEST_CASE("which jars have the plugin's words") {
  const std::string in_maven = "<classifier>linux-aarch_64</classifier> in Maven";
  for (const char* claim : {"windows-x86_32", "osx-x86_64", "linux-ppcle_64"}) {
    CHECK(says(another_build(package(Ecosystem::java, "x", claim), linux_arm()), in_maven));
  }
  Package jar = package(Ecosystem::java, "protoc", "linux-x86_64");
  CHECK_FALSE(says(another_build(jar, linux_arm()), in_maven));
  for (const char* group : {"io.netty", "com.google.protobuf"}) {
    jar.group = group;
    CHECK(says(another_build(jar, linux_arm()), in_maven));
  }
  jar.claim = "linux-aarch_64";  // it is the right one, and has nothing
  CHECK(says(another_build(jar, linux_arm()), "protoc 1.2 has nothing for Linux aarch64: take another release of it"));
  jar.claim = "shaded";
  CHECK(says(another_build(jar, linux_arm()), "has nothing for Linux aarch64"));
  jar.claim = "linux-x86_64";
  CHECK(says(another_build(jar, other(System::freebsd)), "with its classifier for other in place of linux-x86_64"));
  jar.group.clear();
  jar.version.clear();
  jar.claim = "osx-x86_64";
  CHECK(says(another_build(jar, linux_arm()), "take protoc with the classifier"));
  CHECK(says(another_build(jar, linux_arm()), "\"GROUP:protoc:VERSION:linux-aarch_64\" in Gradle"));
  CHECK(another_build(jar, linux_arm()).summary.ends_with(" in Gradle"));
}

TEST_CASE("each of Netty's transports is for one system") {
  const auto left_out = [](const char* name, System system) {
    return says(another_build(package(Ecosystem::java, name), other(system)), "leave ");
  };
  for (const char* name : {"netty-transport-native-epoll", "netty-transport-native-io_uring"}) {
    CHECK(left_out(name, System::macos));
    CHECK(left_out(name, System::windows));
    CHECK_FALSE(left_out(name, System::linux));
  }
  CHECK(left_out("netty-transport-native-kqueue", System::linux));
  CHECK_FALSE(left_out("netty-transport-native-kqueue", System::macos));
  CHECK_FALSE(left_out("netty-transport-native-unix-common", System::windows));
  CHECK_FALSE(left_out("epoll", System::macos));
}

TEST_CASE("a target that an ecosystem has no word for") {
  const Target freebsd = other(System::freebsd);
  CHECK(another_build(package(Ecosystem::ruby, "x"), freebsd).summary ==
        "run bundle install on other: it takes or compiles x 1.2 for it");
  CHECK(another_build(package(Ecosystem::dotnet, "x"), freebsd).summary == "replace it with a build for other");
  CHECK(another_build(package(Ecosystem::elixir, "x"), freebsd).summary ==
        "run mix release on other, where x 1.2 is compiled for it");
  CHECK(another_build(package(Ecosystem::other, "x"), freebsd).summary == "replace it with a build for other");
}

TEST_CASE("gems, .NET, Elixir") {
  CHECK(says(another_build(package(Ecosystem::ruby, "nokogiri"), linux_arm()),
             "bundle lock --add-platform aarch64-linux"));
  CHECK(says(another_build(package(Ecosystem::dotnet, "SkiaSharp"), linux_arm()), "dotnet publish -r linux-arm64"));
  CHECK(says(another_build(package(Ecosystem::elixir, "bcrypt_elixir"), linux_arm()),
             "TARGET_ARCH=aarch64 TARGET_OS=linux TARGET_ABI=gnu mix release"));
}

TEST_CASE("a program that is nobody's is compiled anew") {
  Bundle bundle;
  bundle.entries.resize(2);
  bundle.entries[0].path = "bootstrap";
  bundle.entries[0].artifacts.resize(1);
  bundle.entries[0].artifacts[0].kind = Kind::executable;
  bundle.entries[1].path = "libx.so";
  bundle.entries[1].artifacts.resize(1);
  bundle.entries[1].artifacts[0].kind = Kind::library;
  Finding finding;
  finding.rule = &rule::wrong_architecture;
  finding.path = "bootstrap";
  CHECK(says(recompiled(finding, bundle, linux_arm()), "GOOS=linux GOARCH=arm64 go build"));
  CHECK(says(recompiled(finding, bundle, linux_arm()), "cargo build --release --target aarch64-unknown-linux-gnu"));
  Target lambda = linux_arm();
  lambda.name = "aws-lambda:provided.al2023:arm64";
  CHECK(says(recompiled(finding, bundle, lambda), "cargo lambda build --release --arm64"));
  CHECK_FALSE(says(recompiled(finding, bundle, lambda), "--target"));
  lambda.architectures = {Architecture::x86_64};
  CHECK(says(recompiled(finding, bundle, lambda), "cargo lambda build --release --x86-64"));
  CHECK_FALSE(says(recompiled(finding, bundle, other(System::freebsd)), "go build"));            // none in Rust
  CHECK_FALSE(says(recompiled(finding, bundle, other(System::macos, Architecture::bpf)), "("));  // in neither
  for (const char* path : {"libx.so", "absent", "zzz"}) {
    finding.path = path;
    CHECK_FALSE(says(recompiled(finding, bundle, linux_arm()), "go build"));
  }
  bundle.entries[0].artifacts.clear();
  finding.path = "bootstrap";
  CHECK_FALSE(says(recompiled(finding, bundle, linux_arm()), "go build"));
}

TEST_CASE("what is packed again") {
  Bundle bundle;
  CHECK(repacked(bundle, linux_arm()).empty());
  bundle.entries.resize(1);
  bundle.entries[0].path = "resources/app.asar.unpacked/node_modules/x/x.node";
  CHECK(repacked(bundle, linux_arm()) == "electron-builder --linux --arm64");
  bundle.metadata["extension.vsixmanifest"] = "<PackageManifest/>";
  CHECK(repacked(bundle, linux_arm()) == "vsce package --target linux-arm64");
  CHECK(repacked(bundle, other(System::freebsd)).empty());
  bundle.metadata.clear();
  CHECK(repacked(bundle, linux_arm(Libc::musl)).empty());
  bundle.entries[0].path = "app/x.node";
  CHECK(repacked(bundle, linux_arm()).empty());
}
