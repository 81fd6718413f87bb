// SPDX-License-Identifier: Apache-2.0
// The differences between a file and a target, before any version is considered. They are found once: rules put them
// into words, and alternatives use them too.
#pragma once

#include <string>
#include <vector>

#include "loader/loadable.hpp"

namespace platlint {

/// The first thing that a loader checks. At most one of the three is set.
struct MachineMismatch {
  bool format = false;
  bool architecture = false;         ///< for a thin file that serves none of the architectures
  std::vector<Architecture> slices;  ///< missing in other cases: in a fat file, or for half of a universal target

  bool any() const { return format || architecture || !slices.empty(); }
};

MachineMismatch machine_mismatch(const Subject& subject);

/// The images with the target's format and processor that are for another system.
std::vector<const Artifact*> images_of_other_systems(const Subject& subject);

struct LibcMismatch {
  Libc libc;           ///< the C library that it is for
  bool by_name;        ///< the name says so, but the bytes do not tell
  std::string reason;  ///< why it does not load; empty: musl takes it without a check
};

/// One for each image that the target would load.
std::vector<LibcMismatch> libc_mismatches(const Subject& subject);

/// All differences.
struct Mismatch {
  MachineMismatch machine;
  bool system = false;  ///< an image is for another system
  std::vector<LibcMismatch> libc;

  bool any() const;            ///< something in it does not load on the target, or loads without a check
  bool refused() const;        ///< something in it does not load on the target
  bool is_libc_alone() const;  ///< the same, and only the C library is wrong
};

Mismatch mismatch(const Subject& subject);

}  // namespace platlint
