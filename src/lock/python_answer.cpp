// SPDX-License-Identifier: Apache-2.0
// For each installed package: does one of the wheels in the lock fit?
#include <algorithm>
#include <map>
#include <tuple>

#include "lock/python_reason.hpp"
#include "lock/readers.hpp"
#include "lock/wheel.hpp"
#include "platlint/error.hpp"
#include "text/words.hpp"

namespace platlint::lock {

namespace {

struct Chosen {
  std::string_view file;
  PlatformTag tag;
};

// Installers prefer the ABI of this Python to the stable one, that one to no ABI, and a newer platform tag to an older
// one.
auto rank(const WheelTags& tags, const PlatformTag& tag) {
  const int abi = tag.any ? 0 : tags.abi == "none" ? 1 : tags.abi.starts_with("abi3") ? 2 : 3;
  return std::tuple(abi, tag.floor.value_or(Version{}));
}

struct Wheels {
  std::optional<Chosen> chosen;
  std::optional<PlatformTag> easiest;  ///< the tag with the lowest floor
};

Wheels find_wheels(const Locked& package, const Target& target) {
  Wheels wheels;
  auto best = std::tuple(-1, Version{});
  for (const std::string_view file : package.wheels) {
    const std::optional<WheelTags> tags = parse_wheel(file);
    const std::optional<PlatformTag> tag = tags ? serving_tag(*tags, target) : std::nullopt;
    if (!tag) continue;
    if (!wheels.easiest || tag->floor.value_or(Version{}) < wheels.easiest->floor.value_or(Version{}))
      wheels.easiest = tag;
    const auto own = rank(*tags, *tag);
    if (own <= best) continue;
    best = own;
    wheels.chosen = Chosen{file, *tag};
  }
  return wheels;
}

class PythonAnswer {
 public:
  PythonAnswer(const Lock& lock, const Target& target) : lock_(lock), python_(*lock.python), target_(target) {
    result_.target = target;
    for (std::size_t i = 0; i < python_.packages.size(); ++i) by_name_[python_.packages[i].name].push_back(i);
  }

  LockAnswer answer(std::vector<std::size_t> selected) {
    const auto key = [&](std::size_t i) { return std::tie(python_.packages[i].name, python_.packages[i].version); };
    std::sort(selected.begin(), selected.end(), [&](auto one, auto other) { return key(one) < key(other); });
    for (const std::size_t i : selected) add(python_.packages[i]);
    if (floor_ && floor_->floor)
      result_.floor = (floor_->libc == Libc::musl        ? "musl "
                       : floor_->system == System::linux ? "glibc "
                                                         : "macOS ") +
                      to_string(*floor_->floor);
    return std::move(result_);
  }

 private:
  void add(const Locked& package) {
    Item item{package.name, package.version, Supply::ready, {}};
    if (package.source != PackageSource::index) {
      item.supply = Supply::not_judged;
      item.file = package.source == PackageSource::project ? "the project" : package.from;
    } else if (const Wheels wheels = find_wheels(package, target_); wheels.chosen) {
      item.file = wheels.chosen->file;
      raise_floor(*wheels.easiest);
    } else {
      item.supply = package.has_source ? Supply::source : Supply::nothing;
      result_.findings.push_back(finding(package));
    }
    result_.items.push_back(std::move(item));
  }

  // Only if the target does not state its own release, and so refuses no wheel.
  void raise_floor(const PlatformTag& tag) {
    const bool is_stated = target_.system == System::linux
                               ? target_.libc_version.has_value() && target_.libc != Libc::unknown
                               : target_.system_version.has_value();
    if (is_stated || !tag.floor || target_.system == System::windows) return;
    if (!floor_ || *floor_->floor < *tag.floor) floor_ = tag;
  }

  LockFinding finding(const Locked& package) const {
    const NoWheel reason = why_no_wheel(package, target_);
    LockFinding finding;
    finding.package = package.name;
    finding.version = package.version;
    finding.message = reason.why + (package.has_source ? ": it will be built from source"
                                                       : ", and there is no source: the installation will fail");
    finding.fix.platform = reason.platform;
    finding.fix.python = reason.python;
    finding.fix.release = other_release(package);
    finding.fix.arguments = arguments(package);
    finding.fix.summary = summary(finding.fix, package);
    return finding;
  }

  std::string other_release(const Locked& package) const {
    for (const std::size_t i : by_name_.at(package.name)) {
      const Locked& other = python_.packages[i];
      if (other.version != package.version && find_wheels(other, target_).chosen) return other.version;
    }
    return {};
  }

  std::vector<std::string> arguments(const Locked& package) const {
    if (!package.has_source) return {};
    if (lock_.format == LockFormat::uv) return {"--no-build-package", package.name};
    if (lock_.format == LockFormat::poetry) return {"config", "--local", "installer.only-binary", package.name};
    return {"--only-binary", package.name};
  }

  std::string summary(const LockFix& fix, const Locked& package) const {
    std::string text;
    const auto add = [&](const std::string& words) { text += (text.empty() ? "" : "; ") + words; };
    if (!fix.platform.empty()) add("a wheel is there for " + fix.platform);
    if (fix.platform.empty() && !fix.python.empty()) add("a wheel is there for Python " + fix.python);
    if (!fix.release.empty()) add(package.name + " " + fix.release + " in this lock has a wheel");
    if (fix.arguments.empty()) return text;
    std::string command = lock_.format == LockFormat::uv       ? "uv sync"
                          : lock_.format == LockFormat::poetry ? "poetry"
                                                               : "uv pip install";
    for (const std::string& word : fix.arguments) command += " " + text::shell_word(word);
    add(command + " keeps it from being built");
    return text;
  }

  const Lock& lock_;
  const PythonLock& python_;
  const Target& target_;
  LockAnswer result_;
  std::map<std::string_view, std::vector<std::size_t>> by_name_;
  std::optional<PlatformTag> floor_;
};

// With the patch, if it was given; otherwise with 0, as in uv.
MarkerEnvironment environment_of(const Target& target, const Choice& choice) {
  MarkerEnvironment environment = marker_environment(target);
  const std::optional<PythonVersion> said = parse_python_version(choice.python);
  constexpr std::size_t parts = 3;
  const bool is_whole = said && said->release.size() == parts;
  if (is_whole && std::equal(said->release.begin(), said->release.begin() + 2, environment.python.release.begin()))
    environment.full_version = *said;
  return environment;
}

// If the patch is not given but the lock needs one, it is assumed to be there.
void check_python(const PythonLock& lock, const Target& target, PythonVersion version) {
  const std::optional<bool> first = satisfies(version, lock.requires_python);
  constexpr std::uint64_t last_patch = 99;
  if (version.release.back() == 0) version.release.back() = last_patch;
  if (first == false && satisfies(version, lock.requires_python) == false)
    throw Error("it is for Python " + lock.requires_python + ", not for " + to_string(*target.python));
}

}  // namespace

LockAnswer answer_python(const Lock& lock, const Target& target, const Choice& choice) {
  if (!target.python) {
    const std::string asked = lock.python->requires_python;
    throw Error("for which Python? say --python 3.12" + (asked.empty() ? "" : "; the lock asks for " + asked));
  }
  const MarkerEnvironment environment = environment_of(target, choice);
  check_python(*lock.python, target, environment.full_version);
  return PythonAnswer(lock, target).answer(lock.python->select(choice, environment));
}

}  // namespace platlint::lock
