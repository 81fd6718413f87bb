// SPDX-License-Identifier: Apache-2.0
// Every name that platlint knows: the output of --list-platforms, and the names for suggestions.
#include <algorithm>
#include <array>

#include "target/grammars.hpp"

#include "facts/architectures.hpp"

namespace platlint {

namespace target {

namespace {

using Names = std::vector<std::string>;

void append(Platforms& all, Platforms more) {
  all.insert(all.end(), more.begin(), more.end());
}

// Policies with a name that people type: pypa/manylinux README, auditwheel 6.8.2 policy/*.json.
constexpr std::array<std::string_view, 15> policies{
    "manylinux1",     "manylinux2010",  "manylinux2014",  "manylinux_2_5",  "manylinux_2_12",
    "manylinux_2_17", "manylinux_2_24", "manylinux_2_27", "manylinux_2_28", "manylinux_2_31",
    "manylinux_2_34", "manylinux_2_35", "manylinux_2_39", "musllinux_1_1",  "musllinux_1_2",
};

bool is_defined(std::string_view policy, Architecture architecture) {
  if (policy.substr(0, 9) == "manylinux" && policy.substr(9, 1) != "_") {
    return policy == "manylinux2014" ? glibc_port(architecture)->oldest_tag <= 17
                                     : glibc_port(architecture)->oldest_tag <= 5;
  }
  return policy.substr(0, 9) != "musllinux" || architecture != Architecture::ppc64;
}

Names wheel_tag_examples() {
  Names names;
  for (const ArchitectureName& row : architecture_names(Vocabulary::wheel)) {
    for (const std::string_view policy : policies) {
      if (is_defined(policy, row.architecture)) names.push_back(std::string{policy} + "_" + std::string{row.name});
    }
    names.push_back("linux_" + std::string{row.name});
  }
  return names;
}

constexpr std::array<std::string_view, 61> examples{
    "macosx_10_9_x86_64",
    "macosx_10_13_x86_64",
    "macosx_11_0_arm64",
    "macosx_11_0_x86_64",
    "macosx_11_0_universal2",
    "macosx_12_0_arm64",
    "macosx_13_0_arm64",
    "macosx_14_0_arm64",
    "android_24_arm64_v8a",
    "android_24_x86_64",
    "ios_13_0_arm64_iphoneos",
    "ios_13_0_arm64_iphonesimulator",
    "ios_13_0_x86_64_iphonesimulator",
    "pyemscripten_2025_0_wasm32",
    "pyodide_2025_0_wasm32",
    "aarch64-unknown-linux-gnu",
    "i686-unknown-linux-gnu",
    "i686-unknown-linux-musl",
    "arm-unknown-linux-gnueabihf",
    "arm-unknown-linux-gnueabi",
    "armv7-unknown-linux-gnueabi",
    "powerpc64le-unknown-linux-musl",
    "powerpc64-unknown-linux-gnu",
    "s390x-unknown-linux-musl",
    "riscv64gc-unknown-linux-gnu",
    "riscv64gc-unknown-linux-musl",
    "loongarch64-unknown-linux-musl",
    "x86_64-unknown-linux-gnux32",
    "aarch64-apple-ios",
    "aarch64-apple-ios-sim",
    "aarch64-apple-ios-macabi",
    "x86_64-apple-ios",
    "x86_64-pc-windows-gnu",
    "x86_64-pc-windows-gnullvm",
    "aarch64-pc-windows-gnullvm",
    "i686-pc-windows-gnu",
    "i686-linux-android",
    "x86_64-unknown-freebsd",
    "aarch64-unknown-freebsd",
    "x86_64-unknown-netbsd",
    "x86_64-unknown-openbsd",
    "linux/386",
    "linux/arm/v5",
    "linux/arm/v6",
    "linux/ppc64le",
    "linux/riscv64",
    "linux/s390x",
    "windows/amd64",
    "windows/arm64",
    "darwin/amd64",
    "darwin/arm64",
    "freebsd/amd64",
    "linux-arm-musleabihf",
    "linux-ia32",
    "linux-ppc64",
    "linux-loong64",
    "android-arm64",
    "android-arm-eabi",
    "freebsd-x64",
    "freebsd-arm64",
    "openbsd-x64",
};

Names make_names_to_offer() {
  Names names;
  for (const Platform& platform : list_platforms()) {
    names.push_back(platform.name);
    names.insert(names.end(), platform.aliases.begin(), platform.aliases.end());
  }
  for (const Names& more : {service_names(), distribution_names(), wheel_tag_examples()}) {
    names.insert(names.end(), more.begin(), more.end());
  }
  names.insert(names.end(), examples.begin(), examples.end());
  names.erase(std::remove_if(names.begin(), names.end(), [](const std::string& name) { return is_pattern(name); }),
              names.end());
  return names;
}

}  // namespace

bool is_pattern(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

const std::vector<std::string>& names_to_offer() {
  static const Names names = make_names_to_offer();
  return names;
}

}  // namespace target

std::vector<Platform> list_platforms() {
  target::Platforms all = target::uv_platforms();
  target::append(all, target::wheel_platforms());
  target::append(all, target::lambda_platforms());
  target::append(all, target::service_platforms());
  target::append(all, target::distribution_platforms());
  target::append(all, target::image_platforms());
  target::append(all, target::electron_platforms());
  target::append(all, target::rust_platforms());
  target::append(all, target::docker_platforms());
  target::append(all, target::node_platforms());
  target::append(all, target::conda_platforms());
  target::append(all, target::dotnet_platforms());
  return all;
}

}  // namespace platlint
