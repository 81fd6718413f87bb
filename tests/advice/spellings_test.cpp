// SPDX-License-Identifier: Apache-2.0
// What each ecosystem's tools call each target, and nothing where they have no name for it.
#include "advice/spellings.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace platlint;
using namespace platlint::advice;

namespace {

struct Row {
  std::string target;
  std::string maven, gem, dotnet, rust, go, elixir, editor, electron;
};

const std::vector<Row> rows{
    {"linux-x64", "linux-x86_64", "x86_64-linux", "linux-x64", "x86_64-unknown-linux-gnu", "GOOS=linux GOARCH=amd64",
     "TARGET_ARCH=x86_64 TARGET_OS=linux TARGET_ABI=gnu", "linux-x64", "--linux --x64"},
    {"linux-x64-musl", "linux-x86_64", "x86_64-linux-musl", "linux-musl-x64", "x86_64-unknown-linux-musl",
     "GOOS=linux GOARCH=amd64", "TARGET_ARCH=x86_64 TARGET_OS=linux TARGET_ABI=musl", "alpine-x64", ""},
    {"linux-arm64", "linux-aarch_64", "aarch64-linux", "linux-arm64", "aarch64-unknown-linux-gnu",
     "GOOS=linux GOARCH=arm64", "TARGET_ARCH=aarch64 TARGET_OS=linux TARGET_ABI=gnu", "linux-arm64", "--linux --arm64"},
    {"linux-ia32", "linux-x86_32", "x86-linux", "linux-x86", "i686-unknown-linux-gnu", "GOOS=linux GOARCH=386",
     "TARGET_ARCH=i686 TARGET_OS=linux TARGET_ABI=gnu", "", "--linux --ia32"},
    {"linux-ppc64", "linux-ppcle_64", "powerpc64le-linux", "linux-ppc64le", "powerpc64le-unknown-linux-gnu",
     "GOOS=linux GOARCH=ppc64le", "TARGET_ARCH=powerpc64le TARGET_OS=linux TARGET_ABI=gnu", "", ""},
    {"linux-s390x", "linux-s390_64", "s390x-linux", "linux-s390x", "s390x-unknown-linux-gnu", "GOOS=linux GOARCH=s390x",
     "TARGET_ARCH=s390x TARGET_OS=linux TARGET_ABI=gnu", "", ""},
    {"linux-riscv64", "linux-riscv", "riscv64-linux", "linux-riscv64", "riscv64gc-unknown-linux-gnu",
     "GOOS=linux GOARCH=riscv64", "TARGET_ARCH=riscv64gc TARGET_OS=linux TARGET_ABI=gnu", "", ""},
    {"linux-loong64", "", "", "", "loongarch64-unknown-linux-gnu", "GOOS=linux GOARCH=loong64",
     "TARGET_ARCH=loongarch64 TARGET_OS=linux TARGET_ABI=gnu", "", ""},
    {"darwin-arm64", "osx-aarch_64", "arm64-darwin", "osx-arm64", "aarch64-apple-darwin", "GOOS=darwin GOARCH=arm64",
     "", "darwin-arm64", "--mac --arm64"},
    {"darwin-x64", "osx-x86_64", "x86_64-darwin", "osx-x64", "x86_64-apple-darwin", "GOOS=darwin GOARCH=amd64", "",
     "darwin-x64", "--mac --x64"},
    {"darwin-universal", "", "", "", "", "", "", "", "--mac --universal"},
    {"win32-x64", "windows-x86_64", "x64-mingw-ucrt", "win-x64", "x86_64-pc-windows-msvc", "GOOS=windows GOARCH=amd64",
     "", "win32-x64", "--win --x64"},
    {"win32-arm64", "windows-aarch_64", "aarch64-mingw-ucrt", "win-arm64", "aarch64-pc-windows-msvc",
     "GOOS=windows GOARCH=arm64", "", "win32-arm64", "--win --arm64"},
    {"win32-ia32", "windows-x86_32", "", "win-x86", "i686-pc-windows-msvc", "GOOS=windows GOARCH=386", "", "",
     "--win --ia32"},
    {"freebsd-x64", "", "", "", "", "GOOS=freebsd GOARCH=amd64", "", "", ""},
    {"wasm32-pyodide2024", "", "", "", "", "", "", "", ""},
};

}  // namespace

TEST_CASE("each target in the words of each ecosystem") {
  for (const Row& row : rows) {
    CAPTURE(row.target);
    const Target target = find_target(row.target, no_environment);
    CHECK(maven_classifier(target) == row.maven);
    CHECK(gem_platform(target) == row.gem);
    CHECK(dotnet_runtime(target) == row.dotnet);
    CHECK(rust_triple(target) == row.rust);
    CHECK(go_variables(target) == row.go);
    CHECK(elixir_variables(target) == row.elixir);
    CHECK(editor_target(target) == row.editor);
    CHECK(electron_flags(target) == row.electron);
  }
  const Target arm = find_target("linux-arm", no_environment);
  CHECK(maven_classifier(arm) == "linux-arm_32");
  CHECK(gem_platform(arm) == "arm-linux");
  CHECK(dotnet_runtime(arm) == "linux-arm");
  CHECK(go_variables(arm) == "GOOS=linux GOARCH=arm");
  CHECK(rust_triple(arm) == "armv7-unknown-linux-gnueabihf");
  CHECK(rust_triple(find_target("linux/arm/v6", no_environment)) == "arm-unknown-linux-gnueabihf");
  CHECK(rust_triple(find_target("linux-arm-musl", no_environment)) == "armv7-unknown-linux-musleabihf");
  CHECK(editor_target(arm) == "linux-armhf");
  CHECK(electron_flags(arm) == "--linux --armv7l");
}
