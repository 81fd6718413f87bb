// SPDX-License-Identifier: Apache-2.0
// The parts of a JSON report that are compared, as plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/artifact.hpp"
#include "platlint/finding.hpp"
#include "platlint/target.hpp"

namespace platlint::diff {

/// One image of a native file, with the facts from the report that are compared.
struct File {
  std::string path;                    ///< if there are several roots: after the name of its root
  std::optional<std::size_t> package;  ///< index into `Inventory::packages`; unset: no package
  std::uint64_t size = 0;
  Artifact image;
};

struct Owner {
  std::string ecosystem;
  std::string name;
  std::string version;            ///< empty: not known
  std::vector<std::string> tags;  ///< of a wheel
};

/// A finding that counts.
struct ReportedFinding {
  std::string rule;
  Severity severity = Severity::note;
  std::string message;
  std::string path;
  std::string slice;    ///< empty: no slice
  std::string package;  ///< empty: no package
  std::string expected;

  friend auto operator<=>(const ReportedFinding&, const ReportedFinding&) = default;
};

struct Inventory {
  std::string name;              ///< the input: the roots, or the file of a report
  std::optional<Target> target;  ///< only name, facts from headers, and provided libraries are set
  std::string python;            ///< of the target; empty: not said
  std::string node;              ///< the same: "22", "electron:33"
  std::vector<Owner> packages;
  std::vector<File> files;
  std::vector<ReportedFinding> findings;
  bool is_tried = false;               ///< on the known platforms: only without a target, and with native files
  bool is_everywhere = false;          ///< it runs on other platforms without them
  std::vector<std::string> fits;       ///< known platforms that every root fits
  std::vector<std::string> strangers;  ///< paths of files that are for none of the platforms of the rest
  bool is_read = true;                 ///< a part of it was read
  bool complete = true;                ///< all of it was read
};

/// Reads a JSON report of one audit. `name` is its name in messages. Throws Error for anything else.
Inventory read_report(std::string_view text, const std::string& name);

}  // namespace platlint::diff
