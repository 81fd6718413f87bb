// SPDX-License-Identifier: Apache-2.0
// newlocale(3) and uselocale(3): POSIX.1-2008. macOS declares them elsewhere.
#include <locale.h>
#include <clocale>
#include <initializer_list>
#if __has_include(<xlocale.h>)
#include <xlocale.h>
#endif

#include "inventory/utf8_locale.hpp"

namespace platlint {

namespace {

locale_t utf8_locale() {
  for (const char* const name : {"C.UTF-8", "en_US.UTF-8", "UTF-8"}) {
    if (const locale_t locale = newlocale(LC_CTYPE_MASK, name, nullptr)) return locale;
  }
  return nullptr;
}

}  // namespace

Utf8Locale::Utf8Locale() {
  static const locale_t locale = utf8_locale();
  if (locale != nullptr) before_ = static_cast<void*>(uselocale(locale));
}

Utf8Locale::~Utf8Locale() {
  if (before_ != nullptr) uselocale(static_cast<locale_t>(before_));
}

}  // namespace platlint
