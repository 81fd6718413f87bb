// SPDX-License-Identifier: Apache-2.0
// The command from top to bottom.
#include "cli/run.hpp"

#include <iostream>

#include "cli/bundles.hpp"
#include "cli/clock.hpp"
#include "cli/config.hpp"
#include "cli/diff.hpp"
#include "cli/environment.hpp"
#include "cli/listings.hpp"
#include "cli/lock.hpp"
#include "cli/names.hpp"
#include "cli/options.hpp"
#include "cli/own_tags.hpp"
#include "cli/settings.hpp"
#include "cli/template.hpp"

namespace platlint::cli {

namespace {

constexpr const char* beginning =
    "platlint: nothing to audit: name a directory, an archive or a binary\n"
    "\n"
    "  platlint build                        what does it need, and where would it run?\n"
    "  platlint build --platform linux/arm64 --python 3.12\n"
    "  platlint function.zip layer.zip --platform aws-lambda:python3.12\n"
    "  platlint --from template.yaml         a whole deployment: SAM, CDK, Serverless, Terraform\n"
    "  platlint --lock uv.lock --platform linux-arm64 --python 3.12   what will be built from source?\n"
    "  platlint --own-tags dist/*.whl        wheels, before they are published\n"
    "  platlint --list-platforms lambda      the names of platforms\n"
    "  platlint --help                       all options\n";

}  // namespace

int run(int argc, const char* const* argv) {
  use_utc();
  const Arguments arguments = with_environment(with_own_tags(with_names(with_template(read_arguments(argc, argv)))));
  if (arguments.answer) return std::cout << *arguments.answer, 0;
  check_lock(arguments);
  if (arguments.list_platforms) return print_platforms(std::cout, arguments), 0;
  if (arguments.list_rules) return print_rules(std::cout, arguments), 0;
  if (!arguments.explain.empty()) return explain(std::cout, arguments.explain), 0;
  if (arguments.is_diff) return run_diff(arguments);
  Configuration found = arguments.no_config ? Configuration() : find_configuration(arguments.config, arguments.roots);
  found.config = with_environment(std::move(found.config));
  const Settings settings = merge_settings(arguments, found);
  if (!arguments.lock.empty()) return run_lock(settings);
  if (argc <= 1 && settings.arguments.roots.empty()) return std::cerr << beginning, 2;
  return run_bundles(settings);
}

}  // namespace platlint::cli
