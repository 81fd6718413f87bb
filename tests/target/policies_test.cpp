// SPDX-License-Identifier: Apache-2.0
// The table of policies against auditwheel's own file: PLATLINT_AUDITWHEEL_POLICY names manylinux-policy.json of
// auditwheel 6.8.2. Without it, against two of its policies on two processors.
#include "target/policies.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "facts/architectures.hpp"

using namespace platlint;
using namespace platlint::target;

namespace {

constexpr const char* sample = R"(
[{"name": "manylinux_2_17", "symbol_versions": {"x86_64": {"CXXABI": ["1.3", "1.3.1", "1.3.2", "1.3.3", "1.3.4",
"1.3.5", "1.3.6", "1.3.7", "TM_1"], "GCC": ["3.0", "3.3", "3.3.1", "3.4", "3.4.2", "3.4.4", "4.0.0", "4.2.0",
"4.3.0", "4.7.0", "4.8.0"], "GLIBC": ["2.2.5", "2.2.6", "2.3", "2.3.2", "2.3.3", "2.3.4", "2.4", "2.5", "2.6",
"2.7", "2.8", "2.9", "2.10", "2.11", "2.12", "2.13", "2.14", "2.15", "2.16", "2.17"], "GLIBCXX": ["3.4", "3.4.1",
"3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "3.4.7", "3.4.8", "3.4.9", "3.4.10", "3.4.11", "3.4.12", "3.4.13",
"3.4.14", "3.4.15", "3.4.16", "3.4.17", "3.4.18", "3.4.19"], "LIBATOMIC": [], "ZLIB": ["1.2.0", "1.2.0.2",
"1.2.0.8", "1.2.2", "1.2.2.3", "1.2.2.4", "1.2.3.3", "1.2.3.4", "1.2.3.5", "1.2.5.1", "1.2.5.2"]}, "ppc64le":
{"CXXABI": ["1.3", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5", "1.3.6", "1.3.7", "LDBL_1.3", "TM_1"], "GLIBCXX":
["3.4", "3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "3.4.7", "3.4.8", "3.4.9", "3.4.10", "3.4.11",
"3.4.12", "3.4.13", "3.4.14", "3.4.15", "3.4.16", "3.4.17", "3.4.18", "3.4.19", "LDBL_3.4", "LDBL_3.4.10",
"LDBL_3.4.7"], "ZLIB": ["1.2.0", "1.2.0.2", "1.2.0.8", "1.2.2", "1.2.2.3", "1.2.2.4", "1.2.3.3", "1.2.3.4",
"1.2.3.5", "1.2.5.1", "1.2.5.2"], "LIBATOMIC": ["1.0"]}}, "lib_whitelist": ["libGL.so.1", "libICE.so.6",
"libSM.so.6", "libX11.so.6", "libXext.so.6", "libXrender.so.1", "libanl.so.1", "libatomic.so.1", "libc.so.6",
"libdl.so.2", "libexpat.so.1", "libgcc_s.so.1", "libglib-2.0.so.0", "libgobject-2.0.so.0", "libgthread-2.0.so.0",
"libm.so.6", "libnsl.so.1", "libpthread.so.0", "libresolv.so.2", "librt.so.1", "libstdc++.so.6", "libutil.so.1",
"libz.so.1"]}, {"name": "manylinux_2_24", "symbol_versions": {"x86_64": {"CXXABI": ["1.3", "1.3.1", "1.3.2",
"1.3.3", "1.3.4", "1.3.5", "1.3.6", "1.3.7", "1.3.8", "1.3.9", "1.3.10", "FLOAT128", "TM_1"], "GCC": ["3.0", "3.3",
"3.3.1", "3.4", "3.4.2", "3.4.4", "4.0.0", "4.2.0", "4.3.0", "4.7.0", "4.8.0"], "GLIBC": ["2.2.5", "2.2.6", "2.3",
"2.3.2", "2.3.3", "2.3.4", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9", "2.10", "2.11", "2.12", "2.13", "2.14", "2.15",
"2.16", "2.17", "2.18", "2.22", "2.23", "2.24"], "GLIBCXX": ["3.4", "3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.5",
"3.4.6", "3.4.7", "3.4.8", "3.4.9", "3.4.10", "3.4.11", "3.4.12", "3.4.13", "3.4.14", "3.4.15", "3.4.16", "3.4.17",
"3.4.18", "3.4.19", "3.4.20", "3.4.21", "3.4.22"], "LIBATOMIC": ["1.0", "1.1", "1.2"], "ZLIB": ["1.2.0", "1.2.0.2",
"1.2.0.8", "1.2.2", "1.2.2.3", "1.2.2.4", "1.2.3.3", "1.2.3.4", "1.2.3.5", "1.2.5.1", "1.2.5.2"]}, "ppc64le":
{"CXXABI": ["1.3", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5", "1.3.6", "1.3.7", "1.3.8", "1.3.9", "1.3.10",
"LDBL_1.3", "TM_1"], "GLIBCXX": ["3.4", "3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "3.4.7", "3.4.8",
"3.4.9", "3.4.10", "3.4.11", "3.4.12", "3.4.13", "3.4.14", "3.4.15", "3.4.16", "3.4.17", "3.4.18", "3.4.19",
"3.4.20", "3.4.21", "3.4.22", "LDBL_3.4", "LDBL_3.4.10", "LDBL_3.4.21", "LDBL_3.4.7"], "ZLIB": ["1.2.0", "1.2.0.2",
"1.2.0.8", "1.2.2", "1.2.2.3", "1.2.2.4", "1.2.3.3", "1.2.3.4", "1.2.3.5", "1.2.5.1", "1.2.5.2"], "LIBATOMIC":
["1.0", "1.1", "1.2"]}}, "lib_whitelist": ["libGL.so.1", "libICE.so.6", "libSM.so.6", "libX11.so.6", "libXext.so.6",
"libXrender.so.1", "libanl.so.1", "libatomic.so.1", "libc.so.6", "libdl.so.2", "libexpat.so.1", "libgcc_s.so.1",
"libglib-2.0.so.0", "libgobject-2.0.so.0", "libgthread-2.0.so.0", "libm.so.6", "libmvec.so.1", "libnsl.so.1",
"libpthread.so.0", "libresolv.so.2", "librt.so.1", "libstdc++.so.6", "libutil.so.1", "libz.so.1"]}]
)";

using Names = std::set<std::string>;

// One policy on one processor, as full names: "GLIBC_2.17".
struct Listed {
  int minor;
  Architecture architecture;
  Names versions;
  Names prefixes;
};

struct Source {
  std::vector<Listed> listed;      // in order of policy
  std::map<int, Names> libraries;  // of each policy
};

Source read(const nlohmann::json& policies) {
  Source source;
  for (const auto& policy : policies) {
    const std::string name = policy.at("name");
    if (name == "linux") continue;
    const int minor = std::stoi(name.substr(std::string{"manylinux_2_"}.size()));
    source.libraries[minor] = policy.at("lib_whitelist").get<Names>();
    for (const auto& [processor, prefixes] : policy.at("symbol_versions").items()) {
      Listed listed{minor, architecture_named(Vocabulary::wheel, processor).value(), {}, {}};
      for (const auto& [prefix, versions] : prefixes.items()) {
        listed.prefixes.insert(prefix);
        for (const std::string version : versions) listed.versions.insert(prefix + "_" + version);
      }
      source.listed.push_back(listed);
    }
  }
  return source;
}

const char* policy_file() {
  return std::getenv("PLATLINT_AUDITWHEEL_POLICY");
}

Source read_source() {
  if (policy_file() == nullptr) {
    MESSAGE("PLATLINT_AUDITWHEEL_POLICY is not set: only a sample of auditwheel's policies is compared");
    return read(nlohmann::json::parse(sample));
  }
  std::ifstream file(policy_file());
  REQUIRE_MESSAGE(file.good(), policy_file());
  return read(nlohmann::json::parse(file));
}

std::string shown(const Listed& listed) {
  return "manylinux_2_" + std::to_string(listed.minor) + "_" + std::string{name(listed.architecture)};
}

// Every version that any policy names for the processor.
Names versions_known(const Source& source, const Listed& listed) {
  Names known;
  for (const Listed& other : source.listed) {
    if (other.architecture == listed.architecture) known.insert(other.versions.begin(), other.versions.end());
  }
  return known;
}

}  // namespace

