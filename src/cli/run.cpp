// SPDX-License-Identifier: Apache-2.0
// The command from top to bottom.
#include "cli/run.hpp"

#include <iostream>

#include "cli/bundles.hpp"
#include "cli/clock.hpp"
#include "cli/config.hpp"
#include "cli/environment.hpp"
#include "cli/listings.hpp"
#include "cli/names.hpp"
#include "cli/options.hpp"
#include "cli/own_tags.hpp"
#include "cli/settings.hpp"
#include "cli/template.hpp"

namespace platlint::cli {

int run(int argc, const char* const* argv) {
  use_utc();
  const Arguments arguments = with_environment(with_own_tags(with_names(with_template(read_arguments(argc, argv)))));
  if (arguments.answer) return std::cout << *arguments.answer, 0;
  if (arguments.list_platforms) return print_platforms(std::cout, *arguments.list_platforms), 0;
  if (arguments.list_rules) return print_rules(std::cout), 0;
  if (!arguments.explain.empty()) return explain(std::cout, arguments.explain), 0;
  Configuration found = arguments.no_config ? Configuration() : find_configuration(arguments.config, arguments.roots);
  found.config = with_environment(std::move(found.config));
  return run_bundles(settle(arguments, found));
}

}  // namespace platlint::cli
