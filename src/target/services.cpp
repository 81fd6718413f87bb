// SPDX-License-Identifier: Apache-2.0
// Services that run code on their own image, SERVICE:RUNTIME[:ARCH]: Azure Functions, Google Cloud functions, Heroku.
// AWS Lambda is in lambda.cpp. If the system of a runtime is not documented, it is not listed.
#include <array>
#include <utility>

#include "platlint/error.hpp"
#include "target/grammars.hpp"
#include "target/measurements.hpp"
#include "target/platforms.hpp"
#include "text/nearest.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

struct Service {
  std::string_view name, label;
  std::string_view source;
};

struct ServiceRow {
  const Service* service;
  std::string_view runtime;
  std::string_view distribution, release, label;
  std::optional<Python> python;
  bool arm;
};

#include "target/services.inc"

std::string name_of(const ServiceRow& row) {
  return std::string{row.service->name} + ":" + std::string{row.runtime};
}

const ServiceRow& row_named(std::string_view text, const Spelling& name) {
  for (const ServiceRow& row : service_rows) {
    if (name_of(row) == text) return row;
  }
  const std::vector<std::string> nearest = nearest_names(text, service_names());
  throw Error("unknown platform " + in_quotes(name.typed) +
              (nearest.empty() ? std::string{", see --list-platforms"} : did_you_mean(nearest)));
}

// Google's functions in Python and Node run on the stack's own image; data/images.toml lists what it adds to Ubuntu.
std::string image_of(const ServiceRow& row) {
  if (row.service == &azure) return name_of(row);
  const bool on_stack = row.runtime.starts_with("python") || row.runtime.starts_with("nodejs");
  if (row.service != &google || !on_stack) return {};
  return row.release == "24.04" ? "google-24" : "google-22";
}

Target target_of(const ServiceRow& row, Architecture architecture) {
  Declared declared{name_of(row) + architecture_suffix(architecture), std::string{row.service->source}};
  const DistributionRelease release{row.distribution, row.release, std::string{row.label}};
  Target target = runtime_target(std::move(declared), row.service->label, release, architecture);
  target.source.append("; ").append(source_of_measurements());
  target.python = row.python;
  target.node = node_of_runtime(row.runtime);
  target.image = image_of(row);
  return target;
}

}  // namespace

std::optional<Target> service_platform(const Spelling& name) {
  const std::vector<std::string_view> parts = text::split(name.lower, ':');
  for (const Service* service : services) {
    if (service->name != parts.front()) continue;
    const std::string expected = std::string{service->name} + ":RUNTIME[:ARCH], see --list-platforms";
    if (parts.size() < 2 || parts.size() > 3) throw_impossible(name, expected);
    const ServiceRow& row = row_named(std::string{parts[0]} + ":" + std::string{parts[1]}, name);
    const Architecture architecture = parts.size() == 3 ? architecture_part(parts[2], name) : Architecture::x86_64;
    const bool runs = architecture == Architecture::x86_64 || (row.arm && architecture == Architecture::aarch64);
    if (!runs) throw_impossible(name, name_of(row) + (row.arm ? " with x86_64 or arm64" : " with x86_64"));
    return target_of(row, architecture);
  }
  return std::nullopt;
}

Platforms service_platforms() {
  Platforms platforms;
  for (const ServiceRow& row : service_rows) {
    const Target target = target_of(row, Architecture::x86_64);
    platforms.push_back({target.name, {}, target.description + (row.arm ? "; also with :arm64" : "")});
  }
  return platforms;
}

std::vector<std::string> service_names() {
  std::vector<std::string> names;
  for (const ServiceRow& row : service_rows) names.push_back(name_of(row));
  return names;
}

}  // namespace platlint::target
