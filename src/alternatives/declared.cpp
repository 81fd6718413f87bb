// SPDX-License-Identifier: Apache-2.0
// docs.npmjs.com, package.json, "os", "cpu" and "libc"; npm-install-checks, checkList, for how a list is read. One
// excluded word ("!win32") refuses, one named word is enough, and a list with only exclusions takes all others.
#include "alternatives/declared.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "alternatives/fitness.hpp"
#include "facts/architectures.hpp"
#include "loader/deployment.hpp"

namespace platlint {

namespace {

bool takes(const std::vector<std::string>& words, std::string_view wanted) {
  if (words.empty() || wanted.empty()) return true;
  if (words.size() == 1 && words.front() == "any") return true;
  const auto excludes = [](std::string_view word) { return word.starts_with('!'); };
  for (const std::string_view word : words) {
    if (excludes(word) && word.substr(1) == wanted) return false;
  }
  return std::find(words.begin(), words.end(), wanted) != words.end() ||
         std::all_of(words.begin(), words.end(), excludes);
}

std::string_view libc_word(const Target& target) {
  const bool known = target.libc == Libc::glibc || target.libc == Libc::musl;
  return target.system == System::linux && known ? name(target.libc) : std::string_view{};
}

}  // namespace

bool declares(const Package& package, const Target& target) {
  const bool processor = std::any_of(target.architectures.begin(), target.architectures.end(), [&](Architecture it) {
    return takes(package.processors, name_of(Vocabulary::node, it));
  });
  return processor && takes(package.systems, node_system(target.system)) && takes(package.libcs, libc_word(target));
}

// bufferutil's and utf-8-validate's index.js load the addon, and fallback.js if there is none. So do keccak (js.js),
// secp256k1 (elliptic.js) and tiny-secp256k1 (js.js).
bool works_without(const Bundle& bundle, const Package& package) {
  constexpr std::array<std::string_view, 4> names{"fallback.js", "js.js", "elliptic.js", "lib/elliptic.js"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    const std::string path = package.path + "/" + std::string(name);
    return find_entry(bundle, path) != nullptr;
  });
}

bool is_for_any_python(const Package& package) {
  return !package.tags.empty() && std::all_of(package.tags.begin(), package.tags.end(),
                                              [](const std::string& tag) { return tag.ends_with("-none-any"); });
}

}  // namespace platlint
