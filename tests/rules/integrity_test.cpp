// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

TEST_CASE("damage becomes a finding") {
  const Target target = linux_target(Architecture::x86_64);
  CHECK(verdict(target, {damaged("x.so", {Damage::Kind::truncated, "cut"})}) == "truncated-artifact error");
  CHECK(verdict(target, {damaged("x.so", {Damage::Kind::unreadable, "no permission"})}) ==
        "unreadable-artifact warning");
  CHECK(verdict(target, {damaged("x.so", {Damage::Kind::not_a_binary, "a Git LFS pointer"})}) == "not-a-binary error");
}

TEST_CASE("not-a-binary matters where the target would load such a name") {
  const Target target = linux_target(Architecture::x86_64);
  const Damage html{Damage::Kind::not_a_binary, "an HTML page"};
  CHECK(verdict(target, {damaged("lib/libz.so.1", html)}) == "not-a-binary error");
  CHECK(verdict(target, {damaged("addon.node", html)}) == "not-a-binary error");
  CHECK(verdict(target, {damaged("x.dll", html)}) == "not-a-binary note");
  CHECK(verdict(windows(Architecture::x86_64), {damaged("x.dll", html)}) == "not-a-binary error");
  CHECK(verdict(target, {damaged("libc.so", {Damage::Kind::not_a_binary, "a linker script"})}) == "not-a-binary note");
}

TEST_CASE("the table is sorted, whole and in one style") {
  std::string_view last;
  for (const Rule* rule : rules()) {
    CAPTURE(rule->name);
    CHECK(last < rule->name);
    last = rule->name;
    CHECK(rule->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos);
    CHECK(!rule->summary.empty());
    CHECK(!rule->summary.ends_with('.'));
    CHECK(rule->why.ends_with('.'));
    CHECK(!rule->reference.empty());
    const bool words_fates = rule == &rule::no_variant_for_target || rule == &rule::foreign_variant;
    CHECK((rule->check != nullptr || rule->check_bundle != nullptr) == !words_fates);
  }
}

TEST_CASE("a row says what fixes its findings, or why nothing does") {
  for (const Rule* rule : rules()) {
    CAPTURE(rule->name);
    const Remedy& fix = rule->fix;
    CHECK(fix.text.empty() == (fix.by != FixedBy::line && fix.by != FixedBy::nothing));
    CHECK(!fix.text.ends_with('.'));
    for (std::size_t open = fix.text.find('{'); open != std::string_view::npos; open = fix.text.find('{', open + 1)) {
      const std::string_view word = fix.text.substr(open, fix.text.find('}', open) - open + 1);
      CHECK_MESSAGE(
          (word == "{file}" || word == "{expected}" || word == "{actual}" || word == "{package}" || word == "{tool}"),
          word);
    }
  }
}

TEST_CASE("not-a-binary: names in either case, and those that a version ends") {
  const Damage pointer{Damage::Kind::not_a_binary, "a Git LFS pointer"};
  const Target target = linux_target(Architecture::x86_64);
  for (const std::string path : {"libfoo.SO", "libcrypto.so.1.0.0k"})
    CHECK(verdict(target, {damaged(path, pointer)}) == "not-a-binary error");
  for (const std::string path : {"FOO.DLL", "_x.PYD", "tool.exe", "foo.ocx"}) {
    CHECK(verdict(windows(Architecture::x86_64), {damaged(path, pointer)}) == "not-a-binary error");
    CHECK(verdict(target, {damaged(path, pointer)}) == "not-a-binary note");
  }
  CHECK(verdict(macos({Architecture::aarch64}), {damaged("libfoo.jnilib", pointer)}) == "not-a-binary error");
}
