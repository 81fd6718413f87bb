// SPDX-License-Identifier: Apache-2.0
// The whole job: roots and a target in, findings out.
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

/// Bounds on what is read, so that a hostile bundle costs no more than this.
struct Limits {
  static constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
  static constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;

  std::uint64_t entries = 2'000'000;          ///< of one root; and of all archives inside it
  std::uint64_t total_bytes = 64 * gibibyte;  ///< declared by an archive; inflated from all those inside a root
  std::uint64_t ratio = 1100;              ///< bytes that an archive declares, for each of its own; deflate can do 1032
  int depth = 8;                           ///< archives inside archives
  std::uint64_t archive_bytes = gibibyte;  ///< largest archive inside an archive
  std::uint64_t metadata_bytes = 64 * mebibyte;  ///< largest RECORD, WHEEL, package.json
  std::uint64_t file_bytes = 4 * gibibyte;       ///< largest native file that is read to its end (thorough)
  std::uint64_t memory_bytes = 4 * gibibyte;     ///< a worker process may take
  std::chrono::seconds time{120};                ///< one file, or one archive inside, may take
  std::chrono::seconds total_time{1800};         ///< reading may take, all roots of an audit together
};

struct Options {
  Limits limits;
  /// Worker processes that read (forked, where the system can): a parser that crashes over a file costs that file.
  /// 0: none, all is read in this process, as a program with threads of its own needs it.
  unsigned jobs = 0;
  /// Called now and then with how many files of a root are read, and of how many.
  std::function<void(std::size_t, std::size_t)> progress = {};
  /// Read native files to their end, not only the tables that decide, and have LIEF read each of them whole as well: a
  /// file on which the two readings differ is unreadable.
  bool thorough = false;
  bool hashes = false;  ///< where `thorough`: the SHA-256 of each native file (Entry::sha256)
  /// Read what links lead to that leave a directory, as part of it: a linked file is judged under the link's path, and
  /// so are the files of a linked directory. What is of the system (/, /proc, /sys, /dev) and special files stay
  /// unread, and in archives nothing is followed.
  bool follow_links = false;
  bool require_native = false;  ///< a root without native files is an error; of an AWS Lambda deployment, all together
  bool symbols = false;         ///< read which symbols ask for which version (VersionNeed::symbols)
  bool links = false;           ///< read which symbols each file defines and needs (Artifact::symbols)
  /// Of a root that holds several container images, those for this platform are read: "linux/arm64". audit() takes the
  /// target's where it is empty.
  std::string image;
  /// Libraries that the target holds beside what is known of it, as a Dockerfile adds them: "libgomp.so.1".
  std::vector<std::string> provides = {};
  std::string installer;  ///< who made the bundle, where its metadata does not tell: "uv", "npm"; empty: not said
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
  std::size_t unread = 0;  ///< entries that may hold native code and were not looked into: `unread` says why
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  std::size_t excluded = 0;  ///< entries, native or not, that Policy::exclude names
  std::size_t ignored = 0;   ///< findings of rules that may not report
  std::size_t allowed = 0;   ///< findings that do not count, by an allowance
  std::size_t baseline = 0;  ///< findings that do not count, by the baseline
};

struct Audit {
  Target target;
  std::vector<Bundle> bundles;       ///< one a root, in the order given
  std::vector<Ownership> ownership;  ///< parallel to `bundles`
  std::vector<Role> roles;           ///< parallel to `bundles`
  std::vector<Finding> findings;     ///< those that count; sorted by root, path, slice, rule
  PolicyOutcome policy;              ///< what Options::policy did, and the findings that do not count
  std::vector<Fix> fixes;            ///< one an installer: its arguments for all packages concerned together
  Summary summary;
  std::string name = {};  ///< of what is deployed: "Hello", a function of a template; empty: the roots' names do
};

/// Audits every root (UTF-8 paths of directories, archives or single binaries) for the target. A root that cannot be
/// read becomes `Bundle::failure` and an incomplete audit, and hides nothing of the others. For AWS Lambda the roots
/// are one deployment, a function and its layers; wheels and other targets' roots are judged each alone. Throws Error
/// for no roots, and for a glob of the policy that is none.
PLATLINT_API Audit audit(const std::vector<std::string>& roots, const Target& target, const Options& options = {});

/// A bundle that is on no disk.
struct Memory {
  std::string name;                  ///< a path or a file's name; some rules read the tags in a wheel's
  std::span<const std::byte> bytes;  ///< of an archive or of one native file; the caller's, as long as the audit runs
};

/// `audit` of one bundle in memory. A container image is opened as the archives that it is made of.
PLATLINT_API Audit audit_memory(const Memory& bundle, const Target& target, const Options& options = {});

/// The roots of one audit, and what it is for.
struct AuditPart {
  std::vector<std::string> roots;
  const Target* target;
  bool deployed = false;  ///< AWS Lambda: the first root is the function and the others its layers, whatever is in them
};

/// `audit` for each part, in this order: `each` gets its index and what came of it before the next is judged. Small
/// roots are read side by side, across parts, and no more of them are held than are read ahead.
PLATLINT_API void audit_each(const std::vector<AuditPart>& parts, const Options& options,
                             const std::function<void(std::size_t part, Audit)>& each);

/// The platforms of the container images that a root holds (an OCI layout, what `docker save` writes), in Go's words:
/// "linux/arm64/v8". Empty: it holds none. Throws Error if it cannot be read.
PLATLINT_API std::vector<std::string> image_platforms(const std::string& root, const Limits& limits = {});

/// Audits the container images of a root that are for this platform, for what they are themselves: the distribution
/// that their os-release names, or the platform alone. Throws Error for a platform that is not known.
PLATLINT_API Audit audit_image(const std::string& root, const std::string& platform, const Options& options = {});

/// What was found in bundles that are going nowhere in particular.
struct Survey {
  std::vector<Bundle> bundles;
  std::vector<Ownership> ownership;        ///< parallel to `bundles`
  std::vector<Requirements> requirements;  ///< parallel to `bundles`
  Summary summary;                         ///< its verdict is `incomplete` or, for want of a target, `not_judged`
};

/// Reads every root and says what it needs and where it would run. Throws Error for no roots.
PLATLINT_API Survey survey(const std::vector<std::string>& roots, const Options& options = {});

/// `survey` for the roots of each part, as `audit_each`.
PLATLINT_API void survey_each(const std::vector<std::vector<std::string>>& parts, const Options& options,
                              const std::function<void(std::size_t part, Survey)>& each);

PLATLINT_API std::string_view name(Verdict verdict);  ///< "does-not-fit"

/// Where bytes are read: in "worker processes with seccomp", in "worker processes", or in "this process". Starts a
/// worker and tries.
PLATLINT_API std::string_view isolation();

}  // namespace platlint
