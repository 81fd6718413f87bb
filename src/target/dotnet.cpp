// SPDX-License-Identifier: Apache-2.0
// .NET's runtime identifiers: Microsoft, ".NET RID Catalog" (portable RIDs). "linux-x64" and "osx-arm64" are npm's and
// conda's words too, with the same meaning. As there, Linux without a word for the C library means glibc.
#include <array>
#include <string>
#include <string_view>

#include "target/grammars.hpp"
#include "target/platforms.hpp"

namespace platlint::target {

namespace {

struct SystemRow {
  std::string_view name;
  System system;
  Libc libc;
};

constexpr std::array system_words{
    SystemRow{"linux-musl", System::linux, Libc::musl},
    SystemRow{"linux-bionic", System::android, Libc::bionic},
    SystemRow{"win", System::windows, Libc::unknown},
    SystemRow{"osx", System::macos, Libc::unknown},
};

struct ProcessorRow {
  std::string_view name;
  Architecture architecture;
};

constexpr std::array processor_words{
    ProcessorRow{"x64", Architecture::x86_64},
    ProcessorRow{"x86", Architecture::i686},
    ProcessorRow{"arm64", Architecture::aarch64},
    ProcessorRow{"arm", Architecture::armv7l},
};

Target target_of(const SystemRow& row, Architecture architecture, const std::string& name) {
  const Declared declared{name, "Microsoft, .NET RID Catalog"};
  switch (row.system) {
    case System::windows:
      return windows_target(declared, architecture);
    case System::macos:
      return apple_target(declared, row.system, {architecture}, std::nullopt);
    case System::android:
      return android_target(declared, architecture, std::nullopt);
    default:
      return linux_target(declared, architecture, row.libc, std::nullopt);
  }
}

}  // namespace

std::optional<Target> dotnet_platform(const Spelling& name) {
  for (const SystemRow& row : system_words) {
    for (const ProcessorRow& processor : processor_words) {
      const std::string identifier = std::string(row.name) + "-" + std::string(processor.name);
      const bool softfp = row.system == System::android && processor.architecture == Architecture::armv7l;
      const Architecture architecture = softfp ? Architecture::armv7 : processor.architecture;
      if (identifier == name.lower && runs_on(row.system, architecture))
        return target_of(row, architecture, identifier);
    }
  }
  return std::nullopt;
}

Platforms dotnet_platforms() {
  return {
      {"linux-musl-x64", {}, "Linux x86_64, musl (.NET)"},
      {"linux-musl-arm64", {}, "Linux aarch64, musl (.NET)"},
      {"linux-musl-arm", {}, "Linux armv7l, musl (.NET)"},
      {"linux-bionic-arm64", {}, "Android aarch64 (.NET)"},
      {"linux-bionic-x64", {}, "Android x86_64 (.NET)"},
      {"win-x64", {}, "Windows AMD64 (.NET)"},
      {"win-x86", {}, "Windows x86 (.NET)"},
      {"osx-x64", {}, "macOS x86_64 (.NET)"},
  };
}

}  // namespace platlint::target
