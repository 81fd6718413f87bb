// SPDX-License-Identifier: Apache-2.0
// The symbol versions that a target's own libraries define.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "target/found.hpp"
#include "target/measurements.hpp"
#include "target/symbol_versions.hpp"

using namespace platlint;

namespace {

Provision provides(std::string_view target, const std::string& library, const std::string& version) {
  return provides_version(find(target), VersionNeed{library, version, false});
}

Version newest(std::string_view target, std::string_view prefix) {
  return find_symbol_versions(find(target), prefix)->newest.value();
}

}  // namespace

TEST_CASE("glibc up to the target's") {
  CHECK(provides("manylinux2014_x86_64", "libc.so.6", "GLIBC_2.17") == Provision::yes);
  CHECK(provides("manylinux2014_x86_64", "libm.so.6", "GLIBC_2.2.5") == Provision::yes);
  CHECK(provides("manylinux2014_x86_64", "libc.so.6", "GLIBC_2.18") == Provision::no);
  CHECK(provides("manylinux2014_aarch64", "libc.so.6", "GLIBC_2.18") == Provision::yes);
  CHECK(provides("manylinux2014_x86_64", "libpthread.so.0", "GLIBC_2.34") == Provision::no);
  CHECK(provides("manylinux_2_30_x86_64", "libc.so.6", "GLIBC_2.30") == Provision::yes);
  CHECK(provides("manylinux_2_30_x86_64", "libc.so.6", "GLIBC_2.31") == Provision::no);
  CHECK(provides("manylinux_2_99_x86_64", "libc.so.6", "GLIBC_2.99") == Provision::yes);
  CHECK(provides("manylinux2014_x86_64", "ld-linux-x86-64.so.2", "GLIBC_2.35") == Provision::no);
}

TEST_CASE("names that are no numbers") {
  CHECK(provides("manylinux_2_35_x86_64", "libc.so.6", "GLIBC_ABI_DT_RELR") == Provision::no);
  CHECK(provides("manylinux_2_36_x86_64", "libc.so.6", "GLIBC_ABI_DT_RELR") == Provision::yes);
  CHECK(provides("manylinux_2_36_riscv64", "libc.so.6", "GLIBC_ABI_DT_RELR") == Provision::no);
  CHECK(provides("manylinux_2_41_x86_64", "libc.so.6", "GLIBC_PRIVATE") == Provision::no);
  CHECK(provides("manylinux_2_24_x86_64", "libstdc++.so.6", "CXXABI_FLOAT128") == Provision::yes);
  CHECK(provides("manylinux_2_24_aarch64", "libstdc++.so.6", "CXXABI_FLOAT128") == Provision::no);
  CHECK(provides("manylinux2014_armv7l", "libstdc++.so.6", "CXXABI_ARM_1.3.3") == Provision::yes);
  CHECK(provides("debian:12:ppc64le", "libstdc++.so.6", "GLIBCXX_IEEE128_3.4.30") == Provision::yes);
}

TEST_CASE("a name that only some distributions have is not guessed") {
  CHECK(provides("manylinux_2_39_x86_64", "libc.so.6", "GLIBC_ABI_DT_X86_64_PLT") == Provision::unknown);
  CHECK(provides("manylinux_2_28_x86_64", "libc.so.6", "GLIBC_ABI_DT_X86_64_PLT") == Provision::no);
  CHECK(provides("manylinux_2_28_x86_64", "libc.so.6", "GLIBC_ABI_TO_COME") == Provision::unknown);
}

