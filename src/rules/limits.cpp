// SPDX-License-Identifier: Apache-2.0
// What a runtime refuses for its size.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "rules/common.hpp"

namespace platlint {

namespace {

// AWS Lambda quotas (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html); its MB has 1024 KB.
constexpr std::uint64_t lambda_unzipped = std::uint64_t{250} << 20;  // function and layers together
constexpr std::uint64_t lambda_upload = std::uint64_t{50} << 20;     // a zip that is not uploaded through S3

std::string megabytes(std::uint64_t bytes) {
  const std::uint64_t tenths = bytes * 10 / (1 << 20);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

// The packages that weigh most: "torch 180.2 MB, numpy 40.1 MB".
std::string heaviest(const WholeBundle& whole) {
  constexpr std::size_t named = 3;
  std::vector<std::pair<std::uint64_t, std::size_t>> weights(whole.ownership.packages.size());
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i].second = i;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    if (whole.ownership.owner[i]) weights[*whole.ownership.owner[i]].first += whole.bundle.entries[i].size;
  }
  std::stable_sort(weights.begin(), weights.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (std::size_t i = 0; i < std::min(named, weights.size()); ++i) {
    text += (i == 0 ? "" : ", ") + whole.ownership.packages[weights[i].second].name + " " + megabytes(weights[i].first);
  }
  return text;
}

void bundle_too_large(const WholeBundle& whole, Findings& findings) {
  if (!whole.target.name.starts_with("aws-lambda:")) return;
  std::uint64_t bytes = 0;
  for (const Entry& entry : whole.bundle.entries) {
    if (entry.path.find("!/") == std::string::npos) bytes += entry.size;
  }
  const auto add = [&](Severity severity, const std::string& message, std::uint64_t limit, std::uint64_t actual) {
    findings.push_back(finding("bundle-too-large", severity, message, megabytes(limit), megabytes(actual)));
  };
  if (bytes > lambda_unzipped) {
    const std::string largest = heaviest(whole);
    add(Severity::error,
        "unpacks to " + megabytes(bytes) + ", AWS Lambda takes 250 MB" +
            (largest.empty() ? "" : "; largest: " + largest),
        lambda_unzipped, bytes);
  }
  if (whole.bundle.archive_size > lambda_upload) {
    add(Severity::note,
        "a zip of " + megabytes(whole.bundle.archive_size) + ": AWS Lambda takes 50 MB directly, more through S3",
        lambda_upload, whole.bundle.archive_size);
  }
}

constexpr std::array table{
    Rule{"bundle-too-large", Severity::error, "over the size that the runtime takes",
         "AWS Lambda refuses a function that unpacks to more than 250 MB with its layers, and a direct upload of more "
         "than "
         "50 MB.",
         "AWS Lambda quotas", nullptr, bundle_too_large},
};

}  // namespace

std::span<const Rule> limit_rules() {
  return table;
}

}  // namespace platlint
