// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lock/marker.hpp"
#include "platlint/error.hpp"

using namespace platlint;
using lock::holds;
using lock::MarkerEnvironment;
using lock::parse_python_version;

namespace {

MarkerEnvironment environment(const std::string& platform, const std::string& python) {
  Target target = find_target(platform, no_environment);
  target.python = parse_python(python);
  return lock::marker_environment(target);
}

bool satisfies(const std::string& version, const std::string& specifiers) {
  return lock::satisfies(*parse_python_version(version), specifiers).value();
}

}  // namespace

TEST_CASE("versions in the order of the specification") {
  const std::vector<std::string> ordered{"1.0.dev456",  "1.0a1",         "1.0a2.dev456", "1.0a12", "1.0b1.dev456",
                                         "1.0b2",       "1.0b2.post345", "1.0rc1",       "1.0",    "1.0+abc.5",
                                         "1.0.post456", "1.1.dev1",      "1!0.1"};
  for (std::size_t i = 0; i + 1 < ordered.size(); ++i) {
    CAPTURE(ordered[i]);
    CHECK(lock::compare(*parse_python_version(ordered[i]), *parse_python_version(ordered[i + 1])) < 0);
  }
  CHECK(lock::compare(*parse_python_version("v1.0-ALPHA1"), *parse_python_version("1.0.0a1")) == 0);
  CHECK(lock::compare(*parse_python_version("1.0-1"), *parse_python_version("1.0.post1")) == 0);
  CHECK_FALSE(parse_python_version("1.x"));
  CHECK_FALSE(parse_python_version(""));
  CHECK(parse_python_version("99999999999999999999999.1"));
}

TEST_CASE("specifiers") {
  CHECK(satisfies("3.12.0", ">=3.10,<4"));
  CHECK_FALSE(satisfies("3.12.0", ">=3.10,!=3.12.*"));
  CHECK(satisfies("3.12.4", "==3.12.*"));
  CHECK(satisfies("3.12.4", "~=3.10"));
  CHECK_FALSE(satisfies("3.12.4", "~=3.10.2"));
  CHECK(satisfies("3.12.4", "^3.9"));
  CHECK_FALSE(satisfies("4.0", "^3.9"));
  CHECK_FALSE(satisfies("0.3", "^0.2.1"));
  CHECK(satisfies("3.9.7", "~3.9"));
  CHECK(satisfies("2.7", ">=2.7,<3 || >=3.8"));
  CHECK(satisfies("3.1", "*"));
  CHECK(satisfies("1.0+local", "==1.0"));
  CHECK_FALSE(lock::satisfies(*parse_python_version("1"), ">=x"));
}

TEST_CASE("markers by platform") {
  const MarkerEnvironment linux = environment("linux-arm64", "3.12");
  CHECK(holds("sys_platform == 'linux' and platform_machine == 'aarch64'", linux));
  CHECK(holds("os_name == \"posix\" and platform_system == 'Linux'", linux));
  CHECK(holds("", linux));
  const MarkerEnvironment windows = environment("win32-x64", "3.12");
  CHECK(holds("sys_platform == 'win32' and platform_machine == 'AMD64' and os_name == 'nt'", windows));
  CHECK_FALSE(holds("sys_platform != 'win32'", windows));
  const MarkerEnvironment mac = environment("darwin-arm64", "3.12");
  CHECK(holds("sys_platform == 'darwin' and platform_machine == 'arm64'", mac));
  CHECK(holds("'64' in platform_machine", mac));
  CHECK(holds("platform_machine in 'x86_64 arm64'", mac));
  CHECK(holds("platform_machine not in 'x86_64 aarch64'", mac));
}

TEST_CASE("markers by Python") {
  const MarkerEnvironment env = environment("linux-x64", "3.10");
  CHECK(holds("python_version >= '3.9'", env));
  CHECK(holds("'3.9' <= python_version", env));
  CHECK_FALSE(holds("python_full_version < '3.10'", env));
  CHECK(holds("python_version in '3.9 3.10'", env));
  CHECK_FALSE(holds("python_version not in '3.9,3.10'", env));
  CHECK(holds("python_version == '3.*'", env));
  CHECK(holds("implementation_name == 'cpython' and platform_python_implementation != 'PyPy'", env));
}

TEST_CASE("and binds more than or, brackets most") {
  const MarkerEnvironment env = environment("linux-x64", "3.12");
  CHECK(holds("sys_platform == 'linux' or sys_platform == 'win32' and os_name == 'nt'", env));
  CHECK_FALSE(holds("(sys_platform == 'linux' or sys_platform == 'win32') and os_name == 'nt'", env));
}

TEST_CASE("extras and groups") {
  MarkerEnvironment env = environment("linux-x64", "3.12");
  env.extras = {"gpu", "extra-3-app-cpu"};
  env.groups = {"dev"};
  CHECK(holds("extra == 'GPU'", env));
  CHECK(holds("extra == 'extra-3-app-cpu' and extra != 'extra-3-app-gpu'", env));
  CHECK(holds("'gpu' in extras and 'docs' not in dependency_groups", env));
  CHECK_FALSE(holds("extra == 'docs'", env));
}

TEST_CASE("the release of a platform that is not here is an empty text, as uv has it") {
  const MarkerEnvironment env = environment("darwin-arm64", "3.12");
  CHECK_FALSE(holds("platform_release >= '20.0'", env));
  CHECK(holds("platform_release != '20.0'", env));
}

TEST_CASE("what is no marker is refused") {
  const MarkerEnvironment env = environment("linux-x64", "3.12");
  for (const std::string marker : {"x", "sys_platform", "sys_platform ==", "sys_platform == 'linux", "(os_name == 'nt'",
                                   "foo == 'bar'", "python_version > 'x'", "os_name == 'nt' os_name == 'nt'"}) {
    CAPTURE(marker);
    CHECK_THROWS_AS(holds(marker, env), Error);
  }
  CHECK_THROWS_AS(holds(std::string(100'000, '('), env), Error);
}
