// SPDX-License-Identifier: Apache-2.0
// Standard input, output and error: that they are there, and that what was written has arrived.
#pragma once

#include <string>

namespace platlint::cli {

/// Takes the numbers of those that are closed (`2>&-`, some cron jobs), so that no file or pipe gets one of them, and
/// what is written to it. Reading or writing there goes on to fail. Windows puts no carriage return before a line feed:
/// a report has the same bytes on each system.
void prepare_standard_streams();

/// Throws Error, with the reason, where standard output could not take all that was written to it.
void flush_standard_output();

/// Throws Error: "cannot write to x.json: No space left on device", by errno.
[[noreturn]] void fail_to_write(const std::string& where);

}  // namespace platlint::cli
