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

/// The promise in the name of a wheel: each part may be several tags, separated by dots.
struct WheelTags {
  std::string_view python;
  std::string_view abi;
  std::string_view platform;
};

/// The last part of a path or an address, without its query and fragment.
std::string_view file_name_of(std::string_view address);

/// Unset if the name is not a wheel's.
std::optional<WheelTags> parse_wheel(std::string_view file_name);

/// One platform tag. "any" has no system.
struct PlatformTag {
  std::string_view text;
  bool any = false;
  System system = System::unknown;
  std::array<Architecture, 2> architectures{};  ///< unknown: no architecture; a universal binary has two
  Libc libc = Libc::unknown;                    ///< of Linux; unknown: linux_x86_64
  std::optional<Version> floor;                 ///< of the C library or of the system; unset: any release is enough
};

/// Unset if the tag is not known.
std::optional<PlatformTag> parse_platform_tag(std::string_view text);

/// Is it for the target's system and processor, whatever release it needs?
bool is_for_system(const PlatformTag& tag, const Target& target);

/// Is it for the target, with its C library? If the target does not state something (a C library, a release), that
/// refuses nothing.
bool serves(const PlatformTag& tag, const Target& target);

/// Does CPython of this version take a wheel with these tags? `any`: the platform tag is "any".
bool serves(const WheelTags& tags, const Python& python, bool any);

/// The platform tag of the wheel by which the target takes it: "any", or the one with the lowest floor. Unset: the
/// target does not take it.
std::optional<PlatformTag> serving_tag(const WheelTags& tags, const Target& target);

}  // namespace platlint::lock
