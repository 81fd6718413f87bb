// SPDX-License-Identifier: Apache-2.0
// The platform that a bundle is going to, as the user declared it. Never the host's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/api.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

struct Sysroot;

/// The Python of the target: "3.12", "3.13t".
struct Python {
  int major = 3;
  int minor = 0;
  bool free_threaded = false;  ///< PEP 703 build, "t"

  friend bool operator==(const Python&, const Python&) = default;
};

/// What loads addons on the target: "22", "electron:33". Electron has other numbers than the Node in it.
struct Node {
  int major = 0;
  bool electron = false;

  friend bool operator==(const Node&, const Node&) = default;
};

/// The symbol versions of one prefix that the target's own libraries define: GLIBC_2.17 is number 2.17 of "GLIBC".
/// A platform policy is a set; `newest` and `names` together are that set, because every number below `newest` that any
/// library ever defined on that processor is in it (a test holds the table against the policies).
struct SymbolVersions {
  std::string prefix;              ///< "GLIBC", "GLIBCXX", "CXXABI", "GCC", "ZLIB", "LIBATOMIC"
  std::optional<Version> newest;   ///< nothing: no number at all
  std::vector<std::string> names;  ///< members that are no numbers: "TM_1", "FLOAT128", "ABI_DT_RELR"

  friend bool operator==(const SymbolVersions&, const SymbolVersions&) = default;
};

/// Has the target something? `unknown` is neither yes nor no: its contents are not written down anywhere.
enum class Provision : std::uint8_t { no, yes, unknown };

struct Target {
  std::string name;         ///< canonical spelling: "x86_64-manylinux2014", "aws-lambda:python3.12:arm64"
  std::string description;  ///< "Linux x86_64, glibc 2.17"
  Format format = Format::elf;
  /// Every one of these must be served. One, save for macOS universal2 (x86_64 and aarch64).
  std::vector<Architecture> architectures;
  System system = System::linux;
  Libc libc = Libc::unknown;                    ///< unknown: not declared (a Docker platform), and not judged
  std::optional<Version> libc_version;          ///< the newest that may be needed
  std::optional<Version> system_version;        ///< macOS/iOS release, Android API level: the oldest that must run it
  std::vector<SymbolVersions> symbol_versions;  ///< prefixes that are not here are not judged
  std::uint8_t x86_level = 1;    ///< x86-64-vN that every machine has (x86-64 psABI); linux/amd64/v3 is 3
  std::uint8_t arm_version = 0;  ///< of 32-bit ARM, that every machine has: 6 of linux/arm/v6; 0: not stated
  std::optional<Node> node;      ///< given by the user, or part of a runtime preset
  std::optional<Python> python;  ///< given by the user, or part of a runtime preset
  std::string runtime;           ///< "python3.12" of an aws-lambda target; empty elsewhere
  /// "Debian 12": the distribution that the target is or stands on. Empty: a wheel tag's or a triple's promise, where a
  /// library that the policy does not name is not there.
  std::string distribution;
  std::string release;   ///< "debian:12": whose packages can be had; empty where `distribution` is
  std::string image;     ///< "debian:12", "aws-lambda:al2023": which image the bundle runs in; empty: not one
  bool managed = false;  ///< the image is a service's: nothing can be installed into it
  /// The newest wheel tags of this platform in pip's spelling, best first: what `pip --platform` must be told.
  std::vector<std::string> wheel_tags;
  std::string source;                      ///< where the numbers come from
  std::vector<std::string> provided = {};  ///< libraries that the user's image adds (Options::provides)
  /// What the system really holds, whatever is known of the platform (platlint/sysroot.hpp); null: the user did not
  /// say.
  std::shared_ptr<const Sysroot> sysroot = nullptr;
};

/// Does one of the target's own libraries define this version? `unknown` for a prefix without a row, and for libraries
/// that no row speaks of.
PLATLINT_API Provision provides_version(const Target& target, const VersionNeed& need);

/// The row of a prefix; null where there is none.
PLATLINT_API const SymbolVersions* find_symbol_versions(const Target& target, std::string_view prefix);

/// Is this library (a soname, an install name, a DLL) part of the target itself: its C library, its policy's allowlist,
/// the operating system, the runtime, the Python or Node that hosts the bundle?
PLATLINT_API Provision provides_library(const Target& target, std::string_view library);

/// Did the user say that the target holds it (Target::provided)? Of its symbols nothing is known then.
PLATLINT_API bool is_provided(const Target& target, std::string_view library);

/// A line of `--list-platforms`.
struct Platform {
  std::string name;
  std::vector<std::string> aliases;
  std::string description;
};

/// Reads an environment variable: `MACOSX_DEPLOYMENT_TARGET` and its kin, which uv honours. Empty: not set.
using Environment = std::function<std::string(std::string_view name)>;

/// The environment in which nothing is set: names mean the same on every machine.
PLATLINT_API std::string no_environment(std::string_view name);

/// The target of any spelling of a platform's name. Throws Error with the nearest known names where there is none.
PLATLINT_API Target find_target(std::string_view name, const Environment& environment);

/// Reads "3.12", "3.13t", "3.12.4", "cp312", "python3.12". Throws Error where it is none of these.
PLATLINT_API Python parse_python(std::string_view text);

PLATLINT_API std::string to_string(const Python& python);  ///< "3.13t"

/// Reads "22", "v22.11.0", "22.x", "nodejs22.x", "node:22", "electron:33". Throws Error where it is none of these, or a
/// release that is not known.
PLATLINT_API Node parse_node(std::string_view text);

PLATLINT_API std::string describe(const Node& node);  ///< "Node 22", "Electron 33"

/// Every named platform, in the order in which `--list-platforms` prints them; wheel tags with free numbers stand there
/// as patterns ("manylinux_2_N_ARCH").
PLATLINT_API std::vector<Platform> list_platforms();

/// The oldest system that must run an image of this architecture: `system_version`, raised to the first release for
/// that processor (macOS 11 and the iOS 14 simulator on arm64). macosx_10_9_universal2 asks 10.9 of x86_64 and 11.0 of
/// arm64.
PLATLINT_API std::optional<Version> oldest_system(const Target& target, Architecture architecture);

/// "ELF x86_64 (glibc)": the target in the words of `describe(Artifact)`.
PLATLINT_API std::string describe(const Target& target);

}  // namespace platlint
