// SPDX-License-Identifier: Apache-2.0
// What may hold native code and was not looked at: archives that are not opened, links that leave the root.
#include <string>
#include <string_view>

#include "rules/common.hpp"

namespace platlint {

namespace {

// "python3.12", "pypy3": a virtual environment and node-gyp link to the interpreter of the machine they are made on,
// and the target has its own.
bool is_interpreter(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  for (const std::string_view interpreter : {"python", "pypy"}) {
    if (!name.starts_with(interpreter)) continue;
    name.remove_prefix(interpreter.size());
    return name.find_first_not_of("0123456789.t") == std::string_view::npos;
  }
  return false;
}

void external_link(const Subject& subject, Findings& findings) {
  const Entry& entry = subject.entry;
  if (!entry.leaves_root) return;
  const bool matters = !unread(entry).empty();
  const std::string message = matters ? "leads out of the bundle, and what it leads to was not judged"
                                      : "a link that leads out of the bundle, to " + entry.link;
  findings.push_back(finding(rule::external_link, matters ? Severity::warning : Severity::note, message,
                             "a file of the bundle", "a link to " + entry.link));
  if (matters) findings.back().details = {"to " + entry.link};
}

// Over an AppImage it speaks beside the rules that judge the program in front.
void unopened_archive(const Subject& subject, Findings& findings) {
  const Entry& entry = subject.entry;
  if (entry.unopened.empty() || entry.damage) return;
  findings.push_back(finding(rule::unopened_archive, Severity::warning,
                             entry.unopened + ", which is not opened: what it holds was not judged",
                             "files, or a zip archive", entry.unopened));
}

}  // namespace

std::string unread(const Entry& entry) {
  if (!entry.unopened.empty() && !entry.damage) return entry.unopened + ", which is not opened";
  if (!entry.leaves_root || entry.outside == Entry::Outside::harmless || is_interpreter(entry.path)) return {};
  return "a link out of the bundle, to " + entry.link;
}

namespace rule {

constexpr Rule external_link{
    .name = "external-link",
    .severity = Severity::warning,
    .summary = "a symbolic link that leads out of the bundle, or to nothing",
    .why =
        "What it leads to on this machine is not shipped and was not judged. On the target it leads to that machine's "
        "own file, or to none. A note where it leads to data; a warning where its name or what it leads to is native "
        "code, an archive or a directory: uv's --link-mode symlink and pnpm's workspaces make bundles of such links.",
    .reference = "POSIX.1-2017, symlink()",
    .about = About::unread,
    .fix = {FixedBy::copy, ""},
    .check = platlint::external_link,
    .check_bundle = nullptr,
};

constexpr Rule unopened_archive{
    .name = "unopened-archive",
    .severity = Severity::warning,
    .summary = "an archive that was not opened, so nothing is known of what it holds",
    .why =
        "Only zip archives are opened. A tar, 7z, deb, rpm or other archive is told by its first bytes; it may hold "
        "native code that is unpacked where the bundle runs, and none of that was judged.",
    .reference = "README: nothing unread passes",
    .about = About::contents,
    .fix = {FixedBy::line, "unpack it and audit the directory; if it holds no native code, --exclude it"},
    .check = platlint::unopened_archive,
    .check_bundle = nullptr,
};

}  // namespace rule

}  // namespace platlint
