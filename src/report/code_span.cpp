// SPDX-License-Identifier: Apache-2.0
#include "report/code_span.hpp"

#include <algorithm>

#include "platlint/report.hpp"

namespace platlint {

std::string code(std::string_view text) {
  std::string inside = printable(text);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char letter : inside) {
    run = letter == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  for (std::size_t at = 0; (at = inside.find('|', at)) != std::string::npos; at += 2) inside.insert(at, "\\");
  if (inside.empty()) return {};
  const std::string fence(longest + 1, '`');
  const std::string space = longest == 0 ? "" : " ";
  return fence + space + inside + space + fence;
}

}  // namespace platlint
