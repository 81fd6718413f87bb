// SPDX-License-Identifier: Apache-2.0
// The platform that a bundle is going to, as the user declared it. It is never the host's.
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

/// The program that loads addons on the target: "22", "electron:33". Electron has other ABI numbers than the Node
/// inside it.
struct Node {
  int major = 0;
  bool electron = false;

  friend bool operator==(const Node&, const Node&) = default;
};

/// The symbol versions of one prefix that the target's own libraries define: GLIBC_2.17 is number 2.17 of "GLIBC". A
/// platform policy lists a set. `newest` and `names` together describe the same set, because it has every number below
/// `newest` that any library ever defined on that processor (a test compares the table with the policies).
struct SymbolVersions {
  std::string prefix;              ///< "GLIBC", "GLIBCXX", "CXXABI", "GCC", "ZLIB", "LIBATOMIC"
  std::optional<Version> newest;   ///< unset: no number at all
  std::vector<std::string> names;  ///< members that are not numbers: "TM_1", "FLOAT128", "ABI_DT_RELR"

  friend bool operator==(const SymbolVersions&, const SymbolVersions&) = default;
};

/// Does the target have something? `unknown` is neither yes nor no: no list of its contents exists.
enum class Provision : std::uint8_t { no, yes, unknown };

struct Target {
  std::string name;         ///< canonical spelling: "x86_64-manylinux2014", "aws-lambda:python3.12:arm64"
  std::string description;  ///< "Linux x86_64, glibc 2.17"
  Format format = Format::elf;
  /// The bundle must serve every one of these. There is only one, except for macOS universal2 (x86_64 and aarch64).
  std::vector<Architecture> architectures;
  System system = System::linux;
  Libc libc = Libc::unknown;            ///< unknown: not declared (a Docker platform), and not judged
  std::optional<Version> libc_version;  ///< the newest version that a file may need
  /// macOS/iOS release, Android API level: the oldest one that must run it
  std::optional<Version> system_version;
  std::vector<SymbolVersions> symbol_versions;  ///< prefixes that are not listed are not judged
  std::uint8_t x86_level = 1;    ///< x86-64-vN that every machine has (x86-64 psABI); linux/amd64/v3 is 3
  std::uint8_t arm_version = 0;  ///< 32-bit ARM version that every machine has: 6 for linux/arm/v6; 0: not stated
  std::optional<Node> node;      ///< given by the user, or part of a runtime preset
  std::optional<Python> python;  ///< given by the user, or part of a runtime preset
  std::string runtime;           ///< "python3.12" of an aws-lambda target; empty for others
  /// "Debian 12": the distribution that the target is or is based on. Empty: the target is the promise of a wheel tag
  /// or a triple, and a library that its policy does not name is missing.
  std::string distribution;
  std::string release;   ///< "debian:12": the release whose packages can be installed; empty if `distribution` is
  std::string image;     ///< "debian:12", "aws-lambda:al2023": the image that the bundle runs in; empty: not an image
  bool managed = false;  ///< a service owns the image: nothing can be installed into it
  /// The newest wheel tags of this platform in pip's spelling, best first: the values for `pip --platform`.
  std::vector<std::string> wheel_tags;
  std::string source;                      ///< the source of the numbers
  std::vector<std::string> provided = {};  ///< libraries that the user's image adds (Options::provides)
  /// The real contents of the system, whatever is known of the platform (platlint/sysroot.hpp); null: the user did not
  /// give it.
  std::shared_ptr<const Sysroot> sysroot = nullptr;
};

/// Does one of the target's own libraries define this version? `unknown` if the prefix has no row, or if no row covers
/// the library.
PLATLINT_API Provision provides_version(const Target& target, const VersionNeed& need);

/// The row of a prefix; null if there is no row.
PLATLINT_API const SymbolVersions* find_symbol_versions(const Target& target, std::string_view prefix);

/// Is this library (a soname, an install name, a DLL) part of the target itself? That is its C library, its policy's
/// allowlist, the operating system, the runtime, and the Python or Node that hosts the bundle.
PLATLINT_API Provision provides_library(const Target& target, std::string_view library);

/// Did the user say that the target holds it (Target::provided)? If so, nothing is known of its symbols.
PLATLINT_API bool is_provided(const Target& target, std::string_view library);

/// A line of `--list-platforms`.
struct Platform {
  std::string name;
  std::vector<std::string> aliases;
  std::string description;
};

/// Reads an environment variable: `MACOSX_DEPLOYMENT_TARGET` and others that uv honours. Empty: not set.
using Environment = std::function<std::string(std::string_view name)>;

/// The environment without any variable: names mean the same on every machine.
PLATLINT_API std::string no_environment(std::string_view name);

/// The target for a platform's name in any spelling. If it is unknown, throws Error with the nearest known names.
PLATLINT_API Target find_target(std::string_view name, const Environment& environment);

/// Reads "3.12", "3.13t", "3.12.4", "cp312", "python3.12". Throws Error for other text.
PLATLINT_API Python parse_python(std::string_view text);

PLATLINT_API std::string to_string(const Python& python);  ///< "3.13t"

/// Reads "22", "v22.11.0", "22.x", "nodejs22.x", "node:22", "electron:33". Throws Error for other text, and for a
/// release that is not known.
PLATLINT_API Node parse_node(std::string_view text);

PLATLINT_API std::string describe(const Node& node);  ///< "Node 22", "Electron 33"

/// Every named platform, in the order in which `--list-platforms` prints them. Wheel tags with free numbers are listed
/// as patterns ("manylinux_2_N_ARCH").
PLATLINT_API std::vector<Platform> list_platforms();

/// The oldest system that must run an image of this architecture: `system_version`, raised to the first release for
/// that processor (macOS 11 and the iOS 14 simulator on arm64). macosx_10_9_universal2 means 10.9 for x86_64 and 11.0
/// for arm64.
PLATLINT_API std::optional<Version> oldest_system(const Target& target, Architecture architecture);

/// "ELF x86_64 (glibc)": the target in the words of `describe(Artifact)`.
PLATLINT_API std::string describe(const Target& target);

}  // namespace platlint
