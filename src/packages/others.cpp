// SPDX-License-Identifier: Apache-2.0
// Sources: guides.rubygems.org, "gems with extensions" (gems/NAME-VERSION[-PLATFORM]/,
// extensions/PLATFORM/ABI/NAME-VERSION/); learn.microsoft.com, "runtimeconfig and deps.json"
// (targets/TARGET/LIBRARY/{native,runtimeTargets}/FILE); hexdocs.pm/mix, mix release (lib/NAME-VERSION/ with
// ebin/NAME.app and priv/).
#include "packages/others.hpp"

#include <nlohmann/json.hpp>

#include "packages/text.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint::packages {
namespace {

constexpr std::string_view deps_suffix = ".deps.json";

struct Release {
  std::string_view name, version, platform;
};

// "nokogiri-1.16.0-x86_64-linux": the version is the first part that begins with a digit.
std::optional<Release> read_release(std::string_view directory) {
  std::size_t dash = directory.find('-');
  while (dash != std::string_view::npos && (dash + 1 == directory.size() || !text::is_digit(directory[dash + 1]))) {
    dash = directory.find('-', dash + 1);
  }
  if (dash == std::string_view::npos || dash == 0) return std::nullopt;
  const std::size_t end = std::min(directory.find('-', dash + 1), directory.size());
  return Release{directory.substr(0, dash), directory.substr(dash + 1, end - dash - 1),
                 end == directory.size() ? std::string_view{} : directory.substr(end + 1)};
}

Package package_of_release(Ecosystem ecosystem, const Release& release, std::string_view path) {
  Package package;
  package.ecosystem = ecosystem;
  package.name = ascii_line(release.name);
  package.version = ascii_line(release.version);
  package.claim = ascii_line(release.platform);
  package.path = path;
  return package;
}

/// The directory of a gem around a path: "…/ruby/3.4.0/gems/x-1.0", "…/ruby/3.4.0/extensions/x86_64-linux/3.4.0/x-1.0".
std::optional<Package> gem_of(std::string_view path) {
  for (const std::string_view directory : text::ancestors(path, 0)) {
    const std::string_view above = text::parent(directory);
    const std::string_view place = text::file_name(above);
    const bool gem = place == "gems" && text::file_name(text::parent(above)).find('.') != std::string_view::npos;
    const bool built = text::file_name(text::parent(text::parent(above))) == "extensions";
    const auto release = gem || built ? read_release(text::file_name(directory)) : std::nullopt;
    if (release) return package_of_release(Ecosystem::ruby, *release, directory);
  }
  return std::nullopt;
}

std::optional<Package> application_of(const Tree& tree, std::string_view path) {
  for (const std::string_view directory : text::ancestors(path, 0)) {
    const auto release = read_release(text::file_name(directory));
    if (!release || text::file_name(text::parent(directory)) != "lib") continue;
    const std::string app = std::string{directory} + "/ebin/" + std::string{release->name} + ".app";
    if (tree.exists(app)) return package_of_release(Ecosystem::elixir, *release, directory);
  }
  return std::nullopt;
}

using Document = nlohmann::json;

const Document& member(const Document& object, const char* name) {
  static const Document nothing;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? nothing : *found;
}

void add_files(const Document& files, std::string_view base, const Package& package,
               std::map<std::string, Package, std::less<>>& all) {
  if (!files.is_object()) return;
  for (const auto& file : files.items()) {
    all.emplace(std::string{base} + file.key(), package);
    all.emplace(std::string{base} + std::string{text::file_name(file.key())}, package);  // published for one platform
  }
}

/// "SkiaSharp.NativeAssets.Linux/2.88.6"
void read_deps(std::string_view text, std::string_view path, std::map<std::string, Package, std::less<>>& all) {
  const Document document = Document::parse(text, nullptr, false);
  if (document.is_discarded()) return;
  const std::string base = text::as_prefix(text::parent(path));
  for (const auto& target : member(document, "targets").items()) {
    if (!target.value().is_object()) continue;
    for (const auto& library : target.value().items()) {
      const std::size_t slash = library.key().find('/');
      if (slash == std::string::npos || slash == 0) continue;
      const Release release{
          std::string_view{library.key()}.substr(0, slash), std::string_view{library.key()}.substr(slash + 1), {}};
      const Package package = package_of_release(Ecosystem::dotnet, release, base + library.key());
      add_files(member(library.value(), "native"), base, package, all);
      add_files(member(library.value(), "runtimeTargets"), base, package, all);
    }
  }
}

}  // namespace

Others::Others(const Tree& tree) : tree_(tree) {
  for (const auto& [path, text] : tree.bundle().metadata) {
    if (path.ends_with(deps_suffix)) read_deps(text, path, dotnet_);
  }
}

std::optional<Package> Others::package_of(std::string_view path) const {
  const auto found = dotnet_.find(path);
  if (found != dotnet_.end()) return found->second;
  auto gem = gem_of(path);
  return gem ? gem : application_of(tree_, path);
}

}  // namespace platlint::packages
