// SPDX-License-Identifier: Apache-2.0
// Nothing but the arguments, so that `uv pip install $(platlint ... --format fix) ...` works. Of one installer: the
// first that the findings name. Quoted as a POSIX shell wants it.
#include <set>
#include <string>

#include "report/formats.hpp"

#include "text/words.hpp"

namespace platlint {

void write_fix(std::ostream& out, const Batch& batch, const ReportOptions&) {
  std::set<std::string> lines;  // what fixes several functions stands once
  for (const Audit& audit : batch.audits) {
    if (audit.fixes.empty()) continue;
    std::string line;
    for (const std::string& argument : audit.fixes.front().arguments)
      line += (line.empty() ? "" : " ") + text::shell_word(argument);
    if (lines.insert(line).second) out << line << '\n';
  }
}

}  // namespace platlint
