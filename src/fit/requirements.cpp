// SPDX-License-Identifier: Apache-2.0
#include "platlint/requirements.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

#include "alternatives/families.hpp"
#include "facts/threads.hpp"
#include "loader/extension_suffix.hpp"
#include "platlint/target.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

// What a file is for: the images of one fat file together.
struct Breed {
  Format format = Format::elf;
  System system = System::unknown;
  std::set<Architecture> architectures;

  friend auto operator<=>(const Breed&, const Breed&) = default;
};

struct Member {
  std::size_t entry = 0;
  const Artifact* image = nullptr;
};

std::map<Breed, std::vector<Member>> breeds(const Bundle& bundle) {
  std::map<Breed, std::vector<Member>> found;
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    const Entry& entry = bundle.entries[i];
    Breed breed;
    std::vector<Member> members;
    for (const Artifact& image : entry.artifacts) {
      if (!concerns_loader(image, entry)) continue;
      breed.format = image.format;
      breed.system = system_of(image);
      breed.architectures.insert(image.architecture);
      members.push_back({i, &image});
    }
    if (members.empty()) continue;
    std::vector<Member>& all = found[breed];
    all.insert(all.end(), members.begin(), members.end());
  }
  return found;
}

std::string_view system_words(const Breed& breed) {
  switch (breed.system) {
    case System::linux:
      return "Linux";
    case System::macos:
      return "macOS";
    case System::windows:
      return "Windows";
    case System::android:
      return "Android";
    case System::ios:
      return "iOS";
    default:
      return name(breed.system);
  }
}

std::string words(const Breed& breed) {
  std::string text(system_words(breed));
  for (const Architecture architecture : breed.architectures) {
    text += architecture == *breed.architectures.begin() ? " " : " and ";
    text += spelling(breed.format, architecture);
  }
  return text;
}

// Keeps the greatest value seen, and the file that set it.
struct Bound {
  std::optional<Version> version;
  std::string path;

  void raise(const Version& candidate, const std::string& where) {
    if (version && candidate <= *version) return;
    version = candidate;
    path = where;
  }
};

constexpr std::array<std::string_view, 4> runtime_prefixes{"GLIBC", "GLIBCXX", "CXXABI", "GCC"};

void add_runtime_needs(Requirements& result, const Bundle& bundle, const std::vector<Member>& members) {
  std::map<std::string_view, Bound> bounds;
  std::map<Libc, std::string> libcs;
  for (const Member& member : members) {
    const std::string& path = bundle.entries[member.entry].path;
    if (member.image->libc != Libc::unknown && member.image->libc != Libc::none)
      libcs.emplace(member.image->libc, path);
    for (const VersionNeed& need : member.image->version_needs) {
      const std::size_t line = need.name.find('_');
      const std::string_view prefix = std::string_view(need.name).substr(0, line);
      const auto known = std::find(runtime_prefixes.begin(), runtime_prefixes.end(), prefix);
      if (known == runtime_prefixes.end() || line == std::string::npos) continue;
      if (const auto version = parse_version(std::string_view(need.name).substr(line + 1)))
        bounds[*known].raise(*version, path);
    }
  }
  for (const auto& [libc, path] : libcs) {
    if (libc != Libc::glibc || !bounds["GLIBC"].version) result.needs.push_back({std::string(name(libc)), path});
  }
  for (const std::string_view prefix : runtime_prefixes) {
    const Bound& bound = bounds[prefix];
    if (!bound.version) continue;
    const std::string label = prefix == "GLIBC" ? "glibc " : std::string(prefix) + "_";
    result.needs.push_back({label + to_string(*bound.version), bound.path});
  }
}

void add_system_need(Requirements& result, const Bundle& bundle, const Breed& breed,
                     const std::vector<Member>& members) {
  Bound bound;
  for (const Member& member : members) {
    if (member.image->minimum_system) bound.raise(*member.image->minimum_system, bundle.entries[member.entry].path);
  }
  if (bound.version && breed.format == Format::macho) {
    result.needs.push_back({std::string(system_words(breed)) + " " + to_string(*bound.version), bound.path});
  }
}

void add_python_needs(Requirements& result, const Bundle& bundle, const std::vector<Member>& members) {
  std::map<std::pair<int, bool>, std::string> versions;
  for (const Member& member : members) {
    const std::string& path = bundle.entries[member.entry].path;
    const std::optional<ExtensionSuffix> suffix = read_extension_suffix(path);
    if (!suffix || suffix->abi != ExtensionSuffix::Abi::version || suffix->python->major != 3) continue;
    versions.emplace(std::pair(suffix->python->minor, suffix->python->free_threaded), path);
  }
  for (const auto& [version, path] : versions) {
    result.needs.push_back({"CPython " + to_string(Python{3, version.first, version.second}), path});
  }
}

