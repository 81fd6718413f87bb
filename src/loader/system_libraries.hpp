// SPDX-License-Identifier: Apache-2.0
// Finds the library of a system that was read (--sysroot) which answers a need, as the system's own loader does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "target/sysroot.hpp"

namespace platlint {

/// The library of the system that a loader takes for a need of `image`; null: there is none. `path` is the path of the
/// image in the system. It is empty if the image lies in the bundle: then only the absolute directories of its search
/// path count.
const target::SystemLibrary* find_in_system(const Sysroot& sysroot, const Artifact& image, std::string_view path,
                                            std::string_view library);

/// The absolute directories of a list such as LD_LIBRARY_PATH, in order, without '/' at their beginning and end. At
/// most a thousand: whoever makes an image may be hostile.
std::vector<std::string> directories_of_list(std::string list);

}  // namespace platlint
