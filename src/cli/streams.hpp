// SPDX-License-Identifier: Apache-2.0
// Standard input, output and error: makes sure that they exist, and that all output arrives.
#pragma once

#include <string>

namespace platlint::cli {

/// Occupies the numbers of streams that are closed (`2>&-`, some cron jobs). Otherwise a file or pipe could get such a
/// number, and receive the stream's output. To read or write there still fails. On Windows no carriage return is added
/// before a line feed: a report has the same bytes on each system.
void prepare_standard_streams();

/// Throws Error, with the reason, if standard output did not take all output.
void flush_standard_output();

/// Throws Error: "cannot write to x.json: No space left on device", by errno.
[[noreturn]] void fail_to_write(const std::string& where);

}  // namespace platlint::cli
