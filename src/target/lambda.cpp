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
  std::string_view issue;
  std::string_view image;  // of data/images.toml
};

// The numbers are measured on the images amazonlinux:1, :2 and :2023, not on Lambda's own. The issues say that Lambda
// has the same glibc.
constexpr BaseSystem amazon_linux_1{"Amazon Linux 1", "1", "mayeut/pep600_compliance 39d0f947a9c2",
                                    "aws/aws-lambda-base-images#5", ""};
constexpr BaseSystem amazon_linux_2{"Amazon Linux 2", "2", "", "aws/aws-lambda-base-images#59", "aws-lambda:al2"};
constexpr BaseSystem amazon_linux_2023{"Amazon Linux 2023", "2023", "", "aws/aws-lambda-builders#752",
                                       "aws-lambda:al2023"};

// AWS tells authors to build for x86 with -march=haswell, which is x86-64-v3: awsdocs/aws-lambda-developer-guide
// 119ccaa55393 doc_source/runtimes-avx2.md.
constexpr std::uint8_t x86_level_of_lambda = 3;

struct LambdaRow {
  std::string_view runtime;
  const BaseSystem* base;
  bool arm;  // known to run on arm64 too
  std::optional<Python> python;
};

// Identifiers: botocore 1.44.5 lambda/2015-03-31/service-2.json.gz, shape Runtime, and the container-only .NET
// releases. Base systems: docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html; for deprecated ones
// awsdocs/aws-lambda-developer-guide doc_source/lambda-runtimes.md. nodejs20.x: aws-cdk-lib 2.247.0 aws-codebuild
// LinuxLambdaBuildImage; ruby3.2: docs.aws.amazon.com/lambda/latest/dg/lambda-ruby.html; dotnet7:
// aws/aws-lambda-base-images#59. arm64: aws-sam-cli 1.170.0 samcli/lib/utils/architecture.py and the two AWS documents.
constexpr std::array lambda_rows{
    LambdaRow{"python3.15", &amazon_linux_2023, true, Python{3, 15, false}},
    LambdaRow{"python3.14", &amazon_linux_2023, true, Python{3, 14, false}},
    LambdaRow{"python3.13", &amazon_linux_2023, true, Python{3, 13, false}},
    LambdaRow{"python3.12", &amazon_linux_2023, true, Python{3, 12, false}},
    LambdaRow{"python3.11", &amazon_linux_2, true, Python{3, 11, false}},
    LambdaRow{"python3.10", &amazon_linux_2, true, Python{3, 10, false}},
    LambdaRow{"python3.9", &amazon_linux_2, true, Python{3, 9, false}},
    LambdaRow{"python3.8", &amazon_linux_2, true, Python{3, 8, false}},
    LambdaRow{"python3.7", &amazon_linux_1, false, Python{3, 7, false}},
    LambdaRow{"python3.6", &amazon_linux_1, false, Python{3, 6, false}},
    LambdaRow{"python2.7", &amazon_linux_1, false, Python{2, 7, false}},
    LambdaRow{"nodejs26.x", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"nodejs24.x", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"nodejs22.x", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"nodejs20.x", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"nodejs18.x", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"nodejs16.x", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"nodejs14.x", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"nodejs12.x", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"nodejs10.x", &amazon_linux_2, false, std::nullopt},
    LambdaRow{"nodejs8.10", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"nodejs6.10", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"nodejs4.3", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"nodejs4.3-edge", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"nodejs", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"java25", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"java21", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"java17.al2023", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"java11.al2023", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"java8.al2023", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"java17", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"java11", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"java8.al2", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"java8", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"dotnet10", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"dotnet9", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"dotnet8", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"dotnet7", &amazon_linux_2, false, std::nullopt},
    LambdaRow{"dotnet6", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"dotnet5.0", &amazon_linux_2, false, std::nullopt},
    LambdaRow{"dotnetcore3.1", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"dotnetcore2.1", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"dotnetcore2.0", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"dotnetcore1.0", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"ruby4.0", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"ruby3.4", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"ruby3.3", &amazon_linux_2023, true, std::nullopt},
    LambdaRow{"ruby3.2", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"ruby2.7", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"ruby2.5", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"go1.x", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"provided", &amazon_linux_1, false, std::nullopt},
    LambdaRow{"provided.al2", &amazon_linux_2, true, std::nullopt},
    LambdaRow{"provided.al2023", &amazon_linux_2023, true, std::nullopt},
};

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