TEST_CASE("each policy allows exactly the versions that auditwheel lists") {
  const Source source = read_source();
  std::size_t allowed = 0, refused = 0;
  for (const Listed& listed : source.listed) {
    CAPTURE(shown(listed));
    const std::optional<ManylinuxPolicy> policy = find_manylinux_policy(listed.architecture, listed.minor);
    REQUIRE(policy.has_value());
    CHECK(policy->minor == listed.minor);
    for (const std::string& version : versions_known(source, listed)) {
      CAPTURE(version);
      const bool member = listed.versions.count(version) != 0;
      CHECK(manylinux_allows(*policy, version) == (member ? Provision::yes : Provision::no));
      ++(member ? allowed : refused);
    }
    CHECK(manylinux_allows(*policy, "GLIBC_PRIVATE") == Provision::no);
    CHECK(manylinux_allows(*policy, "OPENSSL_3.0.0") == Provision::unknown);
  }
  CHECK(allowed > 100);
  CHECK(refused > 10);
  if (policy_file() == nullptr) return;
  CHECK(source.libraries.size() == 16);
  CHECK(source.listed.size() == 104);
  for (const Listed& listed : source.listed) CHECK(listed.prefixes.size() == 6);
}

TEST_CASE("names of other processors are in no policy") {
  const Source source = read_source();
  Names everywhere;
  for (const Listed& listed : source.listed) everywhere.insert(listed.versions.begin(), listed.versions.end());
  for (const Listed& listed : source.listed) {
    for (const std::string& version : everywhere) {
      const bool number = version.find_first_not_of("0123456789.", version.find('_') + 1) == std::string::npos;
      if (number || listed.versions.count(version) != 0) continue;
      CAPTURE(shown(listed));
      CAPTURE(version);
      CHECK(manylinux_allows(find_manylinux_policy(listed.architecture, listed.minor).value(), version) ==
            Provision::no);
    }
  }
}

