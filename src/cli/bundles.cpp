// SPDX-License-Identifier: Apache-2.0
// From settings to reports.
#include "cli/bundles.hpp"

#include <algorithm>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cli/clock.hpp"
#include "cli/files.hpp"
#include "cli/notices.hpp"
#include "cli/output.hpp"
#include "cli/presentation.hpp"
#include "cli/progress.hpp"
#include "platlint/audit.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"
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

// A root that cannot be read has its line on stderr; where there was nothing else, a text report says nothing more.
bool worth_a_report(const std::vector<Bundle>& bundles, const Arguments& arguments) {
  const bool nothing_read = std::all_of(bundles.begin(), bundles.end(),
                                        [](const Bundle& bundle) { return bundle.failure && bundle.entries.empty(); });
  return !nothing_read || arguments.format != "text";
}

int exit_status(const Audit& audit, Severity fail_on) {
  const Summary& summary = audit.summary;
  if (summary.errors != 0 || (fail_on == Severity::warning && summary.warnings != 0)) return 1;
  return summary.verdict == Verdict::incomplete ? 2 : 0;
}

// An audit that has not seen all would make a baseline that lacks some.
void write_baseline(const Arguments& arguments, const Audit& audit) {
  const std::string& file = arguments.write_baseline;
  if (file.empty()) return;
  for (const Bundle& bundle : audit.bundles) {
    if (bundle.failure) throw Error("the baseline " + file + " is not written: " + bundle.root + " cannot be read");
  }
  write_text(file, baseline_text(audit.policy.recorded));
  const std::size_t count = audit.policy.recorded.size();
  if (!arguments.quiet) {
    complain({"wrote " + file + ": " + std::to_string(count) + (count == 1 ? " finding" : " findings")});
  }
}

Options read_options(const Arguments& arguments) {
  Options options;
  options.installer = arguments.installer;
  options.thorough = arguments.thorough;
  options.follow_links = arguments.follow_links;
  options.limits = arguments.limits;
  constexpr unsigned most = 8;  // what is read is mostly in the system's cache: more workers only wait for it
  options.jobs = arguments.jobs != 0 ? arguments.jobs : std::clamp(std::thread::hardware_concurrency(), 1U, most);
  return options;
}

// The line is gone before anything is reported.
template <class Job>
auto with_progress(Options& options, const Job& job) {
  Progress progress;
  options.progress = [&](std::size_t done, std::size_t total) { progress.show(done, total); };
  return job();
}

// Without a platform: what does it fit?
int run_survey(const Settings& settings, const std::vector<std::string>& roots, Output& output) {
  const Arguments& arguments = settings.arguments;
  if (!arguments.write_baseline.empty()) throw Error("--write-baseline needs a platform: say --platform too");
  if (arguments.require_native) throw Error("--require-native needs a platform: say --platform too");
  Options options = read_options(arguments);
  options.policy.exclude = arguments.exclude;
  const Survey result = with_progress(options, [&] { return survey(roots, options); });
  complain_of_roots(result.bundles);
  complain(hiding_notices(settings, result.summary, roots));
  if (worth_a_report(result.bundles, arguments)) {
    output.add([&](std::ostream& out) { find_format(arguments).write_survey(out, result, report_options(arguments)); });
  }
  return result.summary.verdict == Verdict::incomplete ? 2 : 0;
}

int report_audit(const Settings& settings, const std::vector<std::string>& roots, Output& output,
                 const std::function<Audit(const Options&)>& job) {
  const Arguments& arguments = settings.arguments;
  Options options = read_options(arguments);
  options.policy = read_policy(settings, today());
  options.symbols = arguments.verbose;
  options.require_native = arguments.require_native;
  const Audit result = with_progress(options, [&] { return job(options); });
  complain_of_roots(result.bundles);
  complain(hiding_notices(settings, result.summary, roots));
  // What one of many bundles makes no use of, another may.
  if (!find_format(arguments).each_root) complain(notices_of(settings, options.policy, result));
  write_baseline(arguments, result);
  if (worth_a_report(result.bundles, arguments)) {
    output.add([&](std::ostream& out) { find_format(arguments).write(out, result, report_options(arguments)); });
  }
  return exit_status(result, arguments.fail_on.value_or(Severity::error));
}

int run_audit(const Settings& settings, const Target& target, const std::vector<std::string>& roots, Output& output) {
  return report_audit(settings, roots, output, [&](const Options& options) { return audit(roots, target, options); });
}

// Findings say more than an incomplete audit, as within one bundle.
int graver(int status, int other) {
  return status == 1 || other == 1 ? 1 : std::max(status, other);
}

// Without a platform a container image is asked for what it says of itself.
int run_images(const Settings& settings, const std::string& root, std::vector<std::string> platforms, Output& output) {
  const Arguments& arguments = settings.arguments;
  std::sort(platforms.begin(), platforms.end());
  platforms.erase(std::unique(platforms.begin(), platforms.end()), platforms.end());
  if (platforms.size() > 1 && !(arguments.format == "text" || find_format(arguments).each_root))
    throw Error(root + " holds images for several platforms, and --format " + arguments.format +
                " is one report: name one with --platform, such as " + platforms.front() + ", or say --format ndjson");
  int status = 0;
  for (const std::string& platform : platforms) {
    status = graver(status, report_audit(settings, {root}, output,
                                         [&](const Options& options) { return audit_image(root, platform, options); }));
  }
  return status;
}

// A root that cannot be read says so when it is audited.
std::vector<std::string> platforms_of_images(const std::string& root, const Limits& limits) {
  try {
    return image_platforms(root, limits);
  } catch (const Error&) {
    return {};
  }
}

// An image is audited for itself, all else together.
int run_without_platform(const Settings& settings, std::vector<std::string> roots, Output& output) {
  int status = 0;
  const bool any = !roots.empty();
  std::vector<std::string> others;
  for (const std::string& root : roots) {
    std::vector<std::string> platforms = platforms_of_images(root, settings.arguments.limits);
    if (platforms.empty()) {
      others.push_back(root);
    } else {
      status = graver(status, run_images(settings, root, std::move(platforms), output));
    }
  }
  return any && others.empty() ? status : graver(status, run_survey(settings, others, output));
}

}  // namespace

int run_bundles(const Settings& settings) {
  const Arguments& arguments = settings.arguments;
  const bool each_root = find_format(arguments).each_root;
  if (each_root && !arguments.write_baseline.empty())
    throw Error("--write-baseline writes one baseline, --format " + arguments.format + " judges root after root");
  const std::vector<std::string>& roots = arguments.roots;
  std::optional<Target> target;
  if (!arguments.platform.empty()) target = read_target(settings, environment);
  complain(notices_of(settings, target ? &*target : nullptr));
  Output output(arguments.output);
  const auto run_some = [&](const std::vector<std::string>& some) {
    return target ? run_audit(settings, *target, some, output) : run_without_platform(settings, some, output);
  };
  if (!each_root || roots.empty()) return run_some(roots);
  int status = 0;
  for (const std::string& root : roots) status = graver(status, run_some({root}));
  return status;
}

}  // namespace platlint::cli
