// SPDX-License-Identifier: Apache-2.0
#include "advice/request.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "facts/architectures.hpp"

namespace platlint::advice {
namespace {

/// "manylinux_2_24_x86_64" on glibc 2.28: installers accept every older policy, not only those in a list.
bool fits_glibc(std::string_view platform, const Target& target) {
  constexpr std::string_view prefix = "manylinux_2_";
  if (target.libc != Libc::glibc || !target.libc_version || !platform.starts_with(prefix)) return false;
  platform.remove_prefix(prefix.size());
  int minor = 0;
  const auto end = std::from_chars(platform.data(), platform.data() + platform.size(), minor).ptr;
  platform.remove_prefix(static_cast<std::size_t>(end - platform.data()));
  return platform.starts_with('_') && platform.substr(1) == tag_architecture(target) &&
         minor <= target.libc_version->minor;
}

bool fits(std::string_view platform, const Target& target) {
  if (platform == "any" || fits_glibc(platform, target)) return true;
  const auto architecture = tag_architecture(target);
  if (target.system == System::linux && !architecture.empty() && platform.starts_with("linux_")) {
    return platform.substr(6) == architecture;
  }
  return std::find(target.wheel_tags.begin(), target.wheel_tags.end(), platform) != target.wheel_tags.end();
}

bool has_metadata(const Package& package) {
  constexpr std::array<std::string_view, 5> suffixes = {".dist-info", ".egg-info", "EGG-INFO", ".whl", ".egg"};
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&](std::string_view suffix) { return package.path.ends_with(suffix); });
}

Origin origin_of(const Package& package, bool fits_target, bool other_python) {
  if (package.local_project) return Origin::local_project;
  if (package.by_address) return Origin::address;
  if (package.built_locally || (package.perhaps_built && fits_target)) return Origin::source;
  if (package.perhaps_built) return Origin::unknown;
  if (package.tags.empty()) return Origin::unknown;
  if (fits_target && !other_python) return Origin::mistagged;
  return package.installer.empty() ? Origin::unknown : Origin::wheel;
}

}  // namespace

std::string_view tag_architecture(const Target& target) {
  if (target.architectures.size() != 1) return {};
  return name_of(Vocabulary::wheel, target.architectures.front());
}

bool fits_by_tag(const std::vector<std::string>& tags, const Target& target) {
  return std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) {
    const auto dash = tag.rfind('-');
    return dash != std::string_view::npos && fits(tag.substr(dash + 1), target);
  });
}

Request request_for(const Package& package, const Target& target, bool other_python) {
  Request request;
  request.name = package.name;
  request.satisfied = fits_by_tag(package.tags, target);
  request.doubtful = package.perhaps_built && request.satisfied;
  request.other_python = other_python;
  request.inferred = !has_metadata(package);
  request.environment = package.path.find("site-packages/") != std::string::npos;
  request.origin = origin_of(package, request.satisfied, other_python);
  return request;
}

std::string enumerate(const Requests& requests) {
  constexpr std::size_t shown = 3;
  std::string text;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const bool cut = i == shown && requests.size() > shown + 1;
    const bool last = i + 1 == requests.size() || cut;
    if (i > 0) text += last ? " and " : ", ";
    if (cut) return text + std::to_string(requests.size() - shown) + " more";
    text += requests[i].name;
  }
  return text;
}

std::string joined(const std::vector<std::string>& arguments) {
  std::string text;
  for (const auto& argument : arguments) text.append(" ").append(argument);
  return text;
}

bool is_plain(std::string_view argument) {
  const auto fine = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"-_.~+@/"}.find(c) != std::string_view::npos;
  };
  return !argument.empty() && argument.front() != '-' && argument.front() != '~' &&
         std::all_of(argument.begin(), argument.end(), fine);
}

std::string where(const Target& target) {
  return target.description.empty() ? target.name : target.description;
}

std::string on_target(const Target& target) {
  return (target.system == System::linux ? "in a container of " : "on ") + where(target);
}

}  // namespace platlint::advice
