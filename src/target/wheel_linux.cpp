// SPDX-License-Identifier: Apache-2.0
// Platform tags of wheels for Linux, in either order: PEP 425, 513, 571, 599, 600, 656.
#include <array>
#include <utility>

#include "facts/architectures.hpp"
#include "target/grammars.hpp"
#include "target/platforms.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

// The parts of a Linux tag, in whichever order it was written.
struct LinuxTag {
  std::string_view policy;  // "manylinux_2_17", "manylinux2014", "musllinux_1_2", "linux"
  Architecture architecture;
  std::string suffix;  // "_aarch64"
};

std::optional<LinuxTag> parse_linux_tag(std::string_view folded) {
  for (const ArchitectureName& row : architecture_names(Vocabulary::wheel)) {
    const std::string name{row.name};
    const std::string suffix = "_" + name;
    if (const std::optional<std::string_view> policy = text::before(folded, suffix))
      return LinuxTag{*policy, row.architecture, suffix};
    if (const std::optional<std::string_view> policy = text::after(folded, name + "_"))
      return LinuxTag{*policy, row.architecture, suffix};
  }
  return std::nullopt;
}

// glibc 2.5 (2006) is the oldest with a policy; a glibc 3 or 2.100 is not in sight (2.44 in 2026).
Target glibc_target(const Spelling& name, const LinuxTag& tag, NumberPair version, Declared declared) {
  const bool known = version.first == 2 && version.second >= 5 && version.second <= 99;
  if (!known) throw_impossible(name, "manylinux_2_5" + tag.suffix + " to manylinux_2_99" + tag.suffix);
  return linux_target(std::move(declared), tag.architecture, Libc::glibc, Version{2, version.second, 0});
}

std::optional<Target> manylinux(const Spelling& name, const LinuxTag& tag) {
  const std::optional<std::string_view> number = text::after(tag.policy, "manylinux_");
  const std::optional<NumberPair> version = number ? parse_pair(*number) : std::nullopt;
  if (!version) return std::nullopt;
  const std::string canonical = "manylinux_" + underscored(version->first, version->second) + tag.suffix;
  return glibc_target(name, tag, *version, {canonical, "PEP 600"});
}

struct LegacyRow {
  std::string_view policy;
  int minor;
  std::string_view source;
};

// PEP 600, "Legacy manylinux tags".
constexpr std::array legacy_rows{
    LegacyRow{"manylinux1", 5, "PEP 513"},
    LegacyRow{"manylinux2010", 12, "PEP 571"},
    LegacyRow{"manylinux2014", 17, "PEP 599"},
};

std::optional<Target> legacy_manylinux(const Spelling& name, const LinuxTag& tag) {
  for (const LegacyRow& row : legacy_rows) {
    if (row.policy != tag.policy) continue;
    const int oldest = glibc_port(tag.architecture)->oldest_tag;
    if (oldest > row.minor) throw_impossible(name, "manylinux_" + underscored(2, oldest) + tag.suffix + " or above");
    const std::string canonical = std::string{row.policy} + tag.suffix;
    return glibc_target(name, tag, {2, row.minor}, {canonical, std::string{row.source}});
  }
  return std::nullopt;
}

std::optional<Target> musllinux(const Spelling& name, const LinuxTag& tag) {
  const std::optional<std::string_view> number = text::after(tag.policy, "musllinux_");
  const std::optional<NumberPair> version = number ? parse_pair(*number) : std::nullopt;
  if (!version) return std::nullopt;
  if (version->first != 1 || version->second > 99) {
    throw_impossible(name, "musllinux_1_0" + tag.suffix + " to musllinux_1_99" + tag.suffix);
  }
  const std::string canonical = "musllinux_" + underscored(1, version->second) + tag.suffix;
  return linux_target({canonical, "PEP 656"}, tag.architecture, Libc::musl, Version{1, version->second, 0});
}

// A tag that says no libc. With a hyphen it is conda's or npm's name, which do say it: see conda.cpp.
std::optional<Target> plain_linux(const LinuxTag& tag) {
  if (tag.policy != "linux") return std::nullopt;
  return linux_target({"linux" + tag.suffix, "PEP 425"}, tag.architecture, Libc::unknown, std::nullopt);
}

// pip's name for a Raspberry Pi Zero (piwheels.org): hard float like armv7l, and an older processor.
Target armv6l() {
  Target target = linux_target({"linux_armv6l", "PEP 425"}, Architecture::armv7l, Libc::unknown, std::nullopt);
  target.arm_version = 6;
  return target;
}

}  // namespace

std::optional<Target> linux_wheel_platform(const Spelling& name) {
  if (name.folded == "linux_armv6l") return armv6l();
  const std::optional<LinuxTag> tag = parse_linux_tag(name.folded);
  if (!tag) return std::nullopt;
  if (std::optional<Target> found = manylinux(name, *tag)) return found;
  if (std::optional<Target> found = legacy_manylinux(name, *tag)) return found;
  if (std::optional<Target> found = musllinux(name, *tag)) return found;
  return plain_linux(*tag);
}

}  // namespace platlint::target
