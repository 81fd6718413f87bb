// SPDX-License-Identifier: Apache-2.0
// Bundles made from literals.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platlint/package.hpp"

namespace platlint::test {

class BundleBuilder {
 public:
  explicit BundleBuilder(std::string root = "packages") { bundle_.root = std::move(root); }

  BundleBuilder& native(std::string path, std::uint64_t size = 1000) {
    bundle_.entries.push_back({std::move(path), size, Entry::Status::judged, {}, {}, {}, false});
    return *this;
  }
  BundleBuilder& file(std::string path, std::uint64_t size = 10) {
    bundle_.entries.push_back({std::move(path), size, Entry::Status::not_native, {}, {}, {}, false});
    return *this;
  }
  /// Metadata is an entry as well.
  BundleBuilder& text(const std::string& path, std::string text) {
    file(path, text.size());
    if (is_metadata(path)) bundle_.metadata[path] = std::move(text);
    return *this;
  }
  /// The files of an installed distribution, without RECORD.
  BundleBuilder& dist_info(const std::string& directory, const std::string& name, const std::string& version,
                           const std::string& installer = "uv",
                           const std::string& tag = "cp312-cp312-macosx_14_0_arm64") {
    text(directory + "/METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n\nName: no\n");
    text(directory + "/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: " + tag + "\n");
    if (!installer.empty()) text(directory + "/INSTALLER", installer);
    return *this;
  }

  Bundle build() const {
    Bundle bundle = bundle_;
    std::stable_sort(bundle.entries.begin(), bundle.entries.end(),
                     [](const Entry& left, const Entry& right) { return left.path < right.path; });
    return bundle;
  }

 private:
  Bundle bundle_;
};

/// The package that owns a path; one named "-" if there is no owner.
inline Package owner_of(const Bundle& bundle, std::string_view path) {
  const Ownership ownership = find_packages(bundle);
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    if (bundle.entries[i].path == path && ownership.owner[i]) return ownership.packages[*ownership.owner[i]];
  }
  Package nobody;
  nobody.name = "-";
  return nobody;
}

inline std::vector<std::string> names_of(const Ownership& ownership) {
  std::vector<std::string> names;
  for (const auto& package : ownership.packages) names.push_back(package.name);
  return names;
}

}  // namespace platlint::test
