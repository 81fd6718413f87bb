// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Target glibc_2_17() {
  Target target = linux_target(Architecture::x86_64);
  target.libc_version = Version{2, 17, 0};
  return target;
}

Artifact needing(const std::string& library) {
  Artifact image = elf(Architecture::x86_64);
  image.libraries.push_back({library, false});
  return image;
}

}  // namespace

TEST_CASE("missing-library: ELF") {
  const Target target = glibc_2_17();
  CHECK(verdict(target, {file("p/x.so", {needing("libm.so.6")})}) == "");
  CHECK(verdict(target, {file("p/x.so", {needing("libpq.so.5")})}) == "missing-library error");
  SUBCASE("a target whose contents nobody wrote down") {
    CHECK(verdict(linux_target(Architecture::x86_64), {file("p/x.so", {needing("libpq.so.5")})}) ==
          "missing-library warning");
  }
  SUBCASE("a target that declares no C library") {
    const Target docker = linux_target(Architecture::x86_64, Libc::unknown);
    CHECK(verdict(docker, {file("p/x.so", {needing("libpthread.so.0")})}) == "");
    CHECK(verdict(docker, {file("p/x.so", {needing("libpq.so.5")})}) == "missing-library warning");
  }
  SUBCASE("in the bundle, where the search path leads") {
    Artifact image = needing("libpq-1234.so.5");
    image.rpath = {"$ORIGIN/../p.libs"};
    const Entry library = file("p.libs/libpq-1234.so.5", {elf(Architecture::x86_64)});
    CHECK(verdict(target, {library, file("p/x.so", {image})}) == "");
    SUBCASE("a RUNPATH switches the RPATH off") {
      image.runpath = {"/elsewhere"};
      CHECK(verdict(target, {library, file("p/x.so", {image})}) == "missing-library warning");
    }
    SUBCASE("where another file may bring it in") {
      const Entry lost = file("p/lost.so", {needing("libpq-1234.so.5")});
      CHECK(verdict(target, {library, lost}) == "missing-library warning");
      CHECK(verdict(target, {library, lost, file("p/x.so", {image})}) == "missing-library note");
      SUBCASE("whose RPATH is that of all that it loads") {
        image.libraries.back().name = "libone.so";
        const Entry one = file("p.libs/libone.so", {needing("libpq-1234.so.5")});
        CHECK(verdict(target, {one, library}) == "missing-library warning");
        CHECK(verdict(target, {one, library, file("p/x.so", {image})}) == "missing-library note");
        std::swap(image.rpath, image.runpath);
        CHECK(verdict(target, {one, library, file("p/x.so", {image})}) == "missing-library warning");
      }
    }
    SUBCASE("a library for another platform does not count") {
      const Entry foreign = file("p.libs/libpq-1234.so.5", {elf(Architecture::aarch64)});
      CHECK(verdict(target, {foreign, file("p/x.so", {image})}) == "wrong-architecture error, missing-library error");
    }
    SUBCASE("what is excluded is there all the same") {
      Entry excluded;
      excluded.path = "p.libs/libpq-1234.so.5";
      CHECK(verdict(target, {excluded, file("p/x.so", {image})}) == "missing-library error");
      excluded.excluded = true;
      CHECK(verdict(target, {excluded, file("p/x.so", {image})}) == "");
    }
    SUBCASE("a link leads to it") {
      Entry link;
      link.path = "p.libs/libpq.so";
      link.link = "libpq-1234.so.5";
      image.libraries.back().name = "libpq.so";
      CHECK(verdict(target, {library, link, file("p/x.so", {image})}) == "");
    }
  }
  SUBCASE("Lambda's library path") {
    Target lambda = target;
    lambda.runtime = "python3.12";
    CHECK(verdict(lambda, {file("lib/libpq.so.5", {elf(Architecture::x86_64)}),
                           file("p/x.so", {needing("libpq.so.5")})}) == "");
  }
}

