// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>

#include "cli/terminal.hpp"
#include "platlint/audit.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"
#include "platlint/version.hpp"
#include "text/nearest.hpp"
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

// Replaces CLI11's own validator, which does not name the nearest word.
CLI::Validator one_of(const std::vector<std::string>& words) {
  const auto check = [words](const std::string& text) {
    if (std::find(words.begin(), words.end(), text) != words.end()) return std::string();
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ",") + word;
    return text + " not in {" + all + "}" + did_you_mean(nearest_names(text, words));
  };
  return CLI::Validator(check, "");
}

void describe_template(CLI::App& app, Arguments& arguments) {
  app.add_option(
         "--from", arguments.from,
         "Template that names the platforms, and without PATH also the bundles: SAM, CloudFormation, serverless.yml, "
         "cdk.out, or a plan of Terraform (terraform show -json)")
      ->type_name("FILE");
  app.add_option("--function", arguments.function, "Judge only this function of the template")->type_name("NAME");
  app.add_option("--parameter", arguments.parameters, "Value of a parameter of the template: NAME=VALUE")
      ->allow_extra_args(false)
      ->type_name("PARAMETER");
  app.add_option("--skip", arguments.skip, "Parts of the template that need not be judged")
      ->allow_extra_args(false)
      ->type_name("GLOB");
}

void describe_lock(CLI::App& app, Arguments& arguments) {
  app.add_option("--lock", arguments.lock,
                 "Before the install: which packages of this lock file have nothing ready for the platform and are "
                 "built from source? uv.lock, pylock.toml, poetry.lock, package-lock.json, pnpm-lock.yaml")
      ->type_name("FILE");
  app.add_option("--extra", arguments.extras, "Install also this extra of the lock's project; '*': all")
      ->allow_extra_args(false)
      ->type_name("NAME");
  app.add_option("--group", arguments.groups, "Install also this group of the lock's project; '*': all")
      ->allow_extra_args(false)
      ->type_name("NAME");
  app.add_flag("--no-dev", arguments.no_dev, "Leave out what the lock has for development");
}

void start_group(CLI::App& app, const std::string& name) {
  app.option_defaults()->group(name);
}

void describe_fail_on(CLI::App& app, Arguments& arguments) {
  start_group(app, "What counts");
  app.add_option_function<std::string>(
         "--fail-on",
         [&](const std::string& word) { arguments.fail_on = word == "error" ? Severity::error : Severity::warning; },
         "Least severity that makes the exit status 1: error, or warning")
      ->check(one_of({"error", "warning"}))
      ->type_name("SEVERITY");
}

