// SPDX-License-Identifier: Apache-2.0
#include "platlint/requirements.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "alternatives/families.hpp"
#include "facts/systems.hpp"
#include "facts/threads.hpp"
#include "fit/known_platforms.hpp"
#include "fit/standing.hpp"
#include "loader/extension_suffix.hpp"
#include "platlint/target.hpp"
#include "rules/claims.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

struct Member {
  std::size_t entry = 0;
  const Artifact* image = nullptr;
};

// The images that the platforms of a purpose load, and that their packages need. For Linux, only those of the best
// known processor: the needs of a file for ppc64le say nothing about the others.
std::vector<Member> members_of(const Bundle& bundle, const fit::Purpose& purpose) {
  std::set<std::size_t> entries;
  bool has_linux = false;
  for (const fit::Standing& kind : purpose.kinds) {
    const bool is_linux = kind.target.system == System::linux;
    if (!is_linux || !has_linux) entries.insert(kind.needed.begin(), kind.needed.end());
    has_linux = has_linux || is_linux;
  }
  std::vector<Member> members;
  for (const std::size_t i : entries) {
    const Entry& entry = bundle.entries[i];
    for (const Artifact& image : entry.artifacts) {
      const bool is_for = std::any_of(purpose.kinds.begin(), purpose.kinds.end(), [&](const fit::Standing& kind) {
        return kind.target.format == image.format && same_system(image, kind.target);
      });
      if (is_for && concerns_loader(image, entry)) members.push_back({i, &image});
    }
  }
  return members;
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

void add_system_needs(Requirements& result, const Bundle& bundle, const std::vector<Member>& members) {
  std::map<System, Bound> bounds;
  for (const Member& member : members) {
    const Artifact& image = *member.image;
    if (image.format != Format::macho || !image.minimum_system) continue;
    bounds[system_of(image)].raise(*image.minimum_system, bundle.entries[member.entry].path);
  }
  for (const auto& [system, bound] : bounds)
    result.needs.push_back({std::string(label(system)) + " " + to_string(*bound.version), bound.path});
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

// The Python that the modules are for, if they agree: platforms without their own Python are tried with it.
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

bool is_of_kind(const Target& target, const fit::Purpose& purpose) {
  return std::all_of(target.architectures.begin(), target.architectures.end(), [&](Architecture wanted) {
    return std::any_of(purpose.kinds.begin(), purpose.kinds.end(), [&](const fit::Standing& kind) {
      return kind.target.format == target.format && kind.target.system == target.system &&
             kind.target.architectures.front() == wanted;
    });
  });
}

// The platforms to try. If other systems do not need the native files of the bundle, the best known platforms are tried
// too.
std::vector<Target> targets_to_try(const fit::Purpose& purpose, const std::set<std::string_view>& languages) {
  std::vector<Target> targets;
  for (const Target& target : fit::known_targets()) {
    if (fit::runs(target.name, languages) &&
        ((purpose.everywhere && fit::is_famous(target)) || is_of_kind(target, purpose)))
      targets.push_back(target);
  }
  return targets;
}

// The first rule with an error on each platform; null: it fits.
std::vector<const Rule*> try_targets(const Bundle& bundle, const Ownership& ownership,
                                     const std::vector<Target>& targets, unsigned threads) {
  const std::vector<Family> families = find_families(bundle, ownership);
  std::vector<const Rule*> misfits(targets.size());
  std::atomic<std::size_t> next = 0;
  run_in_threads(threads, [&] {
    for (std::size_t i = next++; i < targets.size(); i = next++) {
      const Findings findings = check({bundle, ownership, targets[i]}, families, Severity::error);
      const auto error = std::find_if(findings.begin(), findings.end(),
                                      [](const Finding& finding) { return finding.severity == Severity::error; });
      if (error != findings.end()) misfits[i] = error->rule;
    }
  });
  return misfits;
}

void add_platforms(Requirements& result, const std::vector<Target>& targets, const std::vector<const Rule*>& misfits,
                   const std::set<std::string_view>& languages) {
  std::map<std::string, const Rule*> rules;
  std::vector<std::string> wrong;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const std::string& name = targets[i].name;
    if (misfits[i] == nullptr) result.fits.push_back(name);
    // It is not worth telling that a platform of quite another kind does not fit.
    const bool is_news = misfits[i] != &rule::wrong_libc && misfits[i] != &rule::wrong_system;
    if (misfits[i] != nullptr && is_news && rules.emplace(name, misfits[i]).second) wrong.push_back(name);
  }
  const auto is_of_release = [&](const std::string& name) {
    return rules.at(name) == &rule::wrong_python_abi || rules.at(name) == &rule::wrong_node_abi;
  };
  result.fits = fit::best_known_first(std::move(result.fits), languages);
  wrong = fit::best_known_first(std::move(wrong), languages);
  std::stable_partition(wrong.begin(), wrong.end(), [&](const std::string& name) { return !is_of_release(name); });
  for (const std::string& name : wrong) result.misfits.push_back({name, rules.at(name)});
}

// The bundle without files for other platforms, so that a stray file does not make every platform a misfit.
Bundle without(const Bundle& bundle, const std::vector<std::size_t>& strangers) {
  Bundle reduced = bundle;
  for (const std::size_t stranger : strangers) reduced.entries[stranger].artifacts.clear();
  return reduced;
}

std::vector<Need> minority_of(const Bundle& bundle, const std::vector<std::size_t>& strangers) {
  std::vector<Need> minority;
  for (const std::size_t stranger : strangers) {
    const Entry& entry = bundle.entries[stranger];
    for (const Artifact& image : entry.artifacts) {
      if (concerns_loader(image, entry)) minority.push_back({describe(image), entry.path});
    }
  }
  return minority;
}

bool is_native_code(const Entry& entry) {
  return std::any_of(entry.artifacts.begin(), entry.artifacts.end(),
                     [&](const Artifact& image) { return concerns_loader(image, entry); });
}

// The files that none of the platforms loads or misses.
std::size_t count_unused(const Bundle& bundle, const fit::Purpose& purpose) {
  std::set<std::size_t> told;
  for (const fit::Standing& kind : purpose.kinds) {
    told.insert(kind.serving.begin(), kind.serving.end());
    told.insert(kind.strangers.begin(), kind.strangers.end());
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    if (is_native_code(bundle.entries[i]) && !told.contains(i)) ++count;
  }
  return count;
}

}  // namespace

