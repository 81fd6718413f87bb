// SPDX-License-Identifier: Apache-2.0
#include "cli/lock.hpp"

#include <filesystem>
#include <ostream>
#include <system_error>

#include "cli/files.hpp"
#include "cli/output.hpp"
#include "cli/presentation.hpp"
#include "cli/toml.hpp"
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

// uv.lock does not say which groups `uv sync` installs: [tool.uv] default-groups beside it says so.
std::vector<std::string> default_groups(const Arguments& arguments, lock::LockFormat format) {
  const std::filesystem::path project = std::filesystem::path(arguments.lock).replace_filename("pyproject.toml");
  std::error_code none;
  if (format != lock::LockFormat::uv || arguments.no_config || !std::filesystem::is_regular_file(project, none))
    return {"dev"};
  const TomlFile file = read_toml(project.string());
  const toml::table* const uv = find_table(file.table, {"tool", "uv"});
  const toml::node* const groups = uv == nullptr ? nullptr : uv->get("default-groups");
  if (groups == nullptr) return {"dev"};
  std::vector<std::string> names = texts_of(file, "default-groups", *groups);
  return groups->is_string() ? std::vector<std::string>{"*"} : names;  // "all"
}

lock::LockReport judge(const Settings& settings) {
  const Arguments& arguments = settings.arguments;
  const lock::Lock lock = lock::read_lock(arguments.lock, read_text(arguments.lock, largest_lock));
  const lock::Choice choice{arguments.extras, arguments.groups, !arguments.no_dev,
                            default_groups(arguments, lock.format), arguments.python};
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
