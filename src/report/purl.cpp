// SPDX-License-Identifier: Apache-2.0
#include "report/purl.hpp"

#include <algorithm>

#include "report/place.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// PURL-TYPES: how each registry compares names.
struct Type {
  std::string_view name;  // "pypi"; empty: no registry
  bool lower = false;
};

Type type_of(Ecosystem ecosystem) {
  switch (ecosystem) {
    case Ecosystem::python:
      return {"pypi", true};
    case Ecosystem::node:
      return {"npm"};
    case Ecosystem::java:
      return {"maven"};
    case Ecosystem::ruby:
      return {"gem"};
    case Ecosystem::dotnet:
      return {"nuget"};
    case Ecosystem::elixir:
      return {"hex", true};
    case Ecosystem::other:
      return {};
  }
  return {};
}

// PURL-SPECIFICATION, "Character encoding": everything but letters, digits, ".-_~" and ':' is percent-encoded, as
// UTF-8.
std::string purl_part(std::string_view part) {
  std::string text = percent_encoded(text::valid_utf8(part));
  const auto replace = [&](std::string_view what, std::string_view by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
      text.replace(at, what.size(), by);
  };
  replace("/", "%2F");
  replace("%3A", ":");
  return text;
}

// If a gem or a jar is built for one platform, its file differs from the other files of its version.
std::string qualifiers(const Package& package) {
  if (package.claim.empty()) return {};
  if (package.ecosystem == Ecosystem::ruby) return "?platform=" + purl_part(package.claim);
  if (package.ecosystem == Ecosystem::java) return "?classifier=" + purl_part(package.claim);
  return {};
}

std::string normalised(std::string name, const Type& type) {
  if (type.lower) name = text::lower(name);
  if (type.name == "pypi") std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

}  // namespace

RegistryName registry_name(const Package& package) {
  if (package.ecosystem == Ecosystem::java) return {package.group, package.name};
  const std::size_t slash = package.name.find('/');
  const bool scoped = package.ecosystem == Ecosystem::node && package.name.starts_with('@') &&
                      slash != std::string::npos && slash > 1 && slash + 1 < package.name.size();
  if (!scoped) return {{}, package.name};
  return {package.name.substr(0, slash), package.name.substr(slash + 1)};
}

std::string package_url(const Package& package) {
  const Type type = type_of(package.ecosystem);
  const RegistryName parts = registry_name(package);
  const bool lacks_group = package.ecosystem == Ecosystem::java && parts.group.empty();
  if (type.name.empty() || parts.name.empty() || package.version.empty() || lacks_group) return {};
  if (package.local_project || package.by_address) return {};
  const std::string space = parts.group.empty() ? "" : purl_part(parts.group) + "/";
  return "pkg:" + std::string(type.name) + "/" + space + purl_part(normalised(parts.name, type)) + "@" +
         purl_part(package.version) + qualifiers(package);
}

}  // namespace platlint
