// SPDX-License-Identifier: Apache-2.0
// Where names are UTF-16 for the system, libarchive needs no locale to make UTF-8 of them.
#include "inventory/utf8_locale.hpp"

namespace platlint {

Utf8Locale::Utf8Locale() = default;
Utf8Locale::~Utf8Locale() = default;

}  // namespace platlint
