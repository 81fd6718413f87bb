// SPDX-License-Identifier: Apache-2.0
#include "target/ceilings.hpp"

#include <array>

namespace platlint::target {

namespace {

struct Row {
  Version glibc, glibcxx, cxxabi, gcc;
};

// A row holds from its glibc up to the next row's. Each number is the higher of two: what the auditwheel 6.8.2 policy
// (policy/manylinux-policy.json) of that glibc allows, and the lowest measured on any distribution with that glibc or a
// newer one (mayeut/pep600_compliance 2d70275ac129, cache/ARCH/DISTRO.json). They are those of x86_64 and aarch64, the
// ports with the most distributions; where another port has a symbol version that these never got, its number.
constexpr std::array rows{
    Row{{2, 5, 0}, {3, 4, 8}, {1, 3, 1}, {4, 2, 0}},      // manylinux_2_5
    Row{{2, 12, 0}, {3, 4, 13}, {1, 3, 3}, {4, 5, 0}},    // manylinux_2_12, Oracle Linux 6; GCC of i686
    Row{{2, 17, 0}, {3, 4, 19}, {1, 3, 7}, {4, 8, 0}},    // manylinux_2_17, RHEL 7
    Row{{2, 24, 0}, {3, 4, 22}, {1, 3, 10}, {4, 8, 0}},   // manylinux_2_24, Debian 9
    Row{{2, 26, 0}, {3, 4, 24}, {1, 3, 11}, {7, 0, 0}},   // manylinux_2_26, Amazon Linux 2
    Row{{2, 27, 0}, {3, 4, 25}, {1, 3, 11}, {7, 0, 0}},   // RHEL 8, Ubuntu 18.04; manylinux_2_28 allows 3.4.24
    Row{{2, 31, 0}, {3, 4, 28}, {1, 3, 12}, {7, 0, 0}},   // manylinux_2_31, Debian 11
    Row{{2, 33, 0}, {3, 4, 29}, {1, 3, 13}, {11, 0, 0}},  // manylinux_2_34, RHEL 9, Slackware 15
    Row{{2, 35, 0}, {3, 4, 30}, {1, 3, 13}, {12, 0, 0}},  // manylinux_2_35, Debian 12
    Row{{2, 39, 0}, {3, 4, 33}, {1, 3, 15}, {14, 0, 0}},  // manylinux_2_39, RHEL 10
    Row{{2, 42, 0}, {3, 4, 34}, {1, 3, 16}, {14, 0, 0}},  // ALT Sisyphus; CXXABI of riscv64
};

}  // namespace

Ceilings ceilings_beside_glibc(const Version& glibc) {
  Ceilings ceilings;
  for (const Row& row : rows) {
    if (row.glibc <= glibc) ceilings = {row.glibcxx, row.cxxabi, row.gcc};
  }
  return ceilings;
}

}  // namespace platlint::target
