// SPDX-License-Identifier: Apache-2.0
// Names of container images, as people type them where a platform is asked for: of AWS Lambda's base images, and of the
// official images of Python, Node and the like, whose tag says the distribution (docker-library/python versions.json;
// "distroless" names it in the image's name).
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

// "python" and "3.12-arm64" of lambda/python:3.12-arm64: "aws-lambda:python3.12:arm64".
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

constexpr std::array<std::string_view, 6> debian_names{"jessie", "stretch", "buster", "bullseye", "bookworm", "trixie"};

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// The distribution that a tag says: "3.12-slim-bookworm", "22-alpine3.20"; empty: it says none.
std::string distribution_of(const std::string& tag) {
  for (const std::string_view word : text::split(tag, '-')) {
    if (is_one_of(word, debian_names)) return "debian:" + std::string(word);
    if (word.starts_with("alpine") && word.size() > 6) return "alpine:" + std::string(word.substr(6));
  }
  return {};
}

[[noreturn]] void ask_for_distribution(const Spelling& name, const ImageName& image) {
  const std::string version = image.tag.substr(0, image.tag.find('-'));
  const bool on_alpine = image.tag.find("alpine") != std::string::npos;
  throw Error(in_quotes(name.typed) + " is an image whose distribution changes with time: say the one it stands on, " +
              (on_alpine ? "for instance alpine:3.22" : "for instance debian:13 or debian:12") +
              (image.name == "python" && !version.empty() ? " with --python " + in_quotes(version) : "") +
              ", or audit the image itself, as docker save writes it");
}

std::optional<Target> known(const std::string& name) {
  const Spelling spelling = spell(name);
  if (std::optional<Target> found = lambda_platform(spelling)) return found;
  return distribution_platform(spelling);
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
  const std::string distribution = distribution_of(image.tag);
  if (distribution.empty()) ask_for_distribution(name, image);
  std::optional<Target> found = known(distribution + image.arch);
  if (found && image.name == "python") found->python = parse_python(image.tag.substr(0, image.tag.find('-')));
  return found;
}

}  // namespace platlint::target
