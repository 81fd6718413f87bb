// SPDX-License-Identifier: Apache-2.0
// The text report of a survey: the requirements of each root, and the platforms that it would run on.
#include <algorithm>
#include <string>
#include <vector>

#include "platlint/rule.hpp"
#include "report/columns.hpp"
#include "report/formats.hpp"
#include "report/policy.hpp"
#include "report/verdict.hpp"

namespace platlint {

namespace {

constexpr std::size_t shown_names = 6;

// "a, b and 12 more (-v lists them)"
std::string list(const std::vector<std::string>& names, const ReportOptions& options) {
  const std::size_t shown = options.verbose || names.size() <= shown_names + 1 ? names.size() : shown_names;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (shown < names.size()) text += " and " + std::to_string(names.size() - shown) + " more (-v lists them)";
  return text;
}

std::vector<std::string> names(const std::vector<Misfit>& misfits) {
  std::vector<std::string> texts;
  for (const Misfit& misfit : misfits) texts.push_back(misfit.platform + " (" + std::string(misfit.rule->name) + ")");
  return texts;
}

// "  needs glibc 2.17 (numpy/…/x.so)"
void write_file(std::ostream& out, const std::string& before, std::string_view path, std::string_view after,
                const ReportOptions& options) {
  const std::size_t taken = columns(before) + after.size();
  const bool whole = options.verbose || options.columns == 0;
  const std::size_t width = whole ? 0 : options.columns > taken ? options.columns - taken : 1;
  out << before << elided(printable(path), width) << after << '\n';
}

void write_names(std::ostream& out, const std::string& label, const std::vector<std::string>& names,
                 const ReportOptions& options) {
  if (names.empty()) return;
  std::vector<Word> line{{"  " + label}};
  for (Word& word : words(list(names, options))) line.push_back(std::move(word));
  out << filled(line, options.columns, 4);
}

void write_minority(std::ostream& out, const Requirements& requirements, const ReportOptions& options) {
  if (requirements.minority.empty()) return;
  out << "  mixed: also holds\n";
  const std::size_t count = requirements.minority.size();
  const std::size_t shown = options.verbose || count <= 4 ? count : 3;
  for (std::size_t i = 0; i < shown; ++i) {
    write_file(out, "    " + requirements.minority[i].what + ": ", requirements.minority[i].path, "", options);
  }
  if (shown < count) out << "    … " << count - shown << " more (-v lists them)\n";
}

// If there are many, only the first few: most are links, and of one kind.
void write_unread(std::ostream& out, const Bundle& bundle, const ReportOptions& options) {
  std::vector<std::string> all;
  for (const Entry& entry : bundle.entries) {
    const std::string reason = unread(entry);
    if (!reason.empty()) all.push_back(printable(entry.path) + " (" + printable(reason) + ")");
  }
  write_names(out, "not read:", all, options);
}

std::string no_platform(const Bundle& bundle) {
  if (bundle.failure && bundle.entries.empty()) return "cannot be read";
  const std::string words = no_native_words(bundle);
  return words == "no native files" ? words + ": fits everywhere" : words;
}

std::vector<Word> header(const Bundle& bundle, const Requirements& requirements) {
  std::vector<Word> line{{printable(bundle.root), {}, ":"}};
  const std::string text = requirements.everywhere ? "any platform: its native files are for " + requirements.platform +
                                                         ", and elsewhere none is needed"
                                                   : requirements.platform;
  for (Word& word : words(text)) line.push_back(std::move(word));
  return line;
}

void write_unused(std::ostream& out, const Requirements& requirements) {
  if (requirements.unused == 0) return;
  out << "  " << plural(requirements.unused, "native file") << " for other platforms that nothing loads there\n";
}

void write_root(std::ostream& out, const Bundle& bundle, const Requirements& requirements,
                const ReportOptions& options) {
  if (requirements.platform.empty()) {
    out << printable(bundle.root) << ": " << no_platform(bundle) << '\n';
    return;
  }
  out << filled(header(bundle, requirements), options.columns, 4);
  for (const Need& need : requirements.needs) write_file(out, "  needs " + need.what + " (", need.path, ")", options);
  write_minority(out, requirements, options);
  for (const Need& claim : requirements.claims) write_file(out, "  " + claim.what + " (", claim.path, ")", options);
  write_names(out, requirements.minority.empty() ? "fits" : "the rest fits", requirements.fits, options);
  write_names(out, "not", names(requirements.misfits), options);
  write_unused(out, requirements);
}

}  // namespace

void write_text(std::ostream& out, const Survey& survey, const ReportOptions& options) {
  for (std::size_t i = 0; i < survey.bundles.size(); ++i) {
    write_root(out, survey.bundles[i], survey.requirements[i], options);
    write_unread(out, survey.bundles[i], options);
    for (const Entry& entry : survey.bundles[i].entries) {
      if (entry.status != Entry::Status::unreadable) continue;
      std::vector<Word> line{{"  not"}, {"judged:"}, {printable(entry.path), {}, ":"}};
      for (Word& word : words(printable(entry.damage->reason))) line.push_back(std::move(word));
      out << filled(line, options.columns, 4);
    }
  }
  write_excluded(out, survey.summary);
}

}  // namespace platlint
