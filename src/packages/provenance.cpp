// SPDX-License-Identifier: Apache-2.0
// Sources: PEP 610 and PyPA's "direct URL" specification for direct_url.json; uv's write_installer_metadata
// (crates/uv-install-wheel/src/wheel.rs) for uv_build.json and uv_cache.json. uv 0.8.12 and later write uv_build.json
// for exactly those packages that they built from source. pip leaves no trace of a build except the wheel's tag, which
// is no proof.
#include "packages/provenance.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "packages/text.hpp"
#include "text/words.hpp"

namespace platlint::packages {
namespace {

bool is_source_archive(std::string_view url) {
  constexpr std::array<std::string_view, 8> suffixes = {".tar.gz", ".tgz",    ".zip",      ".tar.bz2",
                                                        ".tar.xz", ".tar.lz", ".tar.lzma", ".tar"};
  url = url.substr(0, url.find_first_of("?#"));
  return std::any_of(suffixes.begin(), suffixes.end(), [&](std::string_view suffix) { return url.ends_with(suffix); });
}

/// A bare "linux_*" tag, which a build back end writes before a repair tool has seen the wheel. Package indexes refuse
/// a file with such a name, but never look at the tag inside: ray, paddlepaddle, cupy and torchaudio are published like
/// this.
std::string_view bare_linux_tag(const Package& package) {
  for (const std::string_view tag : package.tags) {
    const auto dash = tag.rfind('-');
    if (dash != std::string_view::npos && tag.substr(dash + 1).starts_with("linux_")) return tag;
  }
  return {};
}

/// INSTALLER holds one line, for people: "uv", "pip\n", "Poetry 2.1.1". Its first word is the name.
std::string installer_name(std::string_view text) {
  const auto line = ascii_line(text.substr(0, 1000));
  return text::lower(std::string_view{line}.substr(0, line.find(' ')));
}

/// Programs that leave no INSTALLER. Pex keeps its packages in .deps beside PEX-INFO (pex/pex_info.py). A directory is
/// an environment of conda's if it has conda-meta/history (conda/core/prefix_data.py).
std::string_view unsigned_installer(const Tree& tree, std::string_view prefix) {
  const auto beside = [&](std::size_t at, std::string_view file) {
    return at != std::string_view::npos && tree.exists(std::string{prefix.substr(0, at)}.append(file));
  };
  if (beside(prefix.find(".deps/"), "PEX-INFO")) return "pex";
  const bool conda = beside(prefix.find("lib/python"), "conda-meta/history") ||
                     beside(prefix.find("Lib/site-packages"), "conda-meta/history");
  return conda ? "conda" : "";
}

}  // namespace

Package with_provenance(Package package, const Tree& tree, std::string_view prefix) {
  const auto file = [&](std::string_view name) { return std::string{prefix}.append(name); };
  const bool uv_built = tree.exists(file("uv_build.json"));
  package.installer = installer_name(tree.text(file("INSTALLER")));
  if (package.installer.empty() && (uv_built || tree.exists(file("uv_cache.json")))) package.installer = "uv";
  if (package.installer.empty()) package.installer = unsigned_installer(tree, prefix);

  const auto direct = json_members(tree.text(file("direct_url.json"))).value_or(Members{});
  const bool archive = direct.count("archive_info") > 0;
  const bool from_source = direct.count("dir_info") > 0 || direct.count("vcs_info") > 0 ||
                           (archive && is_source_archive(first(direct, "url")));
  package.local_project = direct.count("dir_info") > 0;
  package.by_address = package.local_project || archive || direct.count("vcs_info") > 0;

  const auto tag = bare_linux_tag(package);
  if (uv_built) {
    package.evidence = "uv_build.json";
  } else if (from_source) {
    package.evidence = "direct_url.json";
  } else if (!tag.empty() && !archive) {  // if an address names a wheel, it was ready made, whatever its tag
    package.evidence = "tag " + std::string{tag};
    package.perhaps_built = true;
  }
  package.built_locally = !package.evidence.empty() && !package.perhaps_built;
  return package;
}

}  // namespace platlint::packages
