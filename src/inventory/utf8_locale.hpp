// SPDX-License-Identifier: Apache-2.0
// libarchive converts names to and from the locale's encoding. The "C" locale has no encoding for most letters.
#pragma once

namespace platlint {

/// While it lives, this thread has a UTF-8 locale, if the system has one.
class Utf8Locale {
 public:
  Utf8Locale();
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale();

 private:
  [[maybe_unused]] void* before_ = nullptr;  // null: nothing was changed
};

}  // namespace platlint
