// SPDX-License-Identifier: Apache-2.0
#include "advice/cause.hpp"

#include <algorithm>
#include <array>

namespace platlint::advice {
namespace {

struct RuleCause {
  std::string_view rule;
  Cause cause;
};

constexpr std::array<RuleCause, 26> causes = {
    {{"wrong-format", Cause::platform},        {"wrong-architecture", Cause::platform},
     {"missing-slice", Cause::platform},       {"wrong-system", Cause::platform},
     {"wrong-libc", Cause::platform},          {"glibc-too-new", Cause::platform},
     {"libstdcxx-too-new", Cause::platform},   {"os-too-new", Cause::platform},
     {"cpu-too-new", Cause::platform},         {"suffix-mismatch", Cause::platform},
     {"tag-mismatch", Cause::platform},        {"no-variant-for-target", Cause::platform},
     {"relocations-too-new", Cause::platform}, {"wrong-python-abi", Cause::python},
     {"truncated-artifact", Cause::damage},    {"unreadable-artifact", Cause::damage},
     {"not-a-binary", Cause::damage},          {"wrong-kind", Cause::file},
     {"foreign-interpreter", Cause::file},     {"missing-code-signature", Cause::file},
     {"executable-stack", Cause::file},        {"text-relocations", Cause::file},
     {"missing-library", Cause::library},      {"bundle-too-large", Cause::size},
     {"external-link", Cause::unread},         {"unopened-archive", Cause::unread}}};

}  // namespace

Cause cause_of(std::string_view rule) {
  const auto row = std::find_if(causes.begin(), causes.end(), [&](const RuleCause& it) { return it.rule == rule; });
  return row == causes.end() ? Cause::nothing : row->cause;
}

}  // namespace platlint::advice
