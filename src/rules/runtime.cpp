// SPDX-License-Identifier: Apache-2.0
// What the image asks of the system's C library.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "rules/common.hpp"
#include "rules/extension_suffix.hpp"
#include "target/musl_symbols.hpp"

namespace platlint {

namespace {

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return text.starts_with(prefix); });
}

const Library* find_library(const Artifact& image, std::initializer_list<std::string_view> prefixes) {
  const auto found = std::find_if(image.libraries.begin(), image.libraries.end(),
                                  [&](const Library& library) { return starts_with_any(library.name, prefixes); });
  return found == image.libraries.end() ? nullptr : &*found;
}

// The C library in an extension module's name. CPython 3.11 and later tries its own triplet only, so it is binding.
Libc named_libc(std::string_view path) {
  const std::optional<ExtensionSuffix> suffix = read_extension_suffix(path);
  return suffix ? suffix->libc : Libc::unknown;
}

const std::string* symbol_that_musl_lacks(const Artifact& image) {
  for (const VersionNeed& need : image.version_needs) {
    if (!need.name.starts_with("GLIBC_") || need.library.starts_with("ld-")) continue;
    for (const std::string& symbol : need.symbols) {
      if (!musl_has(symbol)) return &symbol;
    }
  }
  return nullptr;
}

// Why a glibc image cannot load on musl. musl stands in for libc, libm, libpthread, librt, libdl and libutil
// (dynlink.c, load_library), and ignores symbol versions, so many do load; these do not.
std::optional<std::string> reason_against_musl(const Artifact& image, const Entry& entry) {
  if (!image.interpreter.empty()) return "its interpreter is " + image.interpreter;
  if (const Library* loader = find_library(image, {"ld-linux", "ld64.so."})) return "it needs " + loader->name;
  if (const Library* runtime = find_library(image, {"libgcc_s.so.1", "libstdc++.so.6"}))
    return "it needs " + runtime->name;
  if (named_libc(entry.path) == Libc::glibc) return "CPython on musl never imports a -linux-gnu suffix";
  if (const std::string* symbol = symbol_that_musl_lacks(image)) return "musl has no " + *symbol;
  return std::nullopt;
}

std::string needed_libc(const Artifact& image) {
  if (!image.interpreter.empty()) return image.interpreter;
  const Library* libc = find_library(image, {"libc.", "ld-musl-"});
  return libc == nullptr ? std::string(name(image.libc)) : libc->name;
}

// What stands against an image of another C library, and how much.
Finding judge(const Artifact& image, const Subject& subject) {
  const Target& target = subject.target;
  Severity severity = Severity::error;
  std::string message = "built for " + std::string(name(image.libc)) + ", target has " + std::string(name(target.libc));
  if (image.libc == Libc::glibc && target.libc == Libc::musl) {
    const std::optional<std::string> reason = reason_against_musl(image, subject.entry);
    if (!reason) severity = Severity::warning;
    message += ": " + reason.value_or("musl stands in for it, and takes what was built for it on trust");
  } else {
    message += ": it needs " + needed_libc(image);
  }
  return finding(rule::wrong_libc, severity, message, std::string(name(target.libc)), std::string(name(image.libc)));
}

void wrong_libc(const Subject& subject, Findings& findings) {
  const Libc wanted = subject.target.libc;
  if (wanted == Libc::unknown || wanted == Libc::none) return;
  for (const Artifact* image : loaded_images(subject)) {
    if (image->libc == wanted || image->libc == Libc::none) continue;
    if (image->libc != Libc::unknown) {
      findings.push_back(judge(*image, subject));
      continue;
    }
    // The bytes do not tell (nothing is needed from a C library), but the name does.
    const Libc named = named_libc(subject.entry.path);
    if (named == Libc::unknown || named == wanted) continue;
    findings.push_back(finding(rule::wrong_libc, Severity::error,
                               "named for " + std::string(name(named)) + ", target has " + std::string(name(wanted)) +
                                   ": CPython there never imports it",
                               std::string(name(wanted)), std::string(name(named))));
  }
}

}  // namespace

namespace rule {

constexpr Rule wrong_libc{
    .name = "wrong-libc",
    .severity = Severity::error,
    .summary = "built for another C library",
    .why =
        "A loader finds no libc.musl-x86_64.so.1 on glibc and no ld-linux or libgcc_s on a bare musl system; Android "
        "has neither. What loads all the same on musl may still lack a function.",
    .reference = "musl ldso/dynlink.c; PEP 600 and PEP 656; CPython Misc/platform_triplet.c",
    .about = About::platform,
    .fix = {Mend::another_build, ""},
    .check = platlint::wrong_libc,
    .check_bundle = nullptr,
};

}  // namespace rule

}  // namespace platlint
