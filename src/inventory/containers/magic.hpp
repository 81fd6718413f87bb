// SPDX-License-Identifier: Apache-2.0
// How archives, compressed files and images of file systems begin.
#pragma once

#include <string_view>

namespace platlint {

/// `begin`: the first bytes, 512 or all. Magic that no text begins with; a zip has its own readers.
bool begins_as_binary(std::string_view begin);

/// Further ones, whose magic is made of letters: where text is not to be expected.
bool begins_as_container(std::string_view begin);

}  // namespace platlint
