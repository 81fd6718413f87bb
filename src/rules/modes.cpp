// SPDX-License-Identifier: Apache-2.0
// Permission bits that do not work on AWS Lambda. It unpacks a zip with the bits of its entries, and runs as a user who
// owns none of the files. If that user may not read a file, it is missing for him; if a file has no execute bit, it is
// not started (aws/aws-lambda-go#13, Miserlou/Zappa#484, serverless/serverless#3557).
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "loader/deployment.hpp"
#include "rules/common.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

constexpr std::uint32_t any_execute = 0111;
constexpr std::uint32_t read_by_others = 0004;
constexpr std::string_view bootstrap = "bootstrap";

// "0644"
std::string octal(std::uint32_t mode) {
  std::string text = "0000";
  for (std::size_t i = text.size(); i-- > 0; mode >>= 3) text[i] = static_cast<char>('0' + (mode & 7));
  return text;
}

// A file that Lambda unpacks. Files inside an archive stay there, and a link has no bits of its own.
bool is_unpacked_file(const Entry& entry) {
  return !entry.excluded && entry.link.empty() && !text::first_step(entry.path);
}

// Its bits say nothing about the zip that it will be packed into.
bool is_lone_file(const Bundle& bundle) {
  return bundle.entries.size() == 1 && text::file_name(bundle.root) == bundle.entries.front().path;
}

// Lambda looks for it in the function, and then in /opt, where the layers are.
void missing_bootstrap(const WholeBundle& whole, Findings& findings) {
  if (whole.role != Role::function || has_bootstrap(whole.bundle)) return;
  if (std::any_of(whole.below.begin(), whole.below.end(), [](const Root& root) { return has_bootstrap(root.bundle); }))
    return;
  // Without native code, the bootstrap is a script whose runtime is in a layer, like Bref's for PHP. That layer need
  // not be in the audit.
  const auto is_native = [](const Entry& entry) { return entry.status != Entry::Status::not_native; };
  const bool own_program = std::any_of(whole.bundle.entries.begin(), whole.bundle.entries.end(), is_native);
  findings.push_back(finding(rule::unusable_mode, own_program ? Severity::error : Severity::warning,
                             "no bootstrap at the root, but " + whole.target.runtime +
                                 " starts it: Runtime.InvalidEntrypoint" +
                                 (own_program ? "" : ", unless a layer that is not here brings it"),
                             "a file bootstrap that can be started", "no bootstrap"));
}

// A zip made on Windows has no such bits. A directory there has none either, but its zip does not exist yet.
bool cannot_be_started(const Entry& entry, const Bundle& bundle) {
  return entry.mode ? (*entry.mode & any_execute) == 0 : bundle.archive_size != 0;
}

void not_executable(const WholeBundle& whole, const Entry& entry, const std::string& what, Findings& findings) {
  const std::string actual = entry.mode ? "mode " + octal(*entry.mode) : "no Unix mode";
  findings.push_back(finding(rule::unusable_mode, Severity::error,
                             actual + (entry.mode ? ", without an execute bit" : " in the archive") + ": " + what,
                             "mode 0755", actual));
  findings.back().path = entry.path;
  findings.back().package = whole.ownership.owner[static_cast<std::size_t>(&entry - whole.bundle.entries.data())];
}

// "Lambda looks for extensions in the /opt/extensions directory, interprets each file as an executable" (Lambda
// Extensions API). A root without a stated role may be a function, in which a file there can also be a Python module.
bool is_extension(const Entry& entry, Role role) {
  constexpr std::string_view directory = "extensions/";
  if (!entry.path.starts_with(directory)) return false;
  const std::string_view name = std::string_view(entry.path).substr(directory.size());
  if (name.find('/') != std::string_view::npos || name.starts_with('.')) return false;
  const bool is_program = std::any_of(entry.artifacts.begin(), entry.artifacts.end(),
                                      [](const Artifact& image) { return image.kind == Kind::executable; });
  return role == Role::layer || is_program || name.find('.') == std::string_view::npos;
}

void check_programs(const WholeBundle& whole, Findings& findings) {
  for (const Entry& entry : whole.bundle.entries) {
    if (!is_unpacked_file(entry) || !cannot_be_started(entry, whole.bundle)) continue;
    if (entry.path == bootstrap && whole.target.runtime.starts_with("provided")) {
      not_executable(whole, entry, "Lambda cannot start it (permission denied)", findings);
    } else if (is_extension(entry, whole.role)) {
      not_executable(whole, entry, "Lambda cannot start the extension, and then not the function", findings);
    }
  }
}

// One finding per root: in a zip made by Python's writestr, every file has this problem.
void check_readable(const WholeBundle& whole, Findings& findings) {
  constexpr std::size_t listed = 10;
  const Entry* first = nullptr;
  std::size_t count = 0;
  std::vector<std::string> lines;
  for (const Entry& entry : whole.bundle.entries) {
    if (!is_unpacked_file(entry) || (entry.mode.value_or(read_by_others) & read_by_others) != 0) continue;
    if (++count == 1) first = &entry;
    if (count <= listed) lines.push_back(entry.path + ": mode " + octal(*entry.mode));
  }
  if (first == nullptr) return;
  const std::string who = ": Lambda's user may not read " + std::string(count == 1 ? "it" : "them");
  const std::string more = count == 1 ? "" : " and so have " + std::to_string(count - 1) + " other files";
  findings.push_back(finding(rule::unusable_mode, Severity::error, "mode " + octal(*first->mode) + more + who,
                             "mode 0644", "not readable by others: mode " + octal(*first->mode)));
  findings.back().path = first->path;
  findings.back().details = std::move(lines);
}

void unusable_mode(const Evidence& whole, Findings& findings) {
  if (!whole.target.name.starts_with("aws-lambda:") || whole.role == Role::alone || is_lone_file(whole.bundle)) return;
  if (whole.target.runtime.starts_with("provided")) missing_bootstrap(whole, findings);
  check_programs(whole, findings);
  check_readable(whole, findings);
}

}  // namespace

namespace rule {

constexpr Rule unusable_mode{
    .name = "unusable-mode",
    .severity = Severity::error,
    .summary = "permission bits that AWS Lambda cannot work with, or no bootstrap",
    .why =
        "Lambda unpacks files with the bits of the zip, and runs as a user who owns none of them. If others may not "
        "read a file, it says \"permission denied\". It starts bootstrap (provided runtimes) and every file in "
        "extensions/, so these need the execute bit. Zips made on Windows, and files written by Python's writestr, "
        "lack it.",
    .reference = "AWS Lambda Developer Guide, runtimes-custom and Extensions API; aws/aws-lambda-go#13",
    .about = About::several,
    .fix = {FixedBy::line, "chmod 755 {file} && zip function.zip {file}"},
};
constexpr Checks unusable_mode_checks{.check = nullptr, .check_bundle = platlint::unusable_mode};

}  // namespace rule

}  // namespace platlint
