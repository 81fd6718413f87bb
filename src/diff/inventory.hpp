// SPDX-License-Identifier: Apache-2.0
// What a JSON report says, as far as two of them are compared. Plain values.
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

/// One image of a native file: its facts as the report has them, those that count here.
struct File {
  std::string path;                    ///< of several roots: behind the name of its own
  std::optional<std::size_t> package;  ///< index into `Inventory::packages`; nothing: nobody's
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
struct Told {
  std::string rule;
  Severity severity = Severity::note;
  std::string message;
  std::string path;
  std::string slice;    ///< empty: none
  std::string package;  ///< empty: nobody's
  std::string expected;

  friend auto operator<=>(const Told&, const Told&) = default;
};

struct Inventory {
  std::string name;              ///< what was read: the roots, or the file of a report
  std::optional<Target> target;  ///< name, what headers tell, and what is provided, alone
  std::string python;            ///< of the target; empty: not said
  std::string node;              ///< the same: "22", "electron:33"
  std::vector<Owner> packages;
  std::vector<File> files;
  std::vector<Told> findings;
  bool is_tried = false;               ///< on the known platforms: without a target, and with native files
  bool is_everywhere = false;          ///< on other platforms it runs without them
  std::vector<std::string> fits;       ///< those of them that every root fits
  std::vector<std::string> strangers;  ///< paths of what is for none of the platforms that the rest is for
  bool is_read = true;                 ///< some of it
  bool complete = true;                ///< all of it
};

/// Reads a JSON report of one audit. `name` is what messages call it. Throws Error for anything else.
Inventory read_report(std::string_view text, const std::string& name);

}  // namespace platlint::diff
