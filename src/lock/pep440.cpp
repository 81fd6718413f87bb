// SPDX-License-Identifier: Apache-2.0
// PyPA specifications, "Version specifiers", Appendix "Parsing version strings with regular expressions".
#include "lock/pep440.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "text/words.hpp"

namespace platlint::lock {

namespace {

constexpr int final_phase = 4;
constexpr std::size_t most_parts = 32;

struct PhaseName {
  std::string_view name;
  int phase;
};
constexpr std::array phases{PhaseName{"alpha", 1}, PhaseName{"beta", 2}, PhaseName{"preview", 3}, PhaseName{"pre", 3},
                            PhaseName{"rc", 3},    PhaseName{"a", 1},    PhaseName{"b", 2},       PhaseName{"c", 3}};

class VersionReader {
 public:
  explicit VersionReader(std::string_view text) : text_(text) {}

  std::optional<PythonVersion> read() {
    PythonVersion version;
    version.phase = final_phase;
    take("v");
    if (!number()) return std::nullopt;
    if (take("!")) {
      version.epoch = last_;
      if (!number()) return std::nullopt;
    }
    version.release.push_back(last_);
    while (version.release.size() < most_parts && starts_number(1) && take(".")) {
      number();
      version.release.push_back(last_);
    }
    read_phase(version);
    read_post(version);
    const std::string_view before_dev = text_;
    skip_separator();
    if (take("dev")) {
      version.dev = optional_number();
    } else {
      text_ = before_dev;
    }
    if (take("+")) version.local = text::lower(std::exchange(text_, {}));
    return text_.empty() ? std::optional(version) : std::nullopt;
  }

 private:
  bool take(std::string_view word) {
    if (text_.size() < word.size() || text::lower(text_.substr(0, word.size())) != word) return false;
    text_.remove_prefix(word.size());
    return true;
  }

  bool starts_number(std::size_t at) const { return text_.size() > at && text_[0] == '.' && text::is_digit(text_[at]); }

  void skip_separator() {
    if (!text_.empty() && (text_[0] == '.' || text_[0] == '-' || text_[0] == '_')) text_.remove_prefix(1);
  }

  bool number() {
    constexpr std::uint64_t most = std::uint64_t{1} << 63;
    std::uint64_t value = 0;
    std::size_t digits = 0;
    for (; digits < text_.size() && text::is_digit(text_[digits]); ++digits) {
      const auto digit = static_cast<std::uint64_t>(text_[digits] - '0');
      value = value > (most - digit) / 10 ? most : value * 10 + digit;
    }
    text_.remove_prefix(digits);
    last_ = value;
    return digits != 0;
  }

  std::uint64_t optional_number() {
    const std::string_view before = text_;
    skip_separator();
    if (number()) return last_;
    text_ = before;
    return 0;
  }

  void read_phase(PythonVersion& version) {
    const std::string_view before = text_;
    skip_separator();
    for (const PhaseName& row : phases) {
      if (!take(row.name)) continue;
      version.phase = row.phase;
      version.phase_number = optional_number();
      return;
    }
    text_ = before;
  }

  void read_post(PythonVersion& version) {
    const std::string_view before = text_;
    if (take("-") && number()) {
      version.post = last_;
      return;
    }
    text_ = before;
    skip_separator();
    if (take("post") || take("rev") || take("r")) {
      version.post = optional_number();
    } else {
      text_ = before;
    }
  }

