// SPDX-License-Identifier: Apache-2.0
#include "target/measurements.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "target/policies.hpp"

namespace platlint::target {

namespace {

// Made from data/distributions.toml, which has the sources of the numbers.
#include "target/measurements.inc"

bool same_release(const Measurement& a, const Measurement& b) {
  return a.distribution == b.distribution && a.release == b.release;
}

using Row = std::span<const Measurement>::iterator;

NewestVersions least_of_release(Row first, Row end, Architecture architecture) {
  NewestVersions least = first->newest;
  for (Row row = first; row != end; ++row) {
    if (row->architectures.has(architecture)) return row->newest;
    least = lower_of(least, row->newest);
  }
  return least;
}

}  // namespace

std::span<const Measurement> measurements() {
  return measurement_rows;
}

std::string_view source_of_measurements() {
  return measurement_source;
}

const Measurement* find_measurement(std::string_view distribution, std::string_view release,
                                    Architecture architecture) {
  for (const Measurement& row : measurement_rows) {
    const bool release_matches = row.distribution == distribution && row.release == release;
    if (release_matches && row.architectures.has(architecture)) return &row;
  }
  return nullptr;
}

std::span<const std::optional<Version>> newest_versions(const Measurement& measurement) {
  return std::span(measurement.newest).first(measurement.known);
}

bool is_rolling(const Measurement& measurement) {
  return std::isdigit(static_cast<unsigned char>(measurement.release.back())) == 0;
}

NewestVersions found_beside_glibc(Architecture architecture, int minor) {
  const auto newer = [](const Measurement& a, const Measurement& b) { return a.glibc < b.glibc; };
  const std::span<const Measurement> all{measurement_rows};
  const int wanted = std::min(minor, std::max_element(all.begin(), all.end(), newer)->glibc);
  std::optional<NewestVersions> least;
  for (Row first = all.begin(); first != all.end();) {
    const Row end =
        std::find_if_not(first, all.end(), [&](const Measurement& row) { return same_release(row, *first); });
    // Amazon Linux 1 was not measured in full.
    if (first->glibc >= wanted && first->known == first->newest.size()) {
      const NewestVersions newest = least_of_release(first, end, architecture);
      least = least ? lower_of(*least, newest) : newest;
    }
    first = end;
  }
  return *least;
}

std::vector<SymbolVersions> expected_beside_glibc(Architecture architecture, int minor) {
  NewestVersions newest = found_beside_glibc(architecture, minor);
  newest.front() = Version{2, minor, 0};
  if (const std::optional<ManylinuxPolicy> policy = find_manylinux_policy(architecture, minor))
    newest = higher_of(newest, policy->newest);
  return symbol_versions(newest, architecture);
}

}  // namespace platlint::target
