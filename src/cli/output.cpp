// SPDX-License-Identifier: Apache-2.0
#include "cli/output.hpp"

#include <cerrno>
#include <iostream>

#include "cli/streams.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"

namespace platlint::cli {

void Output::add(const std::function<void(std::ostream&)>& write) {
  if (stream_ != nullptr) return write(*stream_);
  errno = 0;
  if (name_.empty()) {
    write(std::cout);
    return flush_standard_output();
  }
  if (!is_open_) file_.open(name_);
  is_open_ = true;
  if (file_.stream()) write(file_.stream());
  file_.stream().flush();
  if (!file_.stream()) fail_to_write(printable(name_));
}

void Output::finish() {
  if (is_open_) file_.finish();
}

}  // namespace platlint::cli