TEST_CASE("missing-library: what an image holds") {
  const auto judged = [](std::string_view platform, const std::string& library) {
    const Target image = find_target(platform, no_environment);
    return verdict(image, {file("p/x.so", {needing(library)})});
  };
  const std::string error = "missing-library error", warning = "missing-library warning";
  for (const std::string library : {"libgomp.so.1", "libodbc.so.2", "libGL.so.1", "libpq.so.5", "libatomic.so.1"}) {
    CAPTURE(library);
    CHECK(judged("debian:12", library) == error);
    CHECK(judged("ubuntu:22.04", library) == error);
    CHECK(judged("linux-x64", library) == warning);
  }
  CHECK(judged("aws-lambda:python3.12", "libgomp.so.1") == error);
  CHECK(judged("aws-lambda:python3.12", "libpq.so.5") == warning);
  CHECK(judged("azure-functions:python3.12", "libgomp.so.1") == "");
  CHECK(judged("google-cloud:python312", "libpq.so.5") == "");
  CHECK(judged("google-cloud:python312", "libgomp.so.1") == warning);
  CHECK(judged("debian:12", "libcuda.so.1") == warning);
  CHECK(judged("manylinux_2_28_x86_64", "libcuda.so.1") == warning);
  SUBCASE("what is not known is said") {
    const Entry entry = file("p/x.so", {needing("libgomp.so.1")});
    const auto message = [&](std::string_view platform) {
      const Target target = find_target(platform, no_environment);
      const Bundle bundle{"b", 0, {entry}, {}, {}};
      return checked({bundle, {{}, {std::nullopt}}, target}).front().message;
    };
    CHECK(message("debian:12") ==
          "needs libgomp.so.1, which is neither in the bundle nor in debian:12 as it is published");
    CHECK(message("google-cloud:python312") ==
          "needs libgomp.so.1, which is not in the bundle; it is not known if the target has it");
    CHECK(message("manylinux_2_17_x86_64") ==
          "needs libgomp.so.1, which is neither in the bundle nor part of the target");
  }
}

TEST_CASE("missing-library: an addon finds the C++ runtime in Node") {
  Target target = linux_target(Architecture::x86_64, Libc::musl);
  target.distribution = "Alpine 3.20";
  const auto with = [](const std::string& library) {
    Artifact image = elf(Architecture::x86_64, Libc::musl);
    image.libraries.push_back({library, false});
    return image;
  };
  for (const std::string library : {"libstdc++.so.6", "libgcc_s.so.1"}) {
    CHECK(verdict(target, {file("build/Release/x.node", {with(library)})}) == "");
    CHECK(verdict(target, {file("x.so", {with(library)})}) == "missing-library warning");
    Package package;
    package.ecosystem = Ecosystem::node;
    CHECK(verdict(target, {file("lib/libvips-cpp.so.8", {with(library)})}, {package}) == "");
  }
  CHECK(verdict(target, {file("x.node", {with("libpq.so.5")})}) == "missing-library warning");
}

TEST_CASE("missing-library: Mach-O") {
  const Target target = macos({Architecture::aarch64});
  const auto with = [](const std::string& library, bool weak = false) {
    Artifact image = macho(Architecture::aarch64);
    image.libraries = {{library, weak}};
    return image;
  };
  CHECK(verdict(target, {file("x.so", {with("/usr/lib/libSystem.B.dylib")})}) == "");
  CHECK(verdict(target, {file("x.so", {with("/opt/homebrew/lib/libpng.dylib")})}) == "missing-library error");
  CHECK(verdict(target, {file("x.so", {with("/opt/homebrew/lib/libpng.dylib", true)})}) == "");
  CHECK(verdict(target, {file("p/.dylibs/libz.dylib", {macho(Architecture::aarch64)}),
                         file("p/x.so", {with("@loader_path/.dylibs/libz.dylib")})}) == "");
  Artifact image = with("@rpath/libz.dylib");
  image.rpath = {"@loader_path/lib"};
  CHECK(verdict(target, {file("p/lib/libz.dylib", {macho(Architecture::aarch64)}), file("p/x.so", {image})}) == "");
  CHECK(verdict(target, {file("x.so", {with("@rpath/Python.framework/Versions/3.12/Python")})}) == "");
}

