// SPDX-License-Identifier: Apache-2.0
// Only the arguments, so that `uv pip install $(platlint ... --format fix) ...` works. They are for one installer: the
// first that the findings name. They are quoted for a POSIX shell.
#include <set>
#include <string>

#include "report/formats.hpp"

#include "text/words.hpp"

namespace platlint {

void write_fix(std::ostream& out, const Batch& batch, const ReportOptions&) {
  std::set<std::string> lines;  // if a fix is for several functions, it is printed once
  for (const Audit& audit : batch.audits) {
    if (audit.fixes.empty()) continue;
    std::string line;
    for (const std::string& argument : audit.fixes.front().arguments)
      line += (line.empty() ? "" : " ") + text::shell_word(argument);
    if (lines.insert(line).second) out << line << '\n';
  }
}

}  // namespace platlint
