// SPDX-License-Identifier: Apache-2.0
#include "text/path.hpp"

#include <algorithm>

namespace platlint::text {

namespace {

constexpr std::string_view mark = "!/";

std::optional<Step> step_at(std::string_view path, std::size_t at) {
  if (at == std::string_view::npos) return std::nullopt;
  return Step{path.substr(0, at), path.substr(at + mark.size())};
}

// False if it climbs out.
bool walk(std::vector<std::string_view>& parts, std::string_view path) {
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty() || parts.back().ends_with(mark.front())) {
      return false;
    } else {
      parts.pop_back();
    }
  }
  return true;
}

}  // namespace

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string_view parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view stem(std::string_view name) {
  return name.substr(0, name.find('.'));
}

std::string as_prefix(std::string_view directory) {
  return directory.empty() ? std::string{} : std::string{directory} + '/';
}

std::vector<std::string_view> ancestors(std::string_view path, std::size_t floor) {
  std::vector<std::string_view> all;
  for (auto slash = path.rfind('/'); slash != std::string_view::npos && slash > floor && all.size() < max_depth;
       slash = path.rfind('/', slash - 1)) {
    all.push_back(path.substr(0, slash));
  }
  return all;
}

std::optional<std::string> resolve(std::string_view directory, std::string_view relative) {
  std::vector<std::string_view> parts;
  if (relative.starts_with('/') || !walk(parts, directory) || !walk(parts, relative)) return std::nullopt;
  std::string joined;
  for (const std::string_view part : parts) joined.append(joined.empty() ? "" : "/").append(part);
  return joined;
}

std::optional<Step> first_step(std::string_view path) {
  return step_at(path, path.find(mark));
}

std::optional<Step> last_step(std::string_view path) {
  return step_at(path, path.rfind(mark));
}

std::string inside(std::string_view archive) {
  return std::string{archive}.append(mark);
}

bool is_inside(std::string_view path, std::string_view archive) {
  return path.starts_with(archive) && path.substr(archive.size()).starts_with(mark);
}

bool is_archive_or_inside(std::string_view path, std::string_view suffix) {
  return path.ends_with(suffix) || path.find(inside(suffix)) != std::string_view::npos;
}

std::optional<std::string_view> archive_of(std::string_view ancestor) {
  if (!ancestor.ends_with(mark.front())) return std::nullopt;
  return ancestor.substr(0, ancestor.size() - 1);
}

std::size_t archive_length(std::string_view path) {
  if (path.find('!') == std::string_view::npos) return 0;  // most paths: a quick answer
  const std::optional<Step> step = last_step(path);
  return step ? step->archive.size() + mark.size() : 0;
}

std::string_view without_suffix(std::string_view name, std::string_view suffix) {
  return name.size() > suffix.size() && name.ends_with(suffix) ? name.substr(0, name.size() - suffix.size())
                                                               : std::string_view{};
}

}  // namespace platlint::text
