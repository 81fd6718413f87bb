// SPDX-License-Identifier: Apache-2.0
// pipenv passes --extra-pip-args to pip, which accepts --platform only with --target, but pipenv fills an environment.
// pip's --only-binary takes several names with commas: one argument without a space survives every shell.
#include "advice/exported.hpp"

namespace platlint::advice {

Fix pipenv_fix(const Requests& requests, const Context& context) {
  if (!host_wheels_fit(requests, context.target)) {
    return through_requirements({"pipenv", "pipenv requirements > requirements.txt"}, requests, context);
  }
  Fix fix;
  fix.installer = "pipenv";
  fix.arguments = {"--extra-pip-args=--only-binary=" + comma_separated(requests)};
  fix.summary = "take the wheel of " + enumerate(requests) +
                " instead of building it here; in a new environment, run pipenv sync with" + joined(fix.arguments);
  return fix;
}

}  // namespace platlint::advice
