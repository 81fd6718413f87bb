// SPDX-License-Identifier: Apache-2.0
// The printed form of an audit.
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
  bool quiet = false;          ///< text: only the verdict, and no output at all if everything fits
  std::size_t columns = 0;     ///< text: width of the terminal; lines are filled and paths shortened to it. 0: no limit
  bool statistics = false;     ///< text and markdown: how often each rule fired, at the end
  std::string timestamp = {};  ///< cyclonedx: its creation time, as RFC 3339 writes it; empty: leave it out
};

/// Audits of one run: the functions of a template, or bundles for several platforms.
struct Batch {
  std::vector<Audit> audits;
  std::vector<Unjudged> unjudged;  ///< the parts that were not judged
};

/// A bundle on a platform.
struct Row {
  std::string root;
  std::string platform;    ///< empty: no platform was named
  std::string error = {};  ///< the first one, as "lib/x.so: Mach-O arm64, target is ELF x86_64"; empty: it fits
  std::string fix = {};    ///< the line that fixes this error; empty: there is none
};

/// The sum over many bundles. A bundle that does not fit and was not read whole counts as both.
struct PLATLINT_API Totals {
  std::size_t bundles = 0;
  std::vector<Row> misfits;     ///< those with errors
  std::vector<Row> incomplete;  ///< those that were not read, or not completely
  Summary summary;              ///< of all together; its verdict is the same as `verdict`
  std::vector<Unjudged> unjudged;
  bool has_target = false;

  void add(const Audit& audit);
  void add(const Survey& survey);

  bool complete() const;  ///< every part was read and judged, except parts that the user accepted
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
  /// Null: the format prints nothing if there is no platform.
  void (*write_survey)(std::ostream&, const Survey&, const ReportOptions&);
  bool each_root = false;  ///< one report per root, written as soon as that root is judged
  /// If `each_root`: writes the text after the last report.
  void (*write_end)(std::ostream&, const Totals&) = nullptr;
  /// One line for a person, printed to standard error beside the report.
  std::string (*remark)(const Batch&) = nullptr;
};

/// Every format, in the order of the documentation. The same audit gives the same bytes.
PLATLINT_API std::span<const ReportFormat> report_formats();

/// For programs, as JSON: an object with the list in `platforms` or `rules`.
PLATLINT_API void write_platforms(std::ostream& out, const std::vector<Platform>& platforms);
PLATLINT_API void write_rules(std::ostream& out);

/// The files in the audited directories that nothing loads on the target, because another file is loaded or no file is
/// needed.
struct DeadWeight {
  std::vector<std::string> paths;  ///< each starts with its root as the user wrote it; in order
  std::uint64_t bytes = 0;         ///< of these files
  /// More files that nothing loads, but to remove them an archive would have to be rewritten
  std::size_t in_archives = 0;
};

/// The files that no platform loads, if a root is audited for several platforms.
PLATLINT_API DeadWeight dead_weight(const Batch& batch);

/// Makes text safe for a terminal and a log. Control characters, bytes that are not UTF-8, noncharacters, and
/// characters that reorder their neighbours (Unicode UAX #9 controls) are written as \xNN or \u{NNNN}. The same happens
/// to one character of the marks that build services read as commands in a log: "::" at the beginning, "##" anywhere.
PLATLINT_API std::string printable(std::string_view text);

}  // namespace platlint
