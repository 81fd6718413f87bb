// SPDX-License-Identifier: Apache-2.0
// Sources: os-maven-plugin, Detector.java; rubygems, Gem::Platform, and the platforms of published gems
// (nokogiri-1.18-aarch64-linux-musl.gem); learn.microsoft.com, ".NET RID Catalog"; rustc --print target-list; go tool
// dist list. More sources: rustler_precompiled, README.md (TARGET_ARCH, TARGET_OS, TARGET_ABI); code.visualstudio.com,
// Publishing Extensions, "Platform-specific extensions"; electron.build, Command Line Interface.
#include "advice/spellings.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "facts/architectures.hpp"
#include "facts/systems.hpp"

namespace platlint::advice {
namespace {

struct ProcessorRow {
  Architecture architecture;
  std::string_view maven, gem, dotnet, electron;
};

constexpr std::array processors{
    ProcessorRow{Architecture::x86_64, "x86_64", "x86_64", "x64", "x64"},
    ProcessorRow{Architecture::aarch64, "aarch_64", "aarch64", "arm64", "arm64"},
    ProcessorRow{Architecture::i686, "x86_32", "x86", "x86", "ia32"},
    ProcessorRow{Architecture::armv7l, "arm_32", "arm", "arm", "armv7l"},
    ProcessorRow{Architecture::ppc64le, "ppcle_64", "powerpc64le", "ppc64le", ""},
    ProcessorRow{Architecture::s390x, "s390_64", "s390x", "s390x", ""},
    ProcessorRow{Architecture::riscv64, "riscv", "riscv64", "riscv64", ""},
};

struct SystemRow {
  System system;
  std::string_view maven, dotnet, electron;
};

constexpr std::array systems{
    SystemRow{System::linux, "linux", "linux", "--linux"},
    SystemRow{System::macos, "osx", "osx", "--mac"},
    SystemRow{System::windows, "windows", "win", "--win"},
};

const ProcessorRow* processor_of(const Target& target) {
  if (target.architectures.size() != 1) return nullptr;
  const auto row = std::find_if(processors.begin(), processors.end(), [&](const ProcessorRow& it) {
    return it.architecture == target.architectures.front();
  });
  return row == processors.end() ? nullptr : &*row;
}

const SystemRow* system_of_target(const Target& target) {
  const auto row =
      std::find_if(systems.begin(), systems.end(), [&](const SystemRow& it) { return it.system == target.system; });
  return row == systems.end() ? nullptr : &*row;
}

bool is_musl(const Target& target) {
  return target.system == System::linux && target.libc == Libc::musl;
}

std::string between(std::string_view first, std::string_view mark, std::string_view second) {
  return second.empty() || first.empty() ? std::string{} : std::string(first).append(mark).append(second);
}

std::string_view word(const Target& target, Vocabulary vocabulary) {
  return target.architectures.size() == 1 ? name_of(vocabulary, target.architectures.front()) : std::string_view{};
}

}  // namespace

std::string maven_classifier(const Target& target) {
  const auto* processor = processor_of(target);
  const auto* system = system_of_target(target);
  return processor && system ? between(system->maven, "-", processor->maven) : std::string{};
}

std::string gem_platform(const Target& target) {
  const auto* processor = processor_of(target);
  if (processor == nullptr) return {};
  const bool x86_64 = processor->architecture == Architecture::x86_64;
  switch (target.system) {
    case System::linux:
      return std::string(processor->gem) + (is_musl(target) ? "-linux-musl" : "-linux");
    case System::macos:
      return x86_64 ? "x86_64-darwin" : "arm64-darwin";
    case System::windows:
      return x86_64 ? "x64-mingw-ucrt" : processor->architecture == Architecture::aarch64 ? "aarch64-mingw-ucrt" : "";
    default:
      return {};
  }
}

std::string dotnet_runtime(const Target& target) {
  const auto* processor = processor_of(target);
  const auto* system = system_of_target(target);
  if (processor == nullptr || system == nullptr) return {};
  return between(std::string(system->dotnet) + (is_musl(target) ? "-musl" : ""), "-", processor->dotnet);
}

std::string rust_triple(const Target& target) {
  // The row of 32-bit ARM with hard float has no word of Rust's, because there the float ABI is in another part.
  const bool arm = target.architectures.size() == 1 && is_arm32(target.architectures.front());
  const std::string_view oldest = target.arm_version == 6 ? "arm" : "armv7";  // rustc, platform support
  const std::string_view processor = arm ? oldest : word(target, Vocabulary::rust);
  if (processor.empty()) return {};
  switch (target.system) {
    case System::linux:
      return std::string(processor) + "-unknown-linux-" + (is_musl(target) ? "musl" : "gnu") + (arm ? "eabihf" : "");
    case System::macos:
      return std::string(processor) + "-apple-darwin";
    case System::windows:
      return std::string(processor) + "-pc-windows-msvc";
    default:
      return {};
  }
}

std::string go_variables(const Target& target) {
  const std::string_view system = go_name(target.system);
  const std::string_view processor = word(target, Vocabulary::go);
  if (system.empty() || processor.empty()) return {};
  return "GOOS=" + std::string(system) + " GOARCH=" + std::string(processor);
}

std::string elixir_variables(const Target& target) {
  const std::string_view processor = word(target, Vocabulary::rust);
  if (target.system != System::linux || processor.empty()) return {};
  return "TARGET_ARCH=" + std::string(processor) + " TARGET_OS=linux TARGET_ABI=" + (is_musl(target) ? "musl" : "gnu");
}

std::string editor_target(const Target& target) {
  const auto* processor = processor_of(target);
  if (processor == nullptr) return {};
  const bool x64 = processor->architecture == Architecture::x86_64;
  const bool arm64 = processor->architecture == Architecture::aarch64;
  const std::string_view wide = x64 ? "x64" : arm64 ? "arm64" : "";
  switch (target.system) {
    case System::linux:
      if (!is_musl(target) && processor->architecture == Architecture::armv7l) return "linux-armhf";
      return between(is_musl(target) ? "alpine" : "linux", "-", wide);
    case System::macos:
      return between("darwin", "-", wide);
    case System::windows:
      return between("win32", "-", wide);
    default:
      return {};
  }
}

std::string electron_flags(const Target& target) {
  const auto* system = system_of_target(target);
  if (system == nullptr || is_musl(target)) return {};
  if (target.system == System::macos && target.architectures.size() == 2) return "--mac --universal";
  const auto* processor = processor_of(target);
  return processor == nullptr ? std::string{} : between(system->electron, " --", processor->electron);
}

}  // namespace platlint::advice
