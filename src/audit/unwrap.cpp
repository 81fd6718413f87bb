// SPDX-License-Identifier: Apache-2.0
#include "audit/unwrap.hpp"

#include <map>
#include <string>
#include <utility>

#include "text/path.hpp"

namespace platlint {

namespace {

bool is_container_alone(const Entry& own) {
  return own.status == Entry::Status::not_native ? !own.damage : own.status == Entry::Status::unreadable;
}

}  // namespace

void unwrap(Bundle& bundle, ListedRoot::Wrapper wrapper) {
  if (wrapper == ListedRoot::Wrapper::no || bundle.entries.empty()) return;
  if (wrapper == ListedRoot::Wrapper::if_it_has_members && bundle.entries.size() == 1) return;
  const auto own = bundle.entries.begin();  // entries are sorted, and its path is a prefix of the paths of its members
  if (!is_container_alone(*own)) return;
  if (own->damage) bundle.failure = own->damage->reason;
  const std::size_t prefix = text::inside(own->path).size();
  bundle.entries.erase(own);
  for (Entry& entry : bundle.entries) entry.path.erase(0, prefix);
  std::map<std::string, std::string> metadata;
  for (auto& [path, text] : bundle.metadata) metadata.emplace(path.substr(prefix), std::move(text));
  bundle.metadata = std::move(metadata);
}

}  // namespace platlint
