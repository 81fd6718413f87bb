// SPDX-License-Identifier: Apache-2.0
// `uv pip install`. Its words: --only-binary (not --no-build-package, which `uv pip` refuses), --python-platform with
// 46 values, --reinstall-package. Without the last, uv leaves a package alone if its tag fits ("Checked 1 package").
// `uv sync` has --no-build-package and no --only-binary. A --python-platform given twice is an error. So it is only
// among the arguments if the files prove that the command had none, or another. Run with uv 0.13.9; values:
// crates/uv-configuration/src/target_triple.rs.
#include <algorithm>
#include <array>

#include "advice/installers.hpp"

namespace platlint::advice {
namespace {

/// Names that do not follow from the target's facts: short ones, and those that say more than the facts do.
constexpr std::array<std::string_view, 9> own_names = {
    "linux",
    "macos",
    "windows",
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-manylinux_2_17",
    "aarch64-manylinux_2_17",
    "wasm32-pyodide2024",
    "wasm32-pyodide2025",
};

/// x86_64-manylinux_2_N and aarch64-manylinux_2_N, newest first; the next lower one is manylinux2014, glibc 2.17.
constexpr std::array<int, 11> glibc_minors = {40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 28};

std::string glibc_platform(Architecture architecture, const Version& glibc) {
  if (architecture == Architecture::riscv64) return glibc.minor >= 39 ? "riscv64-unknown-linux" : "";
  const bool intel = architecture == Architecture::x86_64;
  if ((!intel && architecture != Architecture::aarch64) || glibc.major != 2) return {};
  const std::string prefix = intel ? "x86_64-manylinux" : "aarch64-manylinux";
  for (const int minor : glibc_minors) {
    if (glibc.minor >= minor) return prefix + "_2_" + std::to_string(minor);
  }
  return glibc.minor >= 17 ? prefix + "2014" : "";
}

std::string linux_platform(const Target& target, Architecture architecture) {
  if (target.libc == Libc::glibc && target.libc_version) return glibc_platform(architecture, *target.libc_version);
  // Its musl targets take wheels for musl 1.2, which are too new for an older one.
  const bool musl = target.libc == Libc::musl && (!target.libc_version || target.libc_version->minor >= 2);
  if (musl && architecture == Architecture::x86_64) return "x86_64-unknown-linux-musl";
  if (musl && architecture == Architecture::aarch64) return "aarch64-unknown-linux-musl";
  return {};
}

std::string other_platform(System system, Architecture architecture) {
  const bool intel = architecture == Architecture::x86_64;
  const bool arm = architecture == Architecture::aarch64;
  switch (system) {
    case System::macos:
      return intel ? "x86_64-apple-darwin" : arm ? "aarch64-apple-darwin" : "";
    case System::windows:
      if (architecture == Architecture::i686) return "i686-pc-windows-msvc";
      return intel ? "x86_64-pc-windows-msvc" : arm ? "aarch64-pc-windows-msvc" : "";
    case System::ios:
      return arm ? "arm64-apple-ios" : "";
    case System::ios_simulator:
      return intel ? "x86_64-apple-ios-simulator" : arm ? "arm64-apple-ios-simulator" : "";
    case System::android:
      return intel ? "x86_64-linux-android" : arm ? "aarch64-linux-android" : "";
    default:
      return {};
  }
}

/// uv takes the oldest system from the environment, and otherwise has its own: macOS and iOS 13.0, Android API 24.
std::string floor_variable(const Target& target) {
  if (!target.system_version) return {};
  const auto major = std::to_string(target.system_version->major);
  const auto version = major + "." + std::to_string(target.system_version->minor);
  switch (target.system) {
    case System::macos:
      return version == "13.0" ? "" : "MACOSX_DEPLOYMENT_TARGET=" + version;
    case System::ios:
    case System::ios_simulator:
      return version == "13.0" ? "" : "IPHONEOS_DEPLOYMENT_TARGET=" + version;
    case System::android:
      return major == "24" ? "" : "ANDROID_API_LEVEL=" + major;
    default:
      return {};
  }
}

/// uv chooses ready made wheels by the platform in their name. So it was given another platform, or none.
bool needs_platform(const Request& request) {
  return request.origin == Origin::wheel && !request.satisfied;
}

std::vector<std::string> uv_arguments(const Requests& requests, const Target& target, const std::string& platform) {
  std::vector<std::string> arguments;
  const auto any = [&](auto test) { return std::any_of(requests.begin(), requests.end(), test); };
  if (!platform.empty() && any(needs_platform)) arguments = {"--python-platform", platform};
  if (target.python && any([](const Request& request) { return request.other_python; })) {
    for (auto& argument : uv_python(*target.python)) arguments.push_back(std::move(argument));
  }
  for (const auto& request : requests) {
    if (!request.satisfied) continue;
    arguments.emplace_back("--reinstall-package");
    arguments.push_back(request.name);
  }
  for (auto& argument : each("--only-binary", requests)) arguments.push_back(std::move(argument));
  return arguments;
}

/// The text in brackets before the command.
std::string notes(const Requests& requests, const Context& context, const std::string& platform) {
  std::vector<std::string> all;
  const bool told = std::any_of(requests.begin(), requests.end(), needs_platform);
  const bool unknown = std::any_of(requests.begin(), requests.end(),
                                   [](const Request& request) { return request.origin == Origin::unknown; });
  const auto floor = floor_variable(context.target);
  if (told && platform.empty()) all.push_back(on_target(context.target));
  if (told && !platform.empty() && !floor.empty()) all.push_back("with " + floor);
  if (unknown && !told && !platform.empty()) all.push_back("with --python-platform " + platform);
  if (requests.size() == 1 && requests.front().environment) {
    all.push_back("uv sync: --no-build-package " + requests.front().name);
  }
  if (!context.has_local_project) all.emplace_back("or --no-build for all packages");
  std::string text;
  for (const auto& note : all) text.append(text.empty() ? " (" : "; ").append(note);
  return text.empty() ? text : text + ")";
}

}  // namespace

std::string uv_platform(const Target& target) {
  if (std::find(own_names.begin(), own_names.end(), target.name) != own_names.end()) return target.name;
  if (target.architectures.size() != 1) return {};  // macOS universal2
  const auto architecture = target.architectures.front();
  return target.system == System::linux ? linux_platform(target, architecture)
                                        : other_platform(target.system, architecture);
}

std::vector<std::string> uv_python(const Python& python) {
  const auto version = std::to_string(python.major) + "." + std::to_string(python.minor);
  if (python.free_threaded) return {"--python", version + "t"};
  return {"--python-version", version};
}

Fix uv_fix(const Requests& requests, const Context& context) {
  const auto platform = uv_platform(context.target);
  const bool told = std::any_of(requests.begin(), requests.end(), needs_platform);
  if (told && platform.empty() && !context.target.wheel_tags.empty()) {
    auto fix = pip_fix(requests, context);
    fix.summary = "uv has no --python-platform for it: " + fix.summary;
    return fix;
  }
  const bool built = std::all_of(requests.begin(), requests.end(),
                                 [](const Request& request) { return request.origin == Origin::source; });
  Fix fix;
  fix.installer = "uv";
  fix.arguments = uv_arguments(requests, context.target, platform);
  fix.summary = "take the wheel of " + enumerate(requests);
  fix.summary += built ? " instead of building it here" : " for " + where(context.target);
  fix.summary += notes(requests, context, platform) + "; run uv pip install with" + joined(fix.arguments);
  return fix;
}

}  // namespace platlint::advice
