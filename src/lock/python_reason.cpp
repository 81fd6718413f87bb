// SPDX-License-Identifier: Apache-2.0
#include "lock/python_reason.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "facts/systems.hpp"
#include "lock/wheel.hpp"
#include "text/words.hpp"

namespace platlint::lock {

namespace {

std::string describe(const PlatformTag& tag) {
  if (tag.system == System::emscripten) return "WebAssembly";
  std::string text(label(tag.system));
  if (tag.architectures[1] != Architecture::unknown) return text + " universal2";
  const Architecture architecture = tag.architectures.front();
  const bool is_arm64 = tag.system != System::linux && architecture == Architecture::aarch64;
  text += " " + std::string(is_arm64 ? "arm64" : name(architecture));
  return text + (tag.libc == Libc::musl ? " (musl)" : "");
}

// The text before the number of a release that a tag needs.
std::string_view floor_of(const PlatformTag& tag) {
  if (tag.system == System::linux) return tag.libc == Libc::musl ? "musl " : "glibc ";
  return tag.system == System::android ? "API level " : tag.system == System::macos ? "macOS " : "iOS ";
}

std::optional<Version> own_floor(const Target& target) {
  return target.system == System::linux ? target.libc_version : target.system_version;
}

std::string list(const std::set<std::string>& names) {
  constexpr std::size_t most = 6;
  std::string text;
  std::size_t count = 0;
  for (const std::string& name : names) {
    if (count++ == most) return text + ", ...";
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

class Reasons {
 public:
  Reasons(const Locked& package, const Target& target) : package_(package), target_(target) {
    for (const std::string_view wheel : package.wheels) {
      const std::optional<WheelTags> tags = parse_wheel(wheel);
      if (tags) look_at(*tags);
    }
  }

  NoWheel result() const {
    NoWheel reason;
    if (nearest_) reason.platform = nearest_->text;
    if (is_free_threaded_alone_) {
      reason.python = "3." + std::to_string(target_.python->minor);
    } else if (const std::optional<int> minor = nearest_minor()) {
      reason.python = "3." + std::to_string(*minor);
    }
    reason.why = why();
    return reason;
  }

 private:
  void look_at(const WheelTags& tags) {
    for (const std::string_view text : text::split(tags.platform, '.')) {
      const std::optional<PlatformTag> tag = parse_platform_tag(text);
      if (!tag) continue;
      if (!serves(tags, *target_.python, tag->any)) {
        if (serves(*tag, target_)) add_pythons(tags, tag->any);
      } else if (!is_for_system(*tag, target_)) {
        others_.insert(describe(*tag));
      } else if (tag->libc != target_.libc && tag->libc != Libc::unknown) {
        other_libc_ = true;
      } else if (!nearest_ || (tag->floor && *tag->floor < *nearest_->floor)) {
        nearest_ = tag;
      }
    }
  }

  void add_pythons(const WheelTags& tags, bool any) {
    Python other = *target_.python;
    other.free_threaded = false;
    is_free_threaded_alone_ = is_free_threaded_alone_ || (target_.python->free_threaded && serves(tags, other, any));
    for (const std::string_view tag : text::split(tags.python, '.')) {
      int minor = 0;
      if (!tag.starts_with("cp3") && !tag.starts_with("py3")) {
        if (tag.starts_with("cp2") || tag.starts_with("py2")) has_python_2_ = true;
        continue;
      }
      const auto [end, error] = std::from_chars(tag.data() + 3, tag.data() + tag.size(), minor);
      if (error == std::errc() && end == tag.data() + tag.size()) minors_.insert(minor);
    }
  }

  // The next lower one, or else the next higher one.
  std::optional<int> nearest_minor() const {
    if (minors_.empty()) return std::nullopt;
    const auto above = minors_.lower_bound(target_.python->minor);
    return above == minors_.begin() ? *above : *std::prev(above);
  }

  std::string pythons() const {
    const std::string first = "3." + std::to_string(*minors_.begin());
    const std::string last = "3." + std::to_string(*minors_.rbegin());
    return first == last ? first : first + " to " + last;
  }

  std::string why() const {
    if (package_.wheels.empty()) return "it has no wheel at all";
    if (nearest_ && nearest_->floor) {
      const std::optional<Version> own = own_floor(target_);
      return "its wheels need " + std::string(floor_of(*nearest_)) + to_string(*nearest_->floor) +
             (own ? ", and the platform has " + to_string(*own) : "");
    }
    if (is_free_threaded_alone_) return "its wheels are not for the free-threaded Python";
    if (!minors_.empty()) return "its wheels for the platform are for Python " + pythons();
    if (other_libc_)
      return std::string("its wheels for the processor are for ") + (target_.libc == Libc::musl ? "glibc" : "musl");
    if (!others_.empty()) return "its wheels are for " + list(others_);
    return has_python_2_ ? "its wheels are for Python 2" : "none of its wheels fits";
  }

  const Locked& package_;
  const Target& target_;
  std::optional<PlatformTag> nearest_;  // for this Python, this system and this C library
  std::set<int> minors_;                // of Pythons that have a wheel for the platform
  std::set<std::string> others_;        // platforms that have a wheel for this Python
  bool other_libc_ = false;
  bool has_python_2_ = false;
  bool is_free_threaded_alone_ = false;
};

}  // namespace

NoWheel why_no_wheel(const Locked& package, const Target& target) {
  return Reasons(package, target).result();
}

}  // namespace platlint::lock
