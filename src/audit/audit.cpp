// SPDX-License-Identifier: Apache-2.0
#include "platlint/audit.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "advice/advice.hpp"
#include "audit/examine.hpp"
#include "audit/reading.hpp"
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

// Nothing is left for a verdict: the whole root is unread, or all its native code is.
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

const std::vector<std::string>& required(const std::vector<std::string>& roots) {
  if (roots.empty()) throw Error("nothing to audit: name a directory, an archive or a binary");
  return roots;
}

// The readers do not need the policy, which is large if it has a baseline.
Options without_policy(const Options& options) {
  Options reading = options;
  reading.policy = {};
  return reading;
}

void check_bundles(Audit& audit, bool require_native, bool deployed) {
  for (WholeBundle& whole : deploy(audit.bundles, audit.ownership, audit.target, deployed)) {
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

// The name of the target in an image index.
std::string image_platform(const Target& target) {
  if (target.architectures.empty()) return {};
  return std::string(go_name(target.system)) + "/" + std::string(name_of(Vocabulary::go, target.architectures.front()));
}

Options how_to_read(const Target& target, const Options& options) {
  Options reading = options;
  // musl and Android look symbols up by name, without versions
  reading.symbols = reading.symbols || target.libc == Libc::musl;
  reading.links = reading.links || target.format != Format::wasm;
  if (reading.image.empty()) reading.image = image_platform(target);
  return reading;
}

Survey surveyed(std::vector<Bundle> bundles, const Options& options) {
  Survey result;
  for (Bundle& bundle : bundles) {
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

void add_bundle(Audit& audit, Bundle bundle, const Options& options) {
  audit.ownership.push_back(find_packages(bundle));
  if (!options.installer.empty()) name_installer(audit.ownership.back(), options.installer);
  audit.bundles.push_back(set_aside(std::move(bundle), options.policy.exclude));
  refuse_unread(audit.bundles.back());
}

void judge(Audit& audit, const std::vector<std::string>& roots, const Options& options, bool deployed) {
  check_bundles(audit, options.require_native, deployed);
  std::stable_sort(audit.findings.begin(), audit.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.root, a.path, a.slice, a.rule->name) < std::tie(b.root, b.path, b.slice, b.rule->name);
  });
  PolicyResult result =
      apply_policy(options.policy, std::move(audit.findings), {roots, audit.target.name, audit.ownership});
  audit.findings = std::move(result.findings);
  audit.policy = std::move(result.outcome);
  advise(audit);
  audit.fixes = combined_fixes(audit);
  audit.summary = summarize(audit);
}

// If there are several images, it is not known which one runs the bundle.
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

Audit judged(std::vector<Bundle> bundles, const std::vector<std::string>& roots, const Target& target,
             const Options& options, bool deployed = false) {
  Audit result;
  result.target = target;
  result.target.provided = options.provides;
  for (Bundle& bundle : bundles) add_bundle(result, std::move(bundle), options);
  judge(result, roots, options, deployed);
  return result;
}

}  // namespace

void survey_each(const std::vector<std::vector<std::string>>& parts, const Options& options,
                 const std::function<void(std::size_t, Survey)>& each) {
  Options reading = without_policy(options);
  reading.links = true;  // like an audit for one of the platforms that are tried
  std::vector<Reading> readings;
  for (const std::vector<std::string>& roots : parts) readings.push_back({&required(roots), reading});
  read_roots(readings,
             [&](std::size_t part, std::vector<Bundle> bundles) { each(part, surveyed(std::move(bundles), options)); });
}

Survey survey(const std::vector<std::string>& roots, const Options& options) {
  Survey result;
  survey_each({roots}, options, [&](std::size_t, Survey one) { result = std::move(one); });
  return result;
}

void audit_each(const std::vector<AuditPart>& parts, const Options& options,
                const std::function<void(std::size_t, Audit)>& each) {
  const Options reading = without_policy(options);
  std::vector<Reading> readings;
  for (const AuditPart& part : parts) readings.push_back({&required(part.roots), how_to_read(*part.target, reading)});
  read_roots(readings, [&](std::size_t part, std::vector<Bundle> bundles) {
    const AuditPart& it = parts[part];
    each(part, judged(std::move(bundles), it.roots, *it.target, options, it.deployed));
  });
}

Audit audit(const std::vector<std::string>& roots, const Target& target, const Options& options) {
  Audit result;
  audit_each({{roots, &target}}, options, [&](std::size_t, Audit one) { result = std::move(one); });
  return result;
}

Audit audit_memory(const Memory& bundle, const Target& target, const Options& options) {
  std::vector<Bundle> bundles;
  bundles.push_back(read_root(bundle, how_to_read(target, options), Deadline(options.limits.total_time)));
  return judged(std::move(bundles), {bundle.name}, target, options);
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
  reading.limits.depth = std::min(reading.limits.depth, 1);  // the layers of an image; nothing inside them is unpacked
  reading.thorough = reading.follow_links = false;
  reading.exports = true;
  reading.progress = {};
  reading.image = target != nullptr ? image_platform(*target) : only_image(root, who, reading.limits);
  Bundle system = examine_part(root, is_read_of_sysroot, reading, Deadline(reading.limits.total_time));
  if (system.failure) throw Error(who + *system.failure);
  return make_sysroot(std::move(system), target);
}

Audit audit_image(const std::string& root, const std::string& platform, const Options& options) {
  Options reading = options;
  reading.image = platform;
  reading.symbols = reading.links = true;  // the C library of the image is not known yet
  std::vector<Bundle> bundles;
  bundles.push_back(read_root(root, reading, Deadline(options.limits.total_time)));
  const Target target = target::target_of_image(platform, os_release_of(bundles.front()));
  return judged(std::move(bundles), {root}, target, options);
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
