// SPDX-License-Identifier: Apache-2.0
// Names of container images, because people type them as a platform. They are AWS Lambda's base images, and the
// official images of Python, Node and others whose tag says the distribution (docker-library/python versions.json;
// "distroless" has it in the image's name).
#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "platlint/error.hpp"
#include "target/grammars.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

// "registry/group/name:tag[:arch]"
struct ImageName {
  std::string group;
  std::string name;
  std::string tag;
  std::string arch;  // ":arm64", or empty
};

ImageName split(const std::string& typed) {
  const std::vector<std::string_view> folders = text::split(typed, '/');
  const std::vector<std::string_view> words = text::split(folders.back(), ':');
  ImageName image;
  if (folders.size() > 1) image.group = folders[folders.size() - 2];
  image.name = words[0];
  if (words.size() > 1) image.tag = words[1];
  if (words.size() == 3) image.arch = ":" + std::string(words[2]);
  if (words.size() > 3) image.name.clear();
  return image;
}

// "python" and "3.12-arm64" from lambda/python:3.12-arm64: "aws-lambda:python3.12:arm64".
std::string lambda_name(const std::string& language, const std::string& tag, const std::string& arch) {
  std::string version = tag;
  std::string processor = arch;
  for (const std::string suffix : {"-arm64", "-x86_64"}) {
    if (!version.ends_with(suffix)) continue;
    version.resize(version.size() - suffix.size());
    processor = ":" + suffix.substr(1);
  }
  const std::string dot = language == "provided" ? "." : "";
  return "aws-lambda:" + language + dot + version + (language == "nodejs" ? ".x" : "") + processor;
}

constexpr std::array<std::string_view, 9> languages{"python", "node",    "ruby",           "php", "golang", "rust",
                                                    "pypy",   "openjdk", "eclipse-temurin"};

/// Images that are based on buildpack-deps if their tag does not have "slim": their Dockerfiles.
constexpr std::array<std::string_view, 5> on_buildpack_deps{"python", "node", "ruby", "rust", "pypy"};

/// The distribution of a tag that names none, in November 2026: nodejs/docker-node f27d936f7d7c versions.json and
/// docker-library/python 4f07059567fa versions.json. For other releases the user is asked.
struct DefaultDistribution {
  std::string_view image;
  int major, oldest, newest;  // "22" is 22.0, "3.12" is 3.12
  std::string_view debian, alpine;
};

constexpr std::array default_distributions{
    DefaultDistribution{"node", 20, 0, 99, "bookworm", "3.24"},
    DefaultDistribution{"node", 22, 0, 99, "bookworm", "3.24"},
    DefaultDistribution{"node", 24, 0, 99, "bookworm", "3.24"},
    DefaultDistribution{"node", 26, 0, 99, "trixie", "3.24"},
    DefaultDistribution{"python", 3, 10, 11, "trixie", ""},
    DefaultDistribution{"python", 3, 12, 14, "trixie", "3.24"},
};

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// The distribution in a tag: "3.12-slim-bookworm", "22-alpine3.20"; empty: the tag has none.
std::string distribution_of(const std::string& tag) {
  for (const std::string_view word : text::split(tag, '-')) {
    if (is_release_alias("debian", word)) return "debian:" + std::string(word);
    if (word.starts_with("alpine") && word.size() > 6) return "alpine:" + std::string(word.substr(6));
  }
  return {};
}

bool has_tag_word(const std::string& tag, std::string_view wanted) {
  const std::vector<std::string_view> words = text::split(tag, '-');
  return std::find(words.begin(), words.end(), wanted) != words.end();
}

std::string version_of(const ImageName& image) {
  return image.tag.substr(0, image.tag.find('-'));
}

std::string default_distribution(const ImageName& image) {
  const std::optional<Version> version = parse_version(version_of(image));
  if (!version) return {};
  for (const DefaultDistribution& row : default_distributions) {
    const bool is_release = version->major == row.major && version->minor >= row.oldest && version->minor <= row.newest;
    if (row.image != image.name || !is_release) continue;
    if (image.tag.find('-') == std::string::npos || has_tag_word(image.tag, "slim")) {
      return "debian:" + std::string(row.debian);
    }
    return has_tag_word(image.tag, "alpine") && !row.alpine.empty() ? "alpine:" + std::string(row.alpine) : "";
  }
  return {};
}

[[noreturn]] void ask_for_distribution(const Spelling& name, const ImageName& image) {
  const std::string version = version_of(image);
  const bool on_alpine = image.tag.find("alpine") != std::string::npos;
  throw Error(in_quotes(name.typed) + " is an image whose distribution changes with time: name the distribution, " +
              (on_alpine ? "for instance alpine:3.22" : "for instance debian:13 or debian:12") +
              (image.name == "python" && !version.empty() ? " with --python " + in_quotes(version) : "") +
              ", or audit the image itself, as docker save writes it");
}

std::optional<Target> known(const std::string& name) {
  const Spelling spelling = spell(name);
  if (std::optional<Target> found = lambda_platform(spelling)) return found;
  return distribution_platform(spelling);
}

// Adds the libraries that "slim" leaves out. If an image has another base, only the contents of Debian's image are
// known.
void use_full_image(Target& target, const ImageName& image, const std::string& distribution) {
  if (!distribution.starts_with("debian:") || has_tag_word(image.tag, "slim")) return;
  const std::string suite = distribution.substr(distribution.find(':') + 1);
  target.image = is_one_of(image.name, on_buildpack_deps) ? "buildpack-deps:" + suite : std::string();
}

std::optional<Target> language_image(const Spelling& name, const ImageName& image) {
  std::string distribution = distribution_of(image.tag);
  if (distribution.empty()) distribution = default_distribution(image);
  if (distribution.empty()) ask_for_distribution(name, image);
  std::optional<Target> found = known(distribution + image.arch);
  if (!found) return found;
  use_full_image(*found, image, distribution);
  const std::string version = version_of(image);
  if (image.name == "python") found->python = parse_python(version);
  if (image.name == "node" && parse_version(version)) found->node = parse_node(version);
  return found;
}

}  // namespace

std::optional<Target> image_platform(const Spelling& name) {
  const ImageName image = split(name.lower);
  constexpr std::string_view of_lambda = "aws-lambda-";
  if (image.group == "lambda" && !image.tag.empty()) return known(lambda_name(image.name, image.tag, image.arch));
  if (image.name.starts_with(of_lambda)) {
    return known(lambda_name(image.name.substr(of_lambda.size()), image.tag, image.arch));
  }
  if (image.name == "al2023" || image.name == "al2") {
    return known("amazonlinux:" + image.name.substr(2) + (image.tag.empty() ? "" : ":" + image.tag));
  }
  if (const std::size_t at = image.name.rfind("-debian"); image.group == "distroless" && at != std::string::npos) {
    return known("debian:" + image.name.substr(at + 7) + image.arch);
  }
  if (!is_one_of(image.name, languages)) return std::nullopt;
  return language_image(name, image);
}

Platforms image_platforms() {
  return {
      {"node:VERSION",
       {"node:VERSION-slim", "node:VERSION-alpine"},
       "Docker's image of Node.js: its distribution, and addons for that Node"},
      {"python:VERSION",
       {"python:VERSION-slim", "python:VERSION-alpine"},
       "Docker's image of Python: its distribution, and modules for that Python"},
  };
}

}  // namespace platlint::target
