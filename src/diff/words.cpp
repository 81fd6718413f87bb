// SPDX-License-Identifier: Apache-2.0
// A comparison in words: as text, and as Markdown with the same content in lists.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "diff/documents.hpp"
#include "platlint/report.hpp"
#include "report/code_span.hpp"
#include "report/verdict.hpp"
#include "text/size.hpp"

namespace platlint::diff {

namespace {

std::string_view words(Worse worse) {
  switch (worse) {
    case Worse::new_error:
      return "new errors";
    case Worse::new_warning:
      return "new warnings";
    case Worse::platform_lost:
      return "it fits fewer platforms";
    case Worse::floor_higher:
      return "it asks for a later system";
    case Worse::python_lost:
      return "it does not serve a Python that it served";
    case Worse::library_needed:
      return "it asks for a library that not every system has";
    case Worse::foreign_file:
      return "new files for another platform";
  }
  return "new errors";
}

// Lines about one subject, each with a mark before it: '+' new, '-' gone, '~' changed.
struct Section {
  std::string title;
  std::vector<std::string> lines;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

class Wording {
 public:
  /// `quoted` makes a text from a bundle safe in the output.
  Wording(const Comparison& comparison, std::function<std::string(std::string_view)> quoted)
      : comparison_(comparison), quoted_(std::move(quoted)) {}

  std::vector<Section> sections() const {
    return {{"findings", lines(comparison_.findings)},
            {"packages with native files", lines(comparison_.packages)},
            {"the least that is needed", lines(comparison_.floors)},
            {"Python", lines(comparison_.pythons)},
            {"libraries from outside of the bundle", lines(comparison_.needs)},
            {"files for another platform", lines(comparison_.foreign)},
            {"known platforms that it fits", platforms()}};
  }

  std::string verdict() const {
    std::string text = "nothing became worse";
    for (std::size_t i = 0; i < comparison_.worse.size(); ++i)
      text = (i == 0 ? "worse: " : text + "; ") + std::string(words(comparison_.worse[i]));
    if (!comparison_.target.empty()) text += " (" + quoted_(comparison_.target) + ")";
    return text + (comparison_.complete ? "" : "; not all was read");
  }

  std::string sizes() const { return "in all: " + content(comparison_.before) + " -> " + content(comparison_.after); }

  std::string names() const { return quoted_(comparison_.old_name) + " -> " + quoted_(comparison_.new_name); }

 private:
  static std::string content(const Holding& holding) {
    return plural(holding.files, "native file") + ", " + text::size_words(holding.bytes);
  }

  std::string versions(const Holding& holding) const {
    return holding.versions.empty() ? std::string() : " " + quoted_(joined(holding.versions));
  }

  std::string line(const PackageChange& package) const {
    const std::string title = package.name.empty() ? "files of no package" : quoted_(package.name);
    if (!package.before) return "+ " + title + versions(*package.after) + ": " + content(*package.after);
    if (!package.after) return "- " + title + versions(*package.before) + ": " + content(*package.before);
    const bool same = package.before->versions == package.after->versions;
    return "~ " + title + versions(*package.before) + (same ? "" : " ->" + versions(*package.after)) + ": " +
           content(*package.before) + " -> " + content(*package.after);
  }

  std::string line(const NeedChange& need) const {
    return mark(need.is_new) + quoted_(need.library) + " on " + need.platform + " (" + quoted_(need.path) + ")" +
           (need.is_common ? ", which every such system has" : "");
  }

  std::string line(const FloorChange& floor) const {
    const auto version = [](const std::optional<Version>& value) { return value ? to_string(*value) : "none"; };
    const std::string where = floor.path.empty() ? "" : " (" + quoted_(floor.path) + ")";
    return std::string(floor.is_higher() ? "+ " : "- ") + floor.platform + ": " + quoted_(floor.what) + " " +
           version(floor.before) + " -> " + version(floor.after) + where;
  }

  std::string line(const PythonChange& python) const {
    return mark(python.is_new) + python.python + " on " + python.platform;
  }

  std::string line(const ForeignChange& file) const {
    const std::string owner = file.package.empty() ? "" : " of " + quoted_(file.package);
    return mark(file.is_new) + quoted_(file.path) + owner + ": " + file.platform + ", " + text::size_words(file.bytes);
  }

  std::string line(const FindingChange& change) const {
    const ReportedFinding& told = change.finding;
    const std::string path = told.path.empty() ? "" : quoted_(told.path) + ": ";
    return mark(change.is_new) + std::string(name(told.severity)) + ": " + path + quoted_(told.message) + " [" +
           quoted_(told.rule) + "]";
  }

  static std::string mark(bool is_new) { return is_new ? "+ " : "- "; }

  template <class Row>
  std::vector<std::string> lines(const std::vector<Row>& rows) const {
    std::vector<std::string> all;
    for (const Row& row : rows) all.push_back(line(row));
    return all;
  }

  std::vector<std::string> platforms() const {
    std::vector<std::string> all;
    for (const std::string& platform : comparison_.platforms_lost) all.push_back("- " + quoted_(platform));
    for (const std::string& platform : comparison_.platforms_gained) all.push_back("+ " + quoted_(platform));
    return all;
  }

  const Comparison& comparison_;
  const std::function<std::string(std::string_view)> quoted_;
};

constexpr std::size_t most_lines = 20;

std::size_t shown_of(const Section& section, bool all) {
  return all ? section.lines.size() : std::min(section.lines.size(), most_lines);
}

std::string rest_of(const Section& section, std::size_t shown) {
  return std::to_string(section.lines.size() - shown) + " more (-v lists them)";
}

}  // namespace

void write_text(std::ostream& out, const Comparison& comparison, bool all) {
  const Wording wording(comparison, printable);
  for (const Section& section : wording.sections()) {
    if (section.lines.empty()) continue;
    out << section.title << '\n';
    const std::size_t shown = shown_of(section, all);
    for (std::size_t i = 0; i < shown; ++i) out << "  " << section.lines[i] << '\n';
    if (shown < section.lines.size()) out << "  … " << rest_of(section, shown) << '\n';
  }
  out << wording.sizes() << '\n' << wording.names() << ": " << wording.verdict() << '\n';
}

void write_markdown(std::ostream& out, const Comparison& comparison, bool all) {
  const Wording wording(comparison, [](std::string_view text) { return code(text); });
  out << "### platlint: " << wording.verdict() << "\n\n" << wording.names() << ", " << wording.sizes() << '\n';
  for (const Section& section : wording.sections()) {
    if (section.lines.empty()) continue;
    out << "\n**" << section.title << "**\n\n";
    const std::size_t shown = shown_of(section, all);
    for (std::size_t i = 0; i < shown; ++i)
      out << "- `" << section.lines[i][0] << "`" << section.lines[i].substr(1) << '\n';
    if (shown < section.lines.size()) out << "- " << rest_of(section, shown) << '\n';
  }
}

}  // namespace platlint::diff
