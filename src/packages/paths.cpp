// SPDX-License-Identifier: Apache-2.0
#include "packages/paths.hpp"

namespace platlint::packages {

std::string_view filename(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view parent(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view stem(std::string_view name) {
  return name.substr(0, name.find('.'));
}

std::string as_prefix(std::string_view directory) {
  return directory.empty() ? std::string{} : std::string{directory} + '/';
}

std::size_t archive_length(std::string_view path) {
  if (path.find('!') == std::string_view::npos) return 0;  // most paths, told at once
  const auto mark = path.rfind("!/");
  return mark == std::string_view::npos ? 0 : mark + 2;
}

std::vector<std::string_view> ancestors(std::string_view path, std::size_t floor) {
  std::vector<std::string_view> all;
  for (auto slash = path.rfind('/'); slash != std::string_view::npos && slash > floor && all.size() < max_depth;
       slash = path.rfind('/', slash - 1)) {
    all.push_back(path.substr(0, slash));
  }
  return all;
}

std::optional<std::string> resolve(std::string_view base, std::string_view relative) {
  if (relative.empty() || relative.front() == '/') return std::nullopt;
  const auto floor = archive_length(base);
  std::string path{base};
  while (!relative.empty()) {
    const auto slash = relative.find('/');
    const auto part = relative.substr(0, slash);
    relative.remove_prefix(slash == std::string_view::npos ? relative.size() : slash + 1);
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      path.append(part).push_back('/');
      continue;
    }
    if (path.size() <= floor) return std::nullopt;
    path.pop_back();
    const auto above = path.rfind('/');
    path.resize(above == std::string::npos ? 0 : above + 1);
  }
  if (path.size() <= floor) return std::nullopt;
  path.pop_back();
  return path;
}

std::string_view without_suffix(std::string_view name, std::string_view suffix) {
  return name.size() > suffix.size() && name.ends_with(suffix) ? name.substr(0, name.size() - suffix.size())
                                                               : std::string_view{};
}

}  // namespace platlint::packages
