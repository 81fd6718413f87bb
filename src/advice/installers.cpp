// SPDX-License-Identifier: Apache-2.0
// The table of the installers. Some leave the name of another program: pipenv runs pip (pipenv/utils/pip.py); SAM
// builds Python with pip or uv and Node with npm (aws-lambda-builders, workflows). serverless-python-requirements runs
// pip, or uv (its README.md); pdm runs uv if use_uv is set (pdm-project.org, configuration).
#include "advice/installers.hpp"

#include <algorithm>
#include <array>

#include "advice/advice.hpp"
#include "platlint/error.hpp"

namespace platlint {
namespace {

using namespace advice;

/// Used if the metadata has no name: for Python flags that uv and pip share, for Node npm.
constexpr std::array installers{
    Installer{"uv", Ecosystem::python, "", uv_fix},
    Installer{"uv-sync", Ecosystem::python, "uv", uv_sync_fix},
    Installer{"pip", Ecosystem::python, "", pip_fix},
    Installer{"", Ecosystem::python, "", wheel_fix},
    Installer{"poetry", Ecosystem::python, "", poetry_fix},
    Installer{"pdm", Ecosystem::python, "uv", pdm_fix},
    Installer{"pipenv", Ecosystem::python, "pip", pipenv_fix},
    Installer{"pex", Ecosystem::python, "", pex_fix},
    Installer{"conda", Ecosystem::python, "", conda_fix},
    Installer{"sam", Ecosystem::python, "pip uv", sam_fix},
    Installer{"serverless", Ecosystem::python, "pip uv", serverless_fix},
    Installer{"npm", Ecosystem::node, "", npm_fix},
    Installer{"", Ecosystem::node, "", npm_fix},
    Installer{"pnpm", Ecosystem::node, "", pnpm_fix},
    Installer{"bun", Ecosystem::node, "", bun_fix},
    Installer{"yarn", Ecosystem::node, "", yarn_fix},
    Installer{"sam", Ecosystem::node, "npm", sam_fix},
};

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = 0; at < words.size();) {
    const auto end = std::min(words.find(' ', at), words.size());
    if (words.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

void require_known(std::string_view installer) {
  const auto names = known_installers();
  if (std::find(names.begin(), names.end(), installer) != names.end()) return;
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  throw Error("unknown installer '" + std::string(installer) + "', known are " + text);
}

}  // namespace

namespace advice {

const Installer* find_installer(const Package& package) {
  const auto row = std::find_if(installers.begin(), installers.end(), [&](const Installer& it) {
    return it.name == package.installer && it.ecosystem == package.ecosystem;
  });
  return row == installers.end() ? nullptr : &*row;
}

}  // namespace advice

std::vector<std::string> known_installers() {
  std::vector<std::string> names;
  for (const auto& installer : installers) {
    const bool known = std::find(names.begin(), names.end(), installer.name) != names.end();
    if (!installer.name.empty() && !known) names.emplace_back(installer.name);
  }
  return names;
}

void name_installer(Ownership& ownership, std::string_view installer) {
  require_known(installer);
  for (const auto& row : installers) {
    if (row.name != installer) continue;
    for (auto& package : ownership.packages) {
      if (package.ecosystem != row.ecosystem) continue;
      if (package.installer.empty() || has_word(row.runs, package.installer)) package.installer = installer;
    }
  }
}

}  // namespace platlint
