// SPDX-License-Identifier: Apache-2.0
// One row a system: what it is called, and what headers say of it. A new system is one row here and its name in
// platlint/artifact.hpp; a system that can be a target also needs what it runs on (target/platforms.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "platlint/artifact.hpp"

namespace platlint {

/// As people write it: "macOS", "FreeBSD".
std::string_view label(System system);

/// process.platform: "darwin", "win32"; empty where Node has no word for it.
std::string_view node_name(System system);

/// GOOS: "darwin"; empty where Go has no word for it. containerd takes "macos" for darwin too.
std::string_view go_name(System system);
std::optional<System> system_in_go(std::string_view name);

/// What a word in the name of a file or directory says, in lower case: "darwin", "osx"; unknown: a system that no
/// target is. Nothing where it is no word for a system.
std::optional<System> system_in_words(std::string_view word);

/// e_ident[EI_OSABI], of those that say which system an ELF file is for.
System system_of_elf(std::uint8_t os_abi);

/// PLATFORM_* of LC_BUILD_VERSION; unknown for what <mach-o/loader.h> does not number.
System system_of_macho(std::uint32_t platform);

}  // namespace platlint
