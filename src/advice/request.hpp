// SPDX-License-Identifier: Apache-2.0
// A request for an installer, and the facts about how the wrong file got into the bundle.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint::advice {

/// How a Python distribution got into the bundle. It decides which flag keeps it out the next time.
enum class Origin : std::uint8_t {
  source,         ///< built here from an index's source distribution: a wheel must be forced
  wheel,          ///< a ready made wheel for another platform: the platform must be given
  unknown,        ///< either; both must be given
  mistagged,      ///< a ready made wheel whose tag fits the target: no flag would have kept it out
  address,        ///< from a path or URL: there is nothing to choose from
  local_project,  ///< the user's own: it must be built
};

struct Request {
  std::string name;
  Origin origin = Origin::unknown;
  bool doubtful = false;      ///< satisfied, but perhaps built here (Package::perhaps_built)
  bool satisfied = false;     ///< its tags fit, so an installer would leave it in place
  bool other_python = false;  ///< it is for another Python
  bool inferred = false;      ///< no metadata: the name is that of its directory
  bool environment = false;   ///< in the site-packages of an environment, not in a --target directory
};

struct Context {
  const Target& target;
  bool has_local_project = false;  ///< some package of the bundles is the user's own: --no-build would refuse it
};

using Requests = std::vector<Request>;

/// The request for a package, from its metadata. `other_python`: the finding is about the Python version.
Request request_for(const Package& package, const Target& target, bool other_python);

/// Does the platform part of one of these wheel tags fit the target by its name?
bool fits_by_tag(const std::vector<std::string>& tags, const Target& target);

/// The architecture as platform tags write it ("x86_64"); empty: no architecture, or several.
std::string_view tag_architecture(const Target& target);

/// "numpy", "numpy and pandas", "numpy, pandas, scipy and 4 more"
std::string enumerate(const Requests& requests);

/// " --a b": the end of a summary.
std::string joined(const std::vector<std::string>& arguments);

/// Can it be used unquoted in a shell's command line, and not be taken for an option?
bool is_plain(std::string_view argument);

/// "Linux x86_64, glibc 2.17"
std::string where(const Target& target);

/// "in a container of Linux x86_64, glibc 2.17", "on macOS arm64"
std::string on_target(const Target& target);

}  // namespace platlint::advice
