// SPDX-License-Identifier: Apache-2.0
// Where an entry lies on disk: what editors, code hosts and annotations want, who know nothing of archives.
#pragma once

#include <string>
#include <string_view>

#include "platlint/entry.hpp"

namespace platlint {

struct Place {
  std::string file;    ///< the file on disk, by the root as the user wrote it: "packages/layer.zip"
  std::string member;  ///< what is meant inside of it: "python/x.so"; empty: the file itself
};

/// `path` as in Entry::path; empty: the root.
Place place(const Bundle& bundle, std::string_view path);

/// A path as RFC 3986 wants it in a URI: everything but '/' and the unreserved characters is percent-encoded, byte by
/// byte, so that names that are not UTF-8 keep theirs.
std::string percent_encoded(std::string_view path);

}  // namespace platlint
