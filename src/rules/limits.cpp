// SPDX-License-Identifier: Apache-2.0
// Limits on size, above which a runtime refuses a bundle.
#include <algorithm>
#include <string>
#include <vector>

#include "rules/common.hpp"

#include "text/path.hpp"

namespace platlint {

namespace {

// AWS Lambda quotas (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html); its MB has 1024 KB.
constexpr std::uint64_t lambda_unzipped = std::uint64_t{250} << 20;  // function and layers together
constexpr std::uint64_t lambda_upload = std::uint64_t{50} << 20;     // a zip that is not uploaded through S3

std::string megabytes(std::uint64_t bytes) {
  const std::uint64_t tenths = bytes * 10 / (1 << 20);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

struct Weight {
  std::uint64_t bytes = 0;
  std::string name;   // "torch"
  std::string title;  // "torch 2.5.1 (in layer.zip)"
};

// Files inside an archive are not unpacked.
bool is_unpacked(const Entry& entry) {
  return !text::first_step(entry.path);
}

std::uint64_t unpacked_bytes(const Bundle& bundle) {
  std::uint64_t bytes = 0;
  for (const Entry& entry : bundle.entries) bytes += is_unpacked(entry) ? entry.size : 0;
  return bytes;
}

void add_weights(std::vector<Weight>& all, const Root& root, bool several) {
  const std::size_t first = all.size();
  for (const Package& package : root.ownership.packages) {
    const std::string version = package.version.empty() ? "" : " " + package.version;
    all.push_back({0, package.name, package.name + version + (several ? " (in " + root.bundle.root + ")" : "")});
  }
  for (std::size_t i = 0; i < root.bundle.entries.size(); ++i) {
    const Entry& entry = root.bundle.entries[i];
    if (root.ownership.owner[i] && is_unpacked(entry)) all[first + *root.ownership.owner[i]].bytes += entry.size;
  }
}

// The packages of these roots, the heaviest first.
std::vector<Weight> weights(const std::vector<Root>& roots) {
  std::vector<Weight> all;
  for (const Root& root : roots) add_weights(all, root, roots.size() > 1);
  std::stable_sort(all.begin(), all.end(), [](const Weight& a, const Weight& b) { return a.bytes > b.bytes; });
  return all;
}

// "; largest: torch 180.2 MB, numpy 40.1 MB"
std::string largest(const std::vector<Weight>& heaviest) {
  constexpr std::size_t named = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(named, heaviest.size()); ++i) {
    text += (i == 0 ? "; largest: " : ", ") + heaviest[i].name + " " + megabytes(heaviest[i].bytes);
  }
  return text;
}

std::vector<std::string> size_lines(const std::vector<Weight>& heaviest) {
  constexpr std::size_t listed = 10;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min(listed, heaviest.size()); ++i) {
    lines.push_back(heaviest[i].title + ": " + megabytes(heaviest[i].bytes));
  }
  return lines;
}

std::string with_others(const WholeBundle& whole) {
  std::string text;
  for (const Root& root : whole.below) text += (text.empty() ? " together with " : ", ") + root.bundle.root;
  return text;
}

// Counts all roots of a deployment, also those that others hide; reported once, for the topmost.
void unpacked_too_large(const WholeBundle& whole, Findings& findings) {
  if (!whole.above.empty()) return;
  std::vector<Root> roots{{whole.bundle, whole.ownership, whole.role}};
  for (const Root& root : whole.below) roots.push_back(root);
  std::uint64_t bytes = 0;
  for (const Root& root : roots) bytes += unpacked_bytes(root.bundle);
  if (bytes <= lambda_unzipped) return;
  const std::vector<Weight> heaviest = weights(roots);
  findings.push_back(
      finding(rule::bundle_too_large, Severity::error,
              "unpacks to " + megabytes(bytes) + with_others(whole) + ", AWS Lambda takes 250 MB" + largest(heaviest),
              megabytes(lambda_unzipped), megabytes(bytes)));
  findings.back().details = size_lines(heaviest);
}

void archive_too_large(const WholeBundle& whole, Findings& findings) {
  const std::uint64_t bytes = whole.bundle.archive_size;
  if (bytes <= lambda_upload) return;
  findings.push_back(finding(rule::bundle_too_large, Severity::note,
                             "a zip of " + megabytes(bytes) + ": AWS Lambda takes 50 MB directly, more through S3",
                             megabytes(lambda_upload), megabytes(bytes)));
}

void bundle_too_large(const Evidence& whole, Findings& findings) {
  if (!whole.target.name.starts_with("aws-lambda:") || whole.bundle.is_image) return;  // an image may have 10 GB
  unpacked_too_large(whole, findings);
  archive_too_large(whole, findings);
}

}  // namespace

namespace rule {

constexpr Rule bundle_too_large{
    .name = "bundle-too-large",
    .severity = Severity::error,
    .summary = "over the size that the runtime takes",
    .why =
        "AWS Lambda refuses a function that unpacks to more than 250 MB with its layers, and a direct upload of more "
        "than 50 MB.",
    .reference = "AWS Lambda quotas",
    .about = About::several,
    // AWS Lambda quotas: an image may have 10 GB.
    .fix = {FixedBy::line,
            "leave out what the function does not use (-v lists the largest), or deploy it as a container image, which "
            "may have 10 GB: PackageType: Image"},
};
constexpr Checks bundle_too_large_checks{.check = nullptr, .check_bundle = platlint::bundle_too_large};

}  // namespace rule

}  // namespace platlint
