// SPDX-License-Identifier: Apache-2.0
#include "target/policies.hpp"

#include <array>

#include "facts/architectures.hpp"
#include "facts/c_libraries.hpp"
#include "target/libraries.hpp"

namespace platlint::target {

namespace {

struct PolicyRow {
  int minor;
  std::string_view architectures;
  std::string_view newest;  // GLIBC, GLIBCXX, CXXABI, GCC, ZLIB, LIBATOMIC
};

// auditwheel 6.8.2 policy/manylinux-policy.json, 16 policies. There each prefix has a list of versions; here stands the
// newest number, because in all 624 lists every number up to it that occurs anywhere for that processor and prefix is a
// member (policies_test.cpp compares each one). Members that are no numbers: symbol_versions.cpp.
constexpr std::array<PolicyRow, 37> policy_rows{{
    {5, "x86_64 i686", "2.5 3.4.8 1.3.1 4.2.0 - -"},
    {12, "x86_64", "2.12 3.4.13 1.3.3 4.3.0 1.2.2.4 -"},
    {12, "i686", "2.12 3.4.13 1.3.3 4.5.0 1.2.2.4 -"},
    {17, "x86_64", "2.17 3.4.19 1.3.7 4.8.0 1.2.5.2 -"},
    {17, "i686 ppc64", "2.17 3.4.19 1.3.7 4.8.0 1.2.5.2 1.0"},
    {17, "aarch64", "2.18 3.4.19 1.3.7 4.7.0 1.2.5.2 1.0"},
    {17, "armv7l ppc64le", "2.17 3.4.19 1.3.7 4.7.0 1.2.5.2 1.0"},
    {17, "s390x", "2.17 3.4.19 1.3.7 4.7.0 1.2.5.2 -"},
    {24, "x86_64 i686", "2.24 3.4.22 1.3.10 4.8.0 1.2.5.2 1.2"},
    {24, "aarch64 armv7l ppc64le s390x", "2.24 3.4.22 1.3.10 4.7.0 1.2.5.2 1.2"},
    {26, "x86_64", "2.26 3.4.22 1.3.10 4.8.0 1.2.5.2 1.2"},
    {26, "i686 armv7l ppc64le s390x", "2.26 3.4.24 1.3.11 7.0.0 1.2.9 1.2"},
    {26, "aarch64", "2.26 3.4.24 1.3.11 7.0.0 1.2.5.2 1.2"},
    {27, "x86_64 i686 aarch64 armv7l ppc64le s390x", "2.27 3.4.24 1.3.11 7.0.0 1.2.9 1.2"},
    {28, "x86_64 i686 aarch64 armv7l ppc64le s390x", "2.28 3.4.24 1.3.11 7.0.0 1.2.9 1.2"},
    {31, "x86_64 i686 aarch64 armv7l ppc64le s390x riscv64", "2.31 3.4.28 1.3.12 7.0.0 1.2.9 1.2"},
    {34, "x86_64 i686 armv7l ppc64le s390x riscv64", "2.34 3.4.29 1.3.13 7.0.0 1.2.9 1.2"},
    {34, "aarch64", "2.34 3.4.29 1.3.13 11.0 1.2.9 1.2"},
    {35, "x86_64 i686", "2.35 3.4.30 1.3.13 12.0.0 1.2.9 1.2"},
    {35, "aarch64", "2.35 3.4.30 1.3.13 11.0 1.2.9 1.2"},
    {35, "armv7l ppc64le s390x riscv64", "2.35 3.4.30 1.3.13 7.0.0 1.2.9 1.2"},
    {36, "x86_64", "2.36 3.4.30 1.3.13 12.0.0 1.2.9 1.2"},
    {36, "i686", "2.36 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {36, "aarch64", "2.36 3.4.30 1.3.13 11.0 1.2.9 1.2"},
    {36, "armv7l ppc64le s390x riscv64 loongarch64", "2.36 3.4.30 1.3.13 7.0.0 1.2.9 1.2"},
    {37, "x86_64", "2.36 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {37, "i686", "2.37 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {37, "aarch64", "2.36 3.4.30 1.3.13 11.0 1.2.12 1.2"},
    {37, "armv7l riscv64", "2.37 3.4.30 1.3.13 7.0.0 1.2.12 1.2"},
    {37, "ppc64le s390x loongarch64", "2.36 3.4.30 1.3.13 7.0.0 1.2.12 1.2"},
    {38, "x86_64 i686", "2.38 3.4.30 1.3.13 12.0.0 1.2.12 1.2"},
    {38, "aarch64", "2.38 3.4.30 1.3.13 11.0 1.2.12 1.2"},
    {38, "armv7l ppc64le s390x riscv64 loongarch64", "2.38 3.4.30 1.3.13 7.0.0 1.2.12 1.2"},
    {39, "x86_64 i686 aarch64 armv7l ppc64le s390x riscv64", "2.39 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {39, "loongarch64", "2.39 3.4.32 1.3.15 14.0.0 1.2.12 1.2"},
    {40, "x86_64 i686 aarch64 armv7l ppc64le s390x riscv64 loongarch64", "2.40 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
    {41, "x86_64 i686 aarch64 armv7l ppc64le s390x riscv64 loongarch64", "2.41 3.4.33 1.3.15 14.0.0 1.2.12 1.2"},
}};

struct LibraryRow {
  std::string_view soname;
  int since;
};

// The same file, lib_whitelist: the same on every processor, and no policy takes one back.
constexpr std::array library_rows{
    LibraryRow{"libatomic.so.1", 5},      LibraryRow{"libgcc_s.so.1", 5},    LibraryRow{"libstdc++.so.6", 5},
    LibraryRow{"libm.so.6", 5},           LibraryRow{"libanl.so.1", 5},      LibraryRow{"libdl.so.2", 5},
    LibraryRow{"librt.so.1", 5},          LibraryRow{"libc.so.6", 5},        LibraryRow{"libnsl.so.1", 5},
    LibraryRow{"libutil.so.1", 5},        LibraryRow{"libpthread.so.0", 5},  LibraryRow{"libX11.so.6", 5},
    LibraryRow{"libXext.so.6", 5},        LibraryRow{"libXrender.so.1", 5},  LibraryRow{"libICE.so.6", 5},
    LibraryRow{"libSM.so.6", 5},          LibraryRow{"libGL.so.1", 5},       LibraryRow{"libgobject-2.0.so.0", 5},
    LibraryRow{"libgthread-2.0.so.0", 5}, LibraryRow{"libglib-2.0.so.0", 5}, LibraryRow{"libresolv.so.2", 5},
    LibraryRow{"libz.so.1", 5},           LibraryRow{"libexpat.so.1", 12},   LibraryRow{"libmvec.so.1", 24},
};

}  // namespace

std::optional<Policy> find_policy(Architecture architecture, int minor) {
  const PolicyRow* found = nullptr;
  for (const PolicyRow& row : policy_rows) {
    if (row.minor <= minor && lists_architecture(row.architectures, architecture)) found = &row;
  }
  if (found == nullptr) return std::nullopt;
  NewestVersions newest = read_newest_versions(found->newest);
  std::vector<SymbolVersions> versions = symbol_versions(newest, architecture);
  return Policy{found->minor, std::move(newest), std::move(versions)};
}

Provision policy_allows(const Policy& policy, std::string_view version_name) {
  const std::string_view prefix = split_version_name(version_name).prefix;
  for (const SymbolVersions& row : policy.symbol_versions) {
    if (row.prefix != prefix) continue;
    return find_version(policy.symbol_versions, version_name) == Provision::yes ? Provision::yes : Provision::no;
  }
  return Provision::unknown;
}

bool policy_allows_library(int minor, std::string_view library) {
  if (is_glibc_loader(library)) return true;
  for (const LibraryRow& row : library_rows) {
    if (row.soname == library) return row.since <= minor;
  }
  return false;
}

}  // namespace platlint::target
