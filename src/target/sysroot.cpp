// SPDX-License-Identifier: Apache-2.0
#include "target/sysroot.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "facts/architectures.hpp"
#include "facts/systems.hpp"
#include "platlint/error.hpp"
#include "target/libraries.hpp"
#include "target/os_release.hpp"
#include "target/platforms.hpp"
#include "target/symbol_versions.hpp"
#include "target/system_packages.hpp"
#include "text/links.hpp"
#include "text/path.hpp"

namespace platlint {

namespace target {

namespace {

// The destination of a path in the system: links are followed only inside it.
std::string followed(const Sysroot& sysroot, std::string path) {
  return text::follow_links(std::move(path), sysroot.links, text::AboveRoot::root);
}

// Unset for a processor that container images have no word for.
std::optional<Target> named_by_itself(const Sysroot& sysroot) {
  const std::string_view processor = name_of(Vocabulary::go, sysroot.architecture);
  if (processor.empty()) return std::nullopt;
  return target_of_image(std::string(go_name(System::linux)).append("/").append(processor), sysroot.os_release);
}

std::string words_of(const Sysroot& sysroot) {
  std::string words{name(sysroot.libc)};
  if (sysroot.libc_version) words.append(" ").append(to_string(*sysroot.libc_version));
  return words;
}

void add_version(std::vector<SymbolVersions>& rows, std::string_view version) {
  const VersionName split = split_version_name(version);
  if (split.rest.empty()) return;
  auto row =
      std::find_if(rows.begin(), rows.end(), [&](const SymbolVersions& it) { return it.prefix == split.prefix; });
  if (row == rows.end()) row = rows.insert(rows.end(), {std::string(split.prefix), std::nullopt, {}});
  const std::optional<Version> number = symbol_number(split.rest);
  if (!number) {
    row->names.emplace_back(split.rest);
  } else if (!row->newest || *row->newest < *number) {
    row->newest = number;
  }
}

// Only for the libraries that rules look for by the prefixes of their versions.
std::vector<SymbolVersions> versions_of(const Sysroot& sysroot) {
  std::vector<SymbolVersions> rows;
  const auto add = [&](std::string_view library) {
    const SystemLibrary* const found = find_library(sysroot, library);
    if (found == nullptr) return;
    for (const std::string& version : found->second.versions) add_version(rows, version);
  };
  for (const std::string_view library : all_glibc_libraries()) add(library);
  for (const std::string_view library : {"libstdc++.so.6", "libgcc_s.so.1", "libz.so.1", "libatomic.so.1"})
    add(library);
  add(text::file_name(glibc_loader(sysroot.architecture)));
  return rows;
}

}  // namespace

const SystemLibrary* library_at(const Sysroot& sysroot, std::string_view path) {
  const auto found = sysroot.libraries.find(followed(sysroot, std::string(path)));
  return found == sysroot.libraries.end() ? nullptr : &*found;
}

bool has_library_at(const Sysroot& sysroot, std::string_view path) {
  return library_at(sysroot, path) != nullptr;
}

const SystemLibrary* find_library(const Sysroot& sysroot, std::string_view name) {
  for (const std::string& directory : sysroot.directories) {
    const SystemLibrary* const found = library_at(sysroot, text::as_prefix(directory).append(name));
    if (found != nullptr) return found;
  }
  return nullptr;
}

std::string held_elsewhere(const Sysroot& sysroot, std::string_view name) {
  for (const auto& [path, image] : sysroot.libraries) {
    if (text::file_name(path) == name) return std::string(text::parent(path));
  }
  for (const auto& [path, link] : sysroot.links) {
    if (text::file_name(path) == name && has_library_at(sysroot, path)) return std::string(text::parent(path));
  }
  return {};
}

// The whole system was read, so a library that is not found is missing. A driver's library comes with the machine.
Provision sysroot_library(const Sysroot& sysroot, std::string_view library) {
  if (library.starts_with('/')) return has_library_at(sysroot, library) ? Provision::yes : Provision::no;
  if (library.find('/') != std::string_view::npos) return Provision::unknown;
  const bool of_libc = sysroot.libc == Libc::musl && musl_takes(library);
  if (of_libc || find_library(sysroot, library) != nullptr) return Provision::yes;
  if (comes_with_a_driver(library) || !held_elsewhere(sysroot, library).empty()) return Provision::unknown;
  return Provision::no;
}

}  // namespace target

Target find_target(const std::shared_ptr<const Sysroot>& sysroot) {
  std::optional<Target> named = target::named_by_itself(*sysroot);
  if (!named) throw Error("--sysroot " + sysroot->root + ": its processor has no name here: say --platform too");
  return with_sysroot(*std::move(named), sysroot);
}

Target with_sysroot(Target target, const std::shared_ptr<const Sysroot>& sysroot) {
  const std::string who = "--sysroot " + sysroot->root;
  if (target.system != System::linux) throw Error(who + ": the platform " + target.name + " is not Linux");
  const std::string libc = target::words_of(*sysroot);
  if (target.libc != Libc::unknown && target.libc != sysroot->libc)
    throw Error(who + ": holds " + libc + ", and the platform " + target.name + " has " +
                std::string(name(target.libc)));
  const std::optional<Target> named = target::named_by_itself(*sysroot);
  std::optional<Version> version = sysroot->libc_version;
  // Some releases of glibc define no version with their own number; musl never does.
  if (named && named->libc == sysroot->libc && (!version || (named->libc_version && *version < *named->libc_version)))
    version = named->libc_version;
  Target held = target::linux_target({target.name, target.source}, sysroot->architecture, sysroot->libc, version);
  if (named && !named->release.empty()) {
    target.distribution = named->distribution;
    target.release = named->release;
  }
  target.image.clear();
  target.libc = sysroot->libc;
  target.libc_version = held.libc_version;
  target.symbol_versions = target::versions_of(*sysroot);
  target.wheel_tags = std::move(held.wheel_tags);
  const std::string where = target.distribution.empty() ? sysroot->root : target.distribution + " in " + sysroot->root;
  target.description = held.description + " (" + where + ")";
  target.sysroot = sysroot;
  return target;
}

}  // namespace platlint
