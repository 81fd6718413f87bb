// SPDX-License-Identifier: Apache-2.0
// Would the target's Python import this extension module, and could it?
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alternatives/modules.hpp"
#include "alternatives/optional_parts.hpp"
#include "loader/python.hpp"
#include "loader/symbols.hpp"
#include "rules/common.hpp"
#include "rules/wheel_python.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

using Implementation = ExtensionSuffix::Implementation;
using Abi = ExtensionSuffix::Abi;

struct Module {
  std::size_t entry = 0;
  ExtensionSuffix suffix;
};

// lib/python3.11/site-packages: only that minor version looks there.
std::optional<int> directory_minor(std::string_view path) {
  std::size_t at = path.find("python3.");
  while (at != std::string_view::npos) {
    const bool starts_part = at == 0 || path[at - 1] == '/';
    int minor = 0;
    const char* const digits = path.data() + at + 8;
    const char* const end = std::from_chars(digits, path.data() + path.size(), minor).ptr;
    const bool ends_part = end != path.data() + path.size() && (*end == '/' || *end == 't');
    if (starts_part && end != digits && ends_part) return minor;
    at = path.find("python3.", at + 1);
  }
  return std::nullopt;
}

// The archive inside the root, if any: wheels of a wheelhouse need not agree with each other.
std::string_view container(std::string_view path) {
  return text::last_step(path).value_or(text::Step{}).archive;
}

// Modules that the loader would take, by the name that their builds share: two builds of one module are alternatives.
std::map<std::string, std::vector<Module>> modules(const WholeBundle& whole) {
  std::map<std::string, std::vector<Module>> groups;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || loaded_images(subject).empty()) continue;
    std::optional<ExtensionSuffix> suffix = read_extension_suffix(subject.entry.path);
    if (!suffix) continue;
    std::string module = suffix->module;
    groups[std::move(module)].push_back({i, std::move(*suffix)});
  }
  return groups;
}

// If the bundle has a directory of the target's own Python, the directories of other Pythons are ignored.
class Directories {
 public:
  Directories(const WholeBundle& whole, const Python& target) : minor_(target.minor) {
    const std::vector<Entry>& entries = whole.bundle.entries;
    has_own_ = std::any_of(entries.begin(), entries.end(),
                           [&](const Entry& entry) { return directory_minor(entry.path) == minor_; });
  }

  bool is_ignored(std::string_view path) const { return has_own_ && directory_minor(path).value_or(minor_) != minor_; }

 private:
  int minor_;
  bool has_own_ = false;
};

void judge_for(const Python& target, const WholeBundle& whole, Findings& findings) {
  const Directories directories(whole, target);
  const std::set<std::size_t> optional = packages_with_optional_modules(whole);
  for (const auto& [module, builds] : modules(whole)) {
    if (directories.is_ignored(module)) continue;
    const auto refused = [&](const Module& build) {
      return refusal(build.suffix, target, whole.subject(build.entry).package);
    };
    if (std::any_of(builds.begin(), builds.end(), [&](const Module& build) { return !refused(build); })) continue;
    for (const Module& build : builds) {
      const auto owner = whole.ownership.owner[build.entry];
      // debugpy has a module for CPython 3.9 on Windows, and works without it elsewhere.
      const auto severity = owner && optional.contains(*owner) ? Severity::warning : Severity::error;
      findings.push_back(placed(finding(rule::wrong_python_abi, severity, *refused(build),
                                        "CPython " + to_string(target), words(build.suffix)),
                                whole, build.entry));
    }
  }
}

// The Python that a file is linked to, if it is not the target's. A program is a process of its own, and brings the
// Python that it is linked to.
std::optional<LinkedPython> linked_to_another(const Subject& subject, const Python& target) {
  for (const Artifact* image : loaded_images(subject)) {
    std::optional<LinkedPython> linked = linked_python(*image);
    if (linked && linked->python != target && image->kind != Kind::executable) return linked;
  }
  return std::nullopt;
}

// A package, or the directory of a file without one.
using Place = std::pair<std::optional<std::size_t>, std::string_view>;

Place place_of(const WholeBundle& whole, std::size_t entry) {
  const std::optional<std::size_t> owner = whole.ownership.owner[entry];
  const std::string_view path = whole.bundle.entries[entry].path;
  return {owner, owner ? std::string_view{} : path.substr(0, path.rfind('/') + 1)};
}

// Places with a plain-named file for the target's own Python. Files for other Pythons beside it are alternatives, from
// which the package's code chooses (cefpython_py36.pyd, cefpython_py37.pyd).
std::set<Place> places_with_own(const Python& target, const WholeBundle& whole) {
  std::set<Place> places;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || read_extension_suffix(subject.entry.path)) continue;
    for (const Artifact* image : loaded_images(subject)) {
      const std::optional<LinkedPython> linked = linked_python(*image);
      if (linked && linked->python == target) places.insert(place_of(whole, i));
    }
  }
  return places;
}

