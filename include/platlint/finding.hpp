// SPDX-License-Identifier: Apache-2.0
// A problem: why something does not fit, and the line that fixes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/api.hpp"

namespace platlint {

enum class Severity : std::uint8_t { note, warning, error };

PLATLINT_API std::string_view name(Severity severity);  ///< "warning"

struct Fix {
  std::string summary;                 ///< one line for a person
  std::string installer;               ///< "uv", "pip", ...: the installer that takes these arguments
  std::vector<std::string> arguments;  ///< {"--only-binary", "numpy"}; if empty, the summary says what to do

  friend bool operator==(const Fix&, const Fix&) = default;
};

struct Rule;  // rule.hpp

struct Finding {
  const Rule* rule = nullptr;  ///< a row of the rule table, which is never freed; every finding has one
  Severity severity = Severity::error;
  std::string message;   ///< "Mach-O arm64, target is ELF x86_64": starts in lower case (except names), no final period
  std::string expected;  ///< "ELF x86_64"
  std::string actual;    ///< "Mach-O arm64"
  std::string slice;     ///< architecture of the image in a fat file; empty for other files
  std::size_t root = 0;  ///< index into Audit::bundles
  std::string path;      ///< of the entry; empty: the root as a whole
  std::optional<std::size_t> package;  ///< index into the packages of the same root
  std::optional<Fix> fix;
  /// The root whose file is loaded instead of this one; the finding is then a note
  std::string hidden_by;
  Severity unhidden = Severity::note;  ///< if `hidden_by` is set: the severity without that root
  /// The files that it is about, if they are several: entries of the root, in order
  std::vector<std::size_t> entries;
  std::vector<std::string> details;  ///< one line each, for users who ask for more: "torch 2.5.1: 180.2 MB"
};

}  // namespace platlint
