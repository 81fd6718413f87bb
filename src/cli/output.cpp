// SPDX-License-Identifier: Apache-2.0
#include "cli/output.hpp"

#include <iostream>

#include "platlint/error.hpp"
#include "platlint/report.hpp"

namespace platlint::cli {

void Output::add(const std::function<void(std::ostream&)>& write) {
  if (!name_.empty() && !file_.is_open()) file_.open(name_, std::ios::binary);
  std::ostream& out = name_.empty() ? std::cout : file_;
  write(out);
  out.flush();
  if (!out) throw Error("cannot write the report to " + (name_.empty() ? "standard output" : printable(name_)));
}

}  // namespace platlint::cli