Requirements find_requirements(const Bundle& bundle, const Ownership& ownership, unsigned threads) {
  Requirements result;
  if (std::none_of(bundle.entries.begin(), bundle.entries.end(), is_native_code)) return result;
  const fit::Purpose purpose =
      fit::purpose_of(fit::standings(bundle, ownership, find_families(bundle, ownership), threads));
  const std::vector<Member> members = members_of(bundle, purpose);
  result.platform = fit::words(purpose.kinds);
  result.everywhere = purpose.everywhere;
  result.unused = count_unused(bundle, purpose);
  add_runtime_needs(result, bundle, members);
  add_system_needs(result, bundle, members);
  add_python_needs(result, bundle, members);
  std::vector<std::size_t> strangers = purpose.kinds.front().strangers;
  std::sort(strangers.begin(), strangers.end());
  result.minority = minority_of(bundle, strangers);
  for (const BrokenClaim& claim : broken_claims(bundle, ownership))
    result.claims.push_back({words_of(claim), claim.path});
  const std::set<std::string_view> languages = fit::languages_of(bundle, ownership);
  std::vector<Target> targets = targets_to_try(purpose, languages);
  const std::optional<Python> python = only_python(bundle, members);
  for (Target& target : targets) {
    if (!target.python) target.python = python;
  }
  const std::vector<const Rule*> misfits = try_targets(without(bundle, strangers), ownership, targets, threads);
  add_platforms(result, targets, misfits, languages);
  return result;
}

}  // namespace platlint
