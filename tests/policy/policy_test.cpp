// SPDX-License-Identifier: Apache-2.0
#include "policy/policy.hpp"

#include <doctest/doctest.h>

#include <string>

#include "platlint/audit.hpp"
#include "platlint/error.hpp"
#include "rules/rows.hpp"

using namespace platlint;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::year_month_day today = 2026y / 6 / 15;

Finding finding(const Rule& rule, std::string path, std::optional<std::size_t> package = std::nullopt,
                Severity severity = Severity::error) {
  Finding result;
  result.rule = &rule;
  result.severity = severity;
  result.path = std::move(path);
  result.package = package;
  return result;
}

Allowance allowance(std::string package, std::string path, std::vector<std::string> rules) {
  return {std::move(package), std::move(path), std::move(rules), "because", std::nullopt, "platlint.toml:1"};
}

std::vector<Ownership> owners() {
  Package python;
  python.name = "Foo.Bar_x";
  python.ecosystem = Ecosystem::python;
  Package node;
  node.name = "@img/sharp-linux-x64";
  node.ecosystem = Ecosystem::node;
  return {Ownership{{python, node}, {}}};
}

/// Applies the policy to the findings of one bundle on one platform.
PolicyResult applied(const Policy& policy, Findings findings, std::vector<std::string> roots = {"dist/b.zip"},
                     std::string platform = "linux") {
  const std::vector<Ownership> ownership(roots.size(), owners()[0]);
  return apply_policy(policy, std::move(findings), {std::move(roots), std::move(platform), ownership});
}

KnownFinding row(std::string path, std::string rule) {
  return {"b.zip", "linux", std::move(path), "", std::move(rule), "", ""};
}

/// A row in the text of a baseline, with `more` members.
std::string row_text(const std::string& more) {
  return "{\"bundle\":\"b\",\"platform\":\"p\",\"path\":\"f\",\"rule\":\"r\"" + more + "}";
}

Finding of_root(Finding finding, std::size_t root) {
  finding.root = root;
  return finding;
}

/// The paths that count, separated by a space.
std::string counting(const PolicyResult& result) {
  std::string text;
  for (const Finding& it : result.findings) text += (text.empty() ? "" : " ") + it.path;
  return text;
}

std::string counting(const Policy& policy, Findings findings) {
  return counting(applied(policy, std::move(findings)));
}

}  // namespace

TEST_CASE("without a policy everything counts") {
  const PolicyResult result = applied({}, {finding(rule::wrong_format, "a"), finding(rule::wrong_libc, "b")});
  CHECK(counting(result) == "a b");
  CHECK(result.outcome.waived.empty());
  CHECK(result.outcome.ignored == 0);
}

TEST_CASE("select and ignore say which rules may report, and ignore has the last word") {
  const Findings findings{finding(rule::wrong_format, "a"), finding(rule::wrong_libc, "b"),
                          finding(rule::os_too_new, "c")};
  Policy policy;
  policy.select = {"wrong-format", "wrong-libc"};
  CHECK(counting(policy, findings) == "a b");
  policy.ignore = {"wrong-libc"};
  CHECK(counting(policy, findings) == "a");
  policy.select.clear();
  CHECK(counting(policy, findings) == "a c");
  CHECK(applied(policy, findings).outcome.ignored == 1);
}

TEST_CASE("an allowance is for its rules where both package and path agree") {
  Policy policy;
  policy.allow = {allowance("", "lib/*.so", {"wrong-format"})};
  CHECK(counting(policy, {finding(rule::wrong_format, "lib/a.so"), finding(rule::wrong_libc, "lib/b.so"),
                          finding(rule::wrong_format, "c.so")}) == "lib/b.so c.so");
  policy.allow = {allowance("foo-bar-x", "lib", {"wrong-format", "wrong-libc"})};
  CHECK(counting(policy, {finding(rule::wrong_format, "lib/a.so", 0), finding(rule::wrong_libc, "b.so", 0),
                          finding(rule::wrong_libc, "lib/c.so", 1), finding(rule::wrong_libc, "lib/d.so")}) ==
        "b.so lib/c.so lib/d.so");
}

TEST_CASE("names of distributions are compared as the index does, npm's letter by letter") {
  Policy policy;
  for (const char* glob : {"foo-bar-x", "FOO_BAR.X", "foo-*"}) {
    policy.allow = {allowance(glob, "", {"wrong-format"})};
    CHECK(counting(policy, {finding(rule::wrong_format, "a", 0)}).empty());
  }
  policy.allow = {allowance("@img/sharp-*", "", {"wrong-format"})};
  CHECK(counting(policy, {finding(rule::wrong_format, "a", 1)}).empty());
  policy.allow = {allowance("@img/sharp_linux_x64", "", {"wrong-format"})};
  CHECK(counting(policy, {finding(rule::wrong_format, "a", 1)}) == "a");
}

