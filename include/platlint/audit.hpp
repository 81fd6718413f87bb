// SPDX-License-Identifier: Apache-2.0
// The whole job: from roots and a target to findings.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/api.hpp"
#include "platlint/entry.hpp"
#include "platlint/finding.hpp"
#include "platlint/package.hpp"
#include "platlint/policy.hpp"
#include "platlint/requirements.hpp"
#include "platlint/rule.hpp"
#include "platlint/target.hpp"

namespace platlint {

/// Limits on what is read. They bound the cost of a hostile bundle.
struct Limits {
  static constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
  static constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;

  std::uint64_t entries = 2'000'000;          ///< of one root; and of all archives inside it
  std::uint64_t total_bytes = 64 * gibibyte;  ///< declared by one archive; inflated from all archives inside a root
  /// The bytes that an archive may declare, per byte of its own; deflate can do 1032
  std::uint64_t ratio = 1100;
  int depth = 8;                                 ///< archives inside archives
  std::uint64_t archive_bytes = gibibyte;        ///< largest archive inside an archive
  std::uint64_t metadata_bytes = 64 * mebibyte;  ///< largest RECORD, WHEEL, package.json
  std::uint64_t file_bytes = 4 * gibibyte;       ///< largest native file that is read to its end (thorough)
  std::uint64_t memory_bytes = 4 * gibibyte;     ///< for one worker process
  std::chrono::seconds time{120};                ///< for one file, or one archive inside another
  std::chrono::seconds total_time{1800};         ///< to read all roots of an audit
};

struct Options {
  Limits limits;
  /// The number of worker processes that read (forked, if the system can). If a parser crashes, only that file is lost.
  /// 0: everything is read in this process, which a program with threads of its own needs.
  unsigned jobs = 0;
  /// Called from time to time with the number of files of a root that were read, and the number of all its files.
  std::function<void(std::size_t, std::size_t)> progress = {};
  /// Read native files to their end, not only the tables that decide, and let LIEF read each whole file too. If the two
  /// readings differ, the file is unreadable.
  bool thorough = false;
  bool hashes = false;  ///< with `thorough`: compute the SHA-256 of each native file (Entry::sha256)
  /// Follow links that lead out of a directory. A linked file is judged under the link's path, and so are the files of
  /// a linked directory. Parts of the system (/, /proc, /sys, /dev) and special files stay unread. In archives no link
  /// is followed.
  bool follow_links = false;
  /// Fail if a root has no native files; for AWS Lambda, if the whole deployment has none
  bool require_native = false;
  bool symbols = false;  ///< read which symbols need which version (VersionNeed::symbols)
  bool links = false;    ///< read which symbols each file defines and needs (Artifact::symbols)
  bool exports = false;  ///< read which symbols each file defines, but not which it needs
  /// If a root holds several container images, read those for this platform: "linux/arm64". If it is empty, audit()
  /// takes the target's platform.
  std::string image;
  /// Libraries that the target holds in addition to the known ones, as a Dockerfile adds them: "libgomp.so.1".
  std::vector<std::string> provides = {};
  std::string installer;  ///< who made the bundle, if its metadata does not say: "uv", "npm"; empty: not said
  Policy policy;
};

/// The installers that `Options::installer` may name.
PLATLINT_API std::vector<std::string> known_installers();

enum class Verdict : std::uint8_t { fits, does_not_fit, incomplete, not_judged };

struct Summary {
  Verdict verdict = Verdict::fits;
  std::size_t entries = 0;  ///< = judged + unreadable + excluded + (entries that are not native)
  std::size_t native = 0;   ///< = judged + unreadable
  std::size_t judged = 0;
  std::size_t unreadable = 0;
  std::size_t unread = 0;  ///< entries that may hold native code and were not opened: `unread` says why
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  std::size_t excluded = 0;  ///< entries, native or not, that match Policy::exclude
  std::size_t ignored = 0;   ///< findings of rules that the user ignores
  std::size_t allowed = 0;   ///< findings that an allowance waives
  std::size_t baseline = 0;  ///< findings that the baseline waives
};

struct Audit {
  Target target;
  std::vector<Bundle> bundles;       ///< one per root, in the order given
  std::vector<Ownership> ownership;  ///< parallel to `bundles`
  std::vector<Role> roles;           ///< parallel to `bundles`
  std::vector<Finding> findings;     ///< those that count; sorted by root, path, slice, rule
  PolicyOutcome policy;              ///< the effect of Options::policy, and the findings that do not count
  std::vector<Fix> fixes;            ///< one per installer: its arguments for all packages together
  Summary summary;
  /// The name of the deployed thing: "Hello", a function of a template; empty: use the roots' names
  std::string name = {};
};

/// Audits every root (UTF-8 paths of directories, archives or single binaries) for the target. If a root cannot be
/// read, its `Bundle::failure` is set and the audit is incomplete; the other roots are audited all the same. For AWS
/// Lambda the roots are one deployment: a function and its layers. Wheels, and the roots of other targets, are judged
/// alone. Throws Error if there are no roots, or if a glob of the policy is not valid.
PLATLINT_API Audit audit(const std::vector<std::string>& roots, const Target& target, const Options& options = {});

/// A bundle in memory, not on a disk.
struct Memory {
  std::string name;  ///< a path or a file's name; some rules read the tags in a wheel's name
  /// The bytes of an archive or of one native file; the caller keeps them until the audit ends
  std::span<const std::byte> bytes;
};

/// Like `audit`, for one bundle in memory. A container image is opened as the archives that it is made of.
PLATLINT_API Audit audit_memory(const Memory& bundle, const Target& target, const Options& options = {});

/// The roots of one audit, and the target to audit them for.
struct AuditPart {
  std::vector<std::string> roots;
  const Target* target;
  /// AWS Lambda: the first root is the function and the others are its layers, whatever they hold
  bool deployed = false;
};

/// Runs `audit` for each part, in this order. `each` gets the index and the audit of a part before the next is judged.
/// Small roots are read in parallel, also from different parts; the number of roots in memory is bounded.
PLATLINT_API void audit_each(const std::vector<AuditPart>& parts, const Options& options,
                             const std::function<void(std::size_t part, Audit)>& each);

/// The platforms of the container images in a root (an OCI layout, or the output of `docker save`), in Go's words:
/// "linux/arm64/v8". Empty: it holds no image. Throws Error if it cannot be read.
PLATLINT_API std::vector<std::string> image_platforms(const std::string& root, const Limits& limits = {});

/// Audits the container images of a root that are for this platform. The target is the image's own system: the
/// distribution in its os-release, or only the platform. Throws Error if the platform is not known.
PLATLINT_API Audit audit_image(const std::string& root, const std::string& platform, const Options& options = {});

/// The result for bundles that were audited without a target.
struct Survey {
  std::vector<Bundle> bundles;
  std::vector<Ownership> ownership;        ///< parallel to `bundles`
  std::vector<Requirements> requirements;  ///< parallel to `bundles`
  Summary summary;                         ///< its verdict is `incomplete` or, because there is no target, `not_judged`
};

/// Reads every root and says what it needs and where it would run. Throws Error if there are no roots.
PLATLINT_API Survey survey(const std::vector<std::string>& roots, const Options& options = {});

/// Runs `survey` for the roots of each part, as `audit_each` does.
PLATLINT_API void survey_each(const std::vector<std::vector<std::string>>& parts, const Options& options,
                              const std::function<void(std::size_t part, Survey)>& each);

PLATLINT_API std::string_view name(Verdict verdict);  ///< "does-not-fit"

/// The place where bytes are read: in "worker processes with seccomp", in "worker processes", or in "this process". It
/// starts a worker to find out.
PLATLINT_API std::string_view isolation();

}  // namespace platlint
