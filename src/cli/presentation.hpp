// SPDX-License-Identifier: Apache-2.0
// The form of the report: its format, and the properties of the terminal and the environment.
#pragma once

#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "platlint/report.hpp"

namespace platlint::cli {

/// A variable of the environment; empty if it is not set.
std::string environment(std::string_view name);

/// The format that the arguments name. Throws Error if the format needs a platform, and there is none.
const ReportFormat& find_format(const Arguments& arguments);

ReportOptions report_options(const Arguments& arguments);

}  // namespace platlint::cli