TEST_CASE("the library that defines a prefix decides, and no other") {
  CHECK(provides("manylinux_2_28_x86_64", "libstdc++.so.6", "GLIBCXX_3.4.30") == Provision::no);
  CHECK(provides("manylinux_2_28_x86_64", "libstdc++-95d8c8d0.so.6.0.30", "GLIBCXX_3.4.30") == Provision::unknown);
  CHECK(provides("manylinux_2_28_x86_64", "libgcc_s-a04fdf82.so.1", "GCC_14.0.0") == Provision::unknown);
  CHECK(provides("manylinux_2_28_x86_64", "libgcc_s.so.1", "GCC_14.0.0") == Provision::no);
  CHECK(provides("manylinux_2_28_x86_64", "libfoo.so", "GLIBC_2.40") == Provision::unknown);
  CHECK(provides("manylinux_2_28_x86_64", "libssl.so.3", "OPENSSL_3.0.0") == Provision::unknown);
  CHECK(provides("manylinux_2_28_x86_64", "libc.so.6", "GLIBC") == Provision::unknown);
  CHECK(provides("manylinux_2_28_x86_64", "libz.so.1", "ZLIB_1.2.9") == Provision::yes);
  CHECK(provides("manylinux2014_x86_64", "libz.so.1", "ZLIB_1.2.5.2") == Provision::yes);
  CHECK(provides("manylinux2014_x86_64", "libz.so.1", "ZLIB_1.2.7.1") == Provision::no);
  CHECK(provides("manylinux2014_x86_64", "libatomic.so.1", "LIBATOMIC_1.0") == Provision::no);
  CHECK(provides("manylinux2014_aarch64", "libatomic.so.1", "LIBATOMIC_1.0") == Provision::yes);
}

TEST_CASE("targets without rows are not judged") {
  for (const std::string_view name :
       {"musllinux_1_2_x86_64", "alpine:3.20", "linux-x64", "linux/amd64", "android_24_x86_64"}) {
    CAPTURE(name);
    CHECK(find(name).symbol_versions.empty());
    CHECK(provides(name, "libc.so.6", "GLIBC_2.99") == Provision::unknown);
  }
}

TEST_CASE("a tag's target has what every measured system of that glibc has") {
  // RHEL 8 and Debian 10 have 3.4.25, but the policy only allows 3.4.24.
  CHECK(newest("linux", "GLIBCXX") == Version{3, 4, 25});
  CHECK(newest("manylinux_2_29_x86_64", "GLIBC") == Version{2, 29, 0});
  CHECK(newest("manylinux_2_29_x86_64", "GLIBCXX") == Version{3, 4, 28});  // the next measured is Debian 11
  CHECK(newest("manylinux2014_x86_64", "GLIBCXX") == Version{3, 4, 19});
  CHECK(newest("manylinux2014_x86_64", "CXXABI") == Version{1, 3, 7});
  CHECK(newest("manylinux2014_x86_64", "GCC") == Version{4, 8, 0});
  CHECK(newest("manylinux_2_26_x86_64", "GLIBCXX") == Version{3, 4, 24});
  CHECK(newest("manylinux_2_34_aarch64", "GCC") == Version{11, 0, 0});
  CHECK(newest("manylinux_2_40_x86_64", "CXXABI") == Version{1, 3, 15});
  CHECK(newest("manylinux_2_34_ppc64", "GLIBCXX") == Version{3, 4, 29});
  CHECK(newest("manylinux_2_99_x86_64", "GLIBCXX") >= Version{3, 4, 35});
  CHECK(newest("manylinux_2_37_x86_64", "GLIBC") == Version{2, 37, 0});
}

TEST_CASE("a tag's target never has more than a measured system of that glibc") {
  for (const target::Measurement& row : target::measurements()) {
    CAPTURE(row.distribution);
    CAPTURE(row.release);
    const auto own = target::newest_versions(row);
    for (const std::string& processor : words_of(row.architectures)) {
      const Target tag = find("manylinux_2_" + std::to_string(row.glibc) + "_" + processor);
      for (std::size_t i = 1; i < own.size(); ++i) CHECK(tag.symbol_versions[i].newest <= own[i]);
    }
  }
}