// Another build of the same module that the target's Python imports, and that is linked to no other Python.
bool is_served(const std::vector<Module>& builds, const Python& target, const WholeBundle& whole) {
  return std::any_of(builds.begin(), builds.end(), [&](const Module& build) {
    const Subject subject = whole.subject(build.entry);
    return !refusal(build.suffix, target, subject.package) && !linked_to_another(subject, target);
  });
}

// The importer only looks at names. If it takes a file by its name, the file fails on the library of another Python, or
// loads that library beside its own.
void judge_links(const Python& target, const WholeBundle& whole, Findings& findings) {
  const Directories directories(whole, target);
  const std::set<Place> several = places_with_own(target, whole);
  const std::map<std::string, std::vector<Module>> groups = modules(whole);
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || directories.is_ignored(subject.entry.path)) continue;
    const std::optional<LinkedPython> linked = linked_to_another(subject, target);
    if (!linked) continue;
    const std::optional<ExtensionSuffix> suffix = read_extension_suffix(subject.entry.path);
    if (suffix && (refusal(*suffix, target, subject.package) || is_served(groups.at(suffix->module), target, whole)))
      continue;
    if (!suffix && several.contains(place_of(whole, i))) continue;
    findings.push_back(placed(finding(rule::wrong_python_abi, Severity::error,
                                      "linked to the library of CPython " + to_string(linked->python) + " (" +
                                          linked->library + "), target has CPython " + to_string(target),
                                      "CPython " + to_string(target), "CPython " + to_string(linked->python)),
                              whole, i));
  }
}

// Every Python imports a plain name; only the wheel's tags tell which Python it was built for.
void judge_tags(const Python& target, const WholeBundle& whole, Findings& findings) {
  const Directories directories(whole, target);
  const std::map<std::string, std::vector<Module>> groups = modules(whole);
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || directories.is_ignored(subject.entry.path)) continue;
    const std::optional<std::string> tag = tag_of_another(subject.package, target);
    if (!tag || loaded_images(subject).empty() || !is_plain_module(subject)) continue;
    if (linked_to_another(subject, target)) continue;  // judge_links has reported it
    const std::string& path = subject.entry.path;
    const auto group = groups.find(path.substr(0, path.rfind('.')));
    if (group != groups.end() && is_served(group->second, target, whole)) continue;
    findings.push_back(placed(finding(rule::wrong_python_abi, Severity::error,
                                      "its wheel is tagged " + *tag + ", target has CPython " + to_string(target),
                                      "CPython " + to_string(target), *tag),
                              whole, i));
  }
}

// If the names do not tell, the symbols do. A bundle may bring the library of a Python, which has them.
void judge_symbols(const Python& target, const WholeBundle& whole, Findings& findings) {
  const Directories directories(whole, target);
  std::map<std::size_t, std::string> lacks;
  std::set<std::size_t> lacking;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || directories.is_ignored(subject.entry.path)) continue;
    const std::optional<ExtensionSuffix> suffix = read_extension_suffix(subject.entry.path);
    if (suffix && refusal(*suffix, target, subject.package)) continue;
    if (linked_to_another(subject, target) || (!suffix && tag_of_another(subject.package, target))) continue;
    for (const Artifact* image : loaded_images(subject)) {
      const std::vector<const Import*> imports = lacks_of_python(*image, target, whole);
      if (imports.empty() || image->kind == Kind::executable) continue;
      lacks.emplace(i, imports.front()->name);
      lacking.insert(i);
    }
  }
  const std::set<std::size_t> optional = optional_parts(whole, lacking);
  for (const auto& [entry, symbol] : lacks) {
    const Severity severity = optional.contains(entry) ? Severity::warning : Severity::error;
    findings.push_back(placed(finding(rule::wrong_python_abi, severity,
                                      "needs " + symbol + ", which CPython " + to_string(target) + " does not have",
                                      "CPython " + to_string(target), symbol),
                              whole, entry));
  }
}

using Versions = std::set<std::pair<int, bool>>;  // minor, free-threaded

// Without a declared Python, the modules of one place must at least agree on one.
void judge_agreement(const WholeBundle& whole, Findings& findings) {
  std::map<std::pair<std::string_view, std::optional<int>>,
           std::vector<std::pair<Versions, const std::vector<Module>*>>>
      places;
  const std::map<std::string, std::vector<Module>> groups = modules(whole);
  for (const auto& [module, builds] : groups) {
    Versions versions;
    for (const Module& build : builds) {
      const bool bound = build.suffix.abi == Abi::version && build.suffix.implementation == Implementation::cpython;
      if (bound) versions.emplace(build.suffix.python->minor, build.suffix.python->free_threaded);
    }
    if (versions.size() == builds.size())
      places[{container(module), directory_minor(module)}].push_back({versions, &builds});
  }
  for (const auto& [place, members] : places) {
    std::map<std::pair<int, bool>, std::size_t> votes;
    for (const auto& [versions, builds] : members) {
      for (const auto& version : versions) ++votes[version];
    }
    const auto winner =
        std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    for (const auto& [versions, builds] : members) {
      if (versions.contains(winner->first)) continue;
      const Python others{3, winner->first.first, winner->first.second};
      for (const Module& build : *builds) {
        findings.push_back(placed(
            finding(rule::wrong_python_abi, Severity::error,
                    "built for " + words(build.suffix) + ", most of the bundle is for CPython " + to_string(others),
                    "CPython " + to_string(others), words(build.suffix)),
            whole, build.entry));
      }
    }
  }
}

