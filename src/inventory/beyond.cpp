// SPDX-License-Identifier: Apache-2.0
#include "inventory/beyond.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <string_view>
#include <vector>

#include "inventory/disk_file.hpp"

namespace platlint {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_entries = 10'000;
constexpr std::chrono::seconds most_time{1};

// Each real directory is looked through once, however many links lead to it.
class Search {
 public:
  explicit Search(const Look& look) : look_(look) {}

  bool run(const fs::path& directory) {
    enter_package(directory);
    while (!waiting_.empty()) {
      const fs::path next = std::move(waiting_.back());
      waiting_.pop_back();
      if (is_of_the_system(next) || look_through(next)) return true;
    }
    return false;
  }

 private:
  void enter_package(const fs::path& directory) {
    enter(directory);
    if (const fs::path needs = needs_of_package(directory); !needs.empty()) enter(needs);
  }

  void enter(const fs::path& directory) {
    if (known_.insert(to_text(directory)).second) waiting_.push_back(directory);
  }

  bool look_through(const fs::path& directory) {
    try {
      const std::vector<Listed> all = list_directory(to_text(directory));
      return std::any_of(all.begin(), all.end(), [&](const Listed& listed) { return matters(directory, listed); });
    } catch (const Unreadable&) {
      return true;  // not known, so it may matter
    }
  }

  bool matters(const fs::path& directory, const Listed& listed) {
    if (++entries_ > most_entries || Clock::now() - begun_ > most_time) return true;
    const fs::path path = directory / to_path(listed.name);
    if (listed.kind == Listed::Kind::directory) return enter(path), false;
    if (listed.kind == Listed::Kind::other) return false;
    return listed.kind == Listed::Kind::link ? leads_to_what_matters(listed.name, path) : read(listed.name, path);
  }

  bool leads_to_what_matters(const std::string& name, const fs::path& link) {
    std::error_code error;
    const fs::path target = fs::canonical(link, error);
    if (error) return look_(name, nullptr);
    const fs::file_status status = fs::status(target, error);
    if (fs::is_directory(status)) enter_package(target);
    return fs::is_regular_file(status) && read(name, target);
  }

  bool read(const std::string& name, const fs::path& path) const {
    const std::unique_ptr<Source> source = open_file(to_text(path));
    DiskFile file(*source);
    return look_(name, &file);
  }

  const Look& look_;
  Clock::time_point begun_ = Clock::now();
  std::size_t entries_ = 0;
  std::vector<fs::path> waiting_;
  std::set<std::string> known_;
};

}  // namespace

bool is_of_the_system(const fs::path& directory) {
  constexpr std::array<std::string_view, 3> own{"/proc", "/sys", "/dev"};
  const std::string path = directory.generic_string();
  return directory == directory.root_path() || std::any_of(own.begin(), own.end(), [&](std::string_view it) {
           return path.starts_with(it) && (path.size() == it.size() || path[it.size()] == '/');
         });
}

fs::path needs_of_package(const fs::path& directory) {
  const std::string path = to_text(directory);
  const std::string_view around = "/node_modules/";
  const std::size_t inner = path.rfind(around);
  if (inner == std::string::npos || inner == 0) return {};
  const std::size_t outer = path.rfind(around, inner - 1);
  if (outer == std::string::npos || path[outer + around.size()] != '.') return {};
  return to_path(path.substr(0, inner + around.size() - 1));
}

bool holds(const fs::path& directory, const Look& look) {
  return Search(look).run(directory);
}

}  // namespace platlint
