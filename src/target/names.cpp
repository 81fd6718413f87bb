// SPDX-License-Identifier: Apache-2.0
// From any spelling of a platform's name to its target.
#include <cstddef>

#include "facts/architectures.hpp"
#include "platlint/error.hpp"
#include "target/grammars.hpp"
#include "text/nearest.hpp"

namespace platlint {

namespace target {

namespace {

// No platform's name is half as long; a longer text is not compared with anything.
constexpr std::size_t longest_name = 200;

// The order decides if ecosystems share a spelling: uv's meaning wins (x86_64-apple-darwin is macOS 13 or newer), then
// a hyphenated linux-aarch64 is conda's, linux-arm64 npm's.
std::optional<Target> read(const Spelling& name, const Environment& environment) {
  if (std::optional<Target> found = uv_platform(name, environment)) return found;
  if (std::optional<Target> found = lambda_platform(name)) return found;
  if (std::optional<Target> found = service_platform(name)) return found;
  if (std::optional<Target> found = distribution_platform(name)) return found;
  if (std::optional<Target> found = electron_platform(name)) return found;
  if (std::optional<Target> found = conda_platform(name)) return found;
  if (std::optional<Target> found = node_platform(name)) return found;
  if (std::optional<Target> found = dotnet_platform(name)) return found;
  if (std::optional<Target> found = docker_platform(name)) return found;
  if (std::optional<Target> found = rust_platform(name)) return found;
  if (std::optional<Target> found = wheel_platform(name)) return found;
  return image_platform(name);
}

// "arm64" is a processor, and it usually runs a Linux.
[[noreturn]] void ask_for_system(const Spelling& name, Architecture architecture) {
  const std::string processor{name_of(Vocabulary::go, architecture)};
  std::string more;
  if (architecture == Architecture::aarch64) more = ", aws-lambda:python3.12:arm64 or macosx_11_0_arm64";
  if (architecture == Architecture::x86_64) more = ", aws-lambda:python3.12 or win_amd64";
  throw Error("unknown platform " + in_quotes(name.typed) + ": it is a processor; did you mean linux/" + processor +
              more + "?");
}

[[noreturn]] void throw_unknown(const Spelling& name) {
  for (const Vocabulary vocabulary : {Vocabulary::go, Vocabulary::wheel}) {
    const auto architecture = architecture_named(vocabulary, name.lower);
    if (architecture && !name_of(Vocabulary::go, *architecture).empty()) ask_for_system(name, *architecture);
  }
  std::vector<std::string> nearest;
  if (name.lower.size() <= longest_name) nearest = nearest_names(name.lower, names_to_offer());
  throw Error("unknown platform " + in_quotes(name.typed) +
              (nearest.empty() ? std::string{", see --list-platforms"} : did_you_mean(nearest)));
}

}  // namespace

void throw_impossible(const Spelling& name, std::string_view expected) {
  throw Error("impossible platform " + in_quotes(name.typed) + ", expected " + std::string{expected});
}

}  // namespace target

std::string no_environment(std::string_view) {
  return "";
}

Target find_target(std::string_view name, const Environment& environment) {
  const target::Spelling spelling = target::spell(name);
  if (name.size() > target::longest_name) target::throw_unknown(spelling);
  const std::optional<Target> found = target::read(spelling, environment);
  if (!found) target::throw_unknown(spelling);
  return *found;
}

}  // namespace platlint
