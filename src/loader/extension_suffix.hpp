// SPDX-License-Identifier: Apache-2.0
// Reads the file name of a Python extension module (PEP 3149; PEP 703 and 803 for free-threaded builds; CPython
// Python/dynload_shlib.c, Python/dynload_win.c, Misc/platform_triplet.c; PyPy and GraalPy by their wheels).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platlint/artifact.hpp"
#include "platlint/target.hpp"

namespace platlint {

struct ExtensionSuffix {
  enum class Implementation : std::uint8_t { cpython, pypy, graalpy };
  enum class Abi : std::uint8_t {
    version,  ///< made for one minor version
    abi3,     ///< stable ABI (PEP 384), any later version with a GIL
    abi3t,    ///< stable ABI of free-threaded builds (PEP 803), 3.15 and later
  };

  std::string module;  ///< the path without the suffix, which is the same for two builds of one module
  std::string text;    ///< the suffix itself: "cpython-312-x86_64-linux-gnu"
  Implementation implementation = Implementation::cpython;
  Abi abi = Abi::version;
  std::optional<Python> python;  ///< of Abi::version
  bool debug = false;
  // The platform in the suffix; unknown if it says nothing (-darwin names no architecture, .abi3 nothing at all).
  Architecture architecture = Architecture::unknown;
  System system = System::unknown;
  Libc libc = Libc::unknown;
};

/// Unset if the name has no such suffix: any Python may import a plain `.so` or `.pyd`.
std::optional<ExtensionSuffix> read_extension_suffix(std::string_view path);

}  // namespace platlint
