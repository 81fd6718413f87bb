// SPDX-License-Identifier: Apache-2.0
// The answer in words.
#include <algorithm>

#include "lock/lock.hpp"

namespace platlint::lock {

namespace {

std::size_t count_of(const LockAnswer& answer, Supply supply) {
  return static_cast<std::size_t>(
      std::count_if(answer.items.begin(), answer.items.end(), [&](const Item& item) { return item.supply == supply; }));
}

std::string counted(std::size_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::string target_words(const LockReport& report, const LockAnswer& answer) {
  const bool is_node = report.format == LockFormat::npm || report.format == LockFormat::pnpm;
  std::string text = answer.target.name + " (" + answer.target.description + ")";
  if (!is_node && answer.target.python) text += ", Python " + to_string(*answer.target.python);
  return text;
}

std::string verdict_line(const LockReport& report, const LockAnswer& answer) {
  const std::size_t built = count_of(answer, Supply::source);
  const std::size_t lacking = count_of(answer, Supply::nothing);
  const std::size_t judged = answer.items.size() - count_of(answer, Supply::not_judged);
  std::string text = report.file + " for " + target_words(report, answer) + ": ";
  if (built == 0 && lacking == 0) return text + "nothing is built from source, of " + counted(judged, "package");
  if (built != 0) text += counted(built, "package") + (built == 1 ? " is" : " are") + " built from source";
  if (lacking != 0)
    text += (built != 0 ? ", " : "") + counted(lacking, "package") + (lacking == 1 ? " has" : " have") +
            " nothing for the platform";
  return text + ", of " + std::to_string(judged);
}

// Notes with the same text about many packages become one line.
void add_notes(std::vector<std::string>& lines, const LockAnswer& answer) {
  std::vector<std::pair<std::string, std::string>> notes;
  for (const LockFinding& finding : answer.findings) {
    if (finding.severity == Severity::error) continue;
    const auto same = [&](const auto& note) { return note.first == finding.message; };
    auto found = std::find_if(notes.begin(), notes.end(), same);
    if (found == notes.end()) found = notes.insert(notes.end(), {finding.message, {}});
    found->second += (found->second.empty() ? "" : ", ") + finding.package + " " + finding.version;
  }
  for (const auto& [message, packages] : notes) lines.push_back("  note: " + packages + ": " + message);
}

void add_unjudged(std::vector<std::string>& lines, const LockAnswer& answer) {
  std::string text;
  for (const Item& item : answer.items) {
    if (item.supply == Supply::not_judged && item.file != "the project")
      text += (text.empty() ? "" : ", ") + item.name + " (from " + item.file + ")";
  }
  if (!text.empty())
    lines.push_back("  not judged: " + text + ": built where they are installed, if they are not wheels");
}

void add_items(std::vector<std::string>& lines, const LockAnswer& answer) {
  for (const Item& item : answer.items) {
    std::string line = "  " + std::string(name(item.supply)) + ": " + item.name + " " + item.version;
    lines.push_back(line + (item.file.empty() ? "" : ": " + item.file));
  }
}

void add_answer(std::vector<std::string>& lines, const LockReport& report, const LockAnswer& answer,
                const TextStyle& style) {
  const bool is_ready = count_of(answer, Supply::source) == 0 && count_of(answer, Supply::nothing) == 0;
  if (style.quiet && is_ready) return;
  lines.push_back(verdict_line(report, answer));
  if (style.quiet) return;
  for (const LockFinding& finding : answer.findings) {
    if (finding.severity != Severity::error) continue;
    lines.push_back("  error: " + finding.package + " " + finding.version + ": " + finding.message);
    if (!finding.fix.summary.empty()) lines.push_back("    fix: " + finding.fix.summary);
  }
  add_notes(lines, answer);
  add_unjudged(lines, answer);
  if (!answer.floor.empty())
    lines.push_back("  note: the platform's name states no release; the wheels need " + answer.floor + " or newer");
  if (style.verbose) add_items(lines, answer);
}

}  // namespace

std::vector<std::string> lock_lines(const LockReport& report, const TextStyle& style) {
  std::vector<std::string> lines;
  for (const LockAnswer& answer : report.answers) add_answer(lines, report, answer, style);
  return lines;
}

}  // namespace platlint::lock
