// SPDX-License-Identifier: Apache-2.0
// The files, sizes and packages of a bundle, as the page stores them.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "report/json.hpp"

namespace platlint::html {

/// Stores equal values once. The files refer to them by number.
class Numbered {
 public:
  std::size_t number(const Json& value) {
    const auto [place, is_new] = numbers_.try_emplace(value.dump(-1, ' ', true), rows_.size());
    if (is_new) rows_.push_back(value);
    return place->second;
  }

  const Json& rows() const { return rows_; }

 private:
  std::map<std::string, std::size_t> numbers_;
  Json rows_ = Json::array();
};

/// `all_facts`: the known facts about files, for all bundles together.
Json bundle_data(const Bundle& bundle, const Ownership& ownership, Numbered& all_facts);

}  // namespace platlint::html
