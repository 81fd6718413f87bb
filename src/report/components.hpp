// SPDX-License-Identifier: Apache-2.0
// The components of a CycloneDX document, each without its inner components.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "loader/needs.hpp"
#include "platlint/audit.hpp"
#include "report/json.hpp"

namespace platlint {

/// Is it native code, or may it hold native code that was not read?
bool is_component(const Entry& entry);

/// Was it left unread, or may it hold something unread?
bool is_unknown_component(const Entry& entry);

/// A library that files of a bundle name, and that comes from outside.
struct OutsideLibrary {
  std::string name;
  System system;
  Architecture machine;
  std::set<std::string_view> answers;
};

/// The origin of a library in a word or two: "platform".
std::string_view answer_words(Answer answer);

/// `audit`: null without a platform.
Json bundle_component(const std::string& ref, const Bundle& bundle, const Audit* audit);
/// The component that contains several bundles, and the parts that were not judged.
Json whole_component(const std::string& ref, const std::vector<Unjudged>& unjudged);
Json package_component(const std::string& ref, const Package& package);
Json file_component(const std::string& ref, const Entry& entry);
Json outside_component(const std::string& ref, const OutsideLibrary& library);

}  // namespace platlint
