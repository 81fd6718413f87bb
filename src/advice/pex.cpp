// SPDX-License-Identifier: Apache-2.0
// pex names a platform PLATFORM-IMPLEMENTATION-VERSION-ABI. Its "linux-x86_64" takes manylinux2014 wheels (--manylinux,
// default manylinux2014). A tag with a later glibc takes wheels with exactly that tag, and two platforms make a file
// for both. Run with 2.105.2. --complete-platform lists every tag: `pex3 interpreter inspect`.
#include "advice/installers.hpp"

namespace platlint::advice {
namespace {

constexpr int manylinux2014 = 17;  // PEP 599: glibc 2.17

std::string platform_of(const Target& target) {
  if (target.wheel_tags.empty() || !target.python) return {};
  std::string platform = target.wheel_tags.front();
  const bool glibc = target.libc == Libc::glibc && target.libc_version && target.libc_version->minor >= manylinux2014;
  const auto architecture = glibc ? tag_architecture(target) : std::string_view{};
  if (!architecture.empty()) platform = "linux-" + std::string{architecture};
  const auto version = std::to_string(target.python->major) + std::to_string(target.python->minor);
  return platform + "-cp-" + version + "-cp" + version + (target.python->free_threaded ? "t" : "");
}

}  // namespace

Fix pex_fix(const Requests& requests, const Context& context) {
  const auto& target = context.target;
  const bool as_host = host_wheels_fit(requests, target);
  const auto platform = as_host ? std::string{} : platform_of(target);
  Fix fix;
  fix.installer = "pex";
  fix.arguments = each("--only-wheel", requests);
  if (!platform.empty()) fix.arguments.insert(fix.arguments.begin(), {"--platform", platform});
  fix.summary = "take the wheel of " + enumerate(requests);
  fix.summary += as_host ? " instead of building it here" : " for " + where(target);
  if (!as_host && platform.empty()) fix.summary += ", " + on_target(target);
  fix.summary += "; run pex with" + joined(fix.arguments);
  return fix;
}

}  // namespace platlint::advice
