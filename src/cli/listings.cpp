// SPDX-License-Identifier: Apache-2.0
#include "cli/listings.hpp"

#include <algorithm>
#include <iomanip>
#include <string>

#include "cli/rule_names.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"
#include "platlint/rule.hpp"
#include "platlint/target.hpp"

namespace platlint::cli {

namespace {

void wrap(std::ostream& out, std::string_view text, std::size_t width) {
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (column != 0 && column + 1 + space > width) {
      out << '\n';
      column = 0;
    }
    if (column != 0) out << ' ';
    out << text.substr(0, space);
    column += space + (column == 0 ? 0 : 1);
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  out << '\n';
}

std::string lower(std::string text) {
  for (char& letter : text) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  return text;
}

bool is_json(const Arguments& arguments) {
  if (!arguments.format.empty() && arguments.format != "text" && arguments.format != "json")
    throw Error("a list is printed as text or json, not as " + arguments.format);
  return arguments.format == "json";
}

std::vector<Platform> platforms_with(const std::string& part) {
  std::vector<Platform> all = list_platforms();
  const auto is_other = [&](const Platform& platform) {
    const auto holds = [&](const std::string& name) { return lower(name).find(lower(part)) != std::string::npos; };
    return !holds(platform.name) && !holds(platform.description) &&
           std::none_of(platform.aliases.begin(), platform.aliases.end(), holds);
  };
  all.erase(std::remove_if(all.begin(), all.end(), is_other), all.end());
  if (all.empty())
    throw Error("'" + printable(part) + "' is part of no platform's name (see platlint --list-platforms)");
  return all;
}

}  // namespace

void print_platforms(std::ostream& out, const Arguments& arguments) {
  const std::vector<Platform> all = platforms_with(*arguments.list_platforms);
  if (is_json(arguments)) return write_platforms(out, all);
  for (const Platform& platform : all) {
    out << std::left << std::setw(36) << platform.name << ' ' << platform.description << '\n';
    for (const std::string& alias : platform.aliases) out << "  = " << alias << '\n';
  }
}

void print_rules(std::ostream& out, const Arguments& arguments) {
  if (is_json(arguments)) return write_rules(out);
  for (const Rule* rule : rules()) {
    out << std::left << std::setw(22) << rule->name << ' ' << std::setw(8) << name(rule->severity) << ' '
        << rule->summary << '\n';
  }
}

void explain(std::ostream& out, std::string_view rule) {
  const Rule& row = find_rule(rule);
  out << row.name << " (" << name(row.severity) << "): " << row.summary << "\n\n";
  wrap(out, row.why, 90);
  out << "\nSource: " << row.reference << '\n';
}

}  // namespace platlint::cli
