// SPDX-License-Identifier: Apache-2.0
// If the system's names are UTF-16, libarchive can convert them to UTF-8 without a locale.
#include "inventory/utf8_locale.hpp"

namespace platlint {

Utf8Locale::Utf8Locale() = default;
Utf8Locale::~Utf8Locale() = default;

}  // namespace platlint
