// SPDX-License-Identifier: Apache-2.0
// One row per system: its names, and its numbers in headers. To add a system, add one row here and its name in
// platlint/artifact.hpp. If the system can be a target, it also needs the processors that it runs on
// (target/platforms.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "platlint/artifact.hpp"

namespace platlint {

/// As people write it: "macOS", "FreeBSD".
std::string_view label(System system);

/// process.platform: "darwin", "win32"; empty if Node has no word for it.
std::string_view node_name(System system);

/// GOOS: "darwin"; empty if Go has no word for it. containerd accepts "macos" for darwin too.
std::string_view go_name(System system);
std::optional<System> system_in_go(std::string_view name);

/// The system that a word in the name of a file or directory means, in lower case: "darwin", "osx". Unknown: a system
/// that no target has. Unset: it is not a word for a system.
std::optional<System> system_in_words(std::string_view word);

/// e_ident[EI_OSABI]: only the values that say which system an ELF file is for.
System system_of_elf(std::uint8_t os_abi);

/// PLATFORM_* of LC_BUILD_VERSION; unknown for numbers that are not in <mach-o/loader.h>.
System system_of_macho(std::uint32_t platform);

}  // namespace platlint
