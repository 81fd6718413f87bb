// SPDX-License-Identifier: Apache-2.0
#include "cli/lock.hpp"

#include <ostream>

#include "cli/files.hpp"
#include "cli/output.hpp"
#include "cli/presentation.hpp"
#include "lock/lock.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"

namespace platlint::cli {

namespace {

constexpr std::size_t largest_lock = std::size_t{32} << 20;

std::vector<std::string> platforms_of(const Arguments& arguments) {
  if (!arguments.platforms.empty()) return arguments.platforms;
  if (arguments.platform.empty()) throw Error("--lock needs a platform: say --platform too");
  return {arguments.platform};
}

lock::LockReport judge(const Settings& settings) {
  const Arguments& arguments = settings.arguments;
  const lock::Lock lock = lock::read_lock(arguments.lock, read_text(arguments.lock, largest_lock));
  const lock::Choice choice{arguments.extras, arguments.groups, !arguments.no_dev};
  lock::LockReport report{lock.file, lock.format, {}};
  for (const std::string& platform : platforms_of(arguments)) {
    Settings one = settings;
    one.arguments.platform = platform;
    report.answers.push_back(lock::answer(lock, read_target(one, environment), choice));
  }
  return report;
}

}  // namespace

void check_lock(const Arguments& arguments) {
  if (!arguments.lock.empty()) {
    const bool has_bundles = !arguments.roots.empty() || !arguments.files_from.empty() || !arguments.from.empty();
    if (has_bundles || arguments.own_tags)
      throw Error("--lock judges a lock file in the place of bundles: leave them out, or run platlint twice");
    return;
  }
  if (!arguments.extras.empty()) throw Error("--extra needs --lock FILE");
  if (!arguments.groups.empty()) throw Error("--group needs --lock FILE");
  if (arguments.no_dev) throw Error("--no-dev needs --lock FILE");
}

int run_lock(const Settings& settings) {
  const Arguments& arguments = settings.arguments;
  const bool is_json = arguments.format == "json";
  if (!is_json && arguments.format != "text")
    throw Error("of a lock file the report is text or json, not " + arguments.format);
  const lock::LockReport report = judge(settings);
  Output output(arguments.output);
  output.add([&](std::ostream& out) {
    if (is_json) {
      out << lock::lock_json(report);
      return;
    }
    for (const std::string& line : lock::lock_lines(report, {arguments.verbose, arguments.quiet}))
      out << printable(line) << '\n';
  });
  output.finish();
  return lock::has_errors(report) ? 1 : 0;
}

}  // namespace platlint::cli
