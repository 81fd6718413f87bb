// SPDX-License-Identifier: Apache-2.0
#include "loader/python.hpp"

#include <charconv>

namespace platlint {

namespace {

using Implementation = ExtensionSuffix::Implementation;
using Abi = ExtensionSuffix::Abi;

std::string words(Implementation implementation) {
  switch (implementation) {
    case Implementation::cpython:
      return "CPython ";
    case Implementation::pypy:
      return "PyPy ";
    case Implementation::graalpy:
      return "GraalPy ";
  }
  return "";
}

// The oldest CPython that an abi3 wheel is for, by its tags "cp39-abi3-...".
std::optional<Python> oldest_of_stable_abi(const Package* package) {
  if (package == nullptr) return std::nullopt;
  std::optional<Python> oldest;
  for (const std::string& tag : package->tags) {
    if (!tag.starts_with("cp3") || tag.find("-abi3") == std::string::npos) continue;
    Python python{3, 0, false};
    std::from_chars(tag.data() + 3, tag.data() + tag.size(), python.minor);
    if (!oldest || python.minor < oldest->minor) oldest = python;
  }
  return oldest;
}

}  // namespace

std::string words(const ExtensionSuffix& suffix) {
  if (suffix.abi == Abi::abi3) return "the stable ABI (abi3)";
  if (suffix.abi == Abi::abi3t) return "the free-threaded stable ABI (abi3t)";
  return words(suffix.implementation) + to_string(*suffix.python) + (suffix.debug ? " (debug build)" : "");
}

std::optional<std::string> refusal(const ExtensionSuffix& suffix, const Python& target, const Package* package) {
  const std::string wanted = "CPython " + to_string(target);
  constexpr Python first_abi3t{3, 15, false};
  switch (suffix.abi) {
    case Abi::abi3:
      if (target.free_threaded)
        return "built for the stable ABI (abi3), which free-threaded " + wanted + " never imports";
      if (const std::optional<Python> oldest = oldest_of_stable_abi(package); oldest && oldest->minor > target.minor) {
        return "built for CPython " + to_string(*oldest) + " and later (abi3), target has " + wanted;
      }
      return std::nullopt;
    case Abi::abi3t:
      if (target.minor >= first_abi3t.minor) return std::nullopt;
      return "built for the free-threaded stable ABI (abi3t) of CPython 3.15 and later, target has " + wanted;
    case Abi::version:
      break;
  }
  if (suffix.implementation == Implementation::cpython && !suffix.debug && *suffix.python == target)
    return std::nullopt;
  return "built for " + words(suffix) + ", target has " + wanted;
}

}  // namespace platlint
