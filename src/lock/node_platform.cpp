// SPDX-License-Identifier: Apache-2.0
// nodejs.org/api/process.html; npm-install-checks lib/index.js; pnpm config/package-is-installable; napi-rs
// cli/src/utils/target.ts for the names of parts.
#include "lock/node_platform.hpp"

#include <algorithm>
#include <array>

#include "facts/architectures.hpp"
#include "facts/systems.hpp"
#include "packages/platform_name.hpp"
#include "text/words.hpp"

namespace platlint::lock {

namespace {

struct WordRow {
  std::string_view word;
  std::string_view meaning;
};

constexpr std::array processor_words{
    WordRow{"x64", "x64"},         WordRow{"x86_64", "x64"},        WordRow{"amd64", "x64"},
    WordRow{"64", "x64"},          WordRow{"arm64", "arm64"},       WordRow{"aarch64", "arm64"},
    WordRow{"arm", "arm"},         WordRow{"armv6", "arm"},         WordRow{"armv7", "arm"},
    WordRow{"armv7l", "arm"},      WordRow{"armhf", "arm"},         WordRow{"ia32", "ia32"},
    WordRow{"x86", "ia32"},        WordRow{"32", "ia32"},           WordRow{"ppc64", "ppc64"},
    WordRow{"ppc64le", "ppc64"},   WordRow{"s390x", "s390x"},       WordRow{"riscv64", "riscv64"},
    WordRow{"loong64", "loong64"}, WordRow{"mips64el", "mips64el"}, WordRow{"universal", "universal"},
};

constexpr std::array libc_words{
    WordRow{"linuxmusl", "musl"},   WordRow{"musl", "musl"},   WordRow{"musleabihf", "musl"}, WordRow{"gnu", "glibc"},
    WordRow{"linuxglibc", "glibc"}, WordRow{"glibc", "glibc"}, WordRow{"gnueabihf", "glibc"},
};

template <class Rows>
std::string_view meaning(const Rows& rows, std::string_view word) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const WordRow& row) { return row.word == word; });
  return found == rows.end() ? std::string_view{} : found->meaning;
}

// "linux", and sharp's "linuxmusl".
std::string_view system_meant(std::string_view word) {
  if (word.starts_with("linux")) return "linux";
  if (word == "win32") return word;
  const std::optional<System> system = system_in_words(word);
  return system ? node_name(*system) : std::string_view{};
}

// "@node-llama-cpp/mac-arm64-metal": a scope of parts, whose names have more words after the platform.
std::string scope_of_parts(std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return {};
  const std::vector<std::string_view> words = text::split(name.substr(slash + 1), '-');
  const bool is_part =
      words.size() > 1 && !system_meant(words[0]).empty() && !meaning(processor_words, words[1]).empty();
  return is_part ? std::string(name.substr(0, slash)) : "";
}

// npm-install-checks `checkList`: "any" means all; "!win32" alone means all others.
bool admits_word(const std::vector<std::string_view>& list, std::string_view word) {
  if (list.empty() || (list.size() == 1 && list.front() == "any")) return true;
  bool match = false;
  std::size_t negated = 0;
  for (const std::string_view entry : list) {
    if (!entry.starts_with('!')) {
      match = match || entry == word;
      continue;
    }
    ++negated;
    if (entry.substr(1) == word) return false;
  }
  return match || negated == list.size();
}

}  // namespace

NodePlatform node_platform(const Target& target) {
  NodePlatform platform;
  platform.system = node_name(target.system);
  platform.processor = name_of(Vocabulary::node, target.architectures.front());
  if (target.architectures.size() > 1) platform.processor = "arm64";
  if (target.libc == Libc::glibc) platform.libc = "glibc";
  if (target.libc == Libc::musl) platform.libc = "musl";
  if (target.system != System::linux) platform.libc = {};
  return platform;
}

bool admits(const NodePackage& package, const NodePlatform& platform) {
  if (!admits_word(package.systems, platform.system) || !admits_word(package.processors, platform.processor))
    return false;
  if (package.libcs.empty() || (platform.system == "linux" && platform.libc.empty())) return true;
  return platform.system == "linux" && admits_word(package.libcs, platform.libc);
}

std::optional<NamedPlatform> platform_in_name(std::string_view name) {
  std::string stem = packages::without_platform(name);
  if (stem.empty()) stem = scope_of_parts(name);
  if (stem.empty()) return std::nullopt;
  NamedPlatform named;
  std::string_view rest = name.substr(stem.size());
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find_first_of("-/"), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end);
    if (const auto system = system_meant(word); !system.empty()) named.platform.system = system;
    if (const auto processor = meaning(processor_words, word); !processor.empty()) named.platform.processor = processor;
    if (const auto libc = meaning(libc_words, word); !libc.empty()) named.platform.libc = libc;
  }
  named.stem = std::move(stem);
  return named;
}

bool names_other_libc(std::string_view name, const NodePlatform& platform) {
  const std::optional<NamedPlatform> named = platform_in_name(name);
  return named && !named->platform.libc.empty() && !platform.libc.empty() && named->platform.libc != platform.libc;
}

bool names(const NamedPlatform& named, const NodePlatform& platform) {
  const NodePlatform& said = named.platform;
  const bool is_processor =
      said.processor.empty() || said.processor == platform.processor ||
      (said.processor == "universal" && (platform.processor == "arm64" || platform.processor == "x64"));
  if (said.system != platform.system || !is_processor) return false;
  if (platform.libc.empty() || said.system != "linux") return true;
  return said.libc.empty() ? platform.libc == "glibc" : said.libc == platform.libc;
}

}  // namespace platlint::lock
