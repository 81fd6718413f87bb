// SPDX-License-Identifier: Apache-2.0
#include "audit/many.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "audit/examine.hpp"
#include "audit/wire.hpp"
#include "audit/workers.hpp"
#include "inventory/inventory.hpp"
#include "inventory/small.hpp"

namespace platlint {

namespace {

constexpr std::size_t few_roots = 8;  // if there are fewer, they are read one after another, each by several workers

bool has_damage(const Bundle& bundle) {
  return bundle.failure || bundle.is_image ||
         std::any_of(bundle.entries.begin(), bundle.entries.end(),
                     [](const Entry& entry) { return entry.damage.has_value(); });
}

// Runs in a worker, without workers of its own. An empty answer: the root must be read again.
std::string read_whole(const std::string& root, const Options& options, const Deadline& deadline) {
  Options alone = options;
  alone.jobs = 0;
  alone.progress = {};
  const Bundle bundle = examine(root, alone, deadline);
  return has_damage(bundle) ? std::string() : encode_root(bundle);
}

// If the answer cannot be decoded, the root is read again, like a root that a worker crashed over.
std::optional<Bundle> decoded(const std::string& root, std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  try {
    Bundle bundle = decode_root(bytes);
    bundle.root = root;
    bundle.archive_size = archive_size(root);
    return bundle;
  } catch (const Unreadable&) {
    return std::nullopt;
  }
}

}  // namespace

std::vector<std::optional<Bundle>> examine_small(const std::vector<RootToRead>& roots, const Deadline& deadline) {
  std::vector<std::optional<Bundle>> bundles(roots.size());
  if (roots.size() < few_roots || roots[0].options->jobs == 0) return bundles;
  const Options& options = *roots[0].options;
  Work work;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    if (is_small_root(*roots[i].root)) work.order.push_back(i);
  }
  if (work.order.size() < few_roots) return bundles;
  // Workers are forked from this process, so it stays small: the answers are decoded when all have arrived.
  std::vector<std::string> answers(roots.size());
  std::size_t done = 0;
  work.run = [&](std::size_t i) { return read_whole(*roots[i].root, *roots[i].options, deadline); };
  work.done = [&](std::size_t i, std::string_view bytes) {
    answers[i] = bytes;
    if (options.progress) options.progress(++done, work.order.size());
  };
  work.lost = [&](std::size_t i, const std::string&) { answers[i].clear(); };
  WorkerLimits limits{options.jobs, options.limits.memory_bytes, options.limits.time};
  limits.alone = true;
  limits.deadline = &deadline;
  run_in_workers(work, limits);
  for (const std::size_t i : work.order) bundles[i] = decoded(*roots[i].root, answers[i]);
  return bundles;
}

}  // namespace platlint
