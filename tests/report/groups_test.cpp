// SPDX-License-Identifier: Apache-2.0
#include "report/groups.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "rules/rows.hpp"

using namespace platlint;

namespace {

Audit lacking(const std::vector<std::string>& libraries, const std::vector<std::string>& files = {"a.so"}) {
  Audit audit;
  audit.bundles.resize(1);
  audit.ownership.resize(1);
  Package package;
  package.name = "x";
  audit.ownership[0].packages = {package};
  for (const std::string& file : files) {
    for (const std::string& library : libraries) {
      Finding finding;
      finding.rule = &rule::missing_library;
      finding.severity = Severity::warning;
      finding.message = "needs " + library + ", which is not in the bundle; whether the target has it is not known";
      finding.expected = library;
      finding.path = file;
      finding.package = 0;
      audit.findings.push_back(finding);
    }
  }
  return audit;
}

}  // namespace

TEST_CASE("what several libraries lack is one complaint") {
  const Audit audit = lacking({"b.so", "c.so", "d.so"}, {"a.so", "e.so"});
  const std::vector<Group> list = groups(audit, false);
  REQUIRE(list.size() == 1);
  REQUIRE(list[0].complaints.size() == 1);
  CHECK(list[0].complaints[0].message ==
        "needs b.so, c.so and d.so, which are not in the bundle; whether the target has them is not known");
  CHECK(list[0].complaints[0].findings.size() == 2);  // files
  CHECK(groups(audit, true)[0].complaints.size() == 3);
}

TEST_CASE("what it is not known of stays it") {
  Audit audit = lacking({"b.so", "c.so"});
  for (Finding& finding : audit.findings) {
    finding.message =
        "needs " + finding.expected + ", which is not in the bundle; it is not known if the target has it";
  }
  CHECK(groups(audit, false)[0].complaints[0].message ==
        "needs b.so and c.so, which are not in the bundle; it is not known if the target has them");
}

TEST_CASE("one library is named as the finding names it") {
  const Audit audit = lacking({"b.so"});
  CHECK(groups(audit, false)[0].complaints[0].message == audit.findings[0].message);
}

TEST_CASE("many libraries are counted") {
  const Audit audit = lacking({"1", "2", "3", "4", "5", "6", "7", "8"});
  CHECK(groups(audit, false)[0].complaints[0].message.starts_with("needs 1, 2, 3, 4, 5 and 3 more, which are not"));
}

TEST_CASE("two causes stay two") {
  Audit audit = lacking({"b.so", "c.so"});
  audit.findings[1].message = "needs c.so, which is in the bundle, but not where a loader looks for it";
  CHECK(groups(audit, false)[0].complaints.size() == 2);
}
