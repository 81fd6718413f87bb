// SPDX-License-Identifier: Apache-2.0
// The Python that a module with a plain name was built for: only the tags of its wheel tell.
#pragma once

#include <optional>
#include <string>

#include "loader/extension_suffix.hpp"
#include "platlint/rule.hpp"

namespace platlint {

/// "cp312-cp312", if all tags of the package are for the ABI of other Pythons than the target's.
std::optional<std::string> tag_of_another(const Package* package, const Python& target);

/// "cp313-cp313", if the package has tags and a module with this suffix keeps none of them.
std::optional<std::string> tag_broken_by(const ExtensionSuffix& suffix, const Package* package);

/// Is it imported by a plain name: "_x.so", "rdBase.pyd"?
bool is_plain_module(const Subject& subject);

}  // namespace platlint
