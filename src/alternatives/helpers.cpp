// SPDX-License-Identifier: Apache-2.0
#include "alternatives/helpers.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/extension_suffix.hpp"
#include "loader/loadable.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {
namespace {

/// "@sentry/cli" -> "sentrycli"
std::string letters_of(std::string_view name) {
  std::string text = text::lower(name);
  std::erase_if(text, [](char letter) { return !text::is_alphanumeric(letter); });
  return text;
}

}  // namespace

bool is_translated(const Subject& subject) {
  const Target& target = subject.target;
  const bool apple = target.system == System::macos && target.architectures.size() == 1 &&
                     target.architectures.front() == Architecture::aarch64;
  const auto images = concerned_images(subject);
  return apple && use_of(subject) == Use::started &&
         std::all_of(images.begin(), images.end(), [](const Artifact* image) {
           return image->format == Format::macho && image->architecture == Architecture::x86_64;
         });
}

bool is_fallback(const Subject& subject) {
  if (subject.package == nullptr || use_of(subject) != Use::started) return false;
  for (const std::string_view directory : text::ancestors(subject.entry.path, subject.package->path.size())) {
    const std::string_view name = text::file_name(directory);
    if (name == "fallback" || name == "fallbacks") return true;
  }
  return false;
}

namespace {

/// The entries from the first whose path is not before this one.
std::vector<Entry>::const_iterator first_from(const Bundle& bundle, std::string_view path) {
  return std::lower_bound(bundle.entries.begin(), bundle.entries.end(), path,
                          [](const Entry& entry, std::string_view wanted) { return entry.path < wanted; });
}

}  // namespace

bool is_for_own_python(const Subject& subject) {
  const std::optional<ExtensionSuffix> suffix = read_extension_suffix(subject.entry.path);
  return suffix && subject.target.python && suffix->python == subject.target.python;
}

bool is_for_bare(const Bundle& bundle, std::size_t entry) {
  constexpr std::string_view suffix = ".bare";
  const std::string_view path = bundle.entries[entry].path;
  if (!path.ends_with(suffix)) return false;
  const std::string other = std::string(path.substr(0, path.size() - suffix.size())) + ".node";
  const auto found = first_from(bundle, other);
  return found != bundle.entries.end() && found->path == other;
}

bool lies_beside_program(const WholeBundle& whole, std::size_t entry) {
  const Bundle& bundle = whole.bundle;
  const std::string directory = text::as_prefix(text::parent(bundle.entries[entry].path));
  for (auto it = first_from(bundle, directory); it != bundle.entries.end() && it->path.starts_with(directory); ++it) {
    const bool beside = it->path.find('/', directory.size()) == std::string::npos;
    if (beside && use_of(whole.subject(static_cast<std::size_t>(it - bundle.entries.begin()))) == Use::started)
      return true;
  }
  return false;
}

bool is_named_after(const Subject& subject) {
  const std::string_view name = text::file_name(subject.entry.path);
  const std::string stem = letters_of(name.substr(0, name.find('.')));
  return subject.package != nullptr && letters_of(subject.package->name).find(stem) != std::string::npos;
}

bool is_helper(const Subject& subject) {
  const bool is_exe = text::file_name(subject.entry.path).ends_with(".exe");
  return subject.package != nullptr && use_of(subject) == Use::started && is_exe && !is_named_after(subject);
}

}  // namespace platlint
