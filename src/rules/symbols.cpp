// SPDX-License-Identifier: Apache-2.0
// Does some library have each symbol that a file needs when it is loaded?
#include "loader/symbols.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "platlint/sysroot.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

// Node and the Java virtual machine bind functions when they are called (node_binding.cc and os_linux.cpp: RTLD_LAZY),
// and there is no list here of their own exports. Python binds everything at once (dynload_shlib.c: RTLD_NOW).
bool binds_at_once(const Subject& subject, const Artifact& image) {
  const bool of_others = subject.package != nullptr && subject.package->ecosystem != Ecosystem::python;
  const std::string_view path = subject.entry.path;
  const bool elsewhere = path.ends_with(".node") || path.find(".jar!/") != std::string_view::npos;
  return image.kind == Kind::library && !of_others && !elsewhere;
}

std::string words(const Import& import, std::size_t count) {
  const std::string name = readable(import.name);
  std::string text = "needs the symbol " + name;
  if (name != import.name) text += " (" + import.name + ")";
  return count == 1 ? text : text + " and " + std::to_string(count - 1) + " more";
}

Finding undefined(const std::vector<const Import*>& imports, const Artifact& image, const Evidence& whole) {
  const Import& first = *imports.front();
  const std::string_view owner = owner_of(first, image, whole.libraries);
  const bool in_bundle = !whole.target.sysroot || !whole.libraries.named(owner).empty();
  const std::string where = in_bundle ? "the bundle" : whole.target.sysroot->root;
  const std::string who = owner.empty() ? ", which none of its libraries has"
                                        : ", which " + std::string(owner) + " of " + where + " does not have";
  return finding(rule::undefined_symbol, Severity::error, words(first, imports.size()) + who, first.name,
                 owner.empty() ? "none of its libraries has it" : std::string(owner) + " without it");
}

// Mach-O and PE: an import names the library that must have it. Windows binds all at once, and so does dyld since macOS
// 12 if fixups are chained. Older images bind functions late, but a mismatch of releases is an error all the same.
void judge_names(const Evidence& whole, Findings& findings) {
  const SymbolIndex symbols(whole, whole.libraries);
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || whole.fates.is_unused(i)) continue;
    for (const Artifact* image : loaded_images(subject)) {
      const std::vector<const Import*> imports = symbols.not_exported(*image);
      if (imports.empty()) continue;
      findings.push_back(placed(of_image(undefined(imports, *image, whole), subject, *image), whole, i));
    }
  }
}

// No part is optional here: if its libraries lack a symbol, no package that the user could install has it. With an
// older torch, for example, half of torchvision's modules load, but none works without the others.
void undefined_symbol(const Evidence& whole, Findings& findings) {
  if (whole.target.format != Format::elf) return judge_names(whole, findings);
  const SymbolIndex symbols(whole, whole.libraries);
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || whole.fates.is_unused(i)) continue;
    for (const Artifact* image : loaded_images(subject)) {
      if (!same_libc(*image, subject.target) || !binds_at_once(subject, *image)) continue;
      const std::vector<const Import*> imports = symbols.undefined(*image);
      if (imports.empty()) continue;
      findings.push_back(placed(of_image(undefined(imports, *image, whole), subject, *image), whole, i));
    }
  }
}

}  // namespace

namespace rule {

constexpr Rule undefined_symbol{
    .name = "undefined-symbol",
    .severity = Severity::error,
    .summary = "needs a symbol that nothing loaded with it defines",
    .why =
        "Python's loader binds all symbols at once. If one symbol is not found, it refuses the whole file: \"undefined "
        "symbol: ...\". Two packages whose releases were not built for each other end like that, and so does a module "
        "for another Python. It is judged if the symbols of all libraries that come with the file are known. On "
        "Windows and "
        "macOS a file names the library that has a symbol: if that library lies in the bundle, it must export it.",
    .reference = "glibc elf/dl-lookup.c; dlopen(3), RTLD_NOW; CPython Python/dynload_shlib.c",
    .about = About::file,
    .fix = {FixedBy::line,
            "take releases that were built for each other: reinstall {package} together with the package that brings "
            "the library with {expected}"},
};
constexpr Checks undefined_symbol_checks{.check = nullptr, .check_bundle = platlint::undefined_symbol};

}  // namespace rule

}  // namespace platlint
