// SPDX-License-Identifier: Apache-2.0
// `pdm lock --platform` locks for another platform (pdm-project.org, "Lock for specific platforms"); pdm installs for
// its own. Which packages it may build is a setting without a flag: resolution.only-binary in pyproject.toml, or
// PDM_ONLY_BINARY (pdm/environments/base.py, get_finder).
#include "advice/exported.hpp"

namespace platlint::advice {
namespace {

std::string toml_array(const Requests& requests) {
  std::string text = "[";
  for (const auto& request : requests) text.append(text.size() == 1 ? "\"" : ", \"").append(request.name).append("\"");
  return text + "]";
}

}  // namespace

Fix pdm_fix(const Requests& requests, const Context& context) {
  if (!host_wheels_fit(requests, context.target)) {
    return through_requirements({"pdm", "pdm export --prod -o requirements.txt"}, requests, context);
  }
  return {"take the wheel of " + enumerate(requests) +
              " instead of building it here; before pdm install in a new environment, set PDM_ONLY_BINARY=" +
              comma_separated(requests) + ", or under [tool.pdm.resolution] only-binary = " + toml_array(requests),
          "pdm",
          {}};
}

}  // namespace platlint::advice