TEST_CASE("missing-library: Windows") {
  const Target target = windows(Architecture::x86_64);
  const auto with = [](const std::string& library) {
    Artifact image = pe(Architecture::x86_64);
    image.libraries = {{library, false}};
    return image;
  };
  CHECK(verdict(target, {file("x.pyd", {with("KERNEL32.dll")})}) == "");
  CHECK(verdict(target, {file("x.pyd", {with("api-ms-win-crt-runtime-l1-1-0.dll")})}) == "");
  CHECK(verdict(target, {file("p.libs/foo-1234.dll", {pe(Architecture::x86_64)}),
                         file("p/x.pyd", {with("FOO-1234.dll")})}) == "");
  CHECK(verdict(target, {file("p/x.pyd", {with("foo.dll")})}) == "missing-library warning");
}

TEST_CASE("foreign-search-path") {
  Artifact image = elf(Architecture::x86_64);
  image.runpath = {"$ORIGIN", "/home/me/.pyenv/versions/3.12.1/lib"};
  CHECK(verdict(glibc_2_17(), {file("x.so", {image})}) == "foreign-search-path note");
  image.runpath = {"/usr/lib64"};
  CHECK(verdict(glibc_2_17(), {file("x.so", {image})}) == "");
}

namespace {

Package published(const std::string& name) {
  Package package;
  package.name = name;
  package.ecosystem = Ecosystem::python;
  return package;
}

std::string on_debian(std::vector<Entry> entries, const Package& package) {
  return verdict(find_target("debian:12", no_environment), std::move(entries), {package});
}

}  // namespace

TEST_CASE("missing-library: parts that a package does without") {
  const Entry core = file("numba/_helperlib.cpython-311-x86_64-linux-gnu.so", {elf(Architecture::x86_64)});
  const Entry part = file("numba/omppool.cpython-311-x86_64-linux-gnu.so", {needing("libgomp.so.1")});
  const Package numba = published("numba");
  CHECK(on_debian({core, part}, numba) == "missing-library warning");
  SUBCASE("nothing else loads") {
    CHECK(on_debian({part}, numba) == "missing-library error");
  }
  SUBCASE("as many load as lack something, or fewer") {
    const Entry other = file("numba/tbbpool.cpython-311-x86_64-linux-gnu.so", {needing("libtbb.so.12")});
    const Entry third = file("numba/workqueue.cpython-311-x86_64-linux-gnu.so", {elf(Architecture::x86_64)});
    CHECK(on_debian({core, part, other}, numba) == "missing-library error, missing-library error");
    CHECK(on_debian({core, part, other, third}, numba) == "missing-library warning, missing-library warning");
  }
  SUBCASE("what a repair tool put beside it is no choice") {
    const auto needing_too = [&](const char* library) {
      return file("numba/omppool.cpython-311-x86_64-linux-gnu.so", {needing(library)});
    };
    CHECK(on_debian({core, needing_too("libgomp-98b21ff3.so.1.0.0")}, numba) == "missing-library error");
    CHECK(on_debian({core, needing_too("libgomp-98b21ff.so.1.0.0")}, numba) == "missing-library warning");
    CHECK(on_debian({core, needing_too("libgfortran-x-040039e1-0352e75f.so.5")}, numba) == "missing-library error");
    CHECK(on_debian({core, needing_too("libfoo-deadbeef")}, numba) == "missing-library warning");
  }
  SUBCASE("what loads is used otherwise") {
    const Entry library = file("numba/libx.so", {elf(Architecture::x86_64)});
    CHECK(on_debian({library, part}, numba) == "missing-library error");
  }
  SUBCASE("a file needs it, by its name or by its soname") {
    Artifact user = elf(Architecture::x86_64);
    user.rpath = {"$ORIGIN"};
    Artifact image = needing("libgomp.so.1");
    const Entry loads = file("p/liba.so", {elf(Architecture::x86_64)});
    const Entry lacks = file("p/libb.so.1.2", {image});
    user.libraries.push_back({"libb.so.1.2", false});
    CHECK(on_debian({loads, lacks, file("p/libc.so", {user})}, numba) == "missing-library error");
    user.libraries.back() = {"libb.so.1", false};
    image.identity = "libb.so.1";
    const Entry named = file("p/libb.so.1", {image});
    CHECK(on_debian({loads, named, file("p/libc.so", {user})}, numba) == "missing-library error");
    CHECK(on_debian({loads, named}, numba) == "missing-library warning");
  }
  SUBCASE("built here: nobody tried it without") {
    for (bool Package::*const mark : {&Package::built_locally, &Package::perhaps_built, &Package::local_project}) {
      Package built = numba;
      built.*mark = true;
      CHECK(on_debian({core, part}, built) == "missing-library error");
    }
  }
  SUBCASE("nobody's file: only within one archive") {
    const Target target = find_target("debian:12", no_environment);
    const Entry loads = file("h2o.jar!/lib/libxgboost.so", {elf(Architecture::x86_64)});
    CHECK(verdict(target, {loads, file("h2o.jar!/lib/libblas.so", {needing("libgfortran.so.3")})}) ==
          "missing-library warning");
    CHECK(verdict(target, {loads, file("x.jar!/lib/libblas.so", {needing("libgfortran.so.3")})}) ==
          "missing-library error");
    CHECK(verdict(target, {file("lib/a.so", {elf(Architecture::x86_64)}),
                           file("lib/b.so", {needing("libgomp.so.1")})}) == "missing-library error");
  }
}

