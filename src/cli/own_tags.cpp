// SPDX-License-Identifier: Apache-2.0
// The tags in a wheel's name (packaging.python.org, "Binary distribution format", "File name convention", "Compressed
// tag sets"): NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl.
#include "cli/own_tags.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "platlint/error.hpp"
#include "platlint/report.hpp"
#include "platlint/target.hpp"
#include "text/words.hpp"

namespace platlint::cli {

namespace {

struct Tags {
  std::string python;
  std::string abi;
  std::vector<std::string> platforms;
};

Tags tags_of(const std::string& root) {
  std::string name = std::filesystem::path(root).filename().string();
  const std::string whole = name;
  constexpr std::string_view suffix = ".whl";
  if (!name.ends_with(suffix)) throw Error(printable(whole) + " is not a wheel: --own-tags reads the names of wheels");
  name.resize(name.size() - suffix.size());
  const std::vector<std::string_view> fields = text::split(name, '-');
  const bool is_whole =
      (fields.size() == 5 || fields.size() == 6) &&
      std::none_of(fields.begin(), fields.end(), [](std::string_view field) { return field.empty(); });
  if (!is_whole)
    throw Error(printable(whole) + " is not the name of a wheel: expected NAME-VERSION-PYTHON-ABI-PLATFORM.whl");
  const std::vector<std::string_view> platforms = text::split(fields.back(), '.');
  return {std::string(fields[fields.size() - 3]),
          std::string(fields[fields.size() - 2]),
          {platforms.begin(), platforms.end()}};
}

// For a wheel of one CPython version, that version. For a wheel of the stable ABI, the oldest version. Otherwise no
// Python is meant.
std::string python_of(const Tags& tags) {
  const bool is_free_threaded = tags.abi.starts_with("cp") && tags.abi.ends_with("t");
  std::optional<Python> oldest;
  for (const std::string_view tag : text::split(tags.python, '.')) {
    if (!tag.starts_with("cp") || tag.size() < 4 || tags.abi == "none") continue;
    Python python = parse_python(tag);
    python.free_threaded = is_free_threaded;
    if (!oldest || python.minor < oldest->minor) oldest = python;
  }
  return oldest ? to_string(*oldest) : "";
}

// "any" is a promise for every system.
std::vector<std::string> platforms_of(const Tags& tags) {
  std::vector<std::string> names;
  std::vector<std::string> described;
  for (const std::string& tag : tags.platforms) {
    if (tag == "any") return {"x86_64-manylinux2014", "macosx_11_0_arm64", "win_amd64"};
    const Target target = find_target(tag, no_environment);
    if (std::find(described.begin(), described.end(), target.description) != described.end()) continue;
    described.push_back(target.description);
    names.push_back(tag);
  }
  return names;
}

}  // namespace

Arguments with_own_tags(Arguments arguments) {
  if (!arguments.own_tags) return arguments;
  if (!arguments.platform.empty() || !arguments.python.empty() || !arguments.from.empty())
    throw Error("--own-tags judges wheels by their names: leave out --platform, --python and --from");
  std::map<std::pair<std::string, std::string>, std::size_t> known;
  for (const std::string& root : arguments.roots) {
    const Tags tags = tags_of(root);
    const std::string python = python_of(tags);
    for (const std::string& platform : platforms_of(tags)) {
      const auto [job, is_new] = known.try_emplace({platform, python}, arguments.work.size());
      if (is_new) arguments.work.push_back({{}, platform, {}, false, python});
      arguments.work[job->second].roots.push_back(root);
    }
  }
  if (!arguments.work.empty()) arguments.platform = arguments.work.front().platform;
  return arguments;
}

}  // namespace platlint::cli