TEST_CASE("an allowance holds through its last day, and then the finding counts again") {
  Policy policy;
  policy.today = today;
  policy.allow = {allowance("", "a", {"wrong-format"})};
  policy.allow[0].expires = today;
  CHECK(counting(policy, {finding(rule::wrong_format, "a")}).empty());
  policy.today = 2026y / 6 / 16;
  const PolicyResult result = applied(policy, {finding(rule::wrong_format, "a")});
  CHECK(counting(result) == "a");
  CHECK(result.outcome.matched == std::vector<std::size_t>{1});
  CHECK(has_expired(policy.allow[0], policy.today));
  policy.allow.push_back(allowance("", "**", {"wrong-format"}));  // another that is still valid
  CHECK(counting(policy, {finding(rule::wrong_format, "a")}).empty());
}

TEST_CASE("what was allowed is kept with its reason, and what allows nothing is told apart") {
  Policy policy;
  policy.allow = {allowance("", "nothing", {"wrong-format"}), allowance("", "a", {"wrong-format"})};
  const PolicyResult result = applied(policy, {finding(rule::wrong_format, "a")});
  REQUIRE(result.outcome.waived.size() == 1);
  CHECK(result.outcome.waived[0].reason == "because");
  CHECK(result.outcome.waived[0].allowance == std::size_t{1});
  CHECK(result.outcome.matched == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a row of the baseline is for one finding: a second is new, and one that is not found is gone") {
  Policy policy;
  policy.baseline = {row("a", "wrong-format"), row("b", "wrong-libc")};
  const PolicyResult result = applied(
      policy, {finding(rule::wrong_format, "a"), finding(rule::wrong_format, "a"), finding(rule::wrong_libc, "c")});
  CHECK(counting(result) == "a c");
  CHECK(result.outcome.waived.size() == 1);
  CHECK_FALSE(result.outcome.waived[0].allowance);
  CHECK(result.outcome.gone == std::vector<KnownFinding>{row("b", "wrong-libc")});
}

TEST_CASE("a recorded baseline is what makes the same findings known") {
  const Findings findings{finding(rule::wrong_format, "b\xFF"), finding(rule::wrong_format, "a"),
                          finding(rule::foreign_variant, "n", std::nullopt, Severity::note)};
  Policy policy;
  policy.record = true;
  const PolicyResult recorded = applied(policy, findings);
  CHECK(counting(recorded) == "n");
  const std::string text = baseline_text(recorded.outcome.recorded);
  CHECK(text ==
        "{\n  \"platlint_baseline\": \"2.0\",\n  \"findings\": [\n"
        "    {\"bundle\":\"b.zip\",\"platform\":\"linux\",\"path\":\"a\",\"rule\":\"wrong-format\"},\n"
        "    {\"bundle\":\"b.zip\",\"platform\":\"linux\",\"path\":\"b\\\\xff\",\"rule\":\"wrong-format\"}\n  ]\n}\n");
  Policy later;
  later.baseline = parse_baseline(text);
  const PolicyResult result = applied(later, findings);
  CHECK(counting(result) == "n");
  CHECK(result.outcome.gone.empty());
}

TEST_CASE("a row is for one bundle, platform, package, slice and fact: another one of each counts") {
  Finding known = finding(rule::missing_library, "a", 0);
  known.slice = "arm64";
  known.actual = "libfoo.so.1";
  Policy record;
  record.record = true;
  Policy later;
  later.baseline = applied(record, {known}).outcome.recorded;
  REQUIRE(later.baseline->size() == 1);
  CHECK(later.baseline->front() ==
        KnownFinding{"b.zip", "linux", "a", "arm64", "missing-library", "Foo.Bar_x", "libfoo.so.1"});
  CHECK(counting(applied(later, {known})).empty());
  CHECK(counting(applied(later, {known}, {"/tmp/1/b.zip"})).empty());
  CHECK(counting(applied(later, {known}, {"dist/b.zip/"})).empty());
  CHECK(counting(applied(later, {known}, {"dist/c.zip"})) == "a");
  CHECK(counting(applied(later, {known}, {"dist/b.zip"}, "macos")) == "a");
  Findings others(5, known);
  others[0].package = 1;
  others[1].package = std::nullopt;
  others[2].slice = "x86_64";
  others[3].actual = "libbar.so.1";
  others[4].rule = &rule::wrong_format;
  for (const Finding& other : others) CHECK(counting(applied(later, {other})) == "a");
  CHECK(applied(later, {known}, {"c.zip"}).outcome.elsewhere == 1);
  CHECK(applied(later, {}, {"c.zip"}).outcome.gone.empty());
  CHECK(applied(later, {}, {"b.zip"}).outcome.gone.size() == 1);
}

TEST_CASE("of two roots with one name each is judged as if it were alone") {
  const Findings findings{finding(rule::wrong_format, "a"), of_root(finding(rule::wrong_format, "a"), 1)};
  Policy record;
  record.record = true;
  const std::vector<std::string> roots{"x/b.zip", "y/b.zip"};
  Policy later;
  later.baseline = applied(record, findings, roots).outcome.recorded;
  CHECK(later.baseline == std::vector<KnownFinding>{row("a", "wrong-format")});
  CHECK(counting(applied(later, findings, roots)).empty());
  CHECK(applied(later, {findings[0]}, roots).outcome.gone.empty());
  CHECK(counting(applied(later, {findings[0], findings[0]}, roots)) == "a");
}

TEST_CASE("what is found of the whole bundle is known again when its size has changed") {
  Finding size = finding(rule::bundle_too_large, "");
  size.actual = "251.0 MB";
  Policy record;
  record.record = true;
  Policy later;
  later.baseline = applied(record, {size}).outcome.recorded;
  size.actual = "251.1 MB";
  CHECK(applied(later, {size}).findings.empty());
}

TEST_CASE("a bundle is called by the last part of its root") {
  CHECK(bundle_name("dist/function.zip") == "function.zip");
  CHECK(bundle_name("packages//") == "packages");
  CHECK(bundle_name("packages") == "packages");
  CHECK(bundle_name(".") == ".");
  CHECK(bundle_name("/") == "/");
  CHECK(bundle_name("").empty());
}

TEST_CASE("what a row of a baseline does not say may be absent or null") {
  const std::string row = row_text("");
  const std::string nulls = row_text(",\"slice\":null,\"package\":null,\"actual\":null");
  const std::vector<KnownFinding> both(2, KnownFinding{"b", "p", "f", "", "r", "", ""});
  CHECK(parse_baseline("{\"platlint_baseline\":\"2.0\",\"findings\":[" + row + "," + nulls + "]}") == both);
}

TEST_CASE("what is no baseline is refused in one line") {
  CHECK(parse_baseline(baseline_text({})).empty());
  const KnownFinding full{"b", "p", "f", "arm64", "r", "numpy 2", "libx"};
  CHECK(parse_baseline(baseline_text({full})) == std::vector<KnownFinding>{full});
  for (const char* text :
       {"", "[]", "{}", "\xFF", "{\"platlint_baseline\":\"3.0\",\"findings\":[]}",
        "{\"platlint_baseline\":\"2.0\",\"findings\":{}}", "{\"platlint_baseline\":\"2.0\",\"findings\":[3]}",
        "{\"platlint_baseline\":\"2.0\",\"findings\":[{\"path\":\"a\",\"rule\":\"r\"}]}",
        "{\"platlint_baseline\":\"2.0\",\"findings\":[{\"bundle\":\"b\",\"platform\":\"p\",\"path\":\"a\",\"rule\":"
        "\"r\",\"actual\":1}]}"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_baseline(text), Error);
  }
  CHECK_THROWS_AS(parse_baseline(std::string(100'000, '[')), Error);
  CHECK_THROWS_WITH_AS(parse_baseline("{\"platlint_baseline\":\"2.0\"}"),
                       "not a baseline: expected a list \"findings\"; write it again with --write-baseline", Error);
  CHECK_THROWS_WITH_AS(
      parse_baseline("{\"platlint_baseline\":\"2.0\",\"findings\":[" + row_text("") + ",{\"bundle\":\"b\"}]}"),
      "not a baseline: finding 2 has no text 'platform'; write it again with --write-baseline", Error);
  CHECK_THROWS_WITH_AS(parse_baseline("{\"platlint_baseline\":\"1.0\",\"findings\":[]}"),
                       "not a baseline: it is of an older platlint and does not say which bundle it is about; write it "
                       "again with --write-baseline",
                       Error);
}

TEST_CASE("an excluded entry is there and not judged") {
  Bundle bundle;
  for (const char* path : {"lib/a.so", "tests/b.so"}) {
    Entry entry;
    entry.path = path;
    entry.status = Entry::Status::unreadable;
    entry.damage = Damage{Damage::Kind::truncated, "cut"};
    entry.size = 7;
    entry.leaves_root = true;
    bundle.entries.push_back(entry);
  }
  const Bundle aside = set_aside(bundle, {"tests/**"});
  CHECK_FALSE(aside.entries[0].excluded);
  CHECK(aside.entries[0].damage.has_value());
  CHECK(aside.entries[0].leaves_root);
  CHECK(aside.entries[1].excluded);
  CHECK(aside.entries[1].status == Entry::Status::not_native);
  CHECK_FALSE(aside.entries[1].damage.has_value());
  CHECK_FALSE(aside.entries[1].leaves_root);
  CHECK(aside.entries[1].size == 7);
}
