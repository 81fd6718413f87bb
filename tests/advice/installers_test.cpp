// SPDX-License-Identifier: Apache-2.0
#include "advice/installers.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "advice/advice.hpp"
#include "platlint/error.hpp"

using namespace platlint;
using namespace platlint::advice;
using Arguments = std::vector<std::string>;

namespace {

Target linux_target() {
  Target target;
  target.name = "aarch64-manylinux_2_34";
  target.description = "Linux aarch64, glibc 2.34";
  target.architectures = {Architecture::aarch64};
  target.libc = Libc::glibc;
  target.libc_version = Version{2, 34, 0};
  target.python = Python{3, 12, false};
  target.wheel_tags = {"manylinux_2_34_aarch64", "manylinux_2_17_aarch64"};
  return target;
}

Target mac_target() {
  Target target;
  target.name = "macosx_11_0_arm64";
  target.description = "macOS arm64, 11.0 or newer";
  target.format = Format::macho;
  target.system = System::macos;
  target.architectures = {Architecture::aarch64};
  target.system_version = Version{11, 0, 0};
  target.python = Python{3, 13, true};
  target.wheel_tags = {"macosx_11_0_arm64"};
  return target;
}

Target musl_target() {
  auto target = linux_target();
  target.name = "aarch64-unknown-linux-musl";
  target.description = "Linux aarch64, musl";
  target.libc = Libc::musl;
  target.libc_version = std::nullopt;
  target.wheel_tags = {"musllinux_1_2_aarch64"};
  return target;
}

Requests foreign() {
  Requests requests(1);
  requests[0].name = "numpy";
  requests[0].origin = Origin::wheel;
  return requests;
}

/// Built on a Linux like the target.
Requests built() {
  Requests requests(2);
  for (auto& request : requests) {
    request.origin = Origin::source;
    request.satisfied = true;
  }
  requests[0].name = "numpy";
  requests[1].name = "pandas";
  return requests;
}

bool contains(const Fix& fix, std::string_view text) {
  return fix.summary.find(text) != std::string::npos;
}

Package package(Ecosystem ecosystem, std::string installer) {
  Package package;
  package.ecosystem = ecosystem;
  package.installer = std::move(installer);
  return package;
}

}  // namespace

TEST_CASE("uv sync") {
  const auto target = linux_target();
  CHECK(uv_sync_fix(built(), {target}).arguments == Arguments{"--reinstall-package", "numpy", "--reinstall-package",
                                                              "pandas", "--no-build-package", "numpy",
                                                              "--no-build-package", "pandas"});
  const auto fix = uv_sync_fix(foreign(), {target});
  CHECK(fix.installer == "uv-sync");
  CHECK(fix.arguments == Arguments{"--python-platform", "aarch64-manylinux_2_34", "--reinstall-package", "numpy",
                                   "--no-build-package", "numpy"});
  CHECK(fix.summary ==
        "take the wheel of numpy for Linux aarch64, glibc 2.34 (for good: no-build-package in [tool.uv]); run uv sync "
        "with --python-platform aarch64-manylinux_2_34 --reinstall-package numpy --no-build-package numpy");
  auto other = built();
  other[1].other_python = true;
  const auto free_threaded = uv_sync_fix(other, {mac_target()}).arguments;
  CHECK(Arguments(free_threaded.begin(), free_threaded.begin() + 4) ==
        Arguments{"--python-platform", "aarch64-apple-darwin", "--python", "3.13t"});
}

