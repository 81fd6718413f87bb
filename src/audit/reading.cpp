// SPDX-License-Identifier: Apache-2.0
#include "audit/reading.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "audit/examine.hpp"
#include "audit/many.hpp"
#include "inventory/inventory.hpp"

namespace platlint {

namespace {

// The most roots, over all readings, that are read ahead and kept until their turn.
constexpr std::size_t most_ahead = 512;

bool is_hidden_file(const Entry& entry) {
  return entry.path[entry.path.rfind('/') + 1] == '.';
}

// A failed install step leaves no file, or only hidden ones (the .lock of uv, a .gitignore).
void refuse_nothing(Bundle& bundle) {
  const auto is_file = [](const Entry& entry) {
    return !is_hidden_file(entry) || entry.status != Entry::Status::not_native || entry.damage || !entry.link.empty() ||
           !entry.unopened.empty();
  };
  if (bundle.failure || std::any_of(bundle.entries.begin(), bundle.entries.end(), is_file)) return;
  bundle.failure = std::string("nothing to audit: ") +
                   (bundle.entries.empty() ? "it has no files" : "it has only hidden files") +
                   "; did the step that fills it run, and is the path right?";
  bundle.entries.clear();
}

// A root that is one file without native code: the user named the wrong file.
void refuse_other_files(Bundle& bundle) {
  if (bundle.failure || bundle.entries.size() != 1 || bundle.entries[0].status != Entry::Status::not_native) return;
  const Entry entry = bundle.entries[0];
  const bool lone_file = bundle.root == entry.path || bundle.root.ends_with("/" + entry.path);
  if (lone_file && !entry.damage && bundle.metadata.empty()) {
    bundle.failure = entry.unopened.empty()
                         ? "not a directory, a native binary or an archive that platlint knows"
                         : entry.unopened + ", which was not opened: unpack it and name the directory";
    bundle.entries.clear();
  }
}

Bundle checked(Bundle bundle) {
  refuse_nothing(bundle);
  refuse_other_files(bundle);
  return bundle;
}

// The number of these readings that are read ahead together: at least one.
std::size_t ahead(std::span<const Reading> readings) {
  std::size_t count = 1;
  for (std::size_t roots = readings[0].roots->size(); count < readings.size(); ++count) {
    roots += readings[count].roots->size();
    if (roots > most_ahead) break;
  }
  return count;
}

std::vector<RootToRead> roots_of(std::span<const Reading> readings) {
  std::vector<RootToRead> roots;
  for (const Reading& reading : readings) {
    for (const std::string& root : *reading.roots) roots.push_back({&root, &reading.options});
  }
  return roots;
}

}  // namespace

Bundle read_root(const std::string& root, const Options& options, const Deadline& deadline) {
  return checked(examine(root, options, deadline));
}

Bundle read_root(const Memory& root, const Options& options, const Deadline& deadline) {
  return checked(examine(root, options, deadline));
}

void read_roots(const std::vector<Reading>& readings,
                const std::function<void(std::size_t, std::vector<Bundle>)>& each) {
  for (std::size_t first = 0, count = 0; first < readings.size(); first += count) {
    const std::span<const Reading> rest = std::span(readings).subspan(first);
    count = ahead(rest);
    const Deadline begun(rest[0].options.limits.total_time);
    std::vector<std::optional<Bundle>> small = examine_small(roots_of(rest.first(count)), begun);
    auto next = small.begin();
    for (std::size_t i = 0; i < count; ++i) {
      const Options& options = rest[i].options;
      const Deadline deadline = count == 1 ? begun : Deadline(options.limits.total_time);
      std::vector<Bundle> bundles;
      for (const std::string& root : *rest[i].roots) {
        bundles.push_back(*next ? checked(std::move(**next)) : read_root(root, options, deadline));
        (next++)->reset();
      }
      each(first + i, std::move(bundles));
    }
  }
}

}  // namespace platlint
