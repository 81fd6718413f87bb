// SPDX-License-Identifier: Apache-2.0
#include "report/formats.hpp"

#include <array>

namespace platlint {

std::span<const ReportFormat> report_formats() {
  static constexpr std::array formats{
      ReportFormat{"text", "for people: one group a package, worst first, with the line that fixes it", write_text,
                   write_text},
      ReportFormat{"json", "for programs: one object, by the schema that is installed beside the manual", write_json,
                   write_json},
      ReportFormat{"ndjson", "for many bundles: such an object on a line of its own for each, and a summary at the end",
                   write_ndjson, write_ndjson, true, write_ndjson_end},
      ReportFormat{"sarif", "for code hosts and editors: SARIF 2.1.0", write_sarif, nullptr},
      ReportFormat{"cyclonedx", "for inventories: CycloneDX 1.6, packages with their native files and what these need",
                   write_cyclonedx, write_cyclonedx},
      ReportFormat{"github", "for GitHub Actions: one annotation a package", write_github, nullptr},
      ReportFormat{"junit", "for Jenkins, GitLab and their like: one test a package", write_junit, nullptr},
      ReportFormat{"gitlab", "for GitLab's merge requests: code quality", write_gitlab, nullptr},
      ReportFormat{"markdown", "for a comment, and for a job's summary: a table", write_markdown, write_markdown},
      ReportFormat{"html", "for those who would rather look: one page, with a map of the bundle's bytes", write_html,
                   write_html},
      ReportFormat{"fix", "for a command line: the arguments that fix it, of one installer", write_fix, nullptr},
      ReportFormat{"prune", "for rm: the files that nothing loads on the platform, a line each", write_prune, nullptr,
                   false, nullptr, prune_remark},
      ReportFormat{"prunez", "for xargs -0: the same, each ended by NUL", write_prunez, nullptr, false, nullptr,
                   prunez_remark},
  };
  return formats;
}

}  // namespace platlint
