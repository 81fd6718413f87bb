// SPDX-License-Identifier: Apache-2.0
// A missing part of a package. The package itself says what it should have: in its optionalDependencies, its install
// script, its RECORD. Packages that work without the part are ignored.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alternatives/declared.hpp"
#include "alternatives/fitness.hpp"
#include "alternatives/platform_words.hpp"
#include "rules/common.hpp"
#include "rules/gems.hpp"
#include "rules/prisma.hpp"

namespace platlint {

namespace {

/// Python packages whose compiled modules only make them faster, or have an equivalent in Python. Measured: each was
/// imported by CPython 3.11 after its compiled modules were removed (releases of November 2026).
constexpr std::array<std::string_view, 22> faster_when_compiled = {"aiohttp",
                                                                   "black",
                                                                   "charset-normalizer",
                                                                   "coverage",
                                                                   "cython",
                                                                   "frozenlist",
                                                                   "markupsafe",
                                                                   "msgpack",
                                                                   "multidict",
                                                                   "mypy",
                                                                   "propcache",
                                                                   "protobuf",
                                                                   "pyyaml",
                                                                   "simplejson",
                                                                   "sqlalchemy",
                                                                   "tornado",
                                                                   "websockets",
                                                                   "wrapt",
                                                                   "yarl",
                                                                   "rapidfuzz",
                                                                   "zope-interface",
                                                                   "lazy-object-proxy"};

std::string plain_name(std::string name) {
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    if (letter == '_' || letter == '.') letter = '-';
  }
  return name;
}

bool is_native_or_unknown(const Entry& entry) {
  return entry.status != Entry::Status::not_native || entry.excluded || !unread(entry).empty();
}

bool is_web_assembly(const Entry& entry) {
  return !entry.artifacts.empty() && std::all_of(entry.artifacts.begin(), entry.artifacts.end(),
                                                 [](const Artifact& it) { return it.format == Format::wasm; });
}

PlatformPath part_of(const std::string& name) {
  return read_platform_path(name + "/x");
}

std::string enumerate(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

/// The packages of a deployment together.
class Present {
 public:
  explicit Present(const Evidence& whole) {
    add(whole.ownership, whole.bundle, &whole.fates);
    for (const auto* roots : {&whole.below, &whole.above}) {
      for (const Root& root : *roots) add(root.ownership, root.bundle, nullptr);
    }
  }

  bool has(const std::string& name) const { return names_.contains(name); }
  /// A package that yarn unplugged, and one that was unpacked beside an asar, lie in two places.
  bool has_machine_code(const Package& package) const { return has(machine_, package); }
  bool has_web_assembly(const Package& package) const { return has(web_assembly_, package); }

 private:
  using Releases = std::set<std::pair<std::string, std::string>>;  // name and version

  static bool has(const Releases& releases, const Package& package) {
    return releases.contains({package.name, package.version}) || releases.contains({package.name, ""});
  }

  void add(const Ownership& ownership, const Bundle& bundle, const Fates* fates) {
    for (const Package& package : ownership.packages) names_.insert(package.name);
    for (std::size_t entry = 0; entry < bundle.entries.size(); ++entry) {
      const auto owner = ownership.owner[entry];
      if (!owner || !is_native_or_unknown(bundle.entries[entry])) continue;
      if (fates != nullptr && fates->is_unused(entry)) continue;
      const Package& package = ownership.packages[*owner];
      (is_web_assembly(bundle.entries[entry]) ? web_assembly_ : machine_).emplace(package.name, package.version);
    }
  }

  std::set<std::string, std::less<>> names_;
  Releases machine_, web_assembly_;  // packages with files of this kind
};

/// The parts of a package, by the rest of their names.
std::map<std::string, std::vector<std::string>> parts_of(const Package& package) {
  std::map<std::string, std::vector<std::string>> sets;
  for (const std::string& name : package.optional) {
    const PlatformPath part = part_of(name);
    if (part.platform.in_words) sets[part.skeleton].push_back(name);
  }
  std::erase_if(sets, [](const auto& set) { return set.second.size() < 2; });
  return sets;
}

/// The parts that the target would take.
std::vector<std::string> fitting_parts(const Package& package, const Target& target) {
  std::vector<std::string> names;
  for (const auto& [skeleton, parts] : parts_of(package)) {
    for (const std::string& name : parts) {
      const PlatformName platform = part_of(name).platform;
      if (platform.system != System::unknown && !is_elsewhere(platform, target)) names.push_back(name);
    }
  }
  return names;
}

/// If there is no native part, WebAssembly is enough (rollup, sharp, lightningcss); npm takes it with --cpu=wasm32.
bool has_web_assembly_part(const Package& package, const Present& present) {
  return std::any_of(package.optional.begin(), package.optional.end(), [&](const std::string& name) {
    return name.find("wasm") != std::string::npos && present.has(name);
  });
}

Finding of_package(const Evidence& whole, std::size_t index, Severity severity, std::string message,
                   std::string actual) {
  const Package& package = whole.ownership.packages[index];
  Finding result = finding(rule::missing_native_code, severity, std::move(message),
                           platform_words(whole.target, package.ecosystem == Ecosystem::node), std::move(actual));
  result.path = package.path;
  if (package.ecosystem == Ecosystem::node) result.path += "/package.json";
  result.package = index;
  return result;
}

void missing_part(const Evidence& whole, std::size_t index, const Present& present, Findings& findings) {
  const Package& package = whole.ownership.packages[index];
  const auto parts = fitting_parts(package, whole.target);
  if (parts.empty() || has_web_assembly_part(package, present)) return;
  if (std::any_of(parts.begin(), parts.end(), [&](const std::string& name) { return present.has(name); })) return;
  const Severity severity = package.needed ? Severity::error : Severity::note;
  findings.push_back(
      of_package(whole, index, severity,
                 "its part for " + platform_words(whole.target, true) + " is not there: " + enumerate(parts),
                 "no " + parts.front()));
}

/// Prisma's command fetches its engines when it first needs one (prisma.io/docs, "Engines"), and its client has its
/// own.
bool is_fetched_when_used(const Package& package) {
  return package.name == "@prisma/engines";
}

void missing_addon(const Evidence& whole, std::size_t index, Findings& findings) {
  const Package& package = whole.ownership.packages[index];
  const Severity severity = package.needed && !is_fetched_when_used(package) ? Severity::error : Severity::note;
  findings.push_back(of_package(whole, index, severity,
                                "has no native file for " + platform_words(whole.target, true) +
                                    ": its install script did not run, or failed (" + package.builds + ")",
                                "no native file"));
}

void check_node(const Evidence& whole, std::size_t index, const Present& present, Findings& findings) {
  const Package& package = whole.ownership.packages[index];
  const auto& lacks = whole.fates.lacks;
  const bool is_said = std::any_of(lacks.begin(), lacks.end(), [&](const Lack& it) { return it.package == index; });
  if (is_said || present.has_machine_code(package) || !declares(package, whole.target)) return;
  if (!parts_of(package).empty()) return missing_part(whole, index, present, findings);
  if (package.builds.empty() || present.has_web_assembly(package) || works_without(whole.bundle, package)) return;
  missing_addon(whole, index, findings);
}

void check_python(const Evidence& whole, std::size_t index, const Present& present, Findings& findings) {
  const Package& package = whole.ownership.packages[index];
  if (present.has_machine_code(package)) return;
  const std::string name = plain_name(package.name);
  const bool slower =
      std::find(faster_when_compiled.begin(), faster_when_compiled.end(), name) != faster_when_compiled.end();
  const std::string count = package.modules == 1 ? "a compiled module that is"
                                                 : std::to_string(package.modules) + " compiled modules that are";
  findings.push_back(of_package(whole, index, slower ? Severity::note : Severity::error,
                                "its RECORD lists " + count + " not there", "no compiled module"));
  findings.back().path += "/RECORD";
}

/// Can it lack something? Most packages cannot, and platforms are tried by the hundred.
bool is_suspect(const Package& package, const Target& target) {
  if (package.ecosystem == Ecosystem::python) return package.modules != 0 && package.modules_here == 0;
  return package.ecosystem == Ecosystem::node && !node_system(target.system).empty() && !package.incomplete &&
         (package.optional.size() > 1 || !package.builds.empty());
}

void missing_native_code(const Evidence& whole, Findings& findings) {
  if (whole.bundle.failure) return;
  std::optional<Present> present;
  for (std::size_t i = 0; i < whole.ownership.packages.size(); ++i) {
    const Package& package = whole.ownership.packages[i];
    if (!is_suspect(package, whole.target)) continue;
    if (!present) present.emplace(whole);
    if (package.ecosystem == Ecosystem::node) check_node(whole, i, *present, findings);
    if (package.ecosystem == Ecosystem::python) check_python(whole, i, *present, findings);
  }
  check_prisma(whole, findings);
  check_gems(whole, findings);
}

}  // namespace

namespace rule {

constexpr Rule missing_native_code{
    .name = "missing-native-code",
    .severity = Severity::error,
    .summary = "native code that a package needs on the target is not there",
    .why =
        "A Node package takes its part for the platform from its optionalDependencies, or its install script builds or "
        "fetches it. Another platform, --omit=optional or a bug of npm may leave the part out: \"Cannot find module "
        "@rollup/rollup-linux-x64-gnu\". If scripts were not run: \"Could not locate the bindings file\". A Python "
        "package may lack the modules that its RECORD lists. It is a note if only optional dependencies lead to the "
        "package.",
    .reference = "docs.npmjs.com, package.json, \"optionalDependencies\"; npm/cli#4828; pnpm.io/cli/approve-builds",
    .about = About::several,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks missing_native_code_checks{.check = nullptr, .check_bundle = platlint::missing_native_code};

}  // namespace rule

}  // namespace platlint
