// SPDX-License-Identifier: Apache-2.0
// What the system that runs the bundle really holds, where the user has its files (--sysroot).
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
  std::string os_release;  ///< the text of its os-release(5); empty: it has none
  Architecture architecture = Architecture::unknown;
  Libc libc = Libc::unknown;
  std::optional<Version> libc_version;   ///< of glibc, by the versions that it defines
  std::vector<std::string> directories;  ///< where its loader looks, the first first
  /// Every shared library, and the versions that it defines: none, if it defines none or could not be read.
  std::map<std::string, std::vector<std::string>, std::less<>> libraries;
  std::map<std::string, std::string, std::less<>> links;  ///< what stands in each symbolic link
};

/// Reads a directory, an archive or a container image as a root is read: nothing is unpacked, links lead nowhere but
/// inside. For the processor and the C library of `target`; null: for those of the only C library that is there.
/// Throws Error, one line, for what cannot be read or is no such system.
PLATLINT_API std::shared_ptr<const Sysroot> read_sysroot(const std::string& root, const Target* target,
                                                         const Options& options);

/// The platform of that system: the distribution that its os-release names, or processor and C library alone.
PLATLINT_API Target find_target(const std::shared_ptr<const Sysroot>& sysroot);

/// The target, whose contents are those of the system instead of what is known of the platform's name. Throws Error if
/// the one cannot be the other's.
PLATLINT_API Target with_sysroot(Target target, const std::shared_ptr<const Sysroot>& sysroot);

}  // namespace platlint
