// SPDX-License-Identifier: Apache-2.0
// What an installer is to be asked for, and what its files say about how the wrong thing came.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint::advice {

/// How a Python distribution came into the bundle. It decides which flag keeps it out the next time.
enum class Origin : std::uint8_t {
  source,         ///< built here from an index's source distribution: a wheel must be forced
  wheel,          ///< a ready made wheel for somewhere else: the platform must be told
  unknown,        ///< either; both must be said
  mistagged,      ///< a ready made wheel whose tag fits the target: no flag would have kept it out
  address,        ///< what a path or URL led to: there is nothing to choose from
  local_project,  ///< the user's own: it has to be built
};

struct Request {
  std::string name;
  Origin origin = Origin::unknown;
  bool doubtful = false;      ///< satisfied, and built here only perhaps (Package::perhaps_built)
  bool satisfied = false;     ///< by its tags it fits, so that an installer would leave it where it is
  bool other_python = false;  ///< it is for another Python
  bool inferred = false;      ///< no metadata: the name is that of its directory
  bool environment = false;   ///< in the site-packages of an environment, not in a --target directory
};

struct Context {
  const Target& target;
  bool has_local_project = false;  ///< some package of the bundles is the user's own: --no-build would refuse it
};

using Requests = std::vector<Request>;

/// What the metadata of a package of that target asks for. `other_python`: that is what the finding is about.
Request request_for(const Package& package, const Target& target, bool other_python);

/// Does the platform part of one of these wheel tags fit the target by its name?
bool fits_by_tag(const std::vector<std::string>& tags, const Target& target);

/// The architecture as platform tags write it ("x86_64"); empty: none, or several.
std::string_view tag_architecture(const Target& target);

/// "numpy", "numpy and pandas", "numpy, pandas, scipy and 4 more"
std::string enumerate(const Requests& requests);

/// " --a b": what a summary ends in.
std::string joined(const std::vector<std::string>& arguments);

/// Can it stand in a shell's command line unquoted, and not be taken for an option?
bool is_plain(std::string_view argument);

/// "Linux x86_64, glibc 2.17"
std::string where(const Target& target);

/// "in a container of Linux x86_64, glibc 2.17", "on macOS arm64"
std::string on_target(const Target& target);

}  // namespace platlint::advice
