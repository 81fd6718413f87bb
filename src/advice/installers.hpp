// SPDX-License-Identifier: Apache-2.0
// One function per installer. It returns the arguments to add to its command so that these packages become right, and a
// sentence that says so. Every flag was run with the program (uv 0.13.9, pip 26.3 and 23.2, poetry 2.5.1, pdm 2.29.3,
// pipenv 2026.10.3, pex 2.105.2, SAM 1.170, npm 11.19, pnpm 10.34, bun 1.4), or is marked as documented.
#pragma once

#include "advice/request.hpp"
#include "platlint/finding.hpp"

namespace platlint::advice {

struct Installer {
  std::string_view name;  ///< as INSTALLER or --installer gives it; empty: not known
  Ecosystem ecosystem;
  std::string_view runs;  ///< the programs that it calls, whose names the metadata has ("pip uv")
  Fix (*fix)(const Requests&, const Context&);
};

/// Null: only its name is known.
const Installer* find_installer(const Package& package);

Fix uv_fix(const Requests& requests, const Context& context);       ///< uv pip install
Fix uv_sync_fix(const Requests& requests, const Context& context);  ///< a project's commands: uv sync, uv run
Fix pip_fix(const Requests& requests, const Context& context);
Fix wheel_fix(const Requests& requests, const Context& context);  ///< installer not known: flags that uv and pip share
Fix poetry_fix(const Requests& requests, const Context& context);
Fix pdm_fix(const Requests& requests, const Context& context);
Fix pipenv_fix(const Requests& requests, const Context& context);
Fix pex_fix(const Requests& requests, const Context& context);
Fix conda_fix(const Requests& requests, const Context& context);
Fix sam_fix(const Requests& requests, const Context& context);
Fix serverless_fix(const Requests& requests, const Context& context);
Fix npm_fix(const Requests& requests, const Context& context);
Fix pnpm_fix(const Requests& requests, const Context& context);
Fix bun_fix(const Requests& requests, const Context& context);
Fix yarn_fix(const Requests& requests, const Context& context);

/// The value of uv's --python-platform that fits the target best and promises no more than it; empty: uv has no such
/// value.
std::string uv_platform(const Target& target);

/// uv's and pip's "--python-version 3.12". It only takes digits, so it cannot name the free-threaded build. That needs
/// "--python 3.13t", which only uv has.
std::vector<std::string> uv_python(const Python& python);

/// pip's arguments for a platform that is not its own; empty: no wheel tag fits it.
std::vector<std::string> pip_platform(const Target& target);

/// Are the published wheels for this machine enough? They are if the packages were built here and fit the target by
/// their tag: then the machine is the same Linux. Its glibc may be too new, but published wheels are built on an old
/// one.
bool host_wheels_fit(const Requests& requests, const Target& target);

/// {"--only-binary", "numpy", "--only-binary", "pandas"}
std::vector<std::string> each(std::string_view flag, const Requests& requests);

/// "numpy,pandas": a list of names for pip, poetry and pdm.
std::string comma_separated(const Requests& requests);

/// {"--os=linux", "--cpu=x64", "--libc=glibc"}; empty: Node has no names for the target, or the target is several
/// platforms.
std::vector<std::string> node_platform(const Target& target);

}  // namespace platlint::advice
