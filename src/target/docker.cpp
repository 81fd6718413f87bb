// SPDX-License-Identifier: Apache-2.0
// Platforms of container images, OS/ARCH[/VARIANT] in Go's words: containerd/platforms database.go, the OCI image
// index.
#include <array>
#include <cstdint>

#include "facts/architectures.hpp"
#include "facts/systems.hpp"
#include "target/grammars.hpp"
#include "target/platforms.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

struct VariantRow {
  std::string_view architecture;
  std::string_view variant;
  Architecture meaning;
  std::string_view canonical;
  std::uint8_t x86_level = 1;
  std::uint8_t arm_version = 0;
};

// containerd/platforms database.go `normalizeArch`: without a variant, arm64 means v8, amd64 v1 and arm v7. v5 images
// (Debian armel) are soft float, v6 and v7 hard.
constexpr std::array variant_rows{
    VariantRow{"arm", "v5", Architecture::armel, "arm/v5", 1, 5},
    VariantRow{"arm", "v6", Architecture::armv7l, "arm/v6", 1, 6},
    VariantRow{"arm", "v7", Architecture::armv7l, "arm/v7", 1, 7},
    VariantRow{"arm", "", Architecture::armv7l, "arm/v7", 1, 7},
    VariantRow{"armhf", "", Architecture::armv7l, "arm/v7", 1, 7},
    VariantRow{"arm64", "v8", Architecture::aarch64, "arm64"},
    VariantRow{"arm64", "v9", Architecture::aarch64, "arm64/v9"},
    VariantRow{"amd64", "v1", Architecture::x86_64, "amd64"},
    VariantRow{"amd64", "v2", Architecture::x86_64, "amd64/v2", 2},
    VariantRow{"amd64", "v3", Architecture::x86_64, "amd64/v3", 3},
    VariantRow{"amd64", "v4", Architecture::x86_64, "amd64/v4", 4},
};

struct Processor {
  Architecture architecture;
  std::string name;
  std::uint8_t x86_level = 1;
  std::uint8_t arm_version = 0;
};

std::optional<Processor> parse_processor(std::string_view name, std::string_view variant) {
  for (const VariantRow& row : variant_rows) {
    if (row.architecture == name && row.variant == variant) {
      return Processor{row.meaning, std::string{row.canonical}, row.x86_level, row.arm_version};
    }
  }
  const std::optional<Architecture> architecture = architecture_named(Vocabulary::go, name);
  if (!architecture || !variant.empty()) return std::nullopt;
  return Processor{*architecture, std::string{name_of(Vocabulary::go, *architecture)}};
}

Target target_of(System system, Processor processor, const Declared& declared) {
  switch (system) {
    case System::linux:
      return linux_target(declared, processor.architecture, Libc::unknown, std::nullopt);
    case System::android:
      return android_target(declared, processor.architecture, std::nullopt);
    case System::windows:
      return windows_target(declared, processor.architecture);
    case System::macos:
    case System::ios:
      return apple_target(declared, system, {processor.architecture}, std::nullopt);
    default:
      return bsd_target(declared, system, processor.architecture);
  }
}

}  // namespace

std::optional<Target> docker_platform(const Spelling& name) {
  const std::vector<std::string_view> parts = text::split(name.lower, '/');
  if (parts.size() < 2 || parts.size() > 3 || parts.back().empty()) return std::nullopt;
  const std::optional<Processor> processor = parse_processor(parts[1], parts.size() == 3 ? parts[2] : "");
  const std::optional<System> system = system_in_go(parts[0]);
  if (!processor || !system || !runs_on(*system, processor->architecture)) return std::nullopt;
  const std::string canonical = std::string{go_name(*system)} + "/" + processor->name;
  Target target = target_of(*system, *processor, {canonical, "containerd/platforms database.go"});
  target.x86_level = processor->x86_level;
  target.arm_version = processor->arm_version;
  return target;
}

Platforms docker_platforms() {
  return {
      {"linux/amd64", {"linux/amd64/VARIANT"}, "Linux x86_64, its libc not declared (container image)"},
      {"linux/arm64", {"linux/arm64/v8"}, "Linux aarch64, its libc not declared (container image)"},
      {"linux/arm/v7", {"linux/arm"}, "Linux armv7l, its libc not declared (container image)"},
      {"SYSTEM/ARCH", {"SYSTEM/ARCH/VARIANT"}, "any other in Go's words: linux/386, windows/amd64 (container image)"},
  };
}

}  // namespace platlint::target
