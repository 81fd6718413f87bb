// SPDX-License-Identifier: Apache-2.0
// Looks for configuration files. The rule for uv's: docs.astral.sh/uv, "Configuration files": the nearest directory
// upward that has one counts, and uv.toml wins over pyproject.toml.
#include "cli/config.hpp"

#include <filesystem>
#include <optional>

#include "cli/config_reader.hpp"
#include "cli/trust.hpp"

namespace platlint::cli {

namespace {

namespace fs = std::filesystem;

// Anything else with that name (a directory, a pipe that would never end) is ignored.
std::optional<TomlFile> read_if_file(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  return read_toml(path);
}

std::optional<Config> config_of_project(const TomlFile& project) {
  const toml::table* const tools = find_table(project.table, {"tool"});
  const toml::node* const node = tools == nullptr ? nullptr : tools->get("platlint");
  if (node == nullptr) return std::nullopt;
  if (!node->is_table()) wrong_type(project, "tool.platlint", *node, "a table");
  return read_config(project, *node->as_table(), "tool.platlint");
}

std::string text_or_nothing(const toml::table* table, std::string_view key) {
  return table == nullptr ? std::string() : (*table)[key].value_or(std::string());
}

UvDefaults uv_defaults(const TomlFile& file, const std::vector<std::string_view>& path, const std::string& name) {
  const toml::table* const table = find_table(file.table, path);
  return {file.path + " [" + name + "]", text_or_nothing(table, "python-platform"),
          text_or_nothing(table, "python-version")};
}

UvDefaults uv_defaults_of_project(const TomlFile& project) {
  return uv_defaults(project, {"tool", "uv", "pip"}, "tool.uv.pip");
}

// Finds the nearest file of each kind, from one directory upward to the next.
class Search {
 public:
  explicit Search(const std::vector<std::string>& roots) : roots_(roots) {}

  Configuration run() {
    std::error_code error;
    fs::path directory = fs::current_path(error);
    for (std::string up; !error && !(config_ && uv_); up += "../") {
      look(up);
      if (directory == directory.parent_path()) break;
      directory = directory.parent_path();
    }
    return {config_.value_or(Config()), uv_.value_or(UvDefaults()), std::move(distrusted_)};
  }

 private:
  void look(const std::string& up) {
    const std::optional<TomlFile> project = read_if_file(up + "pyproject.toml");
    if (!config_) {
      if (const auto own = read_if_file(up + "platlint.toml")) {
        take(read_config(*own, own->table, ""));
      } else if (project) {
        if (auto config = config_of_project(*project)) take(std::move(*config));
      }
    }
    if (!uv_) {
      if (const auto own = read_if_file(up + "uv.toml")) {
        uv_ = uv_defaults(*own, {"pip"}, "pip");
      } else if (project && find_table(project->table, {"tool", "uv"}) != nullptr) {
        uv_ = uv_defaults_of_project(*project);
      }
    }
  }

  void take(Config config) {
    std::string reason = distrust(config.path, roots_.empty() ? config.targets : roots_);
    if (reason.empty()) {
      config_ = std::move(config);
    } else {
      distrusted_.push_back({std::move(config), std::move(reason)});
    }
  }

  const std::vector<std::string>& roots_;
  std::optional<Config> config_;
  std::optional<UvDefaults> uv_;
  std::vector<DistrustedConfig> distrusted_;
};

}  // namespace

Configuration find_configuration(const std::string& file, const std::vector<std::string>& roots) {
  if (file.empty()) return Search(roots).run();
  const TomlFile named = read_toml(file);
  if (fs::path(file).filename() != "pyproject.toml") return {read_config(named, named.table, ""), {}};
  const std::optional<Config> config = config_of_project(named);
  if (!config) throw Error(file + ": has no table [tool.platlint]");
  return {*config, uv_defaults_of_project(named)};
}

}  // namespace platlint::cli
