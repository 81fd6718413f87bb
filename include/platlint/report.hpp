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

#include "platlint/api.hpp"
#include "platlint/audit.hpp"
#include "platlint/unjudged.hpp"

namespace platlint {

struct ReportOptions {
  bool color = false;          ///< ANSI colours in the text report
  bool verbose = false;        ///< text: every file, and the notes
  bool quiet = false;          ///< text: the verdict only, and nothing at all where everything fits
  std::size_t columns = 0;     ///< text: of the terminal; lines are filled and paths shortened. 0: nothing is
  bool statistics = false;     ///< text and markdown: how often each rule fired, at the end
  std::string timestamp = {};  ///< cyclonedx: when it is made, as RFC 3339 has it; empty: it does not say
};

/// Audits that were asked for together: the functions of a template, bundles for several platforms.
struct Batch {
  std::vector<Audit> audits;
  std::vector<Unjudged> unjudged;  ///< what was not judged beside them
};

/// A bundle on a platform.
struct Row {
  std::string root;
  std::string platform;    ///< empty: none was named
  std::string error = {};  ///< the first one, as "lib/x.so: Mach-O arm64, target is ELF x86_64"; empty: it fits
  std::string fix = {};    ///< the line that fixes this error; empty: there is none
};

/// What came of many bundles. One that does not fit and was not read whole counts as both.
struct PLATLINT_API Totals {
  std::size_t bundles = 0;
  std::vector<Row> misfits;     ///< those with errors
  std::vector<Row> incomplete;  ///< those that were not read whole, or not at all
  Summary summary;              ///< of all together; its verdict is what `verdict` says
  std::vector<Unjudged> unjudged;
  bool has_target = false;

  void add(const Audit& audit);
  void add(const Survey& survey);

  bool complete() const;  ///< nothing was left unread, or unjudged without the user's word
  Verdict verdict() const;

 private:
  void add(const Summary& other);
};

PLATLINT_API Totals totals(const Batch& batch);

/// "template.yaml: Hello is not judged: it is a container image".
PLATLINT_API std::string unjudged_words(const Unjudged& part);

struct ReportFormat {
  std::string_view name;  ///< "json"
  std::string_view summary;
  void (*write)(std::ostream&, const Batch&, const ReportOptions&);
  /// Null: says nothing without a platform.
  void (*write_survey)(std::ostream&, const Survey&, const ReportOptions&);
  bool each_root = false;  ///< a report a root, written as soon as that root is judged
  /// Where `each_root`: what stands after the last.
  void (*write_end)(std::ostream&, const Totals&) = nullptr;
  /// One line for a person beside the report, for standard error.
  std::string (*remark)(const Batch&) = nullptr;
};

/// Every format, in the order of the documentation. The same audit gives the same bytes.
PLATLINT_API std::span<const ReportFormat> report_formats();

/// For programs, as JSON: an object whose `platforms` or `rules` is the list.
PLATLINT_API void write_platforms(std::ostream& out, const std::vector<Platform>& platforms);
PLATLINT_API void write_rules(std::ostream& out);

/// The files of the audited directories that nothing loads on the target, because another file serves or none is
/// needed.
struct DeadWeight {
  std::vector<std::string> paths;  ///< from where the roots' own paths start, in order
  std::uint64_t bytes = 0;         ///< of these files
  std::size_t in_archives = 0;     ///< more files that nothing loads: an archive would have to be written anew
};

/// Of a root that is audited for several platforms, what none of them loads.
PLATLINT_API DeadWeight dead_weight(const Batch& batch);

/// Text that is safe on a terminal and in a log: control characters, bytes that are not UTF-8, noncharacters, and
/// characters that reorder their neighbours (Unicode UAX #9 controls) stand as \xNN or \u{NNNN}; so does one character
/// of what build services read as commands in a log: "::" at the beginning, "##" anywhere.
PLATLINT_API std::string printable(std::string_view text);

}  // namespace platlint
