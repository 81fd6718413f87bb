// SPDX-License-Identifier: Apache-2.0
#include "platlint/audit.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "advice/advice.hpp"
#include "audit/examine.hpp"
#include "audit/many.hpp"
#include "facts/architectures.hpp"
#include "facts/systems.hpp"
#include "inventory/inventory.hpp"
#include "loader/deployment.hpp"
#include "loader/sysroot.hpp"
#include "platlint/error.hpp"
#include "platlint/rule.hpp"
#include "platlint/sysroot.hpp"
#include "policy/policy.hpp"
#include "target/os_release.hpp"

namespace platlint {

namespace {

bool is_native(const Entry& entry) {
  return entry.status != Entry::Status::not_native;
}

bool is_hidden(const Entry& entry) {
  return entry.path[entry.path.rfind('/') + 1] == '.';
}

// What an install step that failed leaves: no file, or hidden ones (the .lock of uv, a .gitignore).
void refuse_nothing(Bundle& bundle) {
  const auto is_file = [](const Entry& entry) {
    return !is_hidden(entry) || is_native(entry) || entry.damage || !entry.link.empty() || !entry.unopened.empty();
  };
  if (bundle.failure || std::any_of(bundle.entries.begin(), bundle.entries.end(), is_file)) return;
  bundle.failure = std::string("nothing to audit: ") +
                   (bundle.entries.empty() ? "it has no files" : "it has only hidden files") +
                   "; did the step that fills it run, and is the path right?";
  bundle.entries.clear();
}

// A root that is one file which is no native code at all: the wrong thing was named.
void refuse_other_files(Bundle& bundle) {
  if (bundle.failure || bundle.entries.size() != 1 || bundle.entries[0].status != Entry::Status::not_native) return;
  const Entry entry = bundle.entries[0];
  const bool lone_file = bundle.root == entry.path || bundle.root.ends_with("/" + entry.path);
  if (lone_file && !entry.damage && bundle.metadata.empty()) {
    bundle.failure = entry.unopened.empty()
                         ? "not a directory, a zip archive or a native binary"
                         : entry.unopened + ", which was not opened: unpack it and name the directory";
    bundle.entries.clear();
  }
}

// There is nothing that a verdict could be about: what was not read is all of it, or all of its native code.
void refuse_unread(Bundle& bundle) {
  const std::vector<Entry>& entries = bundle.entries;
  const auto is_unread = [](const Entry& entry) { return !unread(entry).empty(); };
  const auto is_code_elsewhere = [&](const Entry& entry) {
    return entry.leaves_root && entry.outside == Entry::Outside::code && is_unread(entry);
  };
  if (bundle.failure || std::any_of(entries.begin(), entries.end(), is_native)) return;
  if (std::any_of(entries.begin(), entries.end(), is_code_elsewhere)) {
    bundle.failure = "its native code is behind links that lead out of it, and was not read";
  } else if (std::any_of(entries.begin(), entries.end(), is_unread) &&
             std::all_of(entries.begin(), entries.end(),
                         [&](const Entry& entry) { return is_hidden(entry) || is_unread(entry); })) {
    bundle.failure = "nothing in it was read: all its files are archives that were not opened, or links that lead out";
  }
}

Bundle checked(Bundle bundle) {
  refuse_nothing(bundle);
  refuse_other_files(bundle);
  return bundle;
}

Bundle read(const std::string& root, const Options& options, const Deadline& deadline) {
  return checked(examine(root, options, deadline));
}

std::vector<Bundle> read_all(const std::vector<std::string>& roots, const Options& options) {
  const Deadline deadline(options.limits.total_time);
  std::vector<std::optional<Bundle>> small = examine_small(roots, options, deadline);
  std::vector<Bundle> bundles;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    bundles.push_back(small[i] ? checked(*std::move(small[i])) : read(roots[i], options, deadline));
  }
  return bundles;
}

void require_roots(const std::vector<std::string>& roots) {
  if (roots.empty()) throw Error("nothing to audit: name a directory, an archive or a binary");
}

void check_bundles(Audit& audit, bool require_native) {
  for (WholeBundle& whole : deploy(audit.bundles, audit.ownership, audit.target)) {
    whole.require_native = require_native;
    const std::size_t root = audit.roles.size();
    audit.roles.push_back(whole.role);
    for (Finding& finding : check(whole)) {
      finding.root = root;
      audit.findings.push_back(std::move(finding));
    }
  }
}

void count_entries(Summary& summary, const Bundle& bundle) {
  summary.entries += bundle.entries.size();
  for (const Entry& entry : bundle.entries) {
    if (entry.status == Entry::Status::judged) ++summary.judged;
    if (entry.status == Entry::Status::unreadable) ++summary.unreadable;
    if (entry.excluded) ++summary.excluded;
    if (!unread(entry).empty()) ++summary.unread;
  }
  summary.native = summary.judged + summary.unreadable;
}

Summary count(const std::vector<Bundle>& bundles, Verdict verdict) {
  Summary summary;
  bool failed = false;
  for (const Bundle& bundle : bundles) {
    count_entries(summary, bundle);
    failed = failed || bundle.failure.has_value();
  }
  failed = failed || summary.unreadable != 0 || summary.unread != 0;
  summary.verdict = failed ? Verdict::incomplete : verdict;
  return summary;
}

Summary summarize(const Audit& audit) {
  Summary summary = count(audit.bundles, Verdict::fits);
  for (const Finding& finding : audit.findings) {
    if (finding.severity == Severity::error) ++summary.errors;
    if (finding.severity == Severity::warning) ++summary.warnings;
    if (finding.severity == Severity::note) ++summary.notes;
  }
  summary.ignored = audit.policy.ignored;
  for (const WaivedFinding& waived : audit.policy.waived) ++(waived.allowance ? summary.allowed : summary.baseline);
  if (summary.errors != 0) summary.verdict = Verdict::does_not_fit;
  return summary;
}

// What the image index calls the target.
std::string image_platform(const Target& target) {
  if (target.architectures.empty()) return {};
  return std::string(go_name(target.system)) + "/" + std::string(name_of(Vocabulary::go, target.architectures.front()));
}

void add_bundle(Audit& audit, Bundle bundle, const Options& options) {
  audit.ownership.push_back(find_packages(bundle));
  if (!options.installer.empty()) name_installer(audit.ownership.back(), options.installer);
  audit.bundles.push_back(set_aside(std::move(bundle), options.policy.exclude));
  refuse_unread(audit.bundles.back());
}

void judge(Audit& audit, const std::vector<std::string>& roots, const Options& options) {
  check_bundles(audit, options.require_native);
  std::stable_sort(audit.findings.begin(), audit.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.root, a.path, a.slice, a.rule->name) < std::tie(b.root, b.path, b.slice, b.rule->name);
  });
  Settled settled = settle(options.policy, std::move(audit.findings), {roots, audit.target.name, audit.ownership});
  audit.findings = std::move(settled.findings);
  audit.policy = std::move(settled.outcome);
  advise(audit);
  audit.fixes = combined_fixes(audit);
  audit.summary = summarize(audit);
}