TEST_CASE("missing-library: what the host of the bundle brings") {
  Package package = published("rasterio");
  CHECK(on_debian({file("p/x.so", {needing("libexpat.so.1")})}, package) == "missing-library warning");
  CHECK(on_debian({file("p/x.so", {needing("libkeyutils.so.1")})}, package) == "missing-library warning");
  CHECK(on_debian({file("p/x.so", {needing("libgomp.so.1")})}, package) == "missing-library error");
  SUBCASE("each release's Python its own") {
    const auto judged = [&](std::string_view platform, const std::string& library) {
      return verdict(find_target(platform, no_environment), {file("p/x.so", {needing(library)})}, {published("p")});
    };
    CHECK(judged("debian:12", "libssl.so.1.1") == "missing-library error");
    CHECK(judged("debian:12", "libgssapi_krb5.so.2") == "missing-library warning");
    CHECK(judged("debian:13", "libgssapi_krb5.so.2") == "missing-library error");
    CHECK(judged("debian:13", "libreadline.so.8") == "missing-library warning");
    CHECK(judged("debian:11", "libssl.so.3") == "missing-library error");
    CHECK(judged("ubuntu:22.04", "libssl.so.1.1") == "missing-library warning");
  }
  package.ecosystem = Ecosystem::node;
  CHECK(on_debian({file("p/x.so", {needing("libexpat.so.1")})}, package) == "missing-library error");
  CHECK(on_debian({file("p/x.so", {needing("libjvm.so"), needing("libjawt.so")})}, package) == "");
  const Target service = find_target("aws-lambda:python3.12", no_environment);
  CHECK(verdict(service, {file("p/x.so", {needing("libgomp.so.1")})}, {published("p")}) == "missing-library error");
}

TEST_CASE("missing-library: a library of another package of Node's is that package's to bring") {
  const auto judged = [](const std::vector<std::string>& paths, Ecosystem ecosystem = Ecosystem::node) {
    Artifact image = needing("libvips-cpp.so.42");
    image.rpath = paths;
    Package package = published("@img/sharp-linux-x64");
    package.ecosystem = ecosystem;
    package.path = "node_modules/@img/sharp-linux-x64";
    Bundle bundle;
    bundle.entries = {file(package.path + "/lib/x.node", {image})};
    const Ownership ownership{{package}, {0}};
    const Target target = glibc_2_17();
    for (const Finding& finding : checked({bundle, ownership, target}))
      if (finding.rule == &rule::missing_native_code) return finding.message;
    return std::string();
  };
  const std::string scoped = "$ORIGIN/../../sharp-libvips-linux-x64/lib";
  const std::string message =
      "needs libvips-cpp.so.42 of @img/sharp-libvips-linux-x64: that package is not there, or "
      "is another release";
  CHECK(judged({scoped}) == message);
  CHECK(judged({"/usr/lib", "$ORIGIN", "$ORIGIN/../../..", scoped}) == message);
  CHECK(judged({"$ORIGIN/../../../vips/lib"}).find(" of vips: ") != std::string::npos);
  CHECK(judged({"$ORIGIN/../../../vips"}).find(" of vips: ") != std::string::npos);
  CHECK(judged({"$ORIGIN/../node_modules/vips/lib"}) == "");  // its own
  CHECK(judged({"/usr/lib", "$ORIGIN"}) == "");
  CHECK(judged({}) == "");
  CHECK(judged({scoped}, Ecosystem::python) == "");
}
