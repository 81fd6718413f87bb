// SPDX-License-Identifier: Apache-2.0
#include "cli/template.hpp"

#include "deployment/deployment.hpp"
#include "platlint/error.hpp"

namespace platlint::cli {

Arguments with_template(Arguments arguments) {
  if (arguments.from.empty() && !arguments.function.empty()) throw Error("--function needs --from FILE");
  const bool names_roots = !arguments.roots.empty() || !arguments.files_from.empty();
  if (arguments.from.empty() || (!arguments.platform.empty() && names_roots)) return arguments;
  const auto functions = deployment::read_functions(arguments.from, arguments.function);
  if (arguments.platform.empty()) arguments.platform = deployment::common_platform(arguments.from, functions);
  if (names_roots) return arguments;
  arguments.roots = deployment::existing_bundles(arguments.from, functions);
  arguments.elsewhere = deployment::layers_elsewhere(arguments.from, functions);
  return arguments;
}

}  // namespace platlint::cli
