// SPDX-License-Identifier: Apache-2.0
// Literals for the tests of rules: images, targets, bundles.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "platlint/rule.hpp"
#include "rules/rows.hpp"

namespace platlint::build {

inline Artifact elf(Architecture architecture, Libc libc = Libc::glibc) {
  Artifact image;
  image.format = Format::elf;
  image.kind = Kind::library;
  image.architecture = architecture;
  image.system = libc == Libc::bionic ? System::android : System::linux;
  image.libc = libc;
  if (libc == Libc::glibc) image.libraries = {{"libc.so.6", false}};
  if (libc == Libc::musl) image.libraries = {{"libc.musl-x86_64.so.1", false}};
  return image;
}

inline Artifact macho(Architecture architecture, System system = System::macos) {
  Artifact image;
  image.format = Format::macho;
  image.kind = Kind::bundle;
  image.architecture = architecture;
  image.system = system;
  return image;
}

inline Artifact pe(Architecture architecture) {
  Artifact image;
  image.format = Format::pe;
  image.kind = Kind::library;
  image.architecture = architecture;
  image.system = System::windows;
  return image;
}

inline Target linux_target(Architecture architecture, Libc libc = Libc::glibc) {
  Target target;
  target.name = "test";
  target.format = Format::elf;
  target.architectures = {architecture};
  target.system = System::linux;
  target.libc = libc;
  return target;
}

inline Target macos(std::vector<Architecture> architectures) {
  Target target;
  target.name = "test";
  target.format = Format::macho;
  target.architectures = std::move(architectures);
  target.system = System::macos;
  return target;
}

inline Target windows(Architecture architecture) {
  Target target;
  target.name = "test";
  target.format = Format::pe;
  target.architectures = {architecture};
  target.system = System::windows;
  return target;
}

inline Target with_python(Target target, int minor, bool free_threaded = false) {
  target.python = Python{3, minor, free_threaded};
  return target;
}

inline Entry file(std::string path, std::vector<Artifact> images) {
  Entry entry;
  entry.path = std::move(path);
  entry.status = Entry::Status::judged;
  entry.artifacts = std::move(images);
  return entry;
}

inline Entry damaged(std::string path, Damage damage) {
  Entry entry;
  entry.path = std::move(path);
  entry.status = damage.kind == Damage::Kind::not_a_binary ? Entry::Status::not_native : Entry::Status::unreadable;
  entry.damage = std::move(damage);
  return entry;
}

inline std::vector<std::string> errors(const Findings& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::error) lines.push_back(finding.path + ": " + finding.message);
  }
  return lines;
}

/// `check`, with two properties of all its findings. No finding is more severe than the row of its rule. A call for
/// errors only gives the same errors.
inline Findings checked(const WholeBundle& whole) {
  Findings findings = check(whole);
  for (const Finding& finding : findings) {
    REQUIRE(finding.rule != nullptr);
    CHECK_MESSAGE(finding.severity <= finding.rule->severity, finding.rule->name);
  }
  CHECK(errors(check(whole, Severity::error)) == errors(findings));
  return findings;
}

/// "wrong-format error", one word per finding, in order; "" if there is none.
inline std::string words_of(const Target& target, const Bundle& bundle, const Ownership& ownership) {
  std::string text;
  for (const Finding& finding : checked({bundle, ownership, target})) {
    if (!text.empty()) text += ", ";
    text.append(finding.rule->name).append(" ").append(name(finding.severity));
  }
  return text;
}

/// What no rule has a word for: a text, a link to it, a library that the target loads and that nobody needs.
inline std::vector<Entry> bystanders(const Target& target) {
  Entry readme;
  readme.path = "+/readme";
  Entry link;
  link.path = "+/read";
  link.link = "readme";
  Entry library = file("+/bystander.lib", {});
  for (const Architecture architecture : target.architectures) {
    Artifact image;
    image.format = target.format;
    image.kind = target.format == Format::wasm ? Kind::module : Kind::library;
    image.system = target.system;
    image.architecture = architecture;
    image.libc = target.libc;
    library.artifacts.push_back(image);
  }
  return {readme, link, library};
}

/// The findings of these files, of which the first package owns each. Files that stand before them change nothing.
inline std::string verdict(const Target& target, const std::vector<Entry>& entries,
                           const std::vector<Package>& packages = {}) {
  Bundle bundle;
  Ownership ownership{packages, {}};
  bundle.entries = entries;
  ownership.owner.assign(entries.size(), packages.empty() ? std::nullopt : std::optional<std::size_t>(0));
  std::string text = words_of(target, bundle, ownership);
  const std::vector<Entry> before = bystanders(target);
  bundle.entries.insert(bundle.entries.begin(), before.begin(), before.end());
  ownership.owner.insert(ownership.owner.begin(), before.size(), std::nullopt);
  CHECK(words_of(target, bundle, ownership) == text);
  return text;
}

}  // namespace platlint::build
