// SPDX-License-Identifier: Apache-2.0
// libarchive converts names to and from the locale's encoding, and in the "C" locale there is none for most letters.
#pragma once

namespace platlint {

/// While it lives, this thread's locale has UTF-8 if the system knows one that has.
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
