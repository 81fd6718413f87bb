// SPDX-License-Identifier: Apache-2.0
// An audit, written down.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/audit.hpp"

namespace platlint {

struct ReportOptions {
  bool color = false;       ///< ANSI colours in the text report
  bool verbose = false;     ///< text: every file, and the notes
  bool quiet = false;       ///< text: the verdict only, and nothing at all where everything fits
  std::size_t columns = 0;  ///< text: of the terminal; lines are filled and paths shortened. 0: nothing is
};

struct ReportFormat {
  std::string_view name;  ///< "json"
  std::string_view summary;
  void (*write)(std::ostream&, const Audit&, const ReportOptions&);
  /// Null: says nothing without a platform.
  void (*write_survey)(std::ostream&, const Survey&, const ReportOptions&);
  bool each_root = false;  ///< a report a root, written as soon as that root is judged
};

/// Every format, in the order of the documentation. The same audit gives the same bytes.
std::span<const ReportFormat> report_formats();

/// The files of the audited directories that nothing loads on the target, because another file serves or none is
/// needed.
struct DeadWeight {
  std::vector<std::string> paths;  ///< from where the roots' own paths start, in order
  std::uint64_t bytes = 0;         ///< of these files
  std::size_t in_archives = 0;     ///< more files that nothing loads: an archive would have to be written anew
};

DeadWeight dead_weight(const Audit& audit);

/// Text that is safe on a terminal and in a log: control characters, bytes that are not UTF-8, noncharacters, and
/// characters that reorder their neighbours (Unicode UAX #9 controls) stand as \xNN or \u{NNNN}; so does one character
/// of what build services read as commands in a log: "::" at the beginning, "##" anywhere.
std::string printable(std::string_view text);

}  // namespace platlint
