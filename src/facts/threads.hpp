// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace platlint {

/// Runs `job` in this thread and in up to `threads` - 1 others, in fewer where no more can be had: each call takes what
/// is left to do. All have ended when it returns. Throws what one of them threw.
void run_in_threads(unsigned threads, const std::function<void()>& job);

}  // namespace platlint
