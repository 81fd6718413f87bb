// SPDX-License-Identifier: Apache-2.0
// The place of an entry on disk, for editors, code hosts and annotations. They know nothing of archives.
#pragma once

#include <string>
#include <string_view>

#include "platlint/entry.hpp"

namespace platlint {

struct Place {
  std::string file;    ///< the file on disk, starting with the root as the user wrote it: "packages/layer.zip"
  std::string member;  ///< the entry inside that file: "python/x.so"; empty: the file itself
};

/// `path` as in Entry::path; empty: the root.
Place place(const Bundle& bundle, std::string_view path);

/// A path in the form of RFC 3986 for a URI: everything but '/' and the unreserved characters is percent-encoded. It is
/// encoded byte by byte, so that names that are not UTF-8 keep their bytes.
std::string percent_encoded(std::string_view path);

}  // namespace platlint