  std::string_view text_;
  std::uint64_t last_ = 0;
};

std::strong_ordering compare_release(const PythonVersion& one, const PythonVersion& other) {
  const std::size_t size = std::max(one.release.size(), other.release.size());
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint64_t left = i < one.release.size() ? one.release[i] : 0;
    const std::uint64_t right = i < other.release.size() ? other.release[i] : 0;
    if (left != right) return left <=> right;
  }
  return std::strong_ordering::equal;
}

// A development release comes before its first alpha, unless it is one of another phase.
int phase_of(const PythonVersion& version) {
  return version.dev && version.phase == final_phase && !version.post ? 0 : version.phase;
}

// The part before the ".*" of a specifier: 3.12.4 matches 3.12.
bool has_prefix(const PythonVersion& version, const PythonVersion& prefix) {
  if (version.epoch != prefix.epoch) return false;
  for (std::size_t i = 0; i < prefix.release.size(); ++i) {
    if ((i < version.release.size() ? version.release[i] : 0) != prefix.release[i]) return false;
  }
  return true;
}

PythonVersion without_local(PythonVersion version) {
  version.local.clear();
  return version;
}

bool is_equal(const PythonVersion& version, const PythonVersion& wanted) {
  return compare(wanted.local.empty() ? without_local(version) : version, wanted) == std::strong_ordering::equal;
}

// "~=3.4.2" is ">=3.4.2, ==3.4.*".
bool is_compatible(const PythonVersion& version, const PythonVersion& wanted, std::size_t kept) {
  PythonVersion prefix = wanted;
  prefix.release.resize(std::min(kept, prefix.release.size()));
  return compare(version, wanted) >= 0 && has_prefix(version, prefix);
}

// "^1.2" of Poetry: up to the first part that is not zero.
bool is_under_caret(const PythonVersion& version, const PythonVersion& wanted) {
  std::size_t kept = 1;
  while (kept < wanted.release.size() && wanted.release[kept - 1] == 0) ++kept;
  return is_compatible(version, wanted, kept);
}

constexpr std::array comparisons{std::string_view("==="), std::string_view("=="), std::string_view("!="),
                                 std::string_view("~="),  std::string_view("<="), std::string_view(">="),
                                 std::string_view("<"),   std::string_view(">"),  std::string_view("^"),
                                 std::string_view("~")};

std::optional<bool> satisfies_one(const PythonVersion& version, std::string_view specifier) {
  specifier = text::trim(specifier);
  if (specifier.empty() || specifier == "*") return true;
  for (const std::string_view comparison : comparisons) {
    if (specifier.starts_with(comparison)) return holds(version, comparison, specifier.substr(comparison.size()));
  }
  return holds(version, "==", specifier);
}

std::optional<bool> satisfies_all(const PythonVersion& version, std::string_view specifiers) {
  bool all = true;
  for (const std::string_view specifier : text::split(specifiers, ',')) {
    const std::optional<bool> one = satisfies_one(version, specifier);
    if (!one) return std::nullopt;
    all = all && *one;
  }
  return all;
}

}  // namespace

std::optional<PythonVersion> parse_python_version(std::string_view text) {
  return VersionReader(text::trim(text)).read();
}

std::strong_ordering compare(const PythonVersion& one, const PythonVersion& other) {
  if (one.epoch != other.epoch) return one.epoch <=> other.epoch;
  if (const auto order = compare_release(one, other); order != 0) return order;
  if (phase_of(one) != phase_of(other)) return phase_of(one) <=> phase_of(other);
  if (one.phase_number != other.phase_number) return one.phase_number <=> other.phase_number;
  if (one.post != other.post) return one.post <=> other.post;
  constexpr std::uint64_t no_dev = std::numeric_limits<std::uint64_t>::max();
  if (one.dev != other.dev) return one.dev.value_or(no_dev) <=> other.dev.value_or(no_dev);
  return one.local <=> other.local;
}

std::optional<bool> holds(const PythonVersion& version, std::string_view comparison, std::string_view wanted_text) {
  wanted_text = text::trim(wanted_text);
  if (comparison == "===") return wanted_text == "" ? std::nullopt : holds(version, "==", wanted_text);
  const bool is_prefix = wanted_text.ends_with(".*");
  if (is_prefix) wanted_text.remove_suffix(2);
  const std::optional<PythonVersion> wanted = parse_python_version(wanted_text);
  if (!wanted) return std::nullopt;
  if (comparison == "==") return is_prefix ? has_prefix(version, *wanted) : is_equal(version, *wanted);
  if (comparison == "!=") return !(is_prefix ? has_prefix(version, *wanted) : is_equal(version, *wanted));
  if (comparison == "~=") return is_compatible(version, *wanted, wanted->release.size() - 1);
  if (comparison == "^") return is_under_caret(version, *wanted);
  if (comparison == "~") return is_compatible(version, *wanted, std::min<std::size_t>(wanted->release.size(), 2));
  const auto order = compare(version, *wanted);
  if (comparison == "<") return order < 0;
  if (comparison == "<=") return order <= 0;
  if (comparison == ">") return order > 0;
  if (comparison == ">=") return order >= 0;
  return std::nullopt;
}

std::optional<bool> satisfies(const PythonVersion& version, std::string_view specifiers) {
  while (true) {
    const std::size_t at = specifiers.find("||");
    const std::optional<bool> part = satisfies_all(version, specifiers.substr(0, at));
    if (!part || *part || at == std::string_view::npos) return part;
    specifiers.remove_prefix(at + 2);
  }
}

}  // namespace platlint::lock
