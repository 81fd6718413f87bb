// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>

#include "platlint/error.hpp"

namespace platlint::cli {

std::chrono::year_month_day today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

std::string timestamp(const std::string& text) {
  constexpr std::int64_t most = 253402300799;  // 9999-12-31T23:59:59Z
  std::int64_t seconds = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0 || seconds > most)
    throw Error("SOURCE_DATE_EPOCH is not a number of seconds since 1970: " + text);
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  const auto padded = [](std::int64_t number, std::size_t digits) {
    const std::string plain = std::to_string(number);
    return std::string(digits - std::min(digits, plain.size()), '0') + plain;
  };
  return padded(int(date.year()), 4) + "-" + padded(unsigned(date.month()), 2) + "-" + padded(unsigned(date.day()), 2) +
         "T" + padded(time.hours().count(), 2) + ":" + padded(time.minutes().count(), 2) + ":" +
         padded(time.seconds().count(), 2) + "Z";
}

void use_utc() {
#ifdef _WIN32
  _putenv_s("TZ", "UTC0");
#else
  setenv("TZ", "UTC0", 1);
#endif
}

}  // namespace platlint::cli
