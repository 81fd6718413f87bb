// SPDX-License-Identifier: Apache-2.0
// The real contents of the system that runs the bundle, if the user has its files (--sysroot).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platlint/api.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

struct Options;
struct Target;

/// The libraries of a file system, for one processor and one C library. Paths have no '/' at their beginning.
struct Sysroot {
  std::string root;        ///< as the user wrote it
  std::string os_release;  ///< the text of its os-release(5); empty: it has no such file
  Architecture architecture = Architecture::unknown;
  Libc libc = Libc::unknown;
  std::optional<Version> libc_version;   ///< of glibc, taken from the versions that it defines
  std::vector<std::string> directories;  ///< the directories that its loader searches, in order
  /// Every shared library. Of its symbols only the exports are set; none are if it could not be read, or if the symbols
  /// of all libraries are too many.
  std::map<std::string, Artifact, std::less<>> libraries;
  std::map<std::string, std::string, std::less<>> links;  ///< the text of each symbolic link
};

/// Reads a directory, an archive or a container image in the way a root is read: nothing is unpacked, and links stay
/// inside. The libraries are those for the processor and the C library of `target`. If it is null, the system must have
/// only one C library, and its libraries are read. Throws Error, one line, if it cannot be read or is not such a
/// system.
PLATLINT_API std::shared_ptr<const Sysroot> read_sysroot(const std::string& root, const Target* target,
                                                         const Options& options);

/// The platform of that system: the distribution in its os-release, or only processor and C library.
PLATLINT_API Target find_target(const std::shared_ptr<const Sysroot>& sysroot);

/// The target with the contents of the system, instead of the known contents of the platform. Throws Error if the
/// system cannot be one of that platform.
PLATLINT_API Target with_sysroot(Target target, const std::shared_ptr<const Sysroot>& sysroot);

}  // namespace platlint
