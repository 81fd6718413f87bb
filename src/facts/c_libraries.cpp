// SPDX-License-Identifier: Apache-2.0
#include "facts/c_libraries.hpp"

namespace platlint {

bool is_glibc_loader(std::string_view library) {
  return library.starts_with("ld-linux") || library.starts_with("ld64.so.");
}

bool is_musl(std::string_view library) {
  return library.starts_with("ld-musl-") || library.starts_with("libc.musl-");
}

}  // namespace platlint
