// SPDX-License-Identifier: Apache-2.0
// The ecosystems that name platforms. Each reads its own spellings, and returns nothing for other names. If a name is
// one of its own but says something impossible, it throws Error.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/target.hpp"
#include "target/text.hpp"

namespace platlint::target {

using Platforms = std::vector<Platform>;

// uv's --python-platform; the only one that asks the environment.
std::optional<Target> uv_platform(const Spelling& name, const Environment& environment);
Platforms uv_platforms();

// Wheel tags: manylinux_2_28_aarch64, macosx_11_0_arm64, win_amd64; also the other way round, aarch64-manylinux_2_28.
std::optional<Target> wheel_platform(const Spelling& name);
std::optional<Target> linux_wheel_platform(const Spelling& name);  // its part for Linux
Platforms wheel_platforms();

// AWS Lambda's runtimes: aws-lambda:python3.12:arm64.
std::optional<Target> lambda_platform(const Spelling& name);
Platforms lambda_platforms();

// Other services that run code: azure-functions:python3.12, heroku:heroku-24:arm64.
std::optional<Target> service_platform(const Spelling& name);
Platforms service_platforms();
std::vector<std::string> service_names();

// Container images by their names: lambda/python:3.12, python:3.12-slim-bookworm. Throws Error, with a suggestion, if
// the tag does not tell the distribution.
std::optional<Target> image_platform(const Spelling& name);
Platforms image_platforms();

// Releases of Linux distributions: debian:12, ubuntu:jammy, alpine:3.20:arm64.
std::optional<Target> distribution_platform(const Spelling& name);
Platforms distribution_platforms();
std::vector<std::string> distribution_names();
bool is_release_alias(std::string_view distribution, std::string_view word);  // "bookworm" of "debian"

// The third part of these: arm64, aarch64, amd64, or any other word of wheel tags. Throws Error for other text.
Architecture architecture_part(std::string_view text, const Spelling& name);
std::string architecture_suffix(Architecture architecture);  // ":arm64"; empty for x86_64, which is the default

// Rust's target triples: armv7-unknown-linux-gnueabihf.
std::optional<Target> rust_platform(const Spelling& name);
Platforms rust_platforms();

// Container images: linux/arm64/v8.
std::optional<Target> docker_platform(const Spelling& name);
Platforms docker_platforms();

// npm's packages for one platform: linux-x64-musl.
std::optional<Target> node_platform(const Spelling& name);
Platforms node_platforms();

// Platforms of Electron, with its release: electron:33, electron:33:darwin-arm64.
std::optional<Target> electron_platform(const Spelling& name);
Platforms electron_platforms();

// conda's subdirs: osx-arm64.
std::optional<Target> conda_platform(const Spelling& name);
Platforms conda_platforms();

// .NET's runtime identifiers that npm and conda do not have: linux-musl-x64, win-x64.
std::optional<Target> dotnet_platform(const Spelling& name);
Platforms dotnet_platforms();

/// For a name that follows the grammar but means nothing; `expected` completes "expected ...".
[[noreturn]] void throw_impossible(const Spelling& name, std::string_view expected);

/// Is it a pattern? "manylinux_2_N_ARCH" stands for many names; a name that can be typed has no capital letters.
bool is_pattern(std::string_view name);

/// Names to suggest for an unknown one: all that can be typed, and examples of the patterns. Made once.
const std::vector<std::string>& names_to_offer();

}  // namespace platlint::target
