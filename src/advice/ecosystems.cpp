// SPDX-License-Identifier: Apache-2.0
// Sources: maven.apache.org, POM Reference, "classifier"; docs.gradle.org, "Classifier"; bundler.io, bundle lock
// --add-platform; learn.microsoft.com, dotnet publish -r. More sources: hexdocs.pm/mix, mix release; pkg.go.dev/cmd/go,
// "Environment variables"; doc.rust-lang.org, cargo build --target; cargo-lambda.info, cargo lambda build. For packers:
// code.visualstudio.com, vsce package --target; electron.build, electron-builder. The commands were given to cargo
// 1.9x, go 1.2x, @vscode/vsce 3.x and electron-builder 26, whose parsers accept them (tests/cases/test_makers.py).
#include "advice/ecosystems.hpp"

#include <algorithm>

#include "advice/other.hpp"
#include "advice/request.hpp"
#include "advice/spellings.hpp"
#include "alternatives/platform_words.hpp"
#include "text/path.hpp"

namespace platlint::advice {
namespace {

Fix said(std::string summary) {
  return {std::move(summary), {}, {}};
}

std::string title_of(const Package& package) {
  return package.version.empty() ? package.name : package.name + " " + package.version;
}

bool names_platform(std::string_view name) {
  const auto platform = read_platform_path(std::string(name) + "/x").platform;
  return platform.system != System::unknown || platform.untargeted;
}

/// Most have no build for Alpine, and run on a system with glibc.
std::string or_glibc(const Target& target) {
  return target.libc == Libc::musl ? ", or an image with glibc (Debian's and not Alpine's)" : "";
}

/// Do its releases use the classifiers of os-maven-plugin? JavaFX, LWJGL and JavaCPP have their own words.
bool has_plugin_words(const Package& package) {
  for (const std::string_view word : {"aarch_64", "ppcle_64", "x86_32", "osx-"}) {
    if (package.claim.find(word) != std::string::npos) return true;
  }
  return package.group.starts_with("io.netty") || package.group.starts_with("com.google.protobuf");
}

/// Each of Netty's transports is for one system, and Netty works without them.
bool is_transport_elsewhere(const Package& package, const Target& target) {
  const auto names = [&](std::string_view word) { return package.name.find(word) != std::string::npos; };
  if (!names("native-")) return false;
  return ((names("epoll") || names("io_uring")) && target.system != System::linux) ||
         (names("kqueue") && target.system != System::macos);
}

std::string coordinates(const Package& package, std::string_view classifier) {
  return (package.group.empty() ? "GROUP" : package.group) + ":" + package.name + ":" +
         (package.version.empty() ? "VERSION" : package.version) + ":" + std::string(classifier);
}

Fix java_fix(const Package& package, const Target& target) {
  const std::string wanted = maven_classifier(target);
  const std::string title = title_of(package);
  if (is_transport_elsewhere(package, target))
    return said("leave " + title + " out: it is for another system alone, and Netty does without it");
  if (package.claim.empty() || !names_platform(package.claim)) {
    if (names_platform(package.name))
      return said("take its artifact for " + where(target) + " in place of " + title + or_glibc(target));
    return said(title + " has nothing for " + where(target) + ": take another release of it" + or_glibc(target));
  }
  if (has_plugin_words(package) && wanted == package.claim)
    return said(title + " has nothing for " + where(target) + ": take another release of it" + or_glibc(target));
  if (has_plugin_words(package) && !wanted.empty()) {
    return said("take " + title + " with the classifier " + wanted + " in place of " + package.claim +
                ": <classifier>" + wanted + "</classifier> in Maven, \"" + coordinates(package, wanted) +
                "\" in Gradle" + or_glibc(target));
  }
  return said("take " + title + " with its classifier for " + where(target) + " in place of " + package.claim +
              or_glibc(target));
}

Fix ruby_fix(const Package& package, const Target& target) {
  const std::string platform = gem_platform(target);
  const std::string install = "run bundle install " + on_target(target);
  if (platform.empty()) return said(install + ": it takes or compiles " + title_of(package) + " for it");
  return said("lock the gems for it: bundle lock --add-platform " + platform + "; then " + install +
              ": it takes or compiles " + title_of(package) + " for it");
}

Fix dotnet_fix(const Package& package, const Target& target) {
  const std::string runtime = dotnet_runtime(target);
  if (runtime.empty()) return replacement(target);
  return said("publish it for the target: dotnet publish -r " + runtime + "; if " + title_of(package) +
              " has nothing for it, take another release of it" + or_glibc(target));
}

Fix elixir_fix(const Package& package, const Target& target) {
  const std::string variables = elixir_variables(target);
  const std::string there = "run mix release " + on_target(target);
  if (variables.empty()) return said(there + ", where " + title_of(package) + " is compiled for it");
  return said(there + ", where " + title_of(package) + " is compiled for it; what is precompiled is taken by " +
              variables + " mix release");
}

bool is_program(const Bundle& bundle, std::string_view path) {
  const auto found = std::lower_bound(bundle.entries.begin(), bundle.entries.end(), path,
                                      [](const Entry& entry, std::string_view wanted) { return entry.path < wanted; });
  if (found == bundle.entries.end() || found->path != path || found->artifacts.empty()) return false;
  return found->artifacts.front().kind == Kind::executable;
}

}  // namespace

Fix another_build(const Package& package, const Target& target) {
  switch (package.ecosystem) {
    case Ecosystem::java:
      return java_fix(package, target);
    case Ecosystem::ruby:
      return ruby_fix(package, target);
    case Ecosystem::dotnet:
      return dotnet_fix(package, target);
    case Ecosystem::elixir:
      return elixir_fix(package, target);
    default:
      return replacement(target);
  }
}

Fix recompiled(const Finding& finding, const Bundle& bundle, const Target& target) {
  Fix fix = replacement(target);
  const std::string go = go_variables(target);
  const std::string rust = rust_triple(target);
  if (go.empty() || rust.empty() || !is_program(bundle, finding.path)) return fix;
  fix.summary += " (in Go: " + go + " go build; in Rust: ";
  const bool lambda = target.name.starts_with("aws-lambda:");
  const bool arm = target.architectures.front() == Architecture::aarch64;
  fix.summary += lambda ? std::string("cargo lambda build --release ") + (arm ? "--arm64" : "--x86-64")
                        : "cargo build --release --target " + rust;
  fix.summary += ")";
  return fix;
}

std::string repacked(const Bundle& bundle, const Target& target) {
  if (bundle.metadata.contains("extension.vsixmanifest")) {
    const std::string platform = editor_target(target);
    return platform.empty() ? std::string{} : "vsce package --target " + platform;
  }
  const bool app = std::any_of(bundle.entries.begin(), bundle.entries.end(), [](const Entry& entry) {
    const std::string_view path = entry.path;
    return path.find("app.asar") != std::string_view::npos;
  });
  const std::string flags = app ? electron_flags(target) : std::string{};
  return flags.empty() ? flags : "electron-builder " + flags;
}

}  // namespace platlint::advice
