// SPDX-License-Identifier: Apache-2.0
// Runs the audits that the settings ask for, and writes their reports.
#include "cli/bundles.hpp"

#include <algorithm>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "cli/clock.hpp"
#include "cli/files.hpp"
#include "cli/notices.hpp"
#include "cli/output.hpp"
#include "cli/policy_use.hpp"
#include "cli/presentation.hpp"
#include "cli/progress.hpp"
#include "platlint/audit.hpp"
#include "platlint/error.hpp"
#include "platlint/maker.hpp"
#include "platlint/report.hpp"
#include "platlint/sysroot.hpp"
#include "platlint/target.hpp"

namespace platlint::cli {

namespace {

void complain(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) std::cerr << "platlint: " << printable(line) << '\n';
}

void complain_of_roots(const std::vector<Bundle>& bundles) {
  for (const Bundle& bundle : bundles) {
    if (bundle.failure)
      std::cerr << "platlint: " << printable(bundle.root) << ": " << printable(*bundle.failure) << '\n';
  }
}

// Findings decide before an incomplete audit does, as within one bundle.
int exit_status(const Totals& totals, Severity fail_on) {
  if (totals.summary.errors != 0 || (fail_on == Severity::warning && totals.summary.warnings != 0)) return 1;
  return totals.complete() ? 0 : 2;
}

Options read_options(const Arguments& arguments) {
  Options options;
  options.installer = arguments.installer;
  options.thorough = arguments.thorough;
  options.hashes = arguments.format == "cyclonedx";
  options.follow_links = arguments.follow_links;
  options.limits = arguments.limits;
  constexpr unsigned most = 8;  // most files are in the system's cache: more workers would only wait for it
  options.jobs = arguments.jobs != 0 ? arguments.jobs : std::clamp(std::thread::hardware_concurrency(), 1U, most);
  return options;
}

// A root that cannot be read is reported when it is audited.
std::vector<std::string> platforms_of_images(const std::string& root, const Limits& limits) {
  try {
    std::vector<std::string> platforms = image_platforms(root, limits);
    std::sort(platforms.begin(), platforms.end());
    platforms.erase(std::unique(platforms.begin(), platforms.end()), platforms.end());
    return platforms;
  } catch (const Error&) {
    return {};
  }
}

// One run: the audits, their results, and the report.
class Run {
 public:
  explicit Run(const Settings& settings, std::ostream* stream = nullptr)
      : settings_(settings),
        arguments_(settings.arguments),
        format_(find_format(arguments_)),
        output_(stream == nullptr ? Output(arguments_.output) : Output(*stream)) {
    batch_.unjudged = arguments_.unjudged;
  }

  int run() {
    announce();
    if (!arguments_.work.empty()) {
      run_jobs(arguments_.work);
    } else if (arguments_.platforms.size() > 1) {
      std::vector<Job> jobs;
      for (const std::string& platform : arguments_.platforms) jobs.push_back({{}, platform, arguments_.roots, false});
      run_jobs(jobs);
    } else if (!arguments_.platform.empty()) {
      run_jobs({{{}, arguments_.platform, arguments_.roots, false}});
    } else if (!arguments_.sysroot.empty()) {
      run_jobs({{{}, {}, arguments_.roots, false}});
    } else if (batch_.unjudged.empty()) {
      run_without_platform();
    }
    return finish();
  }

 private:
  void announce() {
    bool skips = false;
    for (const Unjudged& part : arguments_.unjudged) {
      if (!part.accepted || !arguments_.quiet) complain({unjudged_words(part)});
      skips = skips || is_skipped(part);
    }
    if (settings_.config_skips && skips) complain({settings_.config + " says what need not be judged (skip)"});
  }

  bool is_skipped(const Unjudged& part) const {
    return std::any_of(arguments_.skip.begin(), arguments_.skip.end(),
                       [&](const std::string& glob) { return covers(glob, part.name); });
  }

