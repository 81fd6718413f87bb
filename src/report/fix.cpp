// SPDX-License-Identifier: Apache-2.0
// Nothing but the arguments, so that `uv pip install $(platlint ... --format fix) ...` works. Of one installer: the
// first that the findings name. Quoted as a POSIX shell wants it.
#include <string>
#include <string_view>

#include "report/formats.hpp"

namespace platlint {

namespace {

std::string shell_word(std::string_view argument) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+.,:/@%";
  if (!argument.empty() && argument.find_first_not_of(plain) == std::string_view::npos) return std::string(argument);
  std::string text = "'";
  for (const char c : argument) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

}  // namespace

void write_fix(std::ostream& out, const Audit& audit, const ReportOptions&) {
  if (audit.fixes.empty()) return;
  std::string line;
  for (const std::string& argument : audit.fixes.front().arguments)
    line += (line.empty() ? "" : " ") + shell_word(argument);
  out << line << '\n';
}

}  // namespace platlint
