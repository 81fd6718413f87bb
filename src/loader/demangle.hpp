// SPDX-License-Identifier: Apache-2.0
// C++ names as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace platlint {

/// "_ZN3c104impl3fooEi" -> "c10::impl::foo(int)", as c++filt(1) prints it. Unset for a name that is not mangled, and
/// for rare forms: expressions, pointers to members, names without a name. A name may be hostile: its length limits the
/// time, and the text is limited to a few thousand characters. The C++ runtime's own function promises neither, and not
/// every runtime has it.
std::optional<std::string> demangled(std::string_view symbol);

}  // namespace platlint
