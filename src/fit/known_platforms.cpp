// SPDX-License-Identifier: Apache-2.0
#include "fit/known_platforms.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "loader/extension_suffix.hpp"
#include "rules/common.hpp"

namespace platlint::fit {

namespace {

// Releases of distributions that people build on. The list of platforms has them as patterns; all releases would add
// about a hundred names with the same meaning.
constexpr std::array<std::string_view, 9> releases{
    "debian:13",   "debian:12", "ubuntu:24.04", "ubuntu:22.04",     "alpine:3.23",
    "alpine:3.22", "rhel:9",    "rhel:8",       "amazonlinux:2023",
};

std::vector<Target> make_known_targets() {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    names.push_back(name);
    if (name.find(':') != std::string::npos) names.push_back(name + ":arm64");
  };
  for (const Platform& platform : list_platforms()) add(platform.name);
  for (const std::string_view release : releases) add(std::string(release));
  std::vector<Target> targets;
  std::set<std::string> known;  // several names may be one platform
  for (const std::string& name : names) {
    std::optional<Target> target = known_target(name);  // unset for patterns, and if it runs on one processor only
    if (target && known.insert(target->name).second) targets.push_back(std::move(*target));
  }
  return targets;
}

// --- Languages

struct Word {
  std::string_view prefix;
  std::string_view language;
};

// The prefixes of the names of runtimes (aws-lambda:nodejs22.x, azure-functions:node22, google-cloud:go127).
constexpr std::array runtimes{
    Word{"python", "python"}, Word{"node", "node"}, Word{"java", "java"},
    Word{"dotnet", "dotnet"}, Word{"ruby", "ruby"}, Word{"go", "go"},
};

// Empty: it is made for no language.
std::string_view language_of(std::string_view platform) {
  const std::size_t colon = platform.find(':');
  if (colon == std::string_view::npos) return {};
  for (const Word& word : runtimes) {
    if (platform.substr(colon + 1).starts_with(word.prefix)) return word.language;
  }
  return {};
}

// Elixir has no runtime preset.
std::string_view language_of(Ecosystem ecosystem) {
  const bool has_runtimes = ecosystem != Ecosystem::elixir && ecosystem != Ecosystem::other;
  return has_runtimes ? name(ecosystem) : std::string_view();
}

// The directories in which .NET and RubyGems put native files ("runtimes/RID/native", NuGet's "Including native
// libraries"; "gems/NAME/"), and the file that a jar always has.
std::string_view language_of_path(std::string_view path) {
  if (path.ends_with(".node")) return "node";
  if (path.find("runtimes/") != std::string_view::npos && path.find("/native/") != std::string_view::npos)
    return "dotnet";
  if (path.starts_with("gems/") || path.find("/gems/") != std::string_view::npos) return "ruby";
  if (path.find(".jar!/") != std::string_view::npos) return "java";
  return read_extension_suffix(path) ? "python" : std::string_view();
}

std::string_view language_of_bundle(const Bundle& bundle) {
  const bool is_jar = std::any_of(bundle.entries.begin(), bundle.entries.end(),
                                  [](const Entry& entry) { return entry.path == "META-INF/MANIFEST.MF"; });
  return is_jar ? "java" : std::string_view();
}

// --- Fame

// The kinds of names, the best known first.
enum class Fame : std::uint8_t {
  lambda,
  own,  // the name that installers of the language use
  word,
  debian,
  ubuntu,
  service,
  other,
};

bool is_wheel_tag(std::string_view name) {
  return name.find("manylinux") != std::string_view::npos || name.starts_with("win_") || name == "win32";
}

bool is_node_name(std::string_view name) {
  return name.starts_with("linux-x64") || name.starts_with("linux-arm") || name.starts_with("darwin-") ||
         name.starts_with("win32-");
}

bool is_word(std::string_view name) {
  return name == "linux" || name == "macos" || name == "windows" ||
         name.find("-apple-darwin") != std::string_view::npos;
}

Fame fame_of(std::string_view name, const std::set<std::string_view>& languages) {
  const bool of_language = languages.empty() || !language_of(name).empty();
  if (name.starts_with("aws-lambda:")) return of_language ? Fame::lambda : Fame::service;
  if (languages.contains("node") && is_node_name(name)) return Fame::own;
  if ((languages.empty() || languages.contains("python")) && is_wheel_tag(name)) return Fame::own;
  if (is_word(name)) return Fame::word;
  if (name.starts_with("debian:")) return Fame::debian;
  if (name.starts_with("ubuntu:")) return Fame::ubuntu;
  return name.find(':') != std::string_view::npos ? Fame::service : Fame::other;
}

// Platforms on one processor are grouped: "aws-lambda:…" and "aws-lambda:…:arm64" are two kinds.
std::string kind_of(std::string_view name) {
  const std::string family(name.substr(0, name.find_first_of(":_-/")));
  return name.ends_with(":arm64") ? family + ":arm64" : family;
}

}  // namespace

const std::vector<Target>& known_targets() {
  static const std::vector<Target> targets = make_known_targets();
  return targets;
}

// Native files are better evidence than metadata: a Python package may have its own package.json for a browser.
std::set<std::string_view> languages_of(const Bundle& bundle, const Ownership& ownership) {
  std::set<std::string_view> by_files;
  std::set<std::string_view> by_packages;
  for (const Package& package : ownership.packages) by_packages.insert(language_of(package.ecosystem));
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    if (bundle.entries[i].status == Entry::Status::not_native) continue;
    const std::optional<std::size_t> owner = ownership.owner[i];
    const std::string_view by_owner = owner ? language_of(ownership.packages[*owner].ecosystem) : std::string_view();
    by_files.insert(by_owner.empty() ? language_of_path(bundle.entries[i].path) : by_owner);
  }
  by_packages.erase(std::string_view());
  by_files.erase(std::string_view());
  if (!by_files.empty()) return by_files;
  if (const std::string_view language = language_of_bundle(bundle); !language.empty()) return {language};
  return by_packages;
}

bool runs(std::string_view platform, const std::set<std::string_view>& languages) {
  const std::string_view language = language_of(platform);
  return language.empty() || languages.empty() || languages.contains(language);
}

std::vector<std::string> best_known_first(std::vector<std::string> platforms,
                                          const std::set<std::string_view>& languages) {
  using Key = std::tuple<bool, Fame, std::size_t>;
  std::map<std::pair<Fame, std::string>, std::size_t> seen;
  std::vector<std::pair<Key, std::string>> keyed;
  for (std::size_t i = 0; i < platforms.size(); ++i) {
    const Fame fame = fame_of(platforms[i], languages);
    const bool is_first = seen[{fame, kind_of(platforms[i])}]++ == 0 && fame != Fame::other;
    keyed.emplace_back(Key(!is_first, fame, i), std::move(platforms[i]));
  }
  std::sort(keyed.begin(), keyed.end());
  for (std::size_t i = 0; i < keyed.size(); ++i) platforms[i] = std::move(keyed[i].second);
  return platforms;
}

}  // namespace platlint::fit
