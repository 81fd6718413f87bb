// SPDX-License-Identifier: Apache-2.0
// Roots for AWS Lambda, made of files that it would load.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rules/build.hpp"

namespace platlint::build {

inline Target lambda() {
  return find_target("aws-lambda:python3.12", no_environment);
}

inline Entry data(std::string path) {
  Entry entry;
  entry.path = std::move(path);
  return entry;
}

inline Entry good(std::string path) {
  return file(std::move(path), {elf(Architecture::x86_64)});
}

inline Bundle root(std::string name, std::vector<Entry> entries) {
  Bundle bundle;
  bundle.root = std::move(name);
  bundle.entries = std::move(entries);
  return bundle;
}

}  // namespace platlint::build
