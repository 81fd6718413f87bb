// SPDX-License-Identifier: Apache-2.0
// Decides which Python an extension module is for: by its name, its wheel, and the library that it is linked to.
#pragma once

#include <optional>
#include <string>

#include "loader/extension_suffix.hpp"
#include "platlint/package.hpp"

namespace platlint {

/// "CPython 3.12 (debug build)", "the stable ABI (abi3)".
std::string words(const ExtensionSuffix& suffix);

/// Why the target's Python does not import a module with that suffix; unset if it does. The text continues the name of
/// the file. `package` may be null.
std::optional<std::string> refusal(const ExtensionSuffix& suffix, const Python& target, const Package* package);

/// The Python whose library an image is linked to.
struct LinkedPython {
  Python python;
  std::string library;  ///< as the image names it: "libpython3.11.so.1.0"
};

/// Unset if the image is linked to no Python, or only to the stable ABI (python3.dll, libpython3.so).
std::optional<LinkedPython> linked_python(const Artifact& image);

}  // namespace platlint