TEST_CASE("each name that is no number begins at its version, on its processors") {
  const auto has = [](std::size_t prefix, const Version& newest, const std::string& name, Architecture architecture) {
    target::NewestVersions all;
    all[prefix] = newest;
    const std::vector<std::string> names = target::symbol_versions(all, architecture).at(prefix).names;
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  constexpr Architecture intel = Architecture::x86_64, power = Architecture::ppc64le, s390x = Architecture::s390x;
  constexpr std::size_t glibc = 0, glibcxx = 1, cxxabi = 2;
  struct Row {
    std::size_t prefix;
    const char* name;
    Architecture architecture;
    Version since, before;
    Architecture without;
  };
  for (const Row& row : {Row{glibc, "ABI_DT_RELR", intel, {2, 36, 0}, {2, 35, 0}, Architecture::riscv64},
                         {glibc, "ABI_DT_RELR", Architecture::riscv64, {2, 38, 0}, {2, 37, 0}, Architecture::mips},
                         {glibcxx, "LDBL_3.4", power, {3, 4, 0}, {3, 3, 9}, intel},
                         {glibcxx, "LDBL_3.4.7", power, {3, 4, 7}, {3, 4, 6}, intel},
                         {glibcxx, "LDBL_3.4.10", power, {3, 4, 10}, {3, 4, 9}, intel},
                         {glibcxx, "LDBL_3.4.21", s390x, {3, 4, 21}, {3, 4, 20}, intel},
                         {glibcxx, "LDBL_3.4.29", s390x, {3, 4, 29}, {3, 4, 28}, intel},
                         {glibcxx, "LDBL_3.4.31", s390x, {3, 4, 31}, {3, 4, 30}, intel},
                         {glibcxx, "IEEE128_3.4.29", power, {3, 4, 29}, {3, 4, 28}, s390x},
                         {glibcxx, "IEEE128_3.4.30", power, {3, 4, 30}, {3, 4, 29}, s390x},
                         {glibcxx, "IEEE128_3.4.31", power, {3, 4, 31}, {3, 4, 30}, s390x},
                         {cxxabi, "TM_1", intel, {1, 3, 7}, {1, 3, 6}, Architecture::unknown},
                         {cxxabi, "FLOAT128", intel, {1, 3, 10}, {1, 3, 9}, power},
                         {cxxabi, "LDBL_1.3", power, {1, 3, 0}, {1, 2, 9}, intel},
                         {cxxabi, "ARM_1.3.3", Architecture::armv7l, {1, 3, 3}, {1, 3, 2}, intel},
                         {cxxabi, "IEEE128_1.3.13", power, {1, 3, 13}, {1, 3, 12}, intel}}) {
    CAPTURE(row.name);
    CHECK(has(row.prefix, row.since, row.name, row.architecture));
    CHECK_FALSE(has(row.prefix, row.before, row.name, row.architecture));
    if (row.without != Architecture::unknown) CHECK_FALSE(has(row.prefix, row.since, row.name, row.without));
  }
  const auto found = [](const std::string& name, const Version& newest) {
    target::NewestVersions all;
    all[0] = newest;
    return target::find_version(target::symbol_versions(all, Architecture::x86_64), name);
  };
  for (const auto& [name, minor] : {std::pair{"GLIBC_ABI_GNU2_TLS", 39}, std::pair{"GLIBC_ABI_DT_X86_64_PLT", 39},
                                    std::pair{"GLIBC_ABI_GNU_TLS", 42}}) {
    CHECK(found(name, {2, minor - 1, 0}) == Provision::no);
    CHECK(found(name, {2, minor, 0}) == Provision::unknown);
  }
}

TEST_CASE("the library of each prefix") {
  for (const auto& [prefix, library] :
       {std::pair{"GLIBCXX_3.4", "libstdc++.so.6"}, std::pair{"CXXABI_1.3", "libstdc++.so.6"},
        std::pair{"GCC_3.0", "libgcc_s.so.1"}, std::pair{"ZLIB_1.2.0", "libz.so.1"},
        std::pair{"LIBATOMIC_1.0", "libatomic.so.1"}, std::pair{"GLIBC_2.2.5", "libc.so.6"}}) {
    CAPTURE(prefix);
    for (const std::string other : {"libstdc++.so.6", "libgcc_s.so.1", "libz.so.1", "libatomic.so.1", "libc.so.6"})
      CHECK(provides("debian:12", other, prefix) == (other == library ? Provision::yes : Provision::unknown));
  }
  CHECK(provides("debian:12", "libz.so.1", "ZLIB_1.2.5.2") == Provision::yes);
  CHECK(provides("debian:12", "libz.so.1", "ZLIB_1.2.5.x") == Provision::unknown);
  CHECK(provides("debian:12", "libz.so.1", "ZLIB_1.2.5.2.1") == Provision::unknown);
}
