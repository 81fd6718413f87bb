// SPDX-License-Identifier: Apache-2.0
// The names of wheels, and whether an installer takes one for a target (PyPA specifications, "Binary distribution
// format" and "Platform compatibility tags"; uv crates/uv-platform-tags/src/tags.rs).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/target.hpp"

namespace platlint::lock {

/// What the name of a wheel promises: each part may be several tags with dots between.
struct WheelTags {
  std::string_view python;
  std::string_view abi;
  std::string_view platform;
};

/// The last part of a path or an address, without its query and fragment.
std::string_view file_name_of(std::string_view address);

/// Nothing where the name is none of a wheel.
std::optional<WheelTags> parse_wheel(std::string_view file_name);

/// One platform tag. "any" has no system.
struct PlatformTag {
  std::string_view text;
  bool any = false;
  System system = System::unknown;
  std::array<Architecture, 2> architectures{};  ///< unknown: none; a universal binary has two
  Libc libc = Libc::unknown;                    ///< of Linux; unknown: linux_x86_64
  std::optional<Version> floor;                 ///< of the C library or of the system; nothing: any will do
};

/// Nothing for what is not known.
std::optional<PlatformTag> parse_platform_tag(std::string_view text);

/// Is it for the target's system and processor, whatever release it asks for?
bool is_for_system(const PlatformTag& tag, const Target& target);

/// Is it for the target, with its C library? What the target does not state (a C library, a release) bars nothing.
bool serves(const PlatformTag& tag, const Target& target);

/// Does CPython of this version take a wheel with these tags? `any`: the platform tag is "any".
bool serves(const WheelTags& tags, const Python& python, bool any);

/// The platform tag of the wheel by which the target takes it: "any", or the one with the lowest floor. Nothing: it
/// does not take it.
std::optional<PlatformTag> serving_tag(const WheelTags& tags, const Target& target);

}  // namespace platlint::lock