TEST_CASE("poetry, pdm, pipenv: a setting on the target's own kind of machine, else by way of requirements.txt") {
  const auto target = linux_target();
  CHECK(poetry_fix(built(), {target}).arguments == Arguments{"installer.only-binary", "numpy,pandas"});
  CHECK(pipenv_fix(built(), {target}).arguments == Arguments{"--extra-pip-args=--only-binary=numpy,pandas"});
  CHECK(pdm_fix(built(), {target}).arguments.empty());
  CHECK(contains(pdm_fix(built(), {target}), "PDM_ONLY_BINARY=numpy,pandas"));
  CHECK(pdm_fix(built(), {target}).summary.ends_with(R"(only-binary = ["numpy", "pandas"])"));
  for (const auto fix : {poetry_fix, pdm_fix, pipenv_fix}) {
    const auto result = fix(foreign(), {target});
    CHECK(result.installer == "uv");
    CHECK(result.arguments == Arguments{"--python-platform", "aarch64-manylinux_2_34", "--python-version", "3.12",
                                        "--only-binary", "numpy"});
    CHECK(contains(result, "installs for its own machine; "));
    CHECK(contains(result, " > requirements.txt, then") + contains(result, " -o requirements.txt") == 1);
  }
  CHECK(poetry_fix(foreign(), {mac_target()}).arguments ==
        Arguments{"--python-platform", "aarch64-apple-darwin", "--python", "3.13t", "--only-binary", "numpy"});
  auto odd = target;
  odd.name = "riscv64";
  odd.architectures = {Architecture::loongarch64};
  CHECK(poetry_fix(foreign(), {odd}).installer == "pip");
  odd.wheel_tags.clear();
  CHECK(poetry_fix(foreign(), {odd}).arguments.empty());
  CHECK(contains(poetry_fix(foreign(), {odd}), "run it in a container"));
}

TEST_CASE("pex") {
  CHECK(pex_fix(built(), {linux_target()}).arguments == Arguments{"--only-wheel", "numpy", "--only-wheel", "pandas"});
  const auto platform = [](const Target& target) { return pex_fix(foreign(), {target}).arguments[1]; };
  CHECK(platform(linux_target()) == "linux-aarch64-cp-312-cp312");
  CHECK(platform(mac_target()) == "macosx_11_0_arm64-cp-313-cp313t");
  CHECK(platform(musl_target()) == "musllinux_1_2_aarch64-cp-312-cp312");
  auto no_python = linux_target();
  no_python.python = std::nullopt;
  CHECK(pex_fix(foreign(), {no_python}).arguments == Arguments{"--only-wheel", "numpy"});
  CHECK(contains(pex_fix(foreign(), {no_python}), "in a container of"));
}

TEST_CASE("conda") {
  const auto fix = conda_fix(foreign(), {linux_target()});
  CHECK(fix.arguments == Arguments{"--platform", "linux-aarch64"});
  CHECK(fix.summary ==
        "take numpy for Linux aarch64, glibc 2.34, in a new environment (with CONDA_OVERRIDE_GLIBC=2.34); run conda "
        "create with --platform linux-aarch64");
  CHECK(contains(conda_fix(foreign(), {mac_target()}), "CONDA_OVERRIDE_OSX=11.0"));
  CHECK(conda_fix(foreign(), {mac_target()}).arguments.back() == "osx-arm64");
  CHECK(contains(conda_fix(foreign(), {musl_target()}), "conda has no packages for Linux aarch64, musl"));
  CHECK(conda_fix(foreign(), {musl_target()}).arguments == Arguments{"--only-binary", "numpy"});
}

TEST_CASE("conda has packages of 64 bits for one processor, and is told the floor that is known") {
  const auto platform = [](const Target& target) { return conda_fix(foreign(), {target}).arguments; };
  Target target = linux_target();
  target.architectures = {Architecture::armv7l};
  CHECK(platform(target).front() == "--only-binary");
  target = mac_target();
  target.architectures = {Architecture::aarch64, Architecture::x86_64};
  CHECK(platform(target).front() == "--only-binary");
  target.architectures = {Architecture::x86_64};
  CHECK(platform(target).back() == "osx-64");
  target.system_version = std::nullopt;
  CHECK_FALSE(contains(conda_fix(foreign(), {target}), "(with"));
  target = linux_target();
  target.libc_version = std::nullopt;
  CHECK_FALSE(contains(conda_fix(foreign(), {target}), "(with"));
  target.system_version = Version{10, 0, 0};
  CHECK_FALSE(contains(conda_fix(foreign(), {target}), "(with"));
}