// Of several images it is not known which one runs the bundle.
std::string only_image(const std::string& root, const std::string& who, const Limits& limits) {
  try {
    const std::vector<std::string> images = list_images(root, limits);
    if (images.size() > 1)
      throw Error(who + "holds images for " + images[0] + " and " + images[1] + ": say --platform too");
    return images.empty() ? std::string() : images.front();
  } catch (const Unreadable& error) {
    throw Error(who + error.what());
  }
}

}  // namespace

Survey survey(const std::vector<std::string>& roots, const Options& options) {
  require_roots(roots);
  Survey result;
  Options reading = options;
  reading.links = true;  // as an audit for one of the platforms that are tried
  for (Bundle& bundle : read_all(roots, reading)) {
    result.bundles.push_back(std::move(bundle));
    result.ownership.push_back(find_packages(result.bundles.back()));
    result.bundles.back() = set_aside(std::move(result.bundles.back()), options.policy.exclude);
    refuse_unread(result.bundles.back());
    result.requirements.push_back(
        find_requirements(result.bundles.back(), result.ownership.back(), std::max(1U, options.jobs)));
  }
  result.summary = count(result.bundles, Verdict::not_judged);
  return result;
}

Audit audit(const std::vector<std::string>& roots, const Target& target, const Options& options) {
  require_roots(roots);
  Audit result;
  result.target = target;
  result.target.provided = options.provides;
  Options reading = options;
  reading.symbols = reading.symbols || target.libc == Libc::musl;  // where names decide, not versions
  reading.links = reading.links || target.format != Format::wasm;
  if (reading.image.empty()) reading.image = image_platform(target);
  for (Bundle& bundle : read_all(roots, reading)) add_bundle(result, std::move(bundle), options);
  judge(result, roots, options);
  return result;
}

std::vector<std::string> image_platforms(const std::string& root, const Limits& limits) {
  try {
    return list_images(root, limits);
  } catch (const Unreadable& error) {
    throw Error(root + ": " + error.what());
  }
}

std::shared_ptr<const Sysroot> read_sysroot(const std::string& root, const Target* target, const Options& options) {
  const std::string who = "--sysroot " + root + ": ";
  if (target != nullptr && target->system != System::linux)
    throw Error(who + "the platform " + target->name + " is not Linux");
  Options reading = options;
  reading.limits.depth = std::min(reading.limits.depth, 1);  // an image's layers; nothing in them is unpacked
  reading.thorough = reading.follow_links = false;
  reading.progress = {};
  reading.image = target != nullptr ? image_platform(*target) : only_image(root, who, reading.limits);
  const Bundle system = examine(root, reading, Deadline(reading.limits.total_time));
  if (system.failure) throw Error(who + *system.failure);
  return make_sysroot(system, target);
}

Audit audit_image(const std::string& root, const std::string& platform, const Options& options) {
  Audit result;
  Options reading = options;
  reading.image = platform;
  reading.symbols = reading.links = true;  // which C library the image has is not known yet
  Bundle bundle = read(root, reading, Deadline(options.limits.total_time));
  result.target = target::target_of_image(platform, os_release_of(bundle));
  result.target.provided = options.provides;
  add_bundle(result, std::move(bundle), options);
  judge(result, {root}, options);
  return result;
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::fits:
      return "fits";
    case Verdict::does_not_fit:
      return "does-not-fit";
    case Verdict::incomplete:
      return "incomplete";
    case Verdict::not_judged:
      return "not-judged";
  }
  return "incomplete";
}

}  // namespace platlint
