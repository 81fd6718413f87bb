// SPDX-License-Identifier: Apache-2.0
// The package of a Debian or Ubuntu release that brings a library: data/system_packages.toml.
#include "target/system_packages.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace platlint::target {

namespace {

// How the rows are written.
constexpr SystemPackage no_package{Provision::no, {}, {}}, unknown_package;

constexpr SystemPackage brings(std::string_view name, std::string_view other = {}) {
  return {Provision::yes, name, other};
}

#include "target/system_packages.inc"

static_assert(std::is_sorted(rows.begin(), rows.end(),
                             [](const PackageRow& a, const PackageRow& b) { return a.library < b.library; }));

const PackageRow* find_row(std::string_view library) {
  const auto* const row =
      std::lower_bound(rows.begin(), rows.end(), library,
                       [](const PackageRow& candidate, std::string_view name) { return candidate.library < name; });
  return row != rows.end() && row->library == library ? row : nullptr;
}

}  // namespace

bool comes_with_a_driver(std::string_view library) {
  return std::find(driver_libraries.begin(), driver_libraries.end(), library) != driver_libraries.end();
}

SystemPackage find_system_package(std::string_view release, std::string_view library) {
  const auto* const column = std::find(releases.begin(), releases.end(), release);
  const PackageRow* const row = find_row(library);
  if (row == nullptr || column == releases.end()) return unknown_package;
  return row->packages[static_cast<std::size_t>(column - releases.begin())];
}

}  // namespace platlint::target