TEST_CASE("pip is told every tag that is not outdated, and the first one always") {
  Target target = linux_target();
  target.python = std::nullopt;
  target.wheel_tags = {"manylinux_2_12_x86_64", "manylinux_2_17_x86_64", "manylinux1_x86_64",   "manylinux2010_x86_64",
                       "manylinux_2_5_x86_64",  "manylinux_2_12_x86_64", "manylinux2014_x86_64"};
  CHECK(pip_platform(target) == Arguments{"--platform", "manylinux_2_12_x86_64", "--platform", "manylinux_2_17_x86_64",
                                          "--platform", "manylinux2014_x86_64", "--only-binary=:all:"});
  target.wheel_tags.clear();
  CHECK(pip_platform(target).empty());
  CHECK(pip_platform(mac_target()) == Arguments{"--platform", "macosx_11_0_arm64", "--python-version", "3.13", "--abi",
                                                "cp313t", "--only-binary=:all:"});
}

TEST_CASE("this machine's wheels fit what was built here for the same Linux and Python, all of it") {
  const Target target = linux_target();
  CHECK(host_wheels_fit(built(), target));
  CHECK_FALSE(host_wheels_fit(built(), mac_target()));
  CHECK_FALSE(host_wheels_fit(built(), musl_target()));
  for (std::size_t i = 0; i < 2; ++i) {
    Requests requests = built();
    requests[i].origin = Origin::wheel;
    CHECK_FALSE(host_wheels_fit(requests, target));
    requests = built();
    requests[i].satisfied = false;
    CHECK_FALSE(host_wheels_fit(requests, target));
    requests = built();
    requests[i].other_python = true;
    CHECK_FALSE(host_wheels_fit(requests, target));
  }
}

TEST_CASE("what pip says beside its arguments") {
  const Target target = linux_target(), mac = mac_target();
  Target nameless = mac;
  nameless.wheel_tags.clear();
  CHECK(pip_fix(built(), {target, true}).summary ==
        "take the wheel of numpy and pandas instead of building it here; run pip install with --upgrade --only-binary "
        "numpy --only-binary pandas");
  CHECK(contains(pip_fix(built(), {target}), "it here (or --only-binary :all: for all packages); run"));
  CHECK(contains(pip_fix(foreign(), {target, true}), "2.34, your own project in a command of its own; run"));
  CHECK_FALSE(contains(pip_fix(foreign(), {target}), "your own"));
  CHECK(contains(pip_fix(foreign(), {nameless, true}), "newer, on macOS arm64, 11.0 or newer; run pip install with"));
  CHECK(wheel_fix(foreign(), {target}).summary ==
        "take the wheel of numpy for Linux aarch64, glibc 2.34 (uv: --python-platform aarch64-manylinux_2_34); run uv "
        "pip install or pip install with --only-binary numpy");
  Target old = target;
  old.name = "old";
  old.libc_version = Version{2, 5, 0};
  CHECK_FALSE(contains(wheel_fix(foreign(), {old}), "(uv"));
}

TEST_CASE("pex is told linux for every glibc since manylinux2014") {
  const auto arguments = [](int minor, Architecture architecture = Architecture::aarch64) {
    Target target = linux_target();
    target.libc_version = Version{2, minor, 0};
    target.architectures = {architecture};
    return pex_fix(foreign(), {target}).arguments;
  };
  CHECK(arguments(17)[1] == "linux-aarch64-cp-312-cp312");
  CHECK(arguments(18)[1] == "linux-aarch64-cp-312-cp312");
  CHECK(arguments(16)[1] == "manylinux_2_34_aarch64-cp-312-cp312");
  CHECK(arguments(17, Architecture::bpf)[1] == "manylinux_2_34_aarch64-cp-312-cp312");
  Target tagless = linux_target();
  tagless.wheel_tags.clear();
  CHECK(pex_fix(foreign(), {tagless}).arguments == Arguments{"--only-wheel", "numpy"});
  CHECK(contains(pex_fix(built(), {linux_target()}), "pandas instead of building it here; run pex"));
  CHECK(contains(pex_fix(foreign(), {linux_target()}), "for Linux aarch64, glibc 2.34; run pex"));
}

