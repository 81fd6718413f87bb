// SPDX-License-Identifier: Apache-2.0
// The bytes of a zip archive that no member of its directory covers. Whoever reads an archive from its front, or carves
// it, finds what stands there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inventory/source.hpp"
#include "inventory/zip_end.hpp"

namespace platlint {

/// Native code between the members, or behind them: where it stands; none: there is none. What stands in front of the
/// first is not looked at: that is a program or a script with an archive behind it, a file of its own.
std::optional<std::string> find_code_outside(const Source& source, const ZipEnd& end, std::vector<ZipPlace> places);

}  // namespace platlint