  // The platform may be made from the template's own words, and may be unknown. Then this function is not judged.
  std::optional<Target> target_of(const Job& job) {
    Settings settings = settings_;
    settings.arguments.platform = job.platform;
    if (arguments_.own_tags) settings.arguments.python = job.python;
    try {
      Target target = job.platform.empty() ? target_of_sysroot(settings) : read_target(settings, environment);
      if (!arguments_.sysroot.empty() && !target.sysroot) target = with_sysroot(target, sysroot_for(&target));
      if (!is_announced_) complain(notices_of(settings, &target));
      is_announced_ = true;
      return target;
    } catch (const Error& error) {
      if (!job.is_deployment || !arguments_.platforms.empty()) throw;
      batch_.unjudged.push_back({job.name, error.what(), arguments_.from});
      complain({unjudged_words(batch_.unjudged.back())});
      return std::nullopt;
    }
  }

  Target target_of_sysroot(const Settings& settings) {
    return with_languages(find_target(sysroot_for(nullptr)), settings);
  }

  // It is read once for each platform that is judged.
  const std::shared_ptr<const Sysroot>& sysroot_for(const Target* target) {
    std::shared_ptr<const Sysroot>& sysroot = sysroots_[target == nullptr ? std::string() : target->name];
    if (!sysroot) sysroot = read_sysroot(arguments_.sysroot, target, read_options(arguments_));
    return sysroot;
  }

  // If each root has its own report, each root is a part. Roots that run together stay in one part.
  std::vector<std::vector<std::string>> parts_of(const std::vector<std::string>& roots, bool run_together) const {
    if (!format_.each_root || run_together || roots.empty()) return {roots};
    std::vector<std::vector<std::string>> parts;
    for (const std::string& root : roots) parts.push_back({root});
    return parts;
  }

  void run_jobs(const std::vector<Job>& jobs) {
    std::list<Target> targets;
    std::vector<std::string> names;
    std::vector<AuditPart> parts;
    for (const Job& job : jobs) {
      std::optional<Target> target = target_of(job);
      if (!target) continue;
      targets.push_back(*std::move(target));
      for (std::vector<std::string>& roots : parts_of(job.roots, job.is_deployment)) {
        parts.push_back({std::move(roots), &targets.back(), job.has_code});
        names.push_back(job.name);
      }
    }
    audit_each(parts, options_for_audits(), [&](std::size_t part, Audit result) {
      result.name = names[part];
      add(parts[part].roots, std::move(result));
    });
  }

  const Policy& policy() {
    if (!policy_) policy_ = read_policy(settings_, today());
    return *policy_;
  }

  Options options_for_reading() {
    Options options = read_options(arguments_);
    options.progress = [this](std::size_t done, std::size_t total) { progress_.show(done, total); };
    return options;
  }

  Options options_for_audits() {
    Options options = options_for_reading();
    options.policy = policy();
    options.symbols = arguments_.verbose;
    options.require_native = arguments_.require_native;
    options.provides = settings_.provides;
    return options;
  }

  void add(const std::vector<std::string>& roots, Audit result) {
    progress_.hide();  // the progress line is removed before anything else is printed
    if (arguments_.own_tags) advise_maker(result);
    complain_of_roots(result.bundles);
    complain(hiding_notices(settings_, result.summary, roots));
    totals_.add(result);
    used_.add(result);
    if (!arguments_.write_baseline.empty()) refuse_unread(result);
    if (format_.each_root) return write({{std::move(result)}, {}});
    batch_.audits.push_back(std::move(result));
  }

  // If an audit has not read everything, its baseline would lack findings.
  void refuse_unread(const Audit& audit) const {
    for (const Bundle& bundle : audit.bundles) {
      if (bundle.failure)
        throw Error("the baseline " + arguments_.write_baseline + " is not written: " + bundle.root +
                    " cannot be read");
    }
  }

  void write_baseline() {
    if (arguments_.write_baseline.empty()) return;
    const std::size_t count = used_.recorded().size();
    write_text(arguments_.write_baseline, baseline_text(used_.recorded()));
    if (!arguments_.quiet) {
      complain({"wrote " + arguments_.write_baseline + ": " + std::to_string(count) +
                (count == 1 ? " finding" : " findings")});
    }
  }