TEST_CASE("each policy leaves exactly the libraries to the target that auditwheel lists") {
  const Source source = read_source();
  Names known;
  for (const auto& [minor, libraries] : source.libraries) known.insert(libraries.begin(), libraries.end());
  for (const auto& [policy, libraries] : source.libraries) {
    const int minor = policy;  // clang 14 captures no structured binding
    for (const std::string& library : known) {
      CAPTURE(minor);
      CAPTURE(library);
      CHECK(manylinux_allows_library(minor, library) == (libraries.count(library) != 0));
    }
    CHECK(manylinux_allows_library(minor, "ld-linux-aarch64.so.1"));
    CHECK_FALSE(manylinux_allows_library(minor, "libcrypt.so.1"));
    CHECK_FALSE(manylinux_allows_library(minor, "libpython3.12.so.1.0"));
  }
}

TEST_CASE("a glibc without a policy has the nearest lower one") {
  CHECK(find_manylinux_policy(Architecture::x86_64, 30)->minor == 28);
  CHECK(find_manylinux_policy(Architecture::x86_64, 99)->minor == 41);
  CHECK(find_manylinux_policy(Architecture::ppc64, 40)->minor == 17);
  CHECK_FALSE(find_manylinux_policy(Architecture::x86_64, 4));
  CHECK_FALSE(find_manylinux_policy(Architecture::riscv64, 28));
  CHECK_FALSE(find_manylinux_policy(Architecture::armel, 40));
}

TEST_CASE("a set is no ceiling") {
  const ManylinuxPolicy aarch64 = find_manylinux_policy(Architecture::aarch64, 17).value();
  CHECK(manylinux_allows(aarch64, "GLIBC_2.18") == Provision::yes);
  CHECK(manylinux_allows(find_manylinux_policy(Architecture::x86_64, 17).value(), "GLIBC_2.18") == Provision::no);
  CHECK(manylinux_allows(find_manylinux_policy(Architecture::x86_64, 28).value(), "GLIBCXX_3.4.25") == Provision::no);
  CHECK(manylinux_allows(find_manylinux_policy(Architecture::x86_64, 17).value(), "LIBATOMIC_1.0") == Provision::no);
}
