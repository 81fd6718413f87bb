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
  std::uint8_t x86_level;         ///< x86-64-vN that the release itself needs, so each of its machines has it
  ArchitectureSet architectures;
  std::size_t known;  ///< how many numbers are known, counted from the first: the others were not measured
  /// GLIBC is at least the release's glibc: some glibcs define no version with their own number
  NewestVersions newest;
};

/// Every row; the rows of a release are adjacent, in order of release.
std::span<const Measurement> measurements();

/// The source of the measurements, with the commit.
std::string_view source_of_measurements();

/// Null if that release was not measured on that processor.
const Measurement* find_measurement(std::string_view distribution, std::string_view release, Architecture architecture);

/// Its numbers that are known.
std::span<const std::optional<Version>> newest_versions(const Measurement& measurement);

/// A rolling release is not a target: its numbers are out of date within weeks.
bool is_rolling(const Measurement& measurement);

/// The versions that every measured release with glibc 2.`minor` or a newer one has. If a release was not measured on
/// that processor, its lowest numbers on any processor count.
NewestVersions found_beside_glibc(Architecture architecture, int minor);

/// The symbol versions of a system if only glibc's version is known. Each number is the higher one of the policy's and
/// of what every measured release has. For example, Debian 10 and RHEL 8 have GLIBCXX_3.4.25. manylinux_2_28 forbids it
/// because of Photon 3.0, which was since dropped from the measurements. A file that needs it breaks its tag, but
/// loads.
std::vector<SymbolVersions> expected_beside_glibc(Architecture architecture, int minor);

}  // namespace platlint::target
