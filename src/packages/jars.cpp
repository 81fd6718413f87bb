// SPDX-License-Identifier: Apache-2.0
// Sources: JAR File Specification (META-INF/MANIFEST.MF); maven.apache.org, Maven Archiver
// (META-INF/maven/GROUP/ARTIFACT/pom.properties: groupId, artifactId, version) and Default Layout of a repository
// (ARTIFACT-VERSION-CLASSIFIER.jar). If other jars were shaded into a jar, it holds the properties of all of them: then
// the name of its file says which one it is.
#include "packages/jars.hpp"

#include <algorithm>
#include <vector>

#include "packages/text.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint::packages {
namespace {

constexpr std::string_view manifest = "META-INF/MANIFEST.MF";

// "2.0.84.Final", "1.5.7-28": a version begins with a digit, and continues if the next part does too.
bool begins_with_digit(std::string_view text) {
  return !text.empty() && text::is_digit(text.front());
}

std::string_view part_at(std::string_view stem, std::size_t dash) {
  return stem.substr(dash + 1, std::min(stem.find('-', dash + 1), stem.size()) - dash - 1);
}

// Other possible beginnings of a part of a version, beside a digit (maven.apache.org, ComparableVersion: its
// qualifiers).
bool is_qualifier(std::string_view part) {
  const std::string word = text::lower(part);
  for (const std::string_view known : {"alpha", "beta", "milestone", "rc", "cr", "snapshot", "ga", "final", "release",
                                       "sp", "jre", "m1", "m2", "m3", "m4"}) {
    if (word.starts_with(known)) return true;
  }
  return false;
}

using Properties = std::map<std::string, std::string, std::less<>>;

Properties read_properties(std::string_view text) {
  Properties all;
  for (const std::string& line : lines(text)) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos && !line.starts_with('#')) all[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return all;
}

std::string value(const Properties& properties, std::string_view name) {
  const auto found = properties.find(name);
  return found == properties.end() || !is_distribution_name(found->second) ? std::string{} : found->second;
}

/// The pom.properties of the only artifact in a jar, or of the one that has the jar's name.
std::optional<Properties> properties_of(const Tree& tree, const std::string& prefix, const JarName& name) {
  const auto [first, last] = tree.below(prefix + "META-INF/maven/");
  std::vector<Properties> found;
  for (auto entry = first; entry < last; ++entry) {
    if (tree.name(entry) == "pom.properties") found.push_back(read_properties(tree.text(tree.path(entry))));
  }
  for (const Properties& it : found) {
    const std::string artifact = value(it, "artifactId");
    if (!artifact.empty() && artifact == name.artifact) return it;
  }
  return found.size() == 1 && !value(found.front(), "artifactId").empty() ? std::optional{found.front()} : std::nullopt;
}

std::optional<Package> read_jar(const Tree& tree, const std::string& prefix) {
  const bool is_root = prefix.empty();
  std::string_view path = is_root ? std::string_view{tree.bundle().root} : std::string_view{prefix};
  if (path.ends_with(text::inside({}))) path.remove_suffix(text::inside({}).size());
  if (path.ends_with('/')) path.remove_suffix(1);
  const std::string_view file = text::file_name(path);
  const bool archive = file.ends_with(".jar");
  // An unpacked jar is named by its directory.
  const bool named = archive || file.find_first_not_of('.') != std::string_view::npos;
  const JarName name = named ? read_jar_name(archive ? std::string(file) : std::string(file) + ".jar") : JarName{};
  Package package;
  package.ecosystem = Ecosystem::java;
  package.claim = name.classifier;
  package.path = is_root ? file : path;
  if (const auto properties = properties_of(tree, prefix, name)) {
    package.name = value(*properties, "artifactId");
    package.version = value(*properties, "version");
    package.group = value(*properties, "groupId");
    return package;
  }
  if (name.artifact.empty()) return std::nullopt;
  package.name = ascii_line(name.artifact);
  package.version = ascii_line(name.version);
  return package;
}

}  // namespace

JarName read_jar_name(std::string_view file) {
  const std::string_view stem = text::without_suffix(file, ".jar");
  std::size_t version = stem.find('-');
  while (version != std::string_view::npos && !begins_with_digit(stem.substr(version + 1))) {
    version = stem.find('-', version + 1);
  }
  if (version == std::string_view::npos) return {std::string{stem}, {}, {}};
  std::size_t end = stem.find('-', version + 1);
  while (end != std::string_view::npos) {
    const std::string_view part = part_at(stem, end);
    if (!begins_with_digit(part) && !is_qualifier(part)) break;
    end = stem.find('-', end + 1);
  }
  const std::string_view classifier = end == std::string_view::npos ? std::string_view{} : stem.substr(end + 1);
  return {std::string{stem.substr(0, version)},
          std::string{stem.substr(version + 1, std::min(end, stem.size()) - version - 1)}, std::string{classifier}};
}

Jars::Jars(const Tree& tree) {
  for (std::size_t entry = 0; entry < tree.size(); ++entry) {
    const std::string_view path = tree.path(entry);
    if (!path.ends_with(manifest)) continue;
    const std::string_view prefix = path.substr(0, path.size() - manifest.size());
    if (!prefix.empty() && !prefix.ends_with('/')) continue;
    jars_.emplace(prefix, read_jar(tree, std::string{prefix}));
  }
}

std::optional<Package> Jars::package_of(std::string_view path) const {
  if (jars_.empty()) return std::nullopt;
  for (const auto directory : text::ancestors(path, 0)) {
    const auto found = jars_.find(path.substr(0, directory.size() + 1));
    if (found != jars_.end()) return found->second;
  }
  const auto root = jars_.find(std::string_view{});
  return root == jars_.end() ? std::nullopt : root->second;
}

}  // namespace platlint::packages
