// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>

#include "platlint/audit.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"
#include "platlint/version.hpp"
#include "text/words.hpp"

namespace platlint::cli {

namespace {

std::string version_text() {
  return "platlint " + std::string(program_version()) + " (LIEF " + std::string(lief_version()) +
         "; reads in: " + std::string(isolation()) + ")\n";
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const ReportFormat& format : report_formats()) names.emplace_back(format.name);
  return names;
}

std::string installers() {
  std::string text;
  for (const std::string& name : known_installers()) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void describe_policy(CLI::App& app, Arguments& arguments) {
  app.add_option("--select", arguments.select, "Rules that may report; without it all of them")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("RULE[,RULE]");
  app.add_option("--ignore", arguments.ignore, "Rules that may not report; what cannot be read stays unjudged")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("RULE[,RULE]");
  app.add_option("--exclude", arguments.exclude, "Entries that are not judged: tests/**, **/*.exe, layer.zip!/bin/*")
      ->allow_extra_args(false)
      ->type_name("GLOB");
  auto* const baseline =
      app.add_option("--baseline", arguments.baseline, "Findings that are known and do not count")->type_name("FILE");
  app.add_option("--write-baseline", arguments.write_baseline, "Write the findings to FILE; from then on known")
      ->excludes(baseline)
      ->type_name("FILE");
  auto* const config = app.add_option("--config", arguments.config,
                                      "Configuration, in place of the nearest pyproject.toml or platlint.toml")
                           ->type_name("FILE");
  app.add_flag("--no-config", arguments.no_config, "Read no configuration, neither platlint's nor uv's")
      ->excludes(config);
}

void describe_limits(CLI::App& app, Arguments& arguments) {
  Limits& limits = arguments.limits;
  const auto size = [&](const std::string& option, std::uint64_t& value, const std::string& what) {
    app.add_option(option, value, what)->transform(CLI::AsSizeValue(false).description(""))->type_name("SIZE");
  };
  app.add_option("-j,--jobs", arguments.jobs, "Worker processes that read (default: one a core, 8 at most)")
      ->check(CLI::Range(1U, 64U).description(""))
      ->type_name("N");
  app.add_flag("--thorough", arguments.thorough,
               "Read every native file to its end, checksums of archives included, and by a second reader");
  app.add_flag("--follow-links", arguments.follow_links, "Read what links out of a directory lead to, as part of it");
  app.add_option("--max-entries", limits.entries, "Entries of a root; also of all archives in it (2000000)")
      ->type_name("N");
  size("--max-bytes", limits.total_bytes, "What an archive may hold; also all archives in a root (64GB)");
  app.add_option("--max-ratio", limits.ratio, "How many times its size an archive may hold (1100)")
      ->check(CLI::PositiveNumber.description(""))
      ->type_name("N");
  app.add_option("--max-depth", limits.depth, "Archives inside archives that are entered (8)")
      ->check(CLI::Range(0, 16).description(""))
      ->type_name("N");
  size("--max-memory", limits.memory_bytes, "Memory of a worker process (4GB)");
  app.add_option_function<unsigned>(
         "--max-time", [&](unsigned seconds) { limits.time = std::chrono::seconds(seconds); },
         "Seconds that one file, or one archive inside, may take (120)")
      ->check(CLI::Range(1U, 86400U).description(""))
      ->type_name("SECONDS");
  app.add_option_function<unsigned>(
         "--max-total-time", [&](unsigned seconds) { limits.total_time = std::chrono::seconds(seconds); },
         "Seconds that reading may take, all roots together (1800)")
      ->check(CLI::Range(1U, 86400U).description(""))
      ->type_name("SECONDS");
}

void describe_bundle(CLI::App& app, Arguments& arguments) {
  app.add_option("-t,--target,PATH", arguments.roots,
                 "Directory, archive (.whl, .zip, .tgz, .jar, ...), container image or binary to audit; for AWS Lambda "
                 "several are a function and its layers")
      ->type_name("PATH");
  app.add_option(
         "-p,--platform,--python-platform", arguments.platform,
         "Where it will run: x86_64-manylinux2014, musllinux_1_2_aarch64, linux/arm64, aws-lambda:python3.12, ...")
      ->type_name("PLATFORM");
  app.add_option("--python,--python-version", arguments.python, "Python it will run under: 3.12, 3.13t")
      ->type_name("VERSION");
  app.add_option("--from", arguments.from,
                 "A SAM or CloudFormation template or a serverless.yml that says the platform, and without a PATH what "
                 "is shipped")
      ->type_name("FILE");
  app.add_option("--function", arguments.function, "The function to take of it, where they differ")->type_name("NAME");
}

void describe_options(CLI::App& app, Arguments& arguments) {
  describe_bundle(app, arguments);
  app.add_option("--format", arguments.format,
                 "text, json, ndjson, sarif, github, junit, fix (only the arguments that fix it), or prune (the files that "
                 "nothing loads there)")
      ->check(CLI::IsMember(format_names()).description(""))
      ->type_name("FORMAT");
  app.add_option("--files-from", arguments.files_from,
                 "Audit also what FILE names, a line or a NUL-ended name each (-: standard input)")
      ->type_name("FILE");
  app.add_option("--installer", arguments.installer,
                 "Who made the bundle, where its files do not tell: " + installers())
      ->check(CLI::IsMember(known_installers()).description(""))
      ->type_name("NAME");
  app.add_option("-o,--output", arguments.output, "Write the report to FILE")->type_name("FILE");
  app.add_option_function<std::string>(
         "--fail-on",
         [&](const std::string& word) { arguments.fail_on = word == "error" ? Severity::error : Severity::warning; },
         "Least severity that makes the exit status 1: error, or warning")
      ->check(CLI::IsMember(std::vector<std::string>{"error", "warning"}).description(""))
      ->type_name("SEVERITY");
  app.add_flag("--require-native", arguments.require_native, "A bundle without native files is an error");
  describe_policy(app, arguments);
  app.add_option_function<std::string>(
         "--color",
         [&](const std::string& word) {
           arguments.color = word == "always" ? Color::always : word == "never" ? Color::never : Color::automatic;
         },
         "auto, always or never")
      ->check(CLI::IsMember(std::vector<std::string>{"auto", "always", "never"}).description(""))
      ->type_name("WHEN");
  app.add_flag("-v,--verbose", arguments.verbose, "List every file, the notes, and the largest packages");
  app.add_flag("-q,--quiet", arguments.quiet, "Print the verdict only, and nothing where all is judged and fits");
  describe_limits(app, arguments);
  app.add_flag("--list-platforms", arguments.list_platforms, "Print every platform's name");
  app.add_flag("--list-rules", arguments.list_rules, "Print every rule");
  app.add_option("--explain", arguments.explain, "Say what a rule means, and why the loader refuses")
      ->type_name("RULE");
}

// CLI11's texts, as one line in our manner.
std::string one_line(std::string text) {
  text = text.substr(0, text.find('\n'));
  if (!text.empty() && (text.size() < 2 || !std::isupper(static_cast<unsigned char>(text[1])))) {
    text = text::uncapitalised(std::move(text));
  }
  return printable(text) + " (see platlint --help)";
}

}  // namespace

Arguments read_arguments(int argc, const char* const* argv) {
  Arguments arguments;
  CLI::App app("Will every native file of this bundle load on the platform it is going to?", "platlint");
  app.get_formatter()->column_width(44);
  app.set_help_flag("-h,--help", "Print this help");
  app.set_version_flag("--version", version_text, "Print the version, and that of the LIEF inside");
  app.footer(
      "\nExit status: 0 fits; 1 findings at or above --fail-on; 2 the audit could not be done or is incomplete.");
  describe_options(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    arguments.answer = app.help();
  } catch (const CLI::CallForVersion&) {
    arguments.answer = version_text();
  } catch (const CLI::ParseError& error) {
    throw Error(one_line(error.what()));
  }
  return arguments;
}

}  // namespace platlint::cli
