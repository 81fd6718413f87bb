// SPDX-License-Identifier: Apache-2.0
// Targets with the numbers of a measured distribution.
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "platlint/error.hpp"
#include "target/measurements.hpp"
#include "target/platforms.hpp"
#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

Target measured(Declared declared, const DistributionRelease& release, Architecture architecture) {
  const Measurement* found = find_measurement(release.distribution, release.release, architecture);
  if (found == nullptr) {
    throw Error("platform " + in_quotes(declared.name) + ": " + release.label + " was not measured on " +
                std::string{platlint::name(architecture)});
  }
  Target target = linux_target(std::move(declared), architecture, Libc::glibc, Version{2, found->glibc, 0});
  target.symbol_versions = symbol_versions(newest_versions(*found), architecture);
  target.distribution = release.label;
  target.release = std::string{release.distribution} + ":" + std::string{release.release};
  target.image = target.release;
  if (architecture == Architecture::x86_64) target.x86_level = found->x86_level;
  return target;
}

}  // namespace

std::optional<Node> node_of_runtime(std::string_view runtime) {
  std::optional<std::string_view> number = text::after(runtime, "nodejs");
  if (!number) number = text::after(runtime, "node");
  int major = 0;
  if (number) std::from_chars(number->data(), number->data() + number->size(), major);
  return major == 0 ? std::nullopt : std::optional(Node{major, false});
}

Target measured_target(Declared declared, const DistributionRelease& release, Architecture architecture) {
  Target target = measured(std::move(declared), release, architecture);
  target.description.append(" (").append(release.label).append(")");
  return target;
}

Target runtime_target(Declared declared, std::string_view service, const DistributionRelease& release,
                      Architecture architecture) {
  Target target = measured(std::move(declared), release, architecture);
  target.description.append(" (").append(service).append(" on ").append(release.label).append(")");
  target.image.clear();
  target.managed = true;
  return target;
}

}  // namespace platlint::target
