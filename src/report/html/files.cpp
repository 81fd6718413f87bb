// SPDX-License-Identifier: Apache-2.0
#include "report/html/files.hpp"

#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "report/html/tree.hpp"

namespace platlint::html {

namespace {

// "Mach-O arm64, Mach-O x86_64"; each once, because a fat file of objects has thousands.
std::string platforms(const Entry& entry) {
  std::string all;
  std::set<std::string> said;
  for (const Artifact& artifact : entry.artifacts) {
    std::string one = describe(artifact);
    if (!said.insert(one).second) continue;
    all += (all.empty() ? "" : ", ") + one;
  }
  return printable(all);
}

Json needs_of_image(const Entry& entry) {
  Json list = Json::array();
  std::set<std::string_view> said;
  for (const Artifact& artifact : entry.artifacts) {
    for (const Library& library : artifact.libraries) {
      if (said.insert(library.name).second) list.push_back(printable(library.name));
    }
    for (const VersionNeed& need : artifact.version_needs) {
      if (said.insert(need.name).second) list.push_back(printable(need.name));
    }
  }
  return list;
}

// Null for a file that is not native code, as most are.
Json facts(const Entry& entry) {
  if (entry.excluded) return {{"state", "excluded"}};
  if (entry.status == Entry::Status::unreadable)
    return {{"state", "unread"}, {"why", printable(entry.damage ? entry.damage->reason : "it could not be read")}};
  if (const std::string reason = unread(entry); !reason.empty())
    return {{"state", "unread"}, {"why", printable(reason)}};
  if (!entry.link.empty()) return {{"state", "link"}, {"to", printable(entry.link)}};
  if (entry.status != Entry::Status::judged) return nullptr;
  Json row{{"state", "native"}, {"platform", platforms(entry)}};
  if (Json needs = needs_of_image(entry); !needs.empty()) row["needs"] = std::move(needs);
  return row;
}

Json packages(const Ownership& ownership) {
  Json list = Json::array();
  for (const Package& package : ownership.packages) {
    list.push_back({{"name", printable(package.name)},
                    {"version", printable(package.version)},
                    {"ecosystem", name(package.ecosystem)},
                    {"installer", printable(package.installer)},
                    {"built_locally", package.built_locally}});
  }
  return list;
}

// -1: no package owns it.
std::int64_t package_of(const Ownership& ownership, std::size_t entry) {
  if (entry >= ownership.owner.size() || !ownership.owner[entry]) return -1;
  return static_cast<std::int64_t>(*ownership.owner[entry]);
}

// Five numbers per file in one list: thirty thousand objects would be twice as long. -1: no value.
Json files(const Bundle& bundle, const Ownership& ownership, const Tree& tree, Numbered& all_facts) {
  Json list = Json::array();
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    const Entry& entry = bundle.entries[i];
    const Json row = facts(entry);
    list.push_back(tree.parents[i]);
    list.push_back(tree.names[i]);
    list.push_back(entry.size);
    list.push_back(row.is_null() ? Json(-1) : Json(all_facts.number(row)));
    list.push_back(package_of(ownership, i));
  }
  return list;
}

}  // namespace

Json bundle_data(const Bundle& bundle, const Ownership& ownership, Numbered& all_facts) {
  const Tree planted = tree(bundle);
  Json directories = Json::array();
  for (std::size_t i = 1; i < planted.directories.size(); ++i) {
    const Directory& directory = planted.directories[i];
    directories.push_back(directory.parent);
    directories.push_back(directory.name);
    directories.push_back(directory.entry ? Json(*directory.entry) : Json(-1));
  }
  Json row{{"root", printable(bundle.root)}, {"bytes", bytes(bundle, planted)},
           {"packed", bundle.archive_size},  {"packages", packages(ownership)},
           {"directories", directories},     {"files", files(bundle, ownership, planted, all_facts)}};
  if (bundle.failure) row["failure"] = printable(*bundle.failure);
  return row;
}

}  // namespace platlint::html
