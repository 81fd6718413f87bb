// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <iostream>

#include "cli/run.hpp"
#include "platlint/report.hpp"

int main(int argc, char** argv) {
  try {
    return platlint::cli::run(argc, argv);
  } catch (const std::exception& error) {  // platlint::Error, or the system's word (out of memory)
    std::cerr << "platlint: " << platlint::printable(error.what()) << '\n';
    return 2;
  }
}
