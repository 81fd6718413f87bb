// SPDX-License-Identifier: Apache-2.0
// One function per kind of system. It turns the facts in a name into a whole Target with description, symbol versions
// and wheel tags.
#pragma once

#include "platlint/target.hpp"

namespace platlint::target {

/// The facts that a grammar has read from a name.
struct Declared {
  std::string name;    ///< canonical spelling
  std::string source;  ///< the source that defines such names
};

/// A release in the measurements: "debian", "12", "Debian 12".
struct DistributionRelease {
  std::string_view distribution;
  std::string_view release;
  std::string label;
};

/// `version` is the version of the libc. A glibc older than the port is raised to the port's first:
/// manylinux_2_5_aarch64 promises the same as manylinux_2_17_aarch64, because no older glibc runs there and no binary
/// needs less.
Target linux_target(Declared declared, Architecture architecture, Libc libc, std::optional<Version> version);

/// A distribution whose libraries were measured. Throws Error if it was not measured on that processor.
Target measured_target(Declared declared, const DistributionRelease& release, Architecture architecture);

/// A service that runs code on such a distribution: "Linux x86_64, glibc 2.26 (AWS Lambda on Amazon Linux 2)".
Target runtime_target(Declared declared, std::string_view service, const DistributionRelease& release,
                      Architecture architecture);

/// The Node of a service's runtime: 22 for "nodejs22.x" and "node22", unset for others.
std::optional<Node> node_of_runtime(std::string_view runtime);

/// macOS, iOS, the iOS simulator and Mac Catalyst. If there are several architectures, every one must be served
/// (universal2).
Target apple_target(Declared declared, System system, std::vector<Architecture> architectures,
                    std::optional<Version> oldest);

Target windows_target(Declared declared, Architecture architecture);

/// `level`: the API level of the oldest device.
Target android_target(Declared declared, Architecture architecture, std::optional<int> level);

Target bsd_target(Declared declared, System system, Architecture architecture);

/// WebAssembly under Emscripten without a declared Pyodide.
Target emscripten_target(Declared declared);

/// Pyodide's ABI of a year, which determines the Python.
Target pyodide_target(Declared declared, int year, int patch);

/// Can the system run on the processor at all, as far as platlint judges?
bool runs_on(System system, Architecture architecture);

/// "x86_64 and arm64": the target's processors as users of its format write them.
std::string processors(const Target& target);

}  // namespace platlint::target
