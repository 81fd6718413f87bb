// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace platlint {

/// A text from a bundle in a cell of a Markdown table. It becomes a code span, in which nothing is a link or a mention
/// (GitHub Flavored Markdown Spec 0.29, "Code spans"). An empty text gives an empty text.
std::string code(std::string_view text);

}  // namespace platlint
