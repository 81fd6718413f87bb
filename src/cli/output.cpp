// SPDX-License-Identifier: Apache-2.0
#include "cli/output.hpp"

#include <cerrno>
#include <iostream>

#include "cli/streams.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"

namespace platlint::cli {

void Output::add(const std::function<void(std::ostream&)>& write) {
  errno = 0;
  if (name_.empty()) {
    write(std::cout);
    return flush_standard_output();
  }
  if (!file_.is_open()) file_.open(name_, std::ios::binary);
  if (file_) write(file_);
  file_.flush();
  if (!file_) fail_to_write(printable(name_));
}

}  // namespace platlint::cli
