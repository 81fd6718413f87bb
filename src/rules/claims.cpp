// SPDX-License-Identifier: Apache-2.0
// Sources: maven.apache.org, POM Reference, "classifier"; guides.rubygems.org, Gem::Platform in the name of a gem;
// code.visualstudio.com, "Platform-specific extensions" (TargetPlatform of extension.vsixmanifest); goreleaser.com,
// archives ("{{ .ProjectName }}_{{ .Version }}_{{ .Os }}_{{ .Arch }}").
//
// A claim is broken if no file keeps it. If only one of several files is for another platform, other rules report it.
#include "rules/claims.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alternatives/platform_words.hpp"
#include "facts/architectures.hpp"
#include "loader/loadable.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

struct Claim {
  std::string words;                   // "linux-aarch_64"
  std::string source;                  // "its classifier"
  std::optional<std::size_t> package;  // the package whose files it is about; unset: all of the bundle's
};

// "TargetPlatform="win32-x64"" of <Identity>.
std::string editor_platform(const Bundle& bundle) {
  const auto found = bundle.metadata.find("extension.vsixmanifest");
  if (found == bundle.metadata.end()) return {};
  constexpr std::string_view attribute = "TargetPlatform=\"";
  const std::size_t at = found->second.find(attribute);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + attribute.size();
  const std::size_t end = found->second.find('"', begin);
  return end == std::string::npos || end - begin > 40 ? std::string{} : found->second.substr(begin, end - begin);
}

// "tool_1.2.0_linux_arm64.zip". A wheel's name is judged by its tags, a jar's by its classifier.
std::string archive_name(const Bundle& bundle) {
  const std::string_view name = text::file_name(bundle.root);
  if (bundle.archive_size == 0 || bundle.is_image) return {};
  for (const std::string_view suffix : {".zip", ".tar.gz", ".tgz", ".tar.xz", ".tar.zst", ".tar.bz2", ".tar"}) {
    if (name.ends_with(suffix)) return std::string(name.substr(0, name.size() - suffix.size()));
  }
  return {};
}

std::string_view source_of(Ecosystem ecosystem) {
  return ecosystem == Ecosystem::java ? "its classifier" : "its name";
}

std::vector<Claim> claims_of(const Bundle& bundle, const Ownership& ownership) {
  std::vector<Claim> claims;
  const auto& packages = ownership.packages;
  for (std::size_t i = 0; i < packages.size(); ++i) {
    if (!packages[i].claim.empty())
      claims.push_back({packages[i].claim, std::string(source_of(packages[i].ecosystem)), i});
  }
  if (std::string words = editor_platform(bundle); !words.empty())
    claims.push_back({std::move(words), "its manifest", std::nullopt});
  if (std::string words = archive_name(bundle); !words.empty())
    claims.push_back({std::move(words), "the archive's name", std::nullopt});
  return claims;
}

bool keeps(const Artifact& image, const PlatformName& promised) {
  if (image.architecture == Architecture::any || image.architecture == Architecture::unknown) return true;
  const System system = system_of(image);
  if (promised.system != System::unknown && system != System::unknown && system != promised.system) return false;
  const auto same = [&](Architecture it) {
    return it == image.architecture || (is_arm32(it) && is_arm32(image.architecture));
  };
  const auto& named = promised.architectures;
  if (!named.empty() && std::none_of(named.begin(), named.end(), same)) return false;
  if (named.empty() && promised.bits != 0 && bits(image.architecture) != promised.bits) return false;
  const bool tells = image.libc == Libc::glibc || image.libc == Libc::musl;
  return !tells || promised.libc == Libc::unknown || promised.libc == image.libc;
}

bool says_enough(const PlatformName& promised, const Claim& claim) {
  if (promised.system == System::unknown) return false;
  return claim.package.has_value() || !promised.architectures.empty() || promised.bits != 0;
}

// The first file that does not keep it, if no file does.
std::optional<BrokenClaim> broken(const Bundle& bundle, const Ownership& ownership, const Claim& claim) {
  const PlatformName promised = read_platform_path(claim.words + "/x").platform;
  if (!says_enough(promised, claim)) return std::nullopt;
  std::optional<BrokenClaim> first;
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    if (claim.package && ownership.owner[i] != claim.package) continue;
    for (const Artifact& image : bundle.entries[i].artifacts) {
      if (!concerns_loader(image, bundle.entries[i])) continue;
      if (keeps(image, promised)) return std::nullopt;
      if (!first) first = {claim.words, describe(image), claim.source, bundle.entries[i].path, claim.package};
    }
  }
  return first;
}

}  // namespace

std::string words_of(const BrokenClaim& claim) {
  return claim.source + " says " + claim.promised + ", but it holds " + claim.holds;
}

std::vector<BrokenClaim> broken_claims(const Bundle& bundle, const Ownership& ownership) {
  std::vector<BrokenClaim> found;
  for (const Claim& claim : claims_of(bundle, ownership)) {
    if (std::optional<BrokenClaim> one = broken(bundle, ownership, claim)) found.push_back(*std::move(one));
  }
  return found;
}

void check_claims(const Evidence& whole, Findings& findings) {
  for (const BrokenClaim& claim : broken_claims(whole.bundle, whole.ownership)) {
    const bool reported = std::any_of(findings.begin(), findings.end(), [&](const Finding& it) {
      return (!claim.package || it.package == claim.package) && it.severity == Severity::error;
    });
    Finding result = finding(rule::tag_mismatch, reported ? Severity::note : Severity::warning, words_of(claim),
                             claim.promised, claim.holds);
    result.path = claim.path;
    result.package = claim.package;
    findings.push_back(std::move(result));
  }
}

}  // namespace platlint
