// SPDX-License-Identifier: Apache-2.0
#include "deployment/deployment.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string_view>

#include "deployment/templates.hpp"
#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

namespace fs = std::filesystem;

// Enough to choose from; a template may have hundreds.
constexpr std::size_t shown = 12;

std::string list(const std::vector<Function>& functions) {
  std::string text;
  for (std::size_t i = 0; i < std::min(functions.size(), shown); ++i) {
    text += (i == 0 ? "" : ", ") + functions[i].name + " (" + functions[i].platform + ")";
  }
  return text + (functions.size() > shown ? ", ..." : "");
}

// Does it ask for anything? Comments and empty lines do not, nor do options, but for those that name what to install
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

// Its requirements are named and none of them is there: what stands here is the source, not what will be shipped.
bool lacks_requirements(const fs::path& folder) {
  if (folder.generic_string().find(".aws-sam/build/") != std::string::npos) return false;  // `sam build` has done it
  std::error_code unreadable;                                                              // the audit says so
  const fs::path requirements = folder / "requirements.txt";
  if (!fs::is_regular_file(requirements, unreadable) || !names_requirements(requirements)) return false;
  for (fs::directory_iterator entry(folder, unreadable), end; !unreadable && entry != end;
       entry.increment(unreadable)) {
    if (entry->path().extension() == ".dist-info") return false;
  }
  return !unreadable;
}

}  // namespace

Function function_for(const Template& source, const std::string& name, const std::string& runtime,
                      const std::string& architecture) {
  Function function{name, {}, {}, {}, {}};
  for (const auto& [what, value] : {std::pair{"runtime", runtime}, {"architecture", architecture}}) {
    if (!value.empty() && value.find("${") == std::string::npos) continue;
    function.unknown = source.file + ": the " + what + " of " + name + " is " +
                       (value.empty() ? "not written here" : "'" + value + "'") +
                       ", so only the deployment knows it; say it with --platform, for instance "
                       "aws-lambda:python3.12:arm64";
    return function;
  }
  function.platform = "aws-lambda:" + runtime + (architecture == "x86_64" ? "" : ":" + architecture);
  return function;
}

YAML::Node at_most(std::size_t limit, const Template& source, const YAML::Node& node, const std::string& what) {
  if (node.IsDefined() && (node.IsMap() || node.IsSequence()) && node.size() > limit) {
    throw Error(source.file + " has " + std::to_string(node.size()) + " " + what + "; AWS takes " +
                std::to_string(limit));
  }
  return node;
}

std::string as_written(const YAML::Node& layer) {
  const std::string written = reference(layer).value_or(text(layer));
  return written.empty() ? "a layer" : written;
}

std::string below(const Template& source, const fs::path& path) {
  const fs::path normal = (source.folder / path).lexically_normal();
  return (normal.has_filename() ? normal : normal.parent_path()).string();
}

std::vector<Function> read_functions(const std::string& file, const std::string& only) {
  const Template source{file, fs::path(file).parent_path(), load_yaml(file)};
  const bool serverless = member(source.root, "provider").IsDefined();
  if (!serverless && !member(source.root, "Resources").IsDefined()) {
    throw Error(file +
                " is neither a SAM or CloudFormation template (no 'Resources') nor a serverless.yml (no 'provider')");
  }
  std::vector<Function> found =
      serverless ? serverless_functions(source, only) : cloudformation_functions(source, only);
  if (found.empty()) {
    throw Error(file + " has no function" + (only.empty() ? "" : " '" + only + "'") + " that ships a bundle");
  }
  return found;
}

std::string common_platform(const std::string& file, const std::vector<Function>& functions) {
  for (const Function& function : functions) {
    if (!function.unknown.empty()) throw Error(function.unknown);
  }
  const std::string& platform = functions.front().platform;
  const bool one = std::all_of(functions.begin(), functions.end(),
                               [&](const Function& function) { return function.platform == platform; });
  if (!one)
    throw Error(file + " has functions for several platforms; choose one with --function NAME: " + list(functions));
  return platform;
}

std::vector<std::string> existing_bundles(const std::string& file, const std::vector<Function>& functions) {
  std::vector<std::string> paths;
  for (const Function& function : functions) {
    for (const std::string& bundle : function.bundles) {
      if (std::find(paths.begin(), paths.end(), bundle) != paths.end()) continue;
      if (bundle.empty() || !fs::exists(bundle)) {
        throw Error(file + ": what " + function.name + " ships is not here" +
                    (bundle.empty() ? "" : " (" + bundle + ")") + "; build it first, or say the directory or archive");
      }
      if (lacks_requirements(bundle)) {
        throw Error(file + ": " + bundle + " is the source of " + function.name +
                    ", without what its requirements.txt " +
                    "names; build it first (sam build), or say the directory or archive");
      }
      paths.push_back(bundle);
    }
  }
  return paths;
}

// A layer can only add files: what is judged is judged as if it had none of those that are needed.
std::string layers_elsewhere(const std::string& file, const std::vector<Function>& functions) {
  std::string text;
  for (const Function& function : functions) {
    for (const std::string& layer : function.elsewhere)
      text += (text.empty() ? "" : ", ") + layer + " of " + function.name;
  }
  return text.empty()
             ? text
             : file + ": layers that are not here are not judged, nor is what they hold known to be there: " + text +
                   "; name what you have of them as further roots";
}

}  // namespace platlint::deployment
