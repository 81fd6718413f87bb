// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "platlint/package.hpp"
#include "require.hpp"
#include "targets.hpp"

namespace platlint::fuzz {

void find_owners(Input input) {
  constexpr std::array kinds{"a-1.dist-info/RECORD",          "a-1.dist-info/WHEEL",
                             "a-1.dist-info/METADATA",        "a-1.dist-info/INSTALLER",
                             "a-1.dist-info/direct_url.json", "a-1.dist-info/uv_build.json",
                             "node_modules/a/package.json",   "node_modules/.package-lock.json",
                             "a.egg-info/PKG-INFO",           "PEX-INFO"};
  if (input.size() < 2) return;
  Bundle bundle;
  bundle.root = "bundle";
  // Two texts, so that they can contradict each other.
  const std::size_t half = input.size() / 2;
  const auto text = [](Input part) { return std::string(reinterpret_cast<const char*>(part.data()), part.size()); };
  const std::string first = kinds[std::to_integer<unsigned>(input[0]) % kinds.size()];
  const std::string second = kinds[std::to_integer<unsigned>(input[1]) % kinds.size()];
  bundle.metadata.emplace(first, text(input.subspan(2, half - std::min<std::size_t>(half, 2))));
  bundle.metadata.emplace(second, text(input.subspan(half)));
  for (const char* const path :
       {"a/x.so", "a.libs/y.so", "node_modules/a/build/z.node", "node_modules/@b/a-linux-x64/w.node"}) {
    Entry entry;
    entry.path = path;
    bundle.entries.push_back(entry);
  }
  for (const auto& [path, contents] : bundle.metadata) {
    Entry entry;
    entry.path = path;
    bundle.entries.push_back(entry);
  }
  const Ownership ownership = find_packages(bundle);
  require(ownership.owner.size() == bundle.entries.size(), "every entry has an owner or nobody");
  for (const auto& owner : ownership.owner) require(!owner || *owner < ownership.packages.size(), "owners exist");
  for (const Package& package : ownership.packages) {
    require((package.built_locally || package.perhaps_built) == !package.evidence.empty(),
            "what was built here says what says so");
  }
}

}  // namespace platlint::fuzz
