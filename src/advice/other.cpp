// SPDX-License-Identifier: Apache-2.0
#include "advice/other.hpp"

#include <algorithm>
#include <array>

#include "advice/installers.hpp"
#include "facts/shell_word.hpp"

namespace platlint::advice {
namespace {

std::string title(const Package& package) {
  return package.version.empty() ? package.name : package.name + " " + package.version;
}

Fix advice(std::string summary) {
  return {std::move(summary), {}, {}};
}

/// How an installer builds one package and takes wheels of all others. pip builds a path whatever --only-binary says,
/// and takes --platform only beside --only-binary=:all: without an exception: the wheel is built first, and then
/// installed.
struct CarveOut {
  std::string_view installer;
  std::string_view refusal;
  std::string_view flags;  ///< a name goes behind them
};

constexpr std::array carve_outs{
    CarveOut{"uv", "which --no-build would refuse", "--only-binary :all: --no-binary"},
    CarveOut{"uv-sync", "which --no-build may refuse", "--no-build --no-binary-package"},
};

bool is_for_any_platform(const Package& package) {
  return !package.tags.empty() && std::all_of(package.tags.begin(), package.tags.end(),
                                              [](const std::string& tag) { return tag.ends_with("-any"); });
}

/// Installers take a wheel for one platform before one for any (PyPA specification, platform compatibility tags): it
/// was installed for another platform, or there is no other.
Fix universal_wheel(const Package& package, const Target& target) {
  std::string summary = "install " + title(package) + " for " + where(target) +
                        " into an empty directory: a wheel for that platform wins over this one, which is tagged for "
                        "any; if there is none, take another release or build it " +
                        on_target(target);
  const bool has_flag = package.installer == "uv" || package.installer == "pip" || package.installer.empty();
  if (has_flag && is_plain(package.name)) summary += " (--no-binary " + package.name + ")";
  return {std::move(summary), package.installer, {}};
}

}  // namespace

Fix replacement(const Target& target) {
  return advice("replace it with a build for " + where(target));
}

Fix fresh_copy(const Package* package, std::string_view rule, std::string_view reason) {
  // A pointer is what git checks out where the LFS filter is not installed (git-lfs.com).
  if (reason.find("Git LFS pointer") != std::string_view::npos)
    return advice("fetch the file it points to: git lfs pull");
  const std::string what = package == nullptr ? "it" : title(*package);
  if (rule == "truncated-artifact") return advice("fetch " + what + " again: this copy is cut short");
  if (rule == "not-a-binary") return advice("fetch " + what + " again: this copy is not the binary that its name says");
  return advice("fetch " + what + " again, or make it readable: what is not read is not judged");
}

Fix repair(const Finding& finding) {
  const std::size_t step = finding.path.rfind("!/");
  const std::string file = shell_word(step == std::string::npos ? finding.path : finding.path.substr(step + 2));
  if (finding.rule == "foreign-interpreter")  // patchelf(1)
    return advice("patchelf --set-interpreter " + shell_word(finding.expected) + " " + file);
  if (finding.rule == "missing-code-signature")  // codesign(1); apple-codesign, "Ad-hoc signing"
    return advice("codesign --force --sign - " + file + " (elsewhere than on macOS: rcodesign sign " + file + ")");
  if (finding.rule == "executable-stack")  // patchelf(1); ld(1), -z noexecstack
    return advice("link it with -Wl,-z,noexecstack, or clear the mark: patchelf --clear-execstack " + file);
  if (finding.rule == "text-relocations")
    return advice("build it as position-independent code: -fPIC (Rust: -C relocation-model=pic)");
  if (finding.actual.starts_with("debug information"))
    return advice("ship the library that it was split from: this is its debug companion");
  return advice("build " + file + " as a shared library (cc -shared, on macOS cc -bundle): this is " + finding.actual);
}

/// AWS Lambda quotas: an image may have 10 GB.
Fix smaller() {
  return advice(
      "leave out what the function does not use (-v lists the largest), or deploy it as a container image, which may "
      "have 10 GB: PackageType: Image");
}

Fix own_build(const Package& package, const Target& target) {
  const auto row = std::find_if(carve_outs.begin(), carve_outs.end(),
                                [&](const CarveOut& it) { return it.installer == package.installer; });
  const bool found = row != carve_outs.end() && is_plain(package.name);
  std::string summary = "build " + package.name + " " + on_target(target);
  if (package.ecosystem == Ecosystem::python) summary += " (cibuildwheel does)";
  summary += ", or cross compile it: it is a local project, ";
  summary += found ? std::string{row->refusal} : "of which no index has a wheel";
  if (found) summary.append("; the rest stays wheels with ").append(row->flags).append(" ").append(package.name);
  return {std::move(summary), package.installer, {}};
}

Fix release(const Package& package, const Target& target) {
  std::string summary = "require " + package.name;
  summary += package.built_locally ? " by its name, for which an index may have a wheel, or build it " +
                                         on_target(target) + ": sources required by path or URL can only be built"
                                   : " by its name, or by the path or URL of its wheel for " + where(target);
  return {std::move(summary), package.installer, {}};
}

Fix honest_wheel(const Package& package, const Target& target) {
  if (is_for_any_platform(package)) return universal_wheel(package, target);
  return {"install " + title(package) +
              " into an empty directory; its wheel's tag says that it fits, so if that does not "
              "help, take another release or build it " +
              on_target(target),
          package.installer,
          {}};
}

/// `pip download` takes the same flags as `pip install --target` (run with pip 23.2).
Fix other_wheel(const Package& package, const Target& target) {
  const auto platform = pip_platform(target);
  if (package.built_locally || package.perhaps_built || platform.empty() || !is_plain(package.name) ||
      !is_plain(package.version)) {
    return advice("build this wheel " + on_target(target) + ", or replace it with a published one");
  }
  if (fits_by_tag(package.tags, target)) {
    return advice("take another release of " + package.name + " or build it " + on_target(target) +
                  ": the tag of this wheel says that it fits");
  }
  return advice("replace it with the wheel for " + where(target) + ": pip download --no-deps" + joined(platform) + " " +
                package.name + "==" + package.version);
}

Fix install_script(const Package& package, const Target& target) {
  const std::string did = package.built_locally ? "compiles it" : "compiles or fetches what fits";
  return {
      "install " + package.name + " " + on_target(target) + ", where its install script " + did, package.installer, {}};
}

Fix by_other_installer(const Package& package, const Target& target) {
  return {"install " + title(package) + " for " + where(target) + " with " + package.installer, package.installer, {}};
}

}  // namespace platlint::advice
