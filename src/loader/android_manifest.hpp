// SPDX-License-Identifier: Apache-2.0
// Reads in the manifest of an Android package what the installer does with its libraries.
#pragma once

#include <cstdint>
#include <string_view>

namespace platlint {

enum class NativeLibraries : std::uint8_t {
  unpacked,  ///< when the app is installed: they may lie anywhere in the package, and may be compressed
  mapped,    ///< from the package itself
  unknown,   ///< a part of an app, which another package decides for; or the manifest is not readable
};

/// Reads extractNativeLibs in the binary XML of an AndroidManifest.xml.
NativeLibraries native_libraries_of(std::string_view manifest);

}  // namespace platlint
