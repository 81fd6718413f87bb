// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <iostream>

#include "cli/run.hpp"
#include "cli/streams.hpp"
#include "platlint/report.hpp"

int main(int argc, char** argv) {
  platlint::cli::prepare_standard_streams();
  try {
    const int status = platlint::cli::run(argc, argv);
    platlint::cli::flush_standard_output();
    return status;
  } catch (const std::exception& error) {  // platlint::Error, or an error of the system (out of memory)
    std::cerr << "platlint: " << platlint::printable(error.what()) << '\n';
    return 2;
  }
}
