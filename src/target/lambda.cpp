// SPDX-License-Identifier: Apache-2.0
// AWS Lambda: the Amazon Linux that each runtime is based on, and its libraries.
#include <array>
#include <cstdint>
#include <utility>

#include "platlint/error.hpp"
#include "target/grammars.hpp"
#include "target/measurements.hpp"
#include "target/platforms.hpp"
#include "text/nearest.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

struct BaseSystem {
  std::string_view name;
  std::string_view release;  // of amazonlinux in data/distributions.toml
  std::string_view source;   // of its numbers; empty: same as the others
  std::string_view issue;    // says that Lambda has the same glibc
  std::string_view image;    // of data/images.toml
};

// AWS tells authors to build for x86 with -march=haswell, which is x86-64-v3: awsdocs/aws-lambda-developer-guide
// 119ccaa55393 doc_source/runtimes-avx2.md.
constexpr std::uint8_t x86_level_of_lambda = 3;

struct LambdaRow {
  std::string_view runtime;
  const BaseSystem* base;
  bool arm;  // known to run on arm64 too
  std::optional<Python> python;
};

#include "target/lambda_runtimes.inc"

constexpr std::string_view prefix = "aws-lambda:";

struct LambdaArchitecture {
  std::string_view name;
  Architecture architecture;
};

// botocore 1.44.5, shape Architecture: x86_64 and arm64; the other names come from uv and Docker.
constexpr std::array lambda_architectures{
    LambdaArchitecture{"x86_64", Architecture::x86_64},
    LambdaArchitecture{"amd64", Architecture::x86_64},
    LambdaArchitecture{"arm64", Architecture::aarch64},
    LambdaArchitecture{"aarch64", Architecture::aarch64},
};

std::vector<std::string> runtime_names() {
  std::vector<std::string> names;
  for (const LambdaRow& row : lambda_rows) names.push_back(std::string{prefix} + std::string{row.runtime});
  return names;
}

const LambdaRow& runtime_named(std::string_view runtime, const Spelling& name) {
  for (const LambdaRow& row : lambda_rows) {
    if (row.runtime == runtime) return row;
  }
  const std::vector<std::string> nearest = nearest_names(std::string{prefix} + std::string{runtime}, runtime_names());
  const std::string advice = nearest.empty() ? std::string{", see --list-platforms"} : did_you_mean(nearest);
  throw Error("unknown platform " + in_quotes(name.typed) + advice);
}

Architecture lambda_architecture(std::string_view text, const Spelling& name) {
  for (const LambdaArchitecture& row : lambda_architectures) {
    if (row.name == text) return row.architecture;
  }
  throw Error("unknown architecture in platform " + in_quotes(name.typed) + ", AWS Lambda has x86_64 and arm64");
}

std::string source_of(const BaseSystem& base) {
  std::string source{base.source.empty() ? source_of_measurements() : base.source};
  source.append(" cache/x86_64/amazonlinux-").append(base.release).append(".json; ").append(base.issue);
  return source;
}

Target target_of(const LambdaRow& row, Architecture architecture) {
  const bool arm = architecture == Architecture::aarch64;
  const BaseSystem& base = *row.base;
  Declared declared{std::string{prefix} + std::string{row.runtime} + (arm ? ":arm64" : ""), source_of(base)};
  const DistributionRelease release{"amazonlinux", base.release, std::string{base.name}};
  Target target = runtime_target(std::move(declared), "AWS Lambda", release, architecture);
  target.python = row.python;
  target.runtime = row.runtime;
  target.node = node_of_runtime(row.runtime);
  target.image = base.image;
  if (!arm) target.x86_level = x86_level_of_lambda;
  return target;
}

}  // namespace

std::optional<Target> lambda_platform(const Spelling& name) {
  const std::vector<std::string_view> parts = text::split(name.lower, ':');
  if (parts.front() != "aws-lambda" && parts.front() != "aws_lambda") return std::nullopt;
  if (parts.size() < 2 || parts[1].empty()) {
    throw Error("platform " + in_quotes(name.typed) + " names no runtime, expected one such as aws-lambda:python3.12");
  }
  const LambdaRow& row = runtime_named(parts[1], name);
  if (parts.size() > 3)
    throw Error("platform " + in_quotes(name.typed) + " has too many parts, expected aws-lambda:RUNTIME:ARCH");
  const Architecture architecture = parts.size() == 3 ? lambda_architecture(parts[2], name) : Architecture::x86_64;
  if (architecture == Architecture::aarch64 && !row.arm) {
    throw Error("platform " + in_quotes(name.typed) + ": the runtime is known to run on x86_64 only, not on arm64");
  }
  return target_of(row, architecture);
}

Platforms lambda_platforms() {
  Platforms platforms;
  for (const LambdaRow& row : lambda_rows) {
    const Target target = target_of(row, Architecture::x86_64);
    platforms.push_back({target.name, {}, target.description + (row.arm ? "; also with :arm64" : "")});
  }
  return platforms;
}

}  // namespace platlint::target
