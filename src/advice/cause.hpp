// SPDX-License-Identifier: Apache-2.0
// What kind of mend the findings of a rule need.
#pragma once

#include <cstdint>
#include <string_view>

namespace platlint::advice {

enum class Cause : std::uint8_t {
  nothing,   ///< no other file would mend it, or the rule has no row
  platform,  ///< a file for somewhere else
  python,    ///< a file for another Python
  damage,    ///< a broken file
  file,      ///< this file, as it was linked: a tool changes it
  library,   ///< something else that is not there
  size,      ///< too much of it
  unread,    ///< a file that was not looked at
};

/// A new rule needs a row here to get a fix.
Cause cause_of(std::string_view rule);

}  // namespace platlint::advice
