// SPDX-License-Identifier: Apache-2.0
#include "target/symbol_versions.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "facts/architecture_set.hpp"
#include "target/libraries.hpp"
#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint {

namespace target {

namespace {

constexpr std::array<std::string_view, std::tuple_size_v<NewestVersions>> prefixes{"GLIBC", "GLIBCXX", "CXXABI",
                                                                                   "GCC",   "ZLIB",    "LIBATOMIC"};

struct NameRow {
  std::string_view prefix, name;
  ArchitectureSet architectures;  // empty: all
  Version since;                  // the newest number of the oldest policy that has the name there
};

constexpr ArchitectureSet relr_from_the_first{Architecture::x86_64, Architecture::i686,       Architecture::aarch64,
                                              Architecture::armv7l, Architecture::ppc64le,    Architecture::ppc64,
                                              Architecture::s390x,  Architecture::loongarch64};
constexpr ArchitectureSet long_double_of_two{Architecture::ppc64le, Architecture::s390x};

// auditwheel 6.8.2 policy/manylinux-policy.json: every member of a set that is not a number. A name never leaves the
// sets of a processor again, so the first number that has it is enough.
constexpr std::array name_rows{
    NameRow{"GLIBC", "ABI_DT_RELR", relr_from_the_first, {2, 36, 0}},
    NameRow{"GLIBC", "ABI_DT_RELR", {Architecture::riscv64}, {2, 38, 0}},
    NameRow{"GLIBCXX", "LDBL_3.4", long_double_of_two, {3, 4, 0}},
    NameRow{"GLIBCXX", "LDBL_3.4.7", long_double_of_two, {3, 4, 7}},
    NameRow{"GLIBCXX", "LDBL_3.4.10", long_double_of_two, {3, 4, 10}},
    NameRow{"GLIBCXX", "LDBL_3.4.21", long_double_of_two, {3, 4, 21}},
    NameRow{"GLIBCXX", "LDBL_3.4.29", long_double_of_two, {3, 4, 29}},
    NameRow{"GLIBCXX", "LDBL_3.4.31", long_double_of_two, {3, 4, 31}},
    NameRow{"GLIBCXX", "IEEE128_3.4.29", {Architecture::ppc64le}, {3, 4, 29}},
    NameRow{"GLIBCXX", "IEEE128_3.4.30", {Architecture::ppc64le}, {3, 4, 30}},
    NameRow{"GLIBCXX", "IEEE128_3.4.31", {Architecture::ppc64le}, {3, 4, 31}},
    NameRow{"CXXABI", "TM_1", {}, {1, 3, 7}},
    NameRow{"CXXABI", "FLOAT128", {Architecture::x86_64, Architecture::i686}, {1, 3, 10}},
    NameRow{"CXXABI", "LDBL_1.3", long_double_of_two, {1, 3, 0}},
    NameRow{"CXXABI", "ARM_1.3.3", {Architecture::armv7l}, {1, 3, 3}},
    NameRow{"CXXABI", "IEEE128_1.3.13", {Architecture::ppc64le}, {1, 3, 13}},
};

struct ScatteredRow {
  std::string_view prefix, name;
  Version since;
};

// Names that some distributions have, but no policy: mayeut/pep600_compliance 2d70275ac129, cache/ARCH/DISTRO.json.
// None with an older glibc does; for a newer one it is not known without a measurement.
constexpr std::array scattered_rows{
    ScatteredRow{"GLIBC", "ABI_GNU2_TLS", {2, 39, 0}},
    ScatteredRow{"GLIBC", "ABI_DT_X86_64_PLT", {2, 39, 0}},
    ScatteredRow{"GLIBC", "ABI_GNU_TLS", {2, 42, 0}},
};

bool has_name(const NameRow& row, const SymbolVersions& versions, Architecture architecture) {
  return row.prefix == versions.prefix && versions.newest && row.since <= *versions.newest &&
         (row.architectures.empty() || row.architectures.has(architecture));
}

Provision find_name(const SymbolVersions& row, std::string_view name) {
  if (std::find(row.names.begin(), row.names.end(), name) != row.names.end()) return Provision::yes;
  // glibc's internals: the next build may have others. No policy has it.
  if (name == "PRIVATE") return Provision::no;
  for (const NameRow& known : name_rows) {
    if (known.prefix == row.prefix && known.name == name) return Provision::no;
  }
  for (const ScatteredRow& known : scattered_rows) {
    const bool too_old = !row.newest || *row.newest < known.since;
    if (known.prefix == row.prefix && known.name == name && too_old) return Provision::no;
  }
  return Provision::unknown;
}

template <class Choose>
NewestVersions choose(const NewestVersions& a, const NewestVersions& b, Choose of) {
  NewestVersions chosen;
  for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = of(a[i], b[i]);
  return chosen;
}

// Which of the target's libraries define versions with the prefix? A file that needs GLIBCXX_3.4.30 from a bundled
// libstdc++-95d8c8d0.so.6.0.30 needs nothing from the target.
bool defines(std::string_view library, std::string_view prefix) {
  if (prefix == "GLIBC") return is_glibc_library(library);
  if (prefix == "GLIBCXX" || prefix == "CXXABI") return library == "libstdc++.so.6";
  if (prefix == "GCC") return library == "libgcc_s.so.1";
  if (prefix == "ZLIB") return library == "libz.so.1";
  return prefix == "LIBATOMIC" && library == "libatomic.so.1";
}

}  // namespace

// Development releases of zlib have a fourth number (ZLIB_1.2.5.2), which is left out: no policy and no distribution
// separates two versions with the same first three (policies_test.cpp).
std::optional<Version> symbol_number(std::string_view rest) {
  if (std::count(rest.begin(), rest.end(), '.') == 3) {
    const std::size_t last = rest.rfind('.');
    if (!parse_number(rest.substr(last + 1))) return std::nullopt;
    rest = rest.substr(0, last);
  }
  return parse_version(rest);
}

NewestVersions higher_of(const NewestVersions& a, const NewestVersions& b) {
  return choose(a, b, [](const auto& x, const auto& y) { return std::max(x, y); });
}

NewestVersions lower_of(const NewestVersions& a, const NewestVersions& b) {
  return choose(a, b, [](const auto& x, const auto& y) { return std::min(x, y); });
}

std::vector<SymbolVersions> symbol_versions(std::span<const std::optional<Version>> newest, Architecture architecture) {
  std::vector<SymbolVersions> rows;
  for (std::size_t i = 0; i < newest.size(); ++i) {
    SymbolVersions row{std::string{prefixes[i]}, newest[i], {}};
    for (const NameRow& name : name_rows) {
      if (has_name(name, row, architecture)) row.names.emplace_back(name.name);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

VersionName split_version_name(std::string_view name) {
  const std::size_t end = std::min(name.find('_'), name.size());
  return {name.substr(0, end), end == name.size() ? std::string_view{} : name.substr(end + 1)};
}

Provision find_version(const std::vector<SymbolVersions>& rows, std::string_view name) {
  const VersionName version = split_version_name(name);
  for (const SymbolVersions& row : rows) {
    if (row.prefix != version.prefix) continue;
    const std::optional<Version> number = symbol_number(version.rest);
    if (!number) return find_name(row, version.rest);
    return row.newest && *number <= *row.newest ? Provision::yes : Provision::no;
  }
  return Provision::unknown;
}

}  // namespace target

Provision provides_version(const Target& target, const VersionNeed& need) {
  const std::string_view prefix = target::split_version_name(need.name).prefix;
  if (!target::defines(need.library, prefix)) return Provision::unknown;
  return target::find_version(target.symbol_versions, need.name);
}

const SymbolVersions* find_symbol_versions(const Target& target, std::string_view prefix) {
  for (const SymbolVersions& row : target.symbol_versions) {
    if (row.prefix == prefix) return &row;
  }
  return nullptr;
}

}  // namespace platlint
