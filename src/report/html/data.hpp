// SPDX-License-Identifier: Apache-2.0
// What the page shows, as one JSON object: the words of the other reports, and every file with its size.
#pragma once

#include <string>
#include <string_view>

#include "report/json.hpp"

namespace platlint::html {

Json page_data(const Batch& batch);
Json page_data(const Survey& survey);

/// "packages does not fit x86_64-manylinux2014": what the page says first.
std::string headline(const Batch& batch);
std::string headline(const Survey& survey);

/// A JSON text as the content of a <script> element: nothing in it ends the element or begins a comment (HTML Living
/// Standard, "Restrictions for contents of script elements").
std::string in_script(const Json& data);

/// As the content of an element, or of a quoted attribute.
std::string escaped(std::string_view text);

}  // namespace platlint::html
