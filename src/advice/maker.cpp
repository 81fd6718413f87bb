// SPDX-License-Identifier: Apache-2.0
// What fixes a wheel before it is published. Documented: auditwheel 6 (repair --plat), delocate 0.13 (delocate-wheel,
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

std::string processor(const Target& target) {
  return std::string(name_of(Vocabulary::wheel, target.architectures.front()));
}

std::string libc_fix(const Audit& audit, const Bundle& bundle) {
  const std::string wanted = audit.target.wheel_tags.empty() ? audit.target.name : audit.target.wheel_tags.front();
  std::string text = "build it in an image for " + wanted;
  const std::optional<Version> newest = newest_glibc(bundle);
  if (!newest || audit.target.libc != Libc::glibc) return text;
  const std::string tag = "manylinux_" + std::to_string(newest->major) + "_" + std::to_string(newest->minor) + "_" +
                          processor(audit.target);
  return "needs glibc " + to_string(*newest) + ": auditwheel repair --plat " + tag + " " + wheel_word(bundle) +
         ", or " + text;
}

// "macOS 13.0"
std::optional<Version> release_of(std::string_view text) {
  return parse_version(text.substr(text.rfind(' ') + 1));
}

// The tag of a wheel that asks for all that its files ask for. Of macOS 11 and later an installer takes tags of whole
// releases only (packaging.tags, mac_platforms): 13.3 is no earlier than 14_0.
std::string system_tag(const Audit& audit, std::size_t root) {
  Version newest{10, 9};
  for (const Finding& finding : audit.findings) {
    if (finding.root != root || finding.rule != &rule::os_too_new) continue;
    const std::optional<Version> version = release_of(finding.actual);
    if (version && newest < *version) newest = *version;
  }
  const bool is_whole = newest.major < 11 || newest.minor == 0;
  const std::string release =
      std::to_string(newest.major + (is_whole ? 0 : 1)) + "_" + std::to_string(newest.major < 11 ? newest.minor : 0);
  return "macosx_" + release + "_" + (audit.target.architectures.size() == 1 ? processor(audit.target) : "universal2");
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

std::string tag_fix(const Target& target, const Bundle& bundle) {
  return "build it for " + target.name + ", or give it the right tag: wheel tags --remove --platform-tag TAG " +
         wheel_word(bundle);
}

// Empty: what is said to everybody will do.
std::string text_of(const Audit& audit, const Finding& finding) {
  const Bundle& bundle = audit.bundles[finding.root];
  const Rule* const rule = finding.rule;
  if (rule == &rule::glibc_too_new || rule == &rule::libstdcxx_too_new) return libc_fix(audit, bundle);
  if (rule == &rule::os_too_new && audit.target.system == System::macos) return system_fix(audit, finding, bundle);
  if (rule == &rule::missing_library) return library_fix(audit.target, bundle);
  if (rule == &rule::wrong_python_abi) {
    return "build it with the Python of its tag, or give it the right tag: wheel tags --remove --python-tag cpXY "
           "--abi-tag "
           "cpXY " +
           wheel_word(bundle);
  }
  if (rule == &rule::wrong_architecture || rule == &rule::wrong_format || rule == &rule::wrong_libc ||
      rule == &rule::missing_slice || rule == &rule::wrong_system || rule == &rule::no_variant_for_target) {
    return tag_fix(audit.target, bundle);
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
  audit.fixes.clear();  // arguments of installers
}

}  // namespace platlint
