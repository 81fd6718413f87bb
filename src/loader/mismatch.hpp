// SPDX-License-Identifier: Apache-2.0
// What stands between a file and a target before any version is asked about. Said once: rules word it, and whoever
// judges alternatives asks it.
#pragma once

#include <string>
#include <vector>

#include "loader/loadable.hpp"

namespace platlint {

/// What a loader sees first. No more than one of the three.
struct MachineMismatch {
  bool format = false;
  bool architecture = false;         ///< of a thin file that serves nothing that is asked for
  std::vector<Architecture> slices;  ///< that are lacking otherwise: of a fat file, or for half of a universal target

  bool any() const { return format || architecture || !slices.empty(); }
};

MachineMismatch machine_mismatch(const Subject& subject);

/// The images that the target's format and processor would do for, and that are for another system.
std::vector<const Artifact*> images_of_other_systems(const Subject& subject);

struct LibcMismatch {
  Libc libc;           ///< the one that it is for
  bool by_name;        ///< the name says so, the bytes do not tell
  std::string reason;  ///< why it does not load; empty: musl takes it on trust
};

/// One an image that the target would load.
std::vector<LibcMismatch> libc_mismatches(const Subject& subject);

/// All of it.
struct Mismatch {
  MachineMismatch machine;
  bool system = false;  ///< an image is for another
  std::vector<LibcMismatch> libc;

  bool any() const;            ///< something in it that the target does not load, or loads on trust
  bool refused() const;        ///< something in it that the target does not load
  bool is_libc_alone() const;  ///< the same, and the C library is all that is wrong
};

Mismatch mismatch(const Subject& subject);

}  // namespace platlint
