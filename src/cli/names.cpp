// SPDX-License-Identifier: Apache-2.0
#include "cli/names.hpp"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iostream>
#include <iterator>

#include "platlint/error.hpp"
#include "platlint/report.hpp"

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
} catch (const std::ios_base::failure&) {  // also for a directory, which opens
  throw Error("cannot read the names in " + printable(file));
}

}  // namespace

std::vector<std::string> read_names(const std::string& file) {
  const std::string text = read_all(file);
  const char end = text.find('\0') != std::string::npos ? '\0' : '\n';
  std::vector<std::string> names;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find(end, at), text.size());
    if (stop != at) names.push_back(text.substr(at, stop - at));
    at = stop + 1;
  }
  return names;
}

Arguments with_names(Arguments arguments) {
  if (arguments.files_from.empty()) return arguments;
  for (std::string& name : read_names(arguments.files_from)) arguments.roots.push_back(std::move(name));
  if (arguments.roots.empty()) {
    throw Error("nothing to audit: " + printable(arguments.files_from) +
                " names no file; did the step that makes the list find any?");
  }
  return arguments;
}

}  // namespace platlint::cli
