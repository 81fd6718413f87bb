// SPDX-License-Identifier: Apache-2.0
#include "report/place.hpp"

#include <algorithm>

#include "text/path.hpp"

namespace platlint {

namespace {

// The root is one binary: its only entry has the file's own name.
bool is_lone_file(const Bundle& bundle, std::string_view path) {
  return bundle.entries.size() == 1 && bundle.root.ends_with(path);
}

}  // namespace

Place place(const Bundle& bundle, std::string_view path) {
  const bool root_is_file = bundle.archive_size != 0;
  if (path.empty() || (root_is_file && is_lone_file(bundle, path))) return {bundle.root, {}};
  if (root_is_file) return {bundle.root, std::string(path)};
  const text::Step step = text::first_step(path).value_or(text::Step{path, {}});
  const std::string separator = bundle.root.ends_with('/') ? "" : "/";
  return {bundle.root + separator + std::string(step.archive), std::string(step.member)};
}

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view kept = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (kept.find(c) != std::string_view::npos) {
      text += c;
    } else {
      text += {'%', digits[byte >> 4], digits[byte & 0xF]};
    }
  }
  return text;
}

}  // namespace platlint
