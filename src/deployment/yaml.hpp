// SPDX-License-Identifier: Apache-2.0
// Looking into YAML that strangers wrote. yaml-cpp keeps an alias as a reference, so that what expands to gigabytes is
// small here, as long as nobody walks it: these look at one member at a time.
#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

namespace platlint::deployment {

/// Throws Error for what cannot be read, is too large or is no YAML.
YAML::Node load_yaml(const std::string& file);

/// A member of a map. Undefined where there is none, or no map.
YAML::Node member(const YAML::Node& map, const std::string& key);

/// The text of a scalar; empty for anything else.
std::string text(const YAML::Node& node);

/// The first of these that is defined; undefined where none is.
YAML::Node first_of(const YAML::Node& one, const YAML::Node& other);

}  // namespace platlint::deployment
