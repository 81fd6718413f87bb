// SPDX-License-Identifier: Apache-2.0
// One maker a kind of system: from what a name declares to a whole Target with description, symbol versions and wheel
// tags.
#pragma once

#include "platlint/target.hpp"

namespace platlint::target {

/// What a grammar has read from a name.
struct Declared {
  std::string name;    ///< canonical spelling
  std::string source;  ///< where the meaning of such names is written
};

/// A release in the measurements: "debian", "12", "Debian 12".
struct DistributionRelease {
  std::string_view distribution;
  std::string_view release;
  std::string label;
};

/// `version` is that of the libc. A glibc older than the port is raised to the port's first: manylinux_2_5_aarch64
/// promises what manylinux_2_17_aarch64 does, for no older glibc runs there and no binary needs less.
Target linux_target(Declared declared, Architecture architecture, Libc libc, std::optional<Version> version);

/// A distribution whose libraries were measured; Throws Error where it was
/// not measured on that processor.
Target measured_target(Declared declared, const DistributionRelease& release, Architecture architecture);

/// A service that runs code on such a distribution: "Linux x86_64, glibc 2.26 (AWS Lambda on Amazon Linux 2)".
Target runtime_target(Declared declared, std::string_view service, const DistributionRelease& release,
                      Architecture architecture);

/// The Node that a service's runtime brings: 22 of "nodejs22.x" and "node22", none of others.
std::optional<Node> node_of_runtime(std::string_view runtime);

/// macOS, iOS, the iOS simulator and Mac Catalyst. More than one architecture: every one must be served (universal2).
Target apple_target(Declared declared, System system, std::vector<Architecture> architectures,
                    std::optional<Version> oldest);

Target windows_target(Declared declared, Architecture architecture);

/// `level`: the API level of the oldest device.
Target android_target(Declared declared, Architecture architecture, std::optional<int> level);

Target bsd_target(Declared declared, System system, Architecture architecture);

/// WebAssembly under Emscripten without a declared Pyodide.
Target emscripten_target(Declared declared);

/// Pyodide's ABI of a year, which fixes the Python.
Target pyodide_target(Declared declared, int year, int patch);

/// Can the system run on the processor at all, as far as platlint judges?
bool runs_on(System system, Architecture architecture);

/// "x86_64 and arm64": the target's processors as users of its format write them.
std::string processors(const Target& target);

}  // namespace platlint::target