TEST_CASE("Node's words for a platform") {
  const auto words = [](System system, Architecture architecture, Libc libc) {
    Target target = linux_target();
    target.system = system;
    target.architectures = {architecture};
    target.libc = libc;
    return node_platform(target);
  };
  CHECK(words(System::linux, Architecture::x86_64, Libc::musl) == Arguments{"--os=linux", "--cpu=x64", "--libc=musl"});
  CHECK(words(System::linux, Architecture::x86_64, Libc::unknown) == Arguments{"--os=linux", "--cpu=x64"});
  CHECK(words(System::macos, Architecture::aarch64, Libc::glibc) == Arguments{"--os=darwin", "--cpu=arm64"});
  CHECK(words(System::linux, Architecture::bpf, Libc::glibc).empty());
  CHECK(words(System::wasi, Architecture::x86_64, Libc::unknown).empty());
  Target both = mac_target();
  both.architectures = {Architecture::aarch64, Architecture::x86_64};
  CHECK(node_platform(both).empty());
  CHECK(yarn_fix(foreign(), {mac_target()}).summary.ends_with("{os: [darwin], cpu: [arm64]}"));
  CHECK(yarn_fix(foreign(), {musl_target()}).summary.ends_with("{os: [linux], cpu: [arm64], libc: [musl]}"));
}

TEST_CASE("what packs for AWS Lambda") {
  CHECK(sam_fix(foreign(), {linux_target()}).arguments == Arguments{"--use-container"});
  CHECK(contains(sam_fix(foreign(), {linux_target()}), "Architectures: [arm64]"));
  CHECK(contains(serverless_fix(foreign(), {linux_target()}), "provider: {architecture: arm64}"));
  for (const auto fix : {sam_fix, serverless_fix}) {
    CHECK(fix(foreign(), {mac_target()}).arguments.empty());
    CHECK(contains(fix(foreign(), {musl_target()}), "builds for AWS Lambda"));
    Target target = linux_target();
    target.architectures = {Architecture::x86_64};
    CHECK(contains(fix(foreign(), {target}), "x86_64"));
    target.architectures = {Architecture::s390x};
    CHECK(contains(fix(foreign(), {target}), "builds for AWS Lambda"));
    target.architectures = {Architecture::x86_64, Architecture::aarch64};
    CHECK(contains(fix(foreign(), {target}), "builds for AWS Lambda"));
  }
}

TEST_CASE("for whom an installer stands") {
  Ownership ownership;
  ownership.packages = {package(Ecosystem::python, ""),   package(Ecosystem::python, "pip"),
                        package(Ecosystem::python, "uv"), package(Ecosystem::node, "npm"),
                        package(Ecosystem::node, ""),     package(Ecosystem::other, "")};
  const auto named = [&](std::string_view installer) {
    auto copy = ownership;
    name_installer(copy, installer);
    Arguments names;
    for (const auto& it : copy.packages) names.push_back(it.installer);
    return names;
  };
  CHECK(named("pipenv") == Arguments{"pipenv", "pipenv", "uv", "npm", "", ""});
  CHECK(named("uv-sync") == Arguments{"uv-sync", "pip", "uv-sync", "npm", "", ""});
  CHECK(named("sam") == Arguments{"sam", "sam", "sam", "sam", "sam", ""});
  CHECK(named("pip") == Arguments{"pip", "pip", "uv", "npm", "", ""});
  CHECK(named("yarn") == Arguments{"", "pip", "uv", "npm", "yarn", ""});
  CHECK_THROWS_AS(named("apt"), Error);
  CHECK_THROWS_AS(named(""), Error);
  const auto names = known_installers();
  CHECK(std::count(names.begin(), names.end(), "sam") == 1);
  CHECK(std::count(names.begin(), names.end(), "") == 0);
}
