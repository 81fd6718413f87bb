// SPDX-License-Identifier: Apache-2.0
#include "target/measurements.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "facts/architectures.hpp"
#include "target/policies.hpp"

namespace platlint::target {

namespace {

// mayeut/pep600_compliance 2d70275ac129 (2026-08-08), cache/ARCH/DISTRIBUTION-RELEASE.json: the newest symbol versions
// of the libraries in each distribution's container image; rhel is its rhubi. Amazon Linux 1: the same repository at
// 39d0f947a9c2, which did not look at zlib and libatomic. Amazon Linux 2023 had libstdc++ 3.4.29 in March 2023
// and 3.4.33 in April 2025: the later one, so that nothing that loads today is refused.
constexpr std::array<Measurement, 120> rows{{
    {"almalinux", "8", 28, "x86_64 aarch64 ppc64le s390x", "2.28 3.4.25 1.3.11 7.0.0 1.2.9 1.2"},
    {"almalinux", "9", 34, "x86_64 ppc64le s390x", "2.34 3.4.29 1.3.13 7.0.0 1.2.9 1.2"},
    {"almalinux", "9", 34, "aarch64", "2.34 3.4.29 1.3.13 11.0 1.2.9 1.2"},
    {"almalinux", "10", 39, "x86_64 aarch64 ppc64le s390x", "2.39 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"alt", "p8", 23, "x86_64 i686", "2.23 3.4.21 1.3.9 4.8.0 1.2.7.1 1.1"},
    {"alt", "p9", 27, "x86_64 i686 aarch64 ppc64le", "2.27 3.4.25 1.3.11 7.0.0 1.2.9 1.2"},
    {"alt", "p10", 32, "x86_64 i686 aarch64", "2.32 3.4.28 1.3.12 7.0.0 1.2.12 1.2"},
    {"alt", "p11", 38, "x86_64 i686 aarch64", "2.38 3.4.32 1.3.14 13.0.0 1.2.12 1.2"},
    {"alt", "sisyphus", 43, "x86_64 i686 aarch64", "2.43 3.4.34 1.3.15 14.0.0 1.2.12 1.2"},
    {"alt", "sisyphus", 43, "riscv64", "2.43 3.4.34 1.3.16 14.0.0 1.2.12 1.2"},
    {"amazonlinux", "1", 17, "x86_64", "2.17 3.4.24 1.3.11 7.0.0"},
    {"amazonlinux", "2", 26, "x86_64 aarch64", "2.26 3.4.24 1.3.11 7.0.0 1.2.5.2 1.2"},
    {"amazonlinux", "2023", 34, "x86_64 aarch64", "2.34 3.4.33 1.3.15 14.0.0 1.2.9 1.2"},
    {"anolisos", "8", 28, "x86_64 aarch64", "2.28 3.4.25 1.3.11 7.0.0 1.2.9 1.2"},
    {"anolisos", "23", 38, "x86_64", "2.38 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {"anolisos", "23", 38, "aarch64", "2.38 3.4.30 1.3.13 11.0 1.2.12 1.2"},
    {"anolisos", "23", 38, "loongarch64", "2.38 3.4.30 1.3.13 7.0.0 1.2.12 1.2"},
    {"archlinux", "latest", 44, "x86_64", "2.44 3.4.36 1.3.17 14.0.0 1.3.2 1.2"},
    {"centos", "stream9", 34, "x86_64 ppc64le s390x", "2.34 3.4.29 1.3.13 7.0.0 1.2.9 1.2"},
    {"centos", "stream9", 34, "aarch64", "2.34 3.4.29 1.3.13 11.0 1.2.9 1.2"},
    {"centos", "stream10", 39, "x86_64 aarch64 ppc64le s390x", "2.39 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"debian", "8", 19, "x86_64 i686", "2.18 3.4.20 1.3.8 4.8.0 1.2.7.1 1.1"},
    {"debian", "8", 19, "armv7l", "2.18 3.4.20 1.3.8 4.7.0 1.2.7.1 1.1"},
    {"debian", "9", 24, "x86_64 i686", "2.24 3.4.22 1.3.10 4.8.0 1.2.7.1 1.2"},
    {"debian", "9", 24, "aarch64 armv7l ppc64le s390x", "2.24 3.4.22 1.3.10 4.7.0 1.2.7.1 1.2"},
    {"debian", "10", 28, "x86_64 i686 aarch64 armv7l ppc64le s390x", "2.28 3.4.25 1.3.11 7.0.0 1.2.9 1.2"},
    {"debian", "11", 31, "x86_64 i686 aarch64 armv7l ppc64le s390x", "2.31 3.4.28 1.3.12 7.0.0 1.2.9 1.2"},
    {"debian", "12", 36, "x86_64 i686", "2.36 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {"debian", "12", 36, "aarch64", "2.36 3.4.30 1.3.13 11.0 1.2.12 1.2"},
    {"debian", "12", 36, "armv7l ppc64le s390x", "2.36 3.4.30 1.3.13 7.0.0 1.2.12 1.2"},
    {"debian", "13", 41, "x86_64 i686 aarch64 armv7l ppc64le s390x riscv64", "2.41 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"debian", "13", 41, "loongarch64", "2.41 3.4.34 1.3.15 14.0.0 1.2.12 1.2"},
    {"debian", "experimental", 43, "x86_64 i686 armv7l ppc64le", "2.43 3.4.35 1.3.17 14.0.0 1.3.2 1.2"},
    {"debian", "experimental", 43, "aarch64", "2.43 3.4.35 1.3.17 16.0 1.3.2 1.2"},
    {"debian", "experimental", 43, "s390x riscv64", "2.43 3.4.35 1.3.17 16.0.0 1.3.2 1.2"},
    {"debian", "testing", 42, "x86_64 i686 armv7l ppc64le", "2.42 3.4.35 1.3.17 14.0.0 1.3.2 1.2"},
    {"debian", "testing", 42, "aarch64", "2.42 3.4.35 1.3.17 16.0 1.3.2 1.2"},
    {"debian", "testing", 42, "s390x riscv64", "2.42 3.4.35 1.3.17 16.0.0 1.3.2 1.2"},
    {"debian", "unstable", 42, "x86_64 i686 armv7l ppc64le", "2.42 3.4.35 1.3.17 14.0.0 1.3.2 1.2"},
    {"debian", "unstable", 42, "aarch64", "2.42 3.4.35 1.3.17 16.0 1.3.2 1.2"},
    {"debian", "unstable", 42, "s390x riscv64", "2.42 3.4.35 1.3.17 16.0.0 1.3.2 1.2"},
    {"fedora", "39", 38, "x86_64 aarch64", "2.38 3.4.32 1.3.14 13.0.0 1.2.12 1.2"},
    {"fedora", "39", 38, "ppc64le s390x", "2.38 3.4.32 1.3.14 7.0.0 1.2.12 1.2"},
    {"fedora", "40", 39, "x86_64 aarch64 ppc64le s390x", "2.39 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"fedora", "41", 40, "x86_64 aarch64 ppc64le s390x", "2.40 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"fedora", "42", 41, "x86_64 aarch64 ppc64le s390x", "2.41 3.4.34 1.3.15 14.0.0 1.2.12 1.2"},
    {"fedora", "43", 42, "x86_64 aarch64 ppc64le s390x", "2.42 3.4.34 1.3.15 14.0.0 1.2.12 1.2"},
    {"fedora", "44", 43, "x86_64 ppc64le", "2.43 3.4.35 1.3.17 14.0.0 1.2.12 1.2"},
    {"fedora", "44", 43, "aarch64", "2.43 3.4.35 1.3.17 16.0 1.2.12 1.2"},
    {"fedora", "44", 43, "s390x", "2.43 3.4.35 1.3.17 16.0.0 1.2.12 1.2"},
    {"fedora", "rawhide", 44, "x86_64 ppc64le", "2.44 3.4.35 1.3.17 14.0.0 1.2.12 1.2"},
    {"fedora", "rawhide", 44, "aarch64", "2.44 3.4.35 1.3.17 16.0 1.2.12 1.2"},
    {"fedora", "rawhide", 44, "s390x", "2.44 3.4.35 1.3.17 16.0.0 1.2.12 1.2"},
    {"mageia", "9", 36, "x86_64", "2.36 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {"mageia", "9", 36, "aarch64", "2.36 3.4.30 1.3.13 11.0 1.2.12 1.2"},
    {"mageia", "10", 42, "x86_64 aarch64", "2.42 3.4.34 1.3.15 14.0.0 1.2.12 1.2"},
    {"mageia", "cauldron", 43, "x86_64", "2.43 3.4.35 1.3.17 14.0.0 1.2.12 1.2"},
    {"mageia", "cauldron", 43, "aarch64", "2.43 3.4.35 1.3.17 16.0 1.2.12 1.2"},
    {"opencloudos", "8", 28, "x86_64 aarch64", "2.28 3.4.25 1.3.11 7.0.0 1.2.9 1.2"},
    {"opencloudos", "9", 38, "x86_64", "2.38 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {"opencloudos", "9", 38, "aarch64", "2.38 3.4.30 1.3.13 11.0 1.2.12 1.2"},
    {"openeuler", "24.03", 38, "x86_64", "2.38 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {"openeuler", "24.03", 38, "aarch64", "2.38 3.4.30 1.3.13 14.0 1.2.12 1.2"},
    {"openeuler", "24.03", 38, "loongarch64", "2.38 3.4.30 1.3.13 7.0.0 1.2.12 1.2"},
    {"opensuse", "15.5", 31, "x86_64 aarch64", "2.31 3.4.32 1.3.14 13.0.0 1.2.12 1.2"},
    {"opensuse", "15.5", 31, "armv7l", "2.31 3.4.29 1.3.13 7.0.0 1.2.12 1.2"},
    {"opensuse", "15.5", 31, "ppc64le s390x", "2.31 3.4.32 1.3.14 7.0.0 1.2.12 1.2"},
    {"opensuse", "15.6", 38, "x86_64 aarch64", "2.38 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"opensuse", "16.0", 40, "x86_64 aarch64 ppc64le", "2.40 3.4.34 1.3.15 14.0.0 1.2.12 1.2"},
    {"opensuse", "tumbleweed", 43, "x86_64 i686 armv7l", "2.43 3.4.36 1.3.17 14.0.0 1.2.12 1.2"},
    {"opensuse", "tumbleweed", 43, "aarch64", "2.43 3.4.36 1.3.17 16.0 1.2.12 1.2"},
    {"opensuse", "tumbleweed", 43, "ppc64le", "2.43 3.4.35 1.3.17 14.0.0 1.2.12 1.2"},
    {"opensuse", "tumbleweed", 43, "s390x", "2.43 3.4.36 1.3.17 16.0.0 1.2.12 1.2"},
    {"opensuse", "tumbleweed", 43, "riscv64", "2.43 3.4.35 1.3.17 16.0.0 1.2.12 1.2"},
    {"oraclelinux", "6", 12, "x86_64", "2.12 3.4.13 1.3.3 4.3.0 1.2.2.4 1.2"},
    {"oraclelinux", "7", 17, "x86_64", "2.17 3.4.19 1.3.7 4.8.0 1.2.5.2 1.0"},
    {"oraclelinux", "7", 17, "aarch64", "2.18 3.4.19 1.3.7 4.7.0 1.2.5.2 1.2"},
    {"oraclelinux", "8", 28, "x86_64 aarch64", "2.28 3.4.25 1.3.11 7.0.0 1.2.9 1.2"},
    {"oraclelinux", "9", 34, "x86_64", "2.34 3.4.29 1.3.13 7.0.0 1.2.9 1.2"},
    {"oraclelinux", "9", 34, "aarch64", "2.34 3.4.29 1.3.13 11.0 1.2.9 1.2"},
    {"oraclelinux", "10", 39, "x86_64 aarch64", "2.39 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"photon", "4.0", 32, "x86_64 aarch64", "2.32 3.4.28 1.3.12 7.0.0 1.2.9 1.2"},
    {"photon", "5.0", 36, "x86_64", "2.36 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {"photon", "5.0", 36, "aarch64", "2.36 3.4.30 1.3.13 11.0 1.2.12 1.2"},
    {"rhel", "7", 17, "x86_64", "2.17 3.4.19 1.3.7 4.8.0 1.2.5.2 -"},
    {"rhel", "7", 17, "ppc64le", "2.17 3.4.19 1.3.7 4.7.0 1.2.5.2 1.0"},
    {"rhel", "7", 17, "s390x", "2.17 3.4.19 1.3.7 4.7.0 1.2.5.2 -"},
    {"rhel", "8", 28, "x86_64 aarch64 ppc64le s390x", "2.28 3.4.25 1.3.11 7.0.0 1.2.9 1.2"},
    {"rhel", "9", 34, "x86_64 ppc64le s390x", "2.34 3.4.29 1.3.13 7.0.0 1.2.9 1.2"},
    {"rhel", "9", 34, "aarch64", "2.34 3.4.29 1.3.13 11.0 1.2.9 1.2"},
    {"rhel", "10", 39, "x86_64 aarch64 ppc64le s390x", "2.39 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"rockylinux", "8", 28, "x86_64 aarch64", "2.28 3.4.25 1.3.11 7.0.0 1.2.9 1.2"},
    {"rockylinux", "9", 34, "x86_64 ppc64le s390x", "2.34 3.4.29 1.3.13 7.0.0 1.2.9 1.2"},
    {"rockylinux", "9", 34, "aarch64", "2.34 3.4.29 1.3.13 11.0 1.2.9 1.2"},
    {"rockylinux", "10", 39, "x86_64 aarch64 ppc64le s390x riscv64", "2.39 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"slackware", "15.0", 33, "x86_64", "2.33 3.4.29 1.3.13 7.0.0 1.2.9 1.2"},
    {"slackware", "current", 42, "x86_64 i686 aarch64", "2.42 3.4.34 1.3.15 14.0.0 1.3.2 1.2"},
    {"ubuntu", "18.04", 27, "x86_64 i686 aarch64 armv7l ppc64le s390x", "2.27 3.4.25 1.3.11 7.0.0 1.2.9 1.2"},
    {"ubuntu", "20.04", 31, "x86_64 aarch64 armv7l ppc64le s390x riscv64", "2.31 3.4.28 1.3.12 7.0.0 1.2.9 1.2"},
    {"ubuntu", "22.04", 35, "x86_64", "2.35 3.4.30 1.3.13 12.0.0 1.2.9 1.2"},
    {"ubuntu", "22.04", 35, "aarch64", "2.35 3.4.30 1.3.13 11.0 1.2.9 1.2"},
    {"ubuntu", "22.04", 35, "armv7l ppc64le s390x riscv64", "2.35 3.4.30 1.3.13 7.0.0 1.2.9 1.2"},
    {"ubuntu", "23.10", 38, "x86_64 aarch64", "2.38 3.4.32 1.3.14 13.0.0 1.2.12 1.2"},
    {"ubuntu", "23.10", 38, "armv7l ppc64le s390x", "2.38 3.4.32 1.3.14 7.0.0 1.2.12 1.2"},
    {"ubuntu", "24.04", 39, "x86_64 aarch64 armv7l ppc64le s390x riscv64", "2.39 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"ubuntu", "24.10", 40, "x86_64 aarch64 armv7l ppc64le s390x", "2.40 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {"ubuntu", "25.04", 41, "x86_64 aarch64 armv7l ppc64le s390x", "2.41 3.4.34 1.3.15 14.0.0 1.2.12 1.2"},
    {"ubuntu", "25.04", 41, "riscv64", "2.41 3.4.34 1.3.16 14.0.0 1.2.12 1.2"},
    {"ubuntu", "25.10", 42, "x86_64 aarch64 armv7l ppc64le s390x", "2.42 3.4.34 1.3.15 14.0.0 1.2.12 1.2"},
    {"ubuntu", "25.10", 42, "riscv64", "2.42 3.4.34 1.3.16 14.0.0 1.2.12 1.2"},
    {"ubuntu", "26.04", 43, "x86_64 armv7l ppc64le", "2.43 3.4.35 1.3.17 14.0.0 1.2.12 1.2"},
    {"ubuntu", "26.04", 43, "aarch64", "2.43 3.4.35 1.3.17 16.0 1.2.12 1.2"},
    {"ubuntu", "26.04", 43, "s390x riscv64", "2.43 3.4.35 1.3.17 16.0.0 1.2.12 1.2"},
    {"ubuntu", "devel", 43, "x86_64 ppc64le", "2.43 3.4.35 1.3.17 14.0.0 1.3.2 1.2"},
    {"ubuntu", "devel", 43, "aarch64", "2.43 3.4.35 1.3.17 16.0 1.3.2 1.2"},
    {"ubuntu", "devel", 43, "armv7l", "2.43 3.4.35 1.3.17 14.0.0 1.2.12 1.2"},
    {"ubuntu", "devel", 43, "s390x riscv64", "2.43 3.4.35 1.3.17 16.0.0 1.3.2 1.2"},
    {"ubuntu", "rolling", 43, "x86_64 armv7l ppc64le", "2.43 3.4.35 1.3.17 14.0.0 1.2.12 1.2"},
    {"ubuntu", "rolling", 43, "aarch64", "2.43 3.4.35 1.3.17 16.0 1.2.12 1.2"},
    {"ubuntu", "rolling", 43, "s390x riscv64", "2.43 3.4.35 1.3.17 16.0.0 1.2.12 1.2"},
}};

struct LevelRow {
  std::string_view distribution, release;
  std::uint8_t level;
};

// Red Hat Enterprise Linux 9.5 release notes, "Architectures" (x86-64-v2), and its rebuilds. RHEL 10 asks for v3, for
// which AlmaLinux 10 has a second build for v2: wiki.almalinux.org, ALESCo minutes of 2024-07-24. Amazon Linux 2023
// User Guide, "System requirements".
constexpr std::array level_rows{
    LevelRow{"rhel", "9", 2},          LevelRow{"centos", "stream9", 2},   LevelRow{"almalinux", "9", 2},
    LevelRow{"rockylinux", "9", 2},    LevelRow{"oraclelinux", "9", 2},    LevelRow{"rhel", "10", 3},
    LevelRow{"centos", "stream10", 3}, LevelRow{"rockylinux", "10", 3},    LevelRow{"oraclelinux", "10", 3},
    LevelRow{"almalinux", "10", 2},    LevelRow{"amazonlinux", "2023", 2},
};

bool same_release(const Measurement& a, const Measurement& b) {
  return a.distribution == b.distribution && a.release == b.release;
}

using Row = std::span<const Measurement>::iterator;

NewestVersions least_of_release(Row first, Row end, Architecture architecture) {
  NewestVersions least = newest_versions(*first);
  for (Row row = first; row != end; ++row) {
    if (lists_architecture(row->architectures, architecture)) return newest_versions(*row);
    least = lower_of(least, newest_versions(*row));
  }
  return least;
}

}  // namespace

std::span<const Measurement> measurements() {
  return rows;
}

const Measurement* find_measurement(std::string_view distribution, std::string_view release,
                                    Architecture architecture) {
  for (const Measurement& row : rows) {
    const bool release_matches = row.distribution == distribution && row.release == release;
    if (release_matches && lists_architecture(row.architectures, architecture)) return &row;
  }
  return nullptr;
}

NewestVersions newest_versions(const Measurement& measurement) {
  NewestVersions newest = read_newest_versions(measurement.newest);
  newest.front() = std::max(*newest.front(), Version{2, measurement.glibc, 0});
  return newest;
}

std::uint8_t x86_level(std::string_view distribution, std::string_view release) {
  for (const LevelRow& row : level_rows) {
    if (row.distribution == distribution && row.release == release) return row.level;
  }
  return 1;
}

bool is_rolling(const Measurement& measurement) {
  return std::isdigit(static_cast<unsigned char>(measurement.release.back())) == 0;
}

NewestVersions found_beside_glibc(Architecture architecture, int minor) {
  const auto newer = [](const Measurement& a, const Measurement& b) { return a.glibc < b.glibc; };
  const std::span<const Measurement> all{rows};
  const int wanted = std::min(minor, std::max_element(all.begin(), all.end(), newer)->glibc);
  std::optional<NewestVersions> least;
  for (Row first = all.begin(); first != all.end();) {
    const Row end =
        std::find_if_not(first, all.end(), [&](const Measurement& row) { return same_release(row, *first); });
    // Amazon Linux 1 was not measured in full.
    const NewestVersions newest = least_of_release(first, end, architecture);
    if (first->glibc >= wanted && newest.size() == 6) least = least ? lower_of(*least, newest) : newest;
    first = end;
  }
  return *least;
}

std::vector<SymbolVersions> expected_beside_glibc(Architecture architecture, int minor) {
  NewestVersions newest = found_beside_glibc(architecture, minor);
  newest.front() = Version{2, minor, 0};
  if (const std::optional<Policy> policy = find_policy(architecture, minor)) newest = higher_of(newest, policy->newest);
  return symbol_versions(newest, architecture);
}

}  // namespace platlint::target
