// SPDX-License-Identifier: Apache-2.0
// The settings in configuration files: [tool.platlint] of pyproject.toml, platlint.toml, and the target in uv's own
// files.
#pragma once

#include <string>
#include <vector>

#include "platlint/policy.hpp"

namespace platlint::cli {

/// The checked settings of platlint's own file. Empty: not set. Paths are relative to the working directory.
struct Config {
  std::string path;  ///< of the file, as messages name it; empty: there is no file
  std::string platform;
  std::string python;
  std::string node;
  std::string format;
  std::string fail_on;
  std::string installer;
  std::string baseline;
  std::string sysroot;
  std::vector<std::string> targets;
  std::vector<std::string> provides;  ///< names of libraries
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> exclude;
  std::vector<std::string> skip;
  std::vector<Allowance> allow;
};

/// The defaults of uv for this project ([tool.uv.pip]). They are copied unchecked: uv's values need not be ours.
struct UvDefaults {
  std::string origin;  ///< "pyproject.toml [tool.uv.pip]"
  std::string platform;
  std::string python;
};

/// A configuration that was found but is ignored.
struct DistrustedConfig {
  Config config;
  std::string reason;  ///< "lies in packages, which is audited"
};

struct Configuration {
  Config config;
  UvDefaults uv;
  std::vector<DistrustedConfig> distrusted = {};
};

/// If `file` is empty, this looks from the working directory upward for the nearest file of each kind. platlint's own
/// file is ignored if it lies in one of `roots` (a bundle does not judge itself), or if it belongs to another user.
/// Otherwise only `file` is read; if its name is pyproject.toml, it may have uv's table too. Throws Error, with file
/// and line, for unknown keys and values.
Configuration find_configuration(const std::string& file, const std::vector<std::string>& roots);

}  // namespace platlint::cli