// The Python that the modules are for, where they agree: platforms without one of their own are tried with it.
std::optional<Python> only_python(const Bundle& bundle, const std::vector<Member>& members) {
  std::optional<Python> only;
  for (const Member& member : members) {
    const std::optional<ExtensionSuffix> suffix = read_extension_suffix(bundle.entries[member.entry].path);
    if (!suffix || suffix->abi != ExtensionSuffix::Abi::version) continue;
    if (only && !(*only == *suffix->python)) return std::nullopt;
    only = suffix->python;
  }
  return only;
}

bool same_kind(const Target& target, const Breed& breed) {
  return target.format == breed.format &&
         std::all_of(target.architectures.begin(), target.architectures.end(),
                     [&](Architecture wanted) { return breed.architectures.contains(wanted); });
}

bool is_runtime(std::string_view platform) {
  return platform.starts_with("aws-lambda:");
}

// Every known name, and what runs on other processors ("heroku:heroku-24", a runtime) there too.
std::vector<std::string> known_platforms() {
  std::vector<std::string> names;
  for (const Platform& platform : list_platforms()) {
    names.push_back(platform.name);
    if (platform.name.find(':') != std::string::npos) names.push_back(platform.name + ":arm64");
  }
  return names;
}

struct Trial {
  std::string platform;
  const Rule* misfit = nullptr;  // the first rule with an error; null: it fits
};

// Platforms tried on one bundle. Pure, so that several can be tried at once.
class Trials {
 public:
  Trials(const Bundle& bundle, const Ownership& ownership, const Breed& breed, const std::optional<Python>& python)
      : bundle_(bundle),
        ownership_(ownership),
        breed_(breed),
        python_(python),
        families_(find_families(bundle, ownership)) {}

  // Nothing for what is no platform of this kind.
  std::optional<Trial> try_platform(const std::string& name) const {
    std::optional<Target> target = known_target(name);  // none for patterns, and where it runs on one processor only
    if (!target || !same_kind(*target, breed_)) return std::nullopt;
    if (!target->python) target->python = python_;
    for (const Finding& finding : check({bundle_, ownership_, *target}, families_, Severity::error)) {
      if (finding.severity == Severity::error) return Trial{target->name, finding.rule};
    }
    return Trial{target->name};
  }

 private:
  const Bundle& bundle_;
  const Ownership& ownership_;
  const Breed& breed_;
  const std::optional<Python>& python_;
  const std::vector<Family> families_;
};

void try_platforms(Requirements& result, const Trials& trials, unsigned threads) {
  const std::vector<std::string> names = known_platforms();
  std::vector<std::optional<Trial>> tried(names.size());
  std::atomic<std::size_t> next = 0;
  run_in_threads(threads, [&] {
    for (std::size_t i = next++; i < names.size(); i = next++) tried[i] = trials.try_platform(names[i]);
  });
  std::set<std::string> known;  // several names may be one platform
  for (const std::optional<Trial>& trial : tried) {
    if (!trial || !known.insert(trial->platform).second) continue;
    if (trial->misfit == nullptr) {
      result.fits.push_back(trial->platform);
    } else {
      result.misfits.push_back({trial->platform, trial->misfit});
    }
  }
}

// Runtimes first, which is what most people ask for; a platform of another kind altogether is no news.
void tidy(Requirements& result) {
  std::stable_partition(result.fits.begin(), result.fits.end(), is_runtime);
  std::erase_if(result.misfits, [](const Misfit& misfit) {
    return misfit.rule == &rule::wrong_libc || misfit.rule == &rule::wrong_system;
  });
  std::stable_partition(result.misfits.begin(), result.misfits.end(),
                        [&](const Misfit& misfit) { return is_runtime(misfit.platform); });
}

// The files of the greatest breed alone, so that a stray one does not make everything a misfit.
Bundle without_minority(const Bundle& bundle, const std::vector<Member>& members) {
  std::set<std::size_t> kept;
  for (const Member& member : members) kept.insert(member.entry);
  Bundle reduced = bundle;
  for (std::size_t i = 0; i < reduced.entries.size(); ++i) {
    if (!kept.contains(i)) reduced.entries[i].artifacts.clear();
  }
  return reduced;
}

}  // namespace

Requirements find_requirements(const Bundle& bundle, const Ownership& ownership, unsigned threads) {
  Requirements result;
  const std::map<Breed, std::vector<Member>> all = breeds(bundle);
  if (all.empty()) return result;
  const auto greatest = std::max_element(
      all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  const auto& [breed, members] = *greatest;
  result.platform = words(breed);
  if (breed.format == Format::elf) add_runtime_needs(result, bundle, members);
  add_system_need(result, bundle, breed, members);
  add_python_needs(result, bundle, members);
  for (const auto& [other, strangers] : all) {
    if (other == breed) continue;
    for (const Member& stranger : strangers) {
      result.minority.push_back({describe(*stranger.image), bundle.entries[stranger.entry].path});
    }
  }
  const Bundle majority = without_minority(bundle, members);
  const std::optional<Python> python = only_python(bundle, members);
  try_platforms(result, Trials(majority, ownership, breed, python), threads);
  tidy(result);
  return result;
}

}  // namespace platlint
