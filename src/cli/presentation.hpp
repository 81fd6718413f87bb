// SPDX-License-Identifier: Apache-2.0
// How the report is to look: which format, and what the terminal and the environment say.
#pragma once

#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "platlint/report.hpp"

namespace platlint::cli {

/// A variable of the environment; empty where there is none.
std::string environment(std::string_view name);

/// The format that the arguments name. Throws Error where it says nothing without a platform, and there is none.
const ReportFormat& find_format(const Arguments& arguments);

ReportOptions report_options(const Arguments& arguments);

}  // namespace platlint::cli
