// SPDX-License-Identifier: Apache-2.0
// Distributions whose libraries were measured.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "facts/architecture_set.hpp"
#include "target/symbol_versions.hpp"

namespace platlint::target {

/// One release on some processors.
struct Measurement {
  std::string_view distribution;  ///< "debian"
  std::string_view release;       ///< "12"
  int glibc;                      ///< 36 of 2.36
  std::uint8_t x86_level;         ///< x86-64-vN that the release needs itself, so that each of its machines has it
  ArchitectureSet architectures;
  std::size_t known;      ///< of how many numbers, the first ones: nobody looked at the others
  NewestVersions newest;  ///< GLIBC is at least the release's glibc: some glibcs define no version of their own
};

/// Every row, those of a release side by side and in order of release.
std::span<const Measurement> measurements();

/// Who measured, with the commit.
std::string_view source_of_measurements();

/// Null where that release was not measured on that processor.
const Measurement* find_measurement(std::string_view distribution, std::string_view release, Architecture architecture);

/// Its numbers that are known.
std::span<const std::optional<Version>> newest_versions(const Measurement& measurement);

/// A release that moves is no target: its numbers are out of date within weeks.
bool is_rolling(const Measurement& measurement);

/// What every measured release with glibc 2.`minor` or a newer one has. A release that was not measured on that
/// processor counts with the least that it has on any.
NewestVersions found_beside_glibc(Architecture architecture, int minor);

/// The symbol versions of a system of which only glibc's version is known. Each number is the higher of the policy's
/// and of what every measured release has: Debian 10 and RHEL 8 have GLIBCXX_3.4.25, which manylinux_2_28 forbids
/// because of Photon 3.0, since dropped from the measurements; a file that needs it breaks its tag, and loads.
std::vector<SymbolVersions> expected_beside_glibc(Architecture architecture, int minor);

}  // namespace platlint::target
