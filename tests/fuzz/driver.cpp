// SPDX-License-Identifier: Apache-2.0
// libFuzzer's entry; PLATLINT_FUZZ_TARGET names the function.
#include "targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  platlint::fuzz::PLATLINT_FUZZ_TARGET(std::as_bytes(std::span(data, size)));
  return 0;
}
