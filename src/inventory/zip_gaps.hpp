// SPDX-License-Identifier: Apache-2.0
// Examines the bytes of a zip archive that belong to no member of its directory. A program that reads the archive from
// its front, or carves it, finds them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inventory/source.hpp"
#include "inventory/zip_end.hpp"

namespace platlint {

/// Native code between the members, or after them: its place. Unset: there is none. Bytes before the first member are
/// not examined: they are a program or a script with an archive after it, which is a file of its own.
std::optional<std::string> find_code_outside(const Source& source, const ZipEnd& end, std::vector<ZipPlace> places);

}  // namespace platlint
