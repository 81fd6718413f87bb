// SPDX-License-Identifier: Apache-2.0
// Is a directory the source of a function? Each ecosystem has a file that lists what to install or compile.
#include "deployment/sources.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string_view>

#include "deployment/yaml.hpp"
#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

namespace fs = std::filesystem;

// Does it require anything? Comments, empty lines and most options do not; options that name something to install do
// (pip, "Requirements File Format").
bool names_requirements(const fs::path& file) {
  constexpr std::size_t longest = std::size_t{1} << 16;
  std::ifstream in(file, std::ios::binary);
  std::string text(longest, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    const std::size_t start = line.find_first_not_of(" \t\r\f");
    if (start == std::string::npos || line[start] == '#') continue;
    const std::string_view word = std::string_view(line).substr(start);
    const bool installs =
        word.starts_with("-r") || word.starts_with("--r") || word.starts_with("-e") || word.starts_with("--ed");
    if (word[0] != '-' || installs) return true;
  }
  return false;
}

bool has_metadata(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".dist-info") return true;
  }
  return static_cast<bool>(error);
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

// Node's runtimes include the SDK of AWS (AWS Lambda Developer Guide, "Building Lambda functions with Node.js").
bool names_packages(const fs::path& file) try {
  const YAML::Node packages = member(load_yaml(file.string()), "dependencies");
  if (!packages.IsDefined() || !packages.IsMap()) return false;
  return std::any_of(packages.begin(), packages.end(), [](const auto& row) {
    const std::string name = text(row.first);
    return name != "aws-sdk" && !name.starts_with("@aws-sdk/");
  });
} catch (const Error&) {  // no package.json of npm's
  return false;
}

struct Compiled {
  std::string_view file;
  std::string_view what;
};

constexpr std::array compiled{Compiled{"pom.xml", "Maven"},           Compiled{"build.gradle", "Gradle"},
                              Compiled{"build.gradle.kts", "Gradle"}, Compiled{"go.mod", "Go"},
                              Compiled{"Cargo.toml", "Cargo"},        Compiled{"build.sbt", "sbt"},
                              Compiled{"Package.swift", "Swift"}};

}  // namespace

std::string unbuilt(const fs::path& folder) {
  if (is_file(folder / "requirements.txt") && names_requirements(folder / "requirements.txt") &&
      !has_metadata(folder)) {
    return "without the packages of its requirements.txt";
  }
  std::error_code error;
  if (is_file(folder / "package.json") && !fs::exists(folder / "node_modules", error) &&
      names_packages(folder / "package.json")) {
    return "without the packages of its package.json";
  }
  for (const Compiled& row : compiled) {
    if (is_file(folder / row.file) && !is_file(folder / "bootstrap")) {
      return "which " + std::string(row.what) + " builds";
    }
  }
  return {};
}

}  // namespace platlint::deployment
