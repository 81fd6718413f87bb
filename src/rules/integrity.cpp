// SPDX-License-Identifier: Apache-2.0
// Could the file be read, and is it what its name says?
#include <optional>
#include <string>

#include "facts/native_name.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

bool damaged(const Subject& subject, Damage::Kind kind) {
  return subject.entry.damage && subject.entry.damage->kind == kind;
}

void truncated_artifact(const Subject& subject, Findings& findings) {
  if (!damaged(subject, Damage::Kind::truncated)) return;
  findings.push_back(finding(rule::truncated_artifact, Severity::error, "cut short: " + subject.entry.damage->reason,
                             "a whole file", "a file cut short"));
}

void unreadable_artifact(const Subject& subject, Findings& findings) {
  if (!damaged(subject, Damage::Kind::unreadable)) return;
  findings.push_back(finding(rule::unreadable_artifact, Severity::warning,
                             "not judged: " + subject.entry.damage->reason, "a readable file",
                             subject.entry.damage->reason));
}

// Would the target load a file with this name? A .dll in a Linux bundle that is not a binary harms nobody.
bool target_loads(const std::string& path, Format format) {
  const std::optional<NativeSuffix> suffix = native_suffix_of(path);
  return suffix && suffix->is_asked_for(format);
}

void not_a_binary(const Subject& subject, Findings& findings) {
  if (!damaged(subject, Damage::Kind::not_a_binary)) return;
  const std::string& actual = subject.entry.damage->reason;
  const bool matters = target_loads(subject.entry.path, subject.target.format) && actual != "a linker script";
  findings.push_back(finding(rule::not_a_binary, matters ? Severity::error : Severity::note,
                             "named like a binary, but is " + actual, "a native binary", actual));
}

}  // namespace

namespace rule {

constexpr Rule truncated_artifact{
    .name = "truncated-artifact",
    .severity = Severity::error,
    .summary = "a binary whose headers point past its end",
    .why =
        "The download, copy or archive step lost the rest. A loader maps segments by the offsets in the headers. If "
        "the file ends earlier, it fails or gets a SIGBUS.",
    .reference = "System V gABI, chapter 5; <mach-o/loader.h>; PE Format, Section Table",
    .about = About::unread,
    .fix = {FixedBy::line, "fetch {package} again: this copy is cut short"},
};
constexpr Checks truncated_artifact_checks{.check = platlint::truncated_artifact, .check_bundle = nullptr};

constexpr Rule unreadable_artifact{
    .name = "unreadable-artifact",
    .severity = Severity::warning,
    .summary = "a native file that could not be read, so nothing is known of it",
    .why =
        "The reason may be a missing permission, a broken archive, encryption, a limit, or tables that contradict each "
        "other. An unread file was not judged, so the audit is incomplete.",
    .reference = "docs/rules.md, What is judged",
    .about = About::unread,
    .fix = {FixedBy::line, "fetch {package} again, or make it readable: an unread file is not judged"},
};
constexpr Checks unreadable_artifact_checks{.check = platlint::unreadable_artifact, .check_bundle = nullptr};

constexpr Rule not_a_binary{
    .name = "not-a-binary",
    .severity = Severity::error,
    .summary = "a native suffix over something else",
    .why =
        "It may be a Git LFS pointer that was never fetched, an error page saved under the file's name, or an empty "
        "file. An import says \"invalid ELF header\" or \"file too short\".",
    .reference = "Git LFS specification; glibc elf/dl-load.c",
    .about = About::damage,
    .fix = {FixedBy::line, "fetch {package} again: this copy is not the binary that its name says"},
};
constexpr Checks not_a_binary_checks{.check = platlint::not_a_binary, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