void describe_policy(CLI::App& app, Arguments& arguments) {
  app.add_option("--select", arguments.select, "Rules that may report (default: all)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("RULE[,RULE]");
  app.add_option("--ignore", arguments.ignore, "Rules that may not report; an unread file still counts as not judged")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("RULE[,RULE]");
  app.add_option("--exclude", arguments.exclude, "Entries that are not judged: tests/**, **/*.exe, layer.zip!/bin/*")
      ->allow_extra_args(false)
      ->type_name("GLOB");
  auto* const baseline =
      app.add_option("--baseline", arguments.baseline, "Findings that are known and do not count")->type_name("FILE");
  if (!arguments.is_diff) {
    app.add_option("--write-baseline", arguments.write_baseline,
                   "Write the findings to FILE, so that they are known from now on")
        ->excludes(baseline)
        ->type_name("FILE");
  }
  auto* const config = app.add_option("--config", arguments.config,
                                      "Read this configuration, not the nearest pyproject.toml or platlint.toml")
                           ->type_name("FILE");
  app.add_flag("--no-config", arguments.no_config, "Read no configuration, neither platlint's nor uv's")
      ->excludes(config);
}

void describe_limits(CLI::App& app, Arguments& arguments) {
  start_group(app, "How it is read");
  Limits& limits = arguments.limits;
  const auto size = [&](const std::string& option, std::uint64_t& value, const std::string& what) {
    app.add_option(option, value, what)->transform(CLI::AsSizeValue(false).description(""))->type_name("SIZE");
  };
  app.add_option("-j,--jobs", arguments.jobs,
                 "Worker processes that read files (default: one for each core, at most 8)")
      ->check(CLI::Range(1U, 64U).description(""))
      ->type_name("N");
  app.add_flag("--thorough", arguments.thorough,
               "Read every native file to its end, also checksums of archives, and with a second reader");
  app.add_flag("--follow-links", arguments.follow_links,
               "Read the files behind links that lead out of a directory, as part of it");
  app.add_option("--max-entries", limits.entries, "Most entries of a root, and of all archives in it (2000000)")
      ->type_name("N");
  size("--max-bytes", limits.total_bytes, "Most bytes in an archive, and in all archives of a root (64GB)");
  app.add_option("--max-ratio", limits.ratio, "How many times its size an archive may hold (1100)")
      ->check(CLI::PositiveNumber.description(""))
      ->type_name("N");
  app.add_option("--max-depth", limits.depth, "How deep archives inside archives are opened (8)")
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

void describe_target(CLI::App& app, Arguments& arguments) {
  app.add_option("-p,--platform,--python-platform", arguments.platforms,
                 std::string("Where it will run: x86_64-manylinux2014, musllinux_1_2_aarch64, linux/arm64, "
                             "aws-lambda:python3.12, ...") +
                     (arguments.is_diff ? "" : "; several give a table"))
      ->allow_extra_args(false)
      ->type_name("PLATFORM");
  app.add_option("--python,--python-version", arguments.python, "Python it will run under: 3.12, 3.13t")
      ->type_name("VERSION");
  app.add_option("--node", arguments.node, "Node.js that loads its addons: 22, or electron:33")->type_name("VERSION");
  app.add_option("--provides", arguments.provides,
                 "A library that the target holds too, as a Dockerfile adds it, or a FILE that lists some, one a line")
      ->allow_extra_args(false)
      ->type_name("SONAME|FILE");
  app.add_option("--sysroot", arguments.sysroot,
                 "The Linux system that it will run in, whose own libraries count: a directory, an archive or an image")
      ->type_name("PATH");
}

void describe_bundle(CLI::App& app, Arguments& arguments) {
  start_group(app, "What is judged, and where it runs");
  app.add_option("-t,--target,PATH", arguments.roots,
                 "Directory, archive (.whl, .zip, .tgz, .jar, ...), container image or binary to audit; for AWS Lambda "
                 "several are a function and its layers")
      ->type_name("PATH");
  describe_target(app, arguments);
  app.add_option(
         "--files-from", arguments.files_from,
         "Audit also the bundles in this list, one a line or each ended by NUL (-: standard input); a line may end in "
         "a tab and a platform")
      ->type_name("FILE");
  app.add_flag("--own-tags", arguments.own_tags, "Judge each wheel for the platforms and the Python in its own name");
  describe_template(app, arguments);
  describe_lock(app, arguments);
}

void describe_lists(CLI::App& app, Arguments& arguments) {
  start_group(app, "Lists");
  app.add_option_function<std::vector<std::string>>(
         "--list-platforms",
         [&](const std::vector<std::string>& texts) { arguments.list_platforms = texts.empty() ? "" : texts.front(); },
         "Print the names of all platforms, or those that contain TEXT")
      ->expected(0, 1)
      ->type_name("TEXT");
  app.add_flag("--list-rules", arguments.list_rules, "Print every rule");
  app.add_option("--explain", arguments.explain, "Say what a rule means, and why the loader refuses")
      ->type_name("RULE");
}

void describe_report(CLI::App& app, Arguments& arguments) {
  start_group(app, "The report");
  app.add_option("--format", arguments.format,
                 "text, json, ndjson, sarif, cyclonedx, github, junit, gitlab, markdown, html (one page, to look at), "
                 "fix (only "
                 "the arguments that fix it), or prune (the files that nothing loads there; prunez: each ended by NUL)")
      ->check(one_of(format_names()))
      ->type_name("FORMAT");
  app.add_option("-o,--output", arguments.output, "Write the report to FILE")->type_name("FILE");
  app.add_option("--installer", arguments.installer, "Who made the bundle, if its files do not tell: " + installers())
      ->check(one_of(known_installers()))
      ->type_name("NAME");
  app.add_flag("--statistics", arguments.statistics, "Say at the end how often each rule fired");
  app.add_option_function<std::string>(
         "--color",
         [&](const std::string& word) {
           arguments.color = word == "always" ? Color::always : word == "never" ? Color::never : Color::automatic;
         },
         "auto, always or never")
      ->check(one_of({"auto", "always", "never"}))
      ->type_name("WHEN");
  app.add_flag("-v,--verbose", arguments.verbose, "List every file, the notes, and the largest packages");
  app.add_flag("-q,--quiet", arguments.quiet, "Print only the verdict, and nothing if all is judged and fits");
}

// Turns CLI11's texts into one line in our style.
std::string one_line(std::string text, bool is_diff) {
  text = text.substr(0, text.find('\n'));
  if (!text.empty() && (text.size() < 2 || !std::isupper(static_cast<unsigned char>(text[1])))) {
    text = text::uncapitalised(std::move(text));
  }
  return printable(text) + " (see platlint " + (is_diff ? "diff " : "") + "--help)";
}

constexpr std::size_t description_column = 44;

constexpr const char* ending =
    "\nExamples:\n"
    "  platlint build                            what does it need, and where would it run?\n"
    "  platlint build --platform x86_64-manylinux2014 --python 3.12\n"
    "  platlint function.zip layer.zip --platform aws-lambda:python3.12:arm64\n"
    "  platlint --from template.yaml\n"
    "  find dist -name '*.whl' | platlint --files-from - --platform linux/arm64\n"
    "  platlint diff old.whl new.whl             what does a change bring?\n"
    "\nExit status: 0 fits; 1 findings at or above --fail-on; 2 the audit could not be done or is incomplete.";

constexpr const char* diff_ending =
    "\nWorse is, with a platform: new findings at or above --fail-on. Without one: fewer known platforms, a later "
    "system,\n"
    "a Python that is not served any more, a library that not every system has, new files for another platform.\n"
    "\nExit status: 0 nothing became worse; 1 something did; 2 it could not be compared, or not all was read.";

// A description continues in its own column. Any other line continues a little to the right.
std::size_t indent_of(std::string_view line) {
  const bool described = line.size() > description_column && line.substr(description_column - 2, 2) == "  ";
  return described ? description_column : 4;
}

// Wraps the help to the columns of the terminal; 0: unchanged.
std::string wrapped(const std::string& help, std::size_t columns) {
  constexpr std::size_t narrowest = 70;
  if (columns == 0) return help;
  columns = std::max(columns, narrowest);
  std::string text;
  for (std::size_t at = 0; at < help.size();) {
    const std::size_t end = std::min(help.find('\n', at), help.size());
    std::string line = help.substr(at, end - at);
    at = end + 1;
    const std::size_t indent = indent_of(line);
    while (line.size() > columns) {
      const std::size_t space = line.rfind(' ', columns);
      if (space == std::string::npos || space <= indent) break;
      text += line.substr(0, space) + "\n";
      line = std::string(indent, ' ') + line.substr(space + 1);
    }
    text += line + "\n";
  }
  return text;
}

// ", did you mean --platform?" for a word that looks like an option but is unknown.
std::string nearest_option(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  for (const std::string& word : app.remaining()) {
    if (word.starts_with("--")) return did_you_mean(nearest_names(word.substr(0, word.find('=')), names));
  }
  return {};
}

void describe_audit(CLI::App& app, Arguments& arguments) {
  app.set_version_flag("--version", version_text, "Print the version, and that of the LIEF inside");
  app.footer(ending);
  describe_bundle(app, arguments);
  describe_report(app, arguments);
  describe_fail_on(app, arguments);
  app.add_flag("--require-native", arguments.require_native, "A bundle without native files is an error");
  describe_policy(app, arguments);
  describe_limits(app, arguments);
  describe_lists(app, arguments);
}

void describe_diff(CLI::App& app, Arguments& arguments) {
  app.footer(diff_ending);
  start_group(app, "What is compared, and where it runs");
  app.add_option("OLD", arguments.old_bundle, "Bundle, or what --format json wrote of one")->required();
  app.add_option("NEW", arguments.new_bundle, "What it becomes")->required();
  describe_target(app, arguments);
  start_group(app, "The report");
  app.add_option("--format", arguments.format, "text, json or markdown")
      ->check(one_of({"text", "json", "markdown"}))
      ->type_name("FORMAT");
  app.add_option("-o,--output", arguments.output, "Write the report to FILE")->type_name("FILE");
  app.add_flag("-v,--verbose", arguments.verbose, "List all of long lists");
  describe_fail_on(app, arguments);
  describe_policy(app, arguments);
  describe_limits(app, arguments);
}

}  // namespace

Arguments read_arguments(int argc, const char* const* argv) {
  Arguments arguments;
  arguments.is_diff = argc > 1 && std::string_view(argv[1]) == "diff";
  CLI::App app(arguments.is_diff
                   ? "What does a change of a bundle bring? Each of the two is a bundle, or a JSON report."
                   : "Will every native file of this bundle load on the platform it is going to?",
               arguments.is_diff ? "platlint diff" : "platlint");
  app.get_formatter()->column_width(description_column);
  app.set_help_flag("-h,--help", "Print this help");
  if (arguments.is_diff) {
    describe_diff(app, arguments);
    --argc, ++argv;
  } else {
    describe_audit(app, arguments);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    arguments.answer = wrapped(app.help(), stdout_is_terminal() ? stdout_columns() : 0);
  } catch (const CLI::CallForVersion&) {
    arguments.answer = version_text();
  } catch (const CLI::ExtrasError& error) {
    throw Error(one_line(error.what() + nearest_option(app), arguments.is_diff));
  } catch (const CLI::ParseError& error) {
    throw Error(one_line(error.what(), arguments.is_diff));
  }
  if (!arguments.platforms.empty()) arguments.platform = arguments.platforms.front();
  return arguments;
}

}  // namespace platlint::cli
