// SPDX-License-Identifier: Apache-2.0
// poetry has no flag for another platform (python-poetry.org, "poetry install"). Which packages it may build is a
// setting: installer.only-binary, a list with commas, since 2.0 (python-poetry.org, configuration). `poetry export` is
// a plugin. An environment keeps the package that it has: `poetry install` compares versions, not how they were made.
#include "advice/exported.hpp"

namespace platlint::advice {

Fix poetry_fix(const Requests& requests, const Context& context) {
  if (!host_wheels_fit(requests, context.target)) {
    return through_requirements({"poetry", "poetry export -o requirements.txt (poetry-plugin-export)"}, requests,
                                context);
  }
  Fix fix;
  fix.installer = "poetry";
  fix.arguments = {"installer.only-binary", comma_separated(requests)};
  fix.summary = "take the wheel of " + enumerate(requests) +
                " instead of building it here; before poetry install in a new environment, run poetry config --local" +
                joined(fix.arguments);
  return fix;
}

}  // namespace platlint::advice