  void write(const Batch& batch) {
    output_.add([&](std::ostream& out) { format_.write(out, batch, report_options(arguments_)); });
  }

  int finish() {
    totals_.unjudged = batch_.unjudged;
    if (totals_.has_target) complain(used_.notices(settings_, policy()));
    write_baseline();
    const bool has_report = !batch_.audits.empty() || !batch_.unjudged.empty();
    if (!format_.each_root && has_report && worth_a_report()) write(batch_);
    if (format_.remark != nullptr && !arguments_.quiet) complain({format_.remark(batch_)});
    if (format_.write_end != nullptr) {
      output_.add([&](std::ostream& out) { format_.write_end(out, totals_); });
    }
    output_.finish();
    return exit_status(totals_, arguments_.fail_on.value_or(Severity::error));
  }

  // A root that cannot be read has its line on stderr. If there was no other root, a text report adds nothing.
  bool worth_a_report() const {
    return arguments_.format != "text" ||
           std::any_of(batch_.audits.begin(), batch_.audits.end(), [](const Audit& audit) {
             return std::any_of(audit.bundles.begin(), audit.bundles.end(),
                                [](const Bundle& bundle) { return !bundle.failure || !bundle.entries.empty(); });
           });
  }

  // An image is audited for its own system. All other roots are surveyed together.
  void run_without_platform() {
    complain(notices_of(settings_, nullptr));
    const std::vector<std::string>& roots = arguments_.roots;
    std::vector<std::string> others;
    for (const std::string& root : roots) {
      const std::vector<std::string> platforms = platforms_of_images(root, arguments_.limits);
      if (platforms.empty()) others.push_back(root);
      for (const std::string& platform : platforms) {
        add({root}, audit_image(root, platform, options_for_audits()));
      }
    }
    if (!others.empty() || roots.empty()) run_surveys(others);
  }

  void run_surveys(const std::vector<std::string>& roots) {
    if (!arguments_.write_baseline.empty()) throw Error("--write-baseline needs a platform: say --platform too");
    if (!arguments_.provides.empty()) throw Error("--provides needs a platform: say --platform too");
    if (arguments_.require_native) throw Error("--require-native needs a platform: say --platform too");
    if (format_.write_survey == nullptr)
      throw Error("--format " + arguments_.format + " needs a platform to judge for: name it with --platform");
    Options options = options_for_reading();
    options.policy.exclude = arguments_.exclude;
    const std::vector<std::vector<std::string>> parts = parts_of(roots, false);
    survey_each(parts, options, [&](std::size_t part, const Survey& result) { add_survey(parts[part], result); });
  }

  // There is no platform: reports which platforms the roots fit.
  void add_survey(const std::vector<std::string>& roots, const Survey& result) {
    progress_.hide();
    complain_of_roots(result.bundles);
    complain(hiding_notices(settings_, result.summary, roots));
    totals_.add(result);
    const bool nothing_read = std::all_of(result.bundles.begin(), result.bundles.end(), [](const Bundle& bundle) {
      return bundle.failure && bundle.entries.empty();
    });
    if (nothing_read && arguments_.format == "text") return;
    output_.add([&](std::ostream& out) { format_.write_survey(out, result, report_options(arguments_)); });
  }

  const Settings& settings_;
  const Arguments& arguments_;
  const ReportFormat& format_;
  Output output_;
  std::optional<Policy> policy_;
  Batch batch_;
  Totals totals_;
  PolicyUse used_;
  Progress progress_;
  std::map<std::string, std::shared_ptr<const Sysroot>> sysroots_;  // by the name of the platform
  bool is_announced_ = false;
};

}  // namespace

int run_bundles(const Settings& settings) {
  return Run(settings).run();
}

std::string report_of_bundles(const Settings& settings) {
  std::ostringstream text;
  Run(settings, &text).run();
  return text.str();
}

}  // namespace platlint::cli
