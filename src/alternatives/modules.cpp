// SPDX-License-Identifier: Apache-2.0
// The platform in the suffix of an extension module (PEP 3149) is not a variant that code chooses: the import system
// looks for it. A directory filled for two platforms holds two builds of each module, and Python takes its own. A
// directory filled for the wrong platform holds one build of each, and its names must not excuse it.
#include "alternatives/modules.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "alternatives/declared.hpp"
#include "alternatives/fitness.hpp"
#include "loader/extension_suffix.hpp"
#include "loader/loadable.hpp"
#include "loader/mismatch.hpp"
#include "loader/python.hpp"

namespace platlint {

namespace {

struct Build {
  std::size_t entry = 0;
  std::optional<ExtensionSuffix> suffix;
};

// "pkg/_rust.pyd" and "pkg/_rust.abi3.so" are builds of "pkg/_rust".
std::string_view plain_module(std::string_view path) {
  if (path.ends_with(".pyd")) return path.substr(0, path.size() - 4);
  return path.ends_with(".so") ? path.substr(0, path.size() - 3) : std::string_view{};
}

// Python looks only for its own suffixes: .pyd on Windows, .so elsewhere, with its own platform or none.
bool is_never_tried(const Build& build, const Subject& subject) {
  const Target& target = subject.target;
  if (subject.entry.path.ends_with(".pyd") != (target.format == Format::pe)) return true;
  if (!build.suffix) return false;
  const ExtensionSuffix& suffix = *build.suffix;
  if (suffix.system != System::unknown && target.system != System::unknown && suffix.system != target.system)
    return true;
  if (suffix.architecture != Architecture::unknown && !names_architecture(suffix.architecture, target)) return true;
  return suffix.libc != Libc::unknown && target.libc != Libc::unknown && suffix.libc != target.libc;
}

bool is_imported(const Build& build, const Subject& subject) {
  const Target& target = subject.target;
  if (is_never_tried(build, subject)) return false;
  for (const Architecture architecture : target.architectures) {
    if (!fits(subject, architecture)) return false;
  }
  return !build.suffix || !target.python || !refusal(*build.suffix, *target.python, subject.package);
}

std::map<std::string, std::vector<Build>, std::less<>> builds_of(const WholeBundle& whole,
                                                                 const std::vector<std::size_t>& entries) {
  std::map<std::string, std::vector<Build>, std::less<>> modules;
  for (const std::size_t entry : entries) {
    std::optional<ExtensionSuffix> suffix = read_extension_suffix(whole.bundle.entries[entry].path);
    if (!suffix) continue;
    std::string module = suffix->module;
    modules[std::move(module)].push_back({entry, std::move(suffix)});
  }
  for (const std::size_t entry : entries) {
    const std::string_view path = whole.bundle.entries[entry].path;
    const auto module = modules.find(plain_module(path));
    if (module != modules.end() && !read_extension_suffix(path)) module->second.push_back({entry, std::nullopt});
  }
  return modules;
}

}  // namespace

ModuleBuilds judge_modules(const WholeBundle& whole, const std::vector<std::size_t>& entries) {
  ModuleBuilds result;
  for (const auto& [module, builds] : builds_of(whole, entries)) {
    const std::size_t served_before = result.serving.size();
    for (const Build& build : builds) {
      result.all.insert(build.entry);
      if (is_imported(build, whole.subject(build.entry))) result.serving.push_back(build.entry);
    }
    const bool served = result.serving.size() > served_before;
    result.lacking = result.lacking || !served;
    for (const Build& build : builds) {
      const Subject subject = whole.subject(build.entry);
      if (!is_never_tried(build, subject) || !mismatch(subject).any()) continue;
      (served ? result.unused : result.missed).push_back(build.entry);
    }
  }
  return result;
}

std::set<std::size_t> packages_with_optional_modules(const WholeBundle& whole) {
  std::map<std::size_t, std::set<Format>> formats;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const auto owner = whole.ownership.owner[i];
    if (!owner || !is_for_any_python(whole.ownership.packages[*owner])) continue;
    const Entry& entry = whole.bundle.entries[i];
    for (const Artifact& image : entry.artifacts) {
      if (concerns_loader(image, entry)) formats[*owner].insert(image.format);
    }
  }
  std::set<std::size_t> packages;
  for (const auto& [package, seen] : formats) {
    if (seen.size() > 1) packages.insert(package);
  }
  return packages;
}

}  // namespace platlint
