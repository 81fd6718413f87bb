// SPDX-License-Identifier: Apache-2.0
// Compares a bundle before and after a change. It is pure: two inventories in, their differences out. Every list is
// sorted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/inventory.hpp"

namespace platlint::diff {

/// The native files of one package, in one of the two.
struct Holding {
  std::vector<std::string> versions;  ///< one, or the versions of several copies
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;

  friend bool operator==(const Holding&, const Holding&) = default;
};

struct PackageChange {
  std::string ecosystem;  ///< empty: files without a package
  std::string name;
  std::optional<Holding> before;  ///< unset: it has no native files there
  std::optional<Holding> after;
};

/// A library that native files need and that the bundle does not hold.
struct NeedChange {
  bool is_new = false;
  std::string platform;  ///< of the file: "linux x86_64"
  std::string library;
  std::string path;        ///< a file that needs it
  bool is_common = false;  ///< every such platform has it
};

/// The lowest version that a platform must have, set by the files for it.
struct FloorChange {
  std::string platform;
  std::string what;               ///< "glibc", "GLIBCXX", "minimum OS", "CPython for abi3"
  std::optional<Version> before;  ///< unset: there was no floor
  std::optional<Version> after;
  std::string path;  ///< the file that sets the new floor, or else the old one; empty: a wheel's tags set it

  bool is_higher() const { return after && (!before || *before < *after); }
};

/// A Python that modules are made for.
struct PythonChange {
  bool is_new = false;
  std::string platform;
  std::string python;    ///< "CPython 3.12", "abi3"
  bool is_lost = false;  ///< gone, and the remaining modules are for other Pythons
};

/// A native file for another platform than the target; without a target, than the rest of the bundle.
struct ForeignChange {
  bool is_new = false;
  std::string path;
  std::string package;  ///< empty: no package
  std::string platform;
  std::uint64_t bytes = 0;
};

struct FindingChange {
  bool is_new = false;
  ReportedFinding finding;
};

/// Why a change is for the worse.
enum class Worse : std::uint8_t {
  new_error,
  new_warning,    ///< if warnings count
  platform_lost,  ///< a known platform that it fitted before
  floor_higher,
  python_lost,
  library_needed,  ///< one that not every such platform has
  foreign_file,
};

std::string_view name(Worse worse);  ///< "floor-higher"

struct Comparison {
  std::string old_name;
  std::string new_name;
  std::string target;  ///< both are judged for it; empty: there is no target
  std::vector<PackageChange> packages;
  std::vector<NeedChange> needs;
  std::vector<FloorChange> floors;
  std::vector<PythonChange> pythons;
  std::vector<ForeignChange> foreign;
  std::vector<FindingChange> findings;        ///< if there is a target
  std::vector<std::string> platforms_gained;  ///< known platforms that it fits now; without a target
  std::vector<std::string> platforms_lost;
  Holding before;  ///< all native files
  Holding after;
  std::vector<Worse> worse;  ///< each reason once; empty: it is not worse
  bool complete = true;      ///< both were read whole
};

/// With a target, the verdicts decide what is worse: new errors, and new warnings if `least` is warning. Without one,
/// it is worse to need more than before, or to fit fewer platforms. Throws Error if the two are judged for different
/// targets.
Comparison compare(const Inventory& before, const Inventory& after, Severity least = Severity::error);

}  // namespace platlint::diff
