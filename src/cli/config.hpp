// SPDX-License-Identifier: Apache-2.0
// What configuration files say: [tool.platlint] of pyproject.toml, platlint.toml, and what uv's own tell of the target.
#pragma once

#include <string>
#include <vector>

#include "platlint/policy.hpp"

namespace platlint::cli {

/// What platlint's own file says, checked. Empty: not said. Paths are as the working directory sees them.
struct Config {
  std::string path;  ///< of the file, as messages name it; empty: there is none
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

/// What uv takes for granted here ([tool.uv.pip]). As uv has it, unchecked: uv's words need not be ours.
struct UvDefaults {
  std::string origin;  ///< "pyproject.toml [tool.uv.pip]"
  std::string platform;
  std::string python;
};

/// A configuration that was found and does not count.
struct PassedOver {
  Config config;
  std::string reason;  ///< "lies in packages, which is audited"
};

struct Configuration {
  Config config;
  UvDefaults uv;
  std::vector<PassedOver> passed_over = {};
};

/// `file` empty: looks from the working directory upward for the nearest of each. platlint's own is passed over where
/// it lies in one of `roots`, for a bundle does not judge itself, or is somebody else's. Otherwise that file alone,
/// where one of the name pyproject.toml may have uv's table too. Throws Error, with file and line, for what it does not
/// know.
Configuration find_configuration(const std::string& file, const std::vector<std::string>& roots);

}  // namespace platlint::cli