// Without a declared Python, a wheel's own tags say which one its modules must be for. Does any of them break that?
bool judge_promises(const WholeBundle& whole, Findings& findings) {
  const std::size_t before = findings.size();
  const std::set<std::size_t> optional = packages_with_optional_modules(whole);
  for (const auto& [module, builds] : modules(whole)) {
    const auto broken = [&](const Module& build) {
      return tag_broken_by(build.suffix, whole.subject(build.entry).package);
    };
    if (!std::all_of(builds.begin(), builds.end(), broken)) continue;
    for (const Module& build : builds) {
      if (optional.contains(*whole.ownership.owner[build.entry])) continue;
      const std::string tag = *broken(build);
      findings.push_back(placed(finding(rule::wrong_python_abi, Severity::error,
                                        "built for " + words(build.suffix) + ", its wheel is tagged " + tag, tag,
                                        "a module for " + words(build.suffix)),
                                whole, build.entry));
    }
  }
  return findings.size() != before;
}

void wrong_python_abi(const Evidence& whole, Findings& findings) {
  if (!whole.target.python) {
    if (!judge_promises(whole, findings)) judge_agreement(whole, findings);
    return;
  }
  judge_for(*whole.target.python, whole, findings);
  judge_links(*whole.target.python, whole, findings);
  judge_tags(*whole.target.python, whole, findings);
  judge_symbols(*whole.target.python, whole, findings);
}

std::string platform_words(const ExtensionSuffix& suffix) {
  std::string text{name(suffix.system)};
  if (suffix.architecture != Architecture::unknown) text += " " + std::string(name(suffix.architecture));
  if (suffix.libc != Libc::unknown) text += " (" + std::string(name(suffix.libc)) + ")";
  return text;
}

// The name is for another platform than the bytes, which fit: so the importer never tries it. If the bytes do not fit,
// another rule has reported it.
void suffix_mismatch(const Subject& subject, Findings& findings) {
  const std::vector<const Artifact*> images = loaded_images(subject);
  const std::optional<ExtensionSuffix> suffix = read_extension_suffix(subject.entry.path);
  if (images.empty() || !suffix || suffix->system == System::unknown) return;
  const Target& target = subject.target;
  const bool system = suffix->system == target.system || target.system == System::unknown;
  const bool served =
      suffix->architecture == Architecture::unknown ||
      std::any_of(images.begin(), images.end(), [&](const Artifact* image) {
        Artifact named;
        named.architecture = suffix->architecture;
        return serves(named, target.architectures.front(), target) || serves(*image, suffix->architecture, target);
      });
  const bool libc = suffix->libc == Libc::unknown || target.libc == Libc::unknown || suffix->libc == target.libc ||
                    images[0]->libc != target.libc;  // then wrong-libc has reported it
  if (system && served && libc) return;
  findings.push_back(finding(rule::suffix_mismatch, Severity::error,
                             "named for " + platform_words(*suffix) +
                                 ", so Python on the target never imports it; the file is " + describe(*images[0]),
                             describe(target), platform_words(*suffix)));
}

}  // namespace

namespace rule {

constexpr Rule wrong_python_abi{
    .name = "wrong-python-abi",
    .severity = Severity::error,
    .summary = "an extension module of another Python",
    .why =
        "CPython looks for a module only with its own suffixes (.cpython-312-x86_64-linux-gnu.so, .abi3.so, .so). It "
        "does not find a file of another version: \"No module named '_cffi_backend'\". Every version imports a plain "
        "name. Then the wheel's tag says what the module was built for, or the names of Python's C API that it needs. "
        "A module may also be linked to the library of one version.",
    .reference = "PEP 3149, 384, 703 and 803; CPython Python/dynload_shlib.c and dynload_win.c",
    .about = About::file,
    .fix = {FixedBy::another_python, ""},
};
constexpr Checks wrong_python_abi_checks{.check = nullptr, .check_bundle = platlint::wrong_python_abi};

constexpr Rule suffix_mismatch{
    .name = "suffix-mismatch",
    .severity = Severity::error,
    .summary = "an extension module whose name is for another platform than its bytes",
    .why =
        "The platform in the suffix is part of the name that Python looks for. It never finds the right file under "
        "another platform's name.",
    .reference = "CPython Misc/platform_triplet.c",
    .about = About::file,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks suffix_mismatch_checks{.check = platlint::suffix_mismatch, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
