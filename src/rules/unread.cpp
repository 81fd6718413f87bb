// SPDX-License-Identifier: Apache-2.0
// Reports what may hold native code and was not read: archives that were not opened, links that leave the root.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "rules/common.hpp"

namespace platlint {

namespace {

// "3.12", "3.13t", "3-intel64" (Apple's universal2 builds have one for Rosetta)
bool is_version(std::string_view text) {
  return text == "3-intel64" || text.find_first_not_of("0123456789.t") == std::string_view::npos;
}

bool is_between(std::string_view name, std::string_view start, std::string_view end) {
  return name.size() >= start.size() + end.size() && name.starts_with(start) && name.ends_with(end) &&
         is_version(name.substr(start.size(), name.size() - start.size() - end.size()));
}

// A virtual environment and node-gyp link to the interpreter of the machine they are made on, and the target has its
// own: "python3.12", "pypy3". Windows has "python.exe", and PyPy is a library beside a small program (venv and
// virtualenv, discovery of interpreters).
bool is_interpreter(std::string_view path) {
  constexpr std::array<std::array<std::string_view, 2>, 8> names{{{"python", ""},
                                                                  {"python", ".exe"},
                                                                  {"pythonw", ".exe"},
                                                                  {"pypy", ""},
                                                                  {"pypy", ".exe"},
                                                                  {"libpypy", "-c.so"},
                                                                  {"libpypy", "-c.dylib"},
                                                                  {"graalpy", ""}}};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::any_of(names.begin(), names.end(), [&](const auto& it) { return is_between(name, it[0], it[1]); });
}

// pnpm's setting `hoist` (pnpm.io/settings): a second path to each package, for those that use packages which they do
// not declare. If it leads out of the tree, it leads to the project itself: `pnpm deploy` leaves it.
bool is_hoisted(std::string_view path) {
  return path.find("node_modules/.pnpm/node_modules/") != std::string_view::npos;
}

void external_link(const Subject& subject, Findings& findings) {
  const Entry& entry = subject.entry;
  if (!entry.leaves_root) return;
  const bool matters = !unread(entry).empty();
  const bool missing = entry.outside == Entry::Outside::nothing;
  const std::string message = !matters  ? "a link that leads out of the bundle, to " + entry.link
                              : missing ? "leads to nothing, under the name of native code"
                                        : "leads out of the bundle, and its target was not judged";
  findings.push_back(finding(rule::external_link, matters ? Severity::warning : Severity::note, message,
                             "a file of the bundle", (missing ? "a link to nothing, " : "a link to ") + entry.link));
  if (matters) findings.back().details = {"to " + entry.link};
}

// For an AppImage, it adds to the rules that judge the program at its front.
void unopened_archive(const Subject& subject, Findings& findings) {
  const Entry& entry = subject.entry;
  if (entry.unopened.empty() || entry.damage) return;
  findings.push_back(finding(rule::unopened_archive, Severity::warning,
                             entry.unopened + ", which was not opened: its contents were not judged",
                             "files, or an archive that can be opened", entry.unopened));
}

bool is_native_or_unknown(const Entry& entry) {
  return entry.status != Entry::Status::not_native || !unread(entry).empty();
}

bool may_hold_native(const Bundle& bundle) {
  return bundle.failure || std::any_of(bundle.entries.begin(), bundle.entries.end(), is_native_or_unknown);
}

// A deployment is judged as one, at its topmost root.
void no_native_code(const Evidence& evidence, Findings& findings) {
  const auto has_some = [](const Root& root) { return may_hold_native(root.bundle); };
  if (!evidence.require_native || !evidence.above.empty() || may_hold_native(evidence.bundle)) return;
  if (std::any_of(evidence.below.begin(), evidence.below.end(), has_some)) return;
  findings.push_back(finding(rule::no_native_code, Severity::error,
                             "no native files, but --require-native asks for some", "native files", "no native files"));
}

}  // namespace

std::string unread(const Entry& entry) {
  if (!entry.unopened.empty() && !entry.damage) return entry.unopened + ", which was not opened";
  if (!entry.leaves_root || entry.outside == Entry::Outside::harmless || is_interpreter(entry.path) ||
      is_hoisted(entry.path))
    return {};
  const bool missing = entry.outside == Entry::Outside::nothing;
  return (missing ? "a link to nothing, " : "a link out of the bundle, to ") + entry.link;
}

namespace rule {

constexpr Rule external_link{
    .name = "external-link",
    .severity = Severity::warning,
    .summary = "a symbolic link that leads out of the bundle, or to nothing",
    .why =
        "The file behind the link is not shipped, and was not judged. On the target the link leads to that machine's "
        "own file, or to nothing. The audit is incomplete if the link's name or target is native code, an archive, or "
        "a directory that holds some. uv's --link-mode symlink and pnpm's workspaces make such links. --follow-links "
        "reads them as part of the bundle. A link to data is a note.",
    .reference = "POSIX.1-2017, symlink()",
    .about = About::unread,
    .fix = {FixedBy::copy, ""},
};
constexpr Checks external_link_checks{.check = platlint::external_link, .check_bundle = nullptr};

constexpr Rule no_native_code{
    .name = "no-native-code",
    .severity = Severity::error,
    .summary = "a bundle without native files, although --require-native asks for some",
    .why =
        "Pure Python or JavaScript loads everywhere. But if a bundle should have native code and has none, it is the "
        "wrong directory, or an install that did not run. Only --require-native asks for it.",
    .reference = "docs/rules.md, What is judged",
    .about = About::several,
    .fix = {FixedBy::line,
            "name the directory that is shipped, after the step that fills it; or leave out --require-native"},
};
constexpr Checks no_native_code_checks{.check = nullptr, .check_bundle = platlint::no_native_code};

constexpr Rule unopened_archive{
    .name = "unopened-archive",
    .severity = Severity::warning,
    .summary = "an archive that was not opened, so its contents are not known",
    .why =
        "It is known by its first bytes. It may hold native code that is unpacked on the target. Such code was not "
        "judged, so the audit is incomplete.",
    .reference = "docs/rules.md, What is judged",
    .about = About::contents,
    .fix = {FixedBy::line, "unpack it{tool} and audit the directory; if it holds no native code, --exclude it"},
};
constexpr Checks unopened_archive_checks{.check = platlint::unopened_archive, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
