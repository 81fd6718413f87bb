// SPDX-License-Identifier: Apache-2.0
// Reads YAML that strangers wrote. yaml-cpp keeps an alias as a reference. So a text that would expand to gigabytes is
// small here, as long as nobody walks it: these functions look at one member at a time.
#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

namespace platlint::deployment {

/// Throws Error if it cannot be read, is too large or is not YAML.
YAML::Node load_yaml(const std::string& file);

/// A member of a map. Undefined if it does not exist, or if this is not a map.
YAML::Node member(const YAML::Node& map, const std::string& key);

/// The text of a scalar; empty for anything else.
std::string text(const YAML::Node& node);

/// The first of these that is defined; undefined if none is.
YAML::Node first_of(const YAML::Node& one, const YAML::Node& other);

}  // namespace platlint::deployment
