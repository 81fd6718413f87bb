// SPDX-License-Identifier: Apache-2.0
// What a change of a bundle brings. Pure: two inventories in, what differs out. Every list is sorted.
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
  std::vector<std::string> versions;  ///< one, or those of several copies
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;

  friend bool operator==(const Holding&, const Holding&) = default;
};

struct PackageChange {
  std::string ecosystem;  ///< empty: the files of nobody
  std::string name;
  std::optional<Holding> before;  ///< nothing: it holds no native files there
  std::optional<Holding> after;
};

/// A library that native files ask for and that the bundle does not hold.
struct NeedChange {
  bool is_new = false;
  std::string platform;  ///< of the file: "linux x86_64"
  std::string library;
  std::string path;        ///< a file that asks
  bool is_common = false;  ///< every such platform has it
};

/// The least that a platform must have, by the files for it.
struct FloorChange {
  std::string platform;
  std::string what;               ///< "glibc", "GLIBCXX", "minimum OS", "CPython for abi3"
  std::optional<Version> before;  ///< nothing: none
  std::optional<Version> after;
  std::string path;  ///< the file that sets the one after, or before; empty: a wheel's tags do

  bool is_higher() const { return after && (!before || *before < *after); }
};

/// A Python that modules are made for.
struct PythonChange {
  bool is_new = false;
  std::string platform;
  std::string python;    ///< "CPython 3.12", "abi3"
  bool is_lost = false;  ///< gone, and what is there now is for others
};

/// A native file for something else than the target; without a target, than the rest of the bundle.
struct ForeignChange {
  bool is_new = false;
  std::string path;
  std::string package;  ///< empty: nobody's
  std::string platform;
  std::uint64_t bytes = 0;
};

struct FindingChange {
  bool is_new = false;
  Told finding;
};

/// Why a change is for the worse.
enum class Worse : std::uint8_t {
  new_error,
  new_warning,    ///< where warnings count
  platform_lost,  ///< a known platform that it did fit
  floor_higher,
  python_lost,
  library_needed,  ///< that not every such platform has
  foreign_file,
};

std::string_view name(Worse worse);  ///< "floor-higher"

struct Comparison {
  std::string old_name;
  std::string new_name;
  std::string target;  ///< that both are judged for; empty: there is none
  std::vector<PackageChange> packages;
  std::vector<NeedChange> needs;
  std::vector<FloorChange> floors;
  std::vector<PythonChange> pythons;
  std::vector<ForeignChange> foreign;
  std::vector<FindingChange> findings;        ///< where there is a target
  std::vector<std::string> platforms_gained;  ///< known ones that it fits now; without a target
  std::vector<std::string> platforms_lost;
  Holding before;  ///< all native files
  Holding after;
  std::vector<Worse> worse;  ///< each once; empty: it is not
  bool complete = true;      ///< all of both was read
};

/// With a target, worse is what is judged so: new errors, and new warnings where `least` is warning. Without one, worse
/// is what asks for more than before, or fits less. Throws Error where the two are judged for different targets.
Comparison compare(const Inventory& before, const Inventory& after, Severity least = Severity::error);

}  // namespace platlint::diff
