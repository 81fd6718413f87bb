// SPDX-License-Identifier: Apache-2.0
// Values in any of our JSON documents.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "platlint/version.hpp"
#include "text/utf8.hpp"

namespace platlint::json_values {

/// Names in a bundle may hold any bytes, but JSON is UTF-8.
inline nlohmann::ordered_json text(std::string_view value) {
  return text::valid_utf8(value);
}

inline nlohmann::ordered_json text_or_null(std::string_view value) {
  return value.empty() ? nlohmann::ordered_json(nullptr) : text(value);
}

inline nlohmann::ordered_json version_or_null(const std::optional<Version>& version) {
  return version ? nlohmann::ordered_json(to_string(*version)) : nlohmann::ordered_json(nullptr);
}

}  // namespace platlint::json_values
