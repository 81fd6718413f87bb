// SPDX-License-Identifier: Apache-2.0
// The data of the page, as one JSON object: the words of the other reports, and every file with its size.
#pragma once

#include <string>
#include <string_view>

#include "report/json.hpp"

namespace platlint::html {

Json page_data(const Batch& batch);
Json page_data(const Survey& survey);

/// "packages does not fit x86_64-manylinux2014": the headline of the page.
std::string headline(const Batch& batch);
std::string headline(const Survey& survey);

/// A JSON text as the content of a <script> element: no part of it ends the element or begins a comment (HTML Living
/// Standard, "Restrictions for contents of script elements").
std::string in_script(const Json& data);

/// Escapes text for the content of an element, or for a quoted attribute.
std::string escaped(std::string_view text);

}  // namespace platlint::html
