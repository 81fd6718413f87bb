// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace platlint {

/// Runs `job` in this thread and in up to `threads` - 1 others, or in fewer if the system has no more. Each call takes
/// work until there is none left. All have ended when it returns. If one of them throws, it throws the same.
void run_in_threads(unsigned threads, const std::function<void()>& job);

}  // namespace platlint
