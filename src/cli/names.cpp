// SPDX-License-Identifier: Apache-2.0
#include "cli/names.hpp"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <utility>

#include "platlint/error.hpp"
#include "platlint/report.hpp"
#include "platlint/target.hpp"

namespace platlint::cli {

namespace {

constexpr std::size_t largest_list = std::size_t{64} << 20;  // a million names of ordinary length

std::string read_all(const std::string& file) try {
  std::ifstream opened;
  if (file != "-") opened.open(file, std::ios::binary);
  std::istream& in = file == "-" ? std::cin : opened;
  if (!in) throw std::ios_base::failure("not opened");
  std::string text;
  for (std::istreambuf_iterator<char> next(in), end; next != end; ++next) {
    if (text.size() == largest_list) throw Error("more than 64 MiB of names in " + printable(file));
    text.push_back(*next);
  }
  return text;
} catch (const std::ios_base::failure&) {  // thrown for a directory too, which can be opened
  throw Error("cannot read the names in " + printable(file));
}

}  // namespace

Names read_names(const std::string& file) {
  const std::string text = read_all(file);
  const bool nul_ended = text.find('\0') != std::string::npos;
  const char end = nul_ended ? '\0' : '\n';
  std::vector<std::string> names;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find(end, at), text.size());
    if (stop != at) names.push_back(text.substr(at, stop - at));
    at = stop + 1;
  }
  return {std::move(names), nul_ended};
}

namespace {

// "dist/one.zip<TAB>linux-x64": a bundle and its platform.
void add_line(Arguments& arguments, const std::string& line, std::map<std::string, std::size_t>& known) {
  const std::size_t tab = line.rfind('\t');
  std::string root = line.substr(0, tab);
  std::string platform = tab == std::string::npos ? "" : line.substr(tab + 1);
  while (platform.ends_with('\r') || platform.ends_with(' ')) platform.pop_back();
  arguments.roots.push_back(root);
  if (platform.empty()) platform = arguments.platform;
  const bool is_lambda = platform.starts_with("aws-lambda:");  // its roots in one audit would be one deployment
  const auto [job, is_new] = known.try_emplace(platform, arguments.work.size());
  if (is_new || is_lambda) {
    job->second = arguments.work.size();
    arguments.work.push_back({{}, platform, {}, false});
  }
  arguments.work[job->second].roots.push_back(std::move(root));
}

void check_platforms(const Arguments& arguments) {
  const std::string file = printable(arguments.files_from);
  for (const Job& job : arguments.work) {
    const std::string where = file + ": " + printable(job.roots.front());
    if (job.platform.empty())
      throw Error(where + " has no platform, but others have: name it behind a tab, or with --platform");
    try {
      find_target(job.platform, no_environment);
    } catch (const Error& error) {
      throw Error(where + ": " + error.what());
    }
  }
}

bool has_tab(const std::string& name) {
  return name.find('\t') != std::string::npos;
}

}  // namespace

Arguments with_names(Arguments arguments) {
  if (arguments.files_from.empty()) return arguments;
  const auto [names, nul_ended] = read_names(arguments.files_from);
  const bool with_platforms = !nul_ended && std::any_of(names.begin(), names.end(), has_tab);
  std::map<std::string, std::size_t> known;
  if (with_platforms) {
    if (arguments.platforms.size() > 1) throw Error("--files-from names platforms, and so does --platform: name one");
    for (const std::string& root : std::exchange(arguments.roots, {})) add_line(arguments, root, known);
    for (const std::string& name : names) add_line(arguments, name, known);
    check_platforms(arguments);
    arguments.platform = arguments.work.front().platform;
  } else {
    arguments.roots.insert(arguments.roots.end(), names.begin(), names.end());
  }
  if (arguments.roots.empty()) {
    throw Error("nothing to audit: " + printable(arguments.files_from) +
                " names no file; did the step that makes the list find any?");
  }
  return arguments;
}

}  // namespace platlint::cli
