// SPDX-License-Identifier: Apache-2.0
// Fixes a wheel before it is published. Documented: auditwheel 6 (repair --plat), delocate 0.13 (delocate-wheel,
// --require-target-macos-version), delvewheel (repair), wheel 0.45 (wheel tags), CPython's build variable
// MACOSX_DEPLOYMENT_TARGET.
#include "platlint/maker.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "facts/architectures.hpp"
#include "rules/rows.hpp"
#include "text/words.hpp"

namespace platlint {
namespace {

std::string wheel_word(const Bundle& bundle) {
  return text::shell_word(bundle.root);
}

// The newest glibc that a file of the wheel needs.
std::optional<Version> newest_glibc(const Bundle& bundle) {
  std::optional<Version> newest;
  for (const Entry& entry : bundle.entries) {
    for (const Artifact& artifact : entry.artifacts) {
      for (const VersionNeed& need : artifact.version_needs) {
        constexpr std::string_view prefix = "GLIBC_";
        if (!need.name.starts_with(prefix) || need.weak) continue;
        const std::optional<Version> version = parse_version(need.name.substr(prefix.size()));
        if (version && (!newest || *newest < *version)) newest = version;
      }
    }
  }
  return newest;
}

// "macosx_13_0_arm64". From macOS 11 on, an installer only accepts tags of whole releases (packaging.tags,
// mac_platforms), so a file that needs 13.3 gets 14_0.
std::string macos_tag(const Version& oldest, const std::string& processors) {
  const bool is_whole = oldest.major < 11 || oldest.minor == 0;
  return "macosx_" + std::to_string(oldest.major + (is_whole ? 0 : 1)) + "_" +
         std::to_string(oldest.major < 11 ? oldest.minor : 0) + "_" + processors;
}

std::string macos_name(Architecture architecture) {
  return std::string(spelling(Format::macho, architecture));
}

// PEP 513 is the first policy; for other processors it is PEP 599.
std::string glibc_tag(const Version& needed, Architecture architecture) {
  const bool is_intel = architecture == Architecture::x86_64 || architecture == Architecture::i686;
  const Version glibc = std::max(needed, Version{2, is_intel ? 5 : 17, 0});
  return "manylinux_" + std::to_string(glibc.major) + "_" + std::to_string(glibc.minor) + "_" +
         std::string(name_of(Vocabulary::wheel, architecture));
}

// The platform tag for a wheel that holds such files; empty: there is no tag, or more facts are needed.
std::string tag_for(const Artifact& image, const Bundle& bundle) {
  const std::string processor(name_of(Vocabulary::wheel, image.architecture));
  if (processor.empty()) return {};
  if (image.format == Format::macho && image.system == System::macos && image.minimum_system)
    return macos_tag(*image.minimum_system, macos_name(image.architecture));
  if (image.format == Format::pe && image.system == System::windows) {
    if (image.architecture == Architecture::i686) return "win32";
    if (image.architecture == Architecture::x86_64) return "win_amd64";
    if (image.architecture == Architecture::aarch64) return "win_arm64";
  }
  const bool is_linux =
      image.format == Format::elf && (image.system == System::linux || image.system == System::unknown);
  if (is_linux && image.libc == Libc::musl) return "musllinux_1_2_" + processor;
  const std::optional<Version> glibc = newest_glibc(bundle);
  if (is_linux && image.libc == Libc::glibc && glibc) return glibc_tag(*glibc, image.architecture);
  return {};
}

std::string libc_fix(const Audit& audit, const Bundle& bundle) {
  const std::string wanted = audit.target.wheel_tags.empty() ? audit.target.name : audit.target.wheel_tags.front();
  std::string text = "build it in an image for " + wanted;
  const std::optional<Version> newest = newest_glibc(bundle);
  if (!newest || audit.target.libc != Libc::glibc) return text;
  return "needs glibc " + to_string(*newest) + ": auditwheel repair --plat " +
         glibc_tag(*newest, audit.target.architectures.front()) + " " + wheel_word(bundle) + ", or " + text;
}

// "macOS 13.0"
std::optional<Version> release_of(std::string_view text) {
  return parse_version(text.substr(text.rfind(' ') + 1));
}

// The tag for a wheel that needs everything that its files need.
std::string system_tag(const Audit& audit, std::size_t root) {
  Version newest{10, 9};
  for (const Finding& finding : audit.findings) {
    if (finding.root != root || finding.rule != &rule::os_too_new) continue;
    const std::optional<Version> version = release_of(finding.actual);
    if (version) newest = std::max(newest, *version);
  }
  const std::vector<Architecture>& processors = audit.target.architectures;
  return macos_tag(newest, processors.size() == 1 ? macos_name(processors.front()) : "universal2");
}

std::string system_fix(const Audit& audit, const Finding& finding, const Bundle& bundle) {
  return "build it with MACOSX_DEPLOYMENT_TARGET=" + finding.expected.substr(finding.expected.rfind(' ') + 1) +
         ", and its libraries too (delocate-wheel --require-target-macos-version checks this), or give it "
         "the right tag: wheel tags --remove --platform-tag " +
         system_tag(audit, finding.root) + " " + wheel_word(bundle);
}

std::string library_fix(const Target& target, const Bundle& bundle) {
  if (target.system == System::macos) return "put it into the wheel: delocate-wheel " + wheel_word(bundle);
  if (target.system == System::windows) return "put it into the wheel: delvewheel repair " + wheel_word(bundle);
  return "put it into the wheel: auditwheel repair " + wheel_word(bundle);
}

std::string tag_fix(const Target& target, const Finding& finding, const Bundle& bundle) {
  std::string text = "build it for " + target.name;
  const auto entry = std::find_if(bundle.entries.begin(), bundle.entries.end(),
                                  [&](const Entry& it) { return it.path == finding.path; });
  if (entry == bundle.entries.end() || entry->artifacts.size() != 1) return text;
  const std::string tag = tag_for(entry->artifacts.front(), bundle);
  if (tag.empty()) return text;
  return text + ", or give it the right tag: wheel tags --remove --platform-tag " + tag + " " + wheel_word(bundle);
}

// "cp312" from "a module for CPython 3.12"; empty: the finding names no Python that the file is for.
std::string python_tag(const Finding& finding) {
  constexpr std::string_view name = "CPython ";
  const std::size_t at = finding.actual.rfind(name);
  if (at == std::string::npos) return {};
  std::string tag = "cp";
  for (const char letter : finding.actual.substr(at + name.size())) {
    if (letter == '.') continue;
    if ((letter < '0' || letter > '9') && letter != 't') return {};
    tag += letter;
  }
  return tag;
}

std::string python_fix(const Finding& finding, const Bundle& bundle) {
  const std::string text = "build it with the Python of its tag";
  const std::string abi = python_tag(finding);
  if (abi.empty()) return text;
  const std::string python = abi.substr(0, abi.find('t'));
  return text + ", or give it the right tag: wheel tags --remove --python-tag " + python + " --abi-tag " + abi + " " +
         wheel_word(bundle);
}

// Empty: the usual fix is right.
std::string text_of(const Audit& audit, const Finding& finding) {
  const Bundle& bundle = audit.bundles[finding.root];
  const Rule* const rule = finding.rule;
  if (rule == &rule::glibc_too_new || rule == &rule::libstdcxx_too_new) return libc_fix(audit, bundle);
  if (rule == &rule::os_too_new && audit.target.system == System::macos) return system_fix(audit, finding, bundle);
  if (rule == &rule::missing_library) return library_fix(audit.target, bundle);
  if (rule == &rule::wrong_python_abi) return python_fix(finding, bundle);
  if (rule == &rule::wrong_architecture || rule == &rule::wrong_format || rule == &rule::wrong_libc ||
      rule == &rule::missing_slice || rule == &rule::wrong_system || rule == &rule::no_variant_for_target ||
      rule == &rule::tag_mismatch) {
    return tag_fix(audit.target, finding, bundle);
  }
  return {};
}

}  // namespace

void advise_maker(Audit& audit) {
  for (Finding& finding : audit.findings) {
    if (finding.severity == Severity::note) continue;
    std::string text = text_of(audit, finding);
    if (!text.empty()) finding.fix = Fix{std::move(text), {}, {}};
  }
  audit.fixes.clear();  // these are arguments for installers
}

}  // namespace platlint
