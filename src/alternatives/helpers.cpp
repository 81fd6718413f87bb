// SPDX-License-Identifier: Apache-2.0
#include "alternatives/helpers.hpp"

#include <algorithm>
#include <string>
#include <string_view>

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

bool is_helper(const Subject& subject) {
  const std::string_view name = text::file_name(subject.entry.path);
  if (subject.package == nullptr || use_of(subject) != Use::started || !name.ends_with(".exe")) return false;
  const std::string stem = letters_of(name.substr(0, name.find('.')));
  return letters_of(subject.package->name).find(stem) == std::string::npos;
}

}  // namespace platlint
