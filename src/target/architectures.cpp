// SPDX-License-Identifier: Apache-2.0
#include "target/architectures.hpp"

#include <algorithm>
#include <array>

#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

constexpr std::array alias_table{
    // Wheel tags: auditwheel 6.8.2 policy/manylinux-policy.json and musllinux-policy.json; packaging 26.3 _manylinux.py
    // `_ALLOWED_ARCHS` (armv7l is EABI5 with hard float, i686 is 32-bit).
    ArchitectureName{Vocabulary::wheel, "x86_64", Architecture::x86_64},
    ArchitectureName{Vocabulary::wheel, "i686", Architecture::i686},
    ArchitectureName{Vocabulary::wheel, "aarch64", Architecture::aarch64},
    ArchitectureName{Vocabulary::wheel, "armv7l", Architecture::armv7l},
    ArchitectureName{Vocabulary::wheel, "ppc64le", Architecture::ppc64le},
    ArchitectureName{Vocabulary::wheel, "ppc64", Architecture::ppc64},
    ArchitectureName{Vocabulary::wheel, "s390x", Architecture::s390x},
    ArchitectureName{Vocabulary::wheel, "riscv64", Architecture::riscv64},
    ArchitectureName{Vocabulary::wheel, "loongarch64", Architecture::loongarch64},

    // PEP 738, "Binary compatibility". armeabi-v7a is the softfp ABI, which the file does not state.
    ArchitectureName{Vocabulary::android, "arm64_v8a", Architecture::aarch64},
    ArchitectureName{Vocabulary::android, "armeabi_v7a", Architecture::armv7},
    ArchitectureName{Vocabulary::android, "x86_64", Architecture::x86_64},
    ArchitectureName{Vocabulary::android, "x86", Architecture::i686},

    // rustc 1.95.0 --print target-list; arm64 is LLVM's own word for aarch64. For 32-bit ARM the fourth part of the
    // triple
    // states the float ABI, so these stand as "not stated".
    ArchitectureName{Vocabulary::rust, "x86_64", Architecture::x86_64},
    ArchitectureName{Vocabulary::rust, "i686", Architecture::i686},
    ArchitectureName{Vocabulary::rust, "i586", Architecture::i686},
    ArchitectureName{Vocabulary::rust, "i386", Architecture::i686},
    ArchitectureName{Vocabulary::rust, "aarch64", Architecture::aarch64},
    ArchitectureName{Vocabulary::rust, "arm64", Architecture::aarch64},
    ArchitectureName{Vocabulary::rust, "armv7", Architecture::armv7},
    ArchitectureName{Vocabulary::rust, "arm", Architecture::armv7},
    ArchitectureName{Vocabulary::rust, "armv5te", Architecture::armv7},
    ArchitectureName{Vocabulary::rust, "thumbv7neon", Architecture::armv7},
    ArchitectureName{Vocabulary::rust, "powerpc64le", Architecture::ppc64le},
    ArchitectureName{Vocabulary::rust, "powerpc64", Architecture::ppc64},
    ArchitectureName{Vocabulary::rust, "s390x", Architecture::s390x},
    ArchitectureName{Vocabulary::rust, "riscv64gc", Architecture::riscv64},
    ArchitectureName{Vocabulary::rust, "riscv64a23", Architecture::riscv64},
    ArchitectureName{Vocabulary::rust, "riscv64", Architecture::riscv64},
    ArchitectureName{Vocabulary::rust, "loongarch64", Architecture::loongarch64},
    ArchitectureName{Vocabulary::rust, "wasm32", Architecture::wasm32},

    // go1.26.8 tool dist list; the synonyms are those of containerd/platforms database.go `normalizeArch`. Its armel is
    // left
    // out: containerd takes it for arm/v6, Debian for soft float. "arm" alone is v7, see docker.cpp.
    ArchitectureName{Vocabulary::go, "amd64", Architecture::x86_64},
    ArchitectureName{Vocabulary::go, "x86_64", Architecture::x86_64},
    ArchitectureName{Vocabulary::go, "x86-64", Architecture::x86_64},
    ArchitectureName{Vocabulary::go, "386", Architecture::i686},
    ArchitectureName{Vocabulary::go, "i386", Architecture::i686},
    ArchitectureName{Vocabulary::go, "arm64", Architecture::aarch64},
    ArchitectureName{Vocabulary::go, "aarch64", Architecture::aarch64},
    ArchitectureName{Vocabulary::go, "arm", Architecture::armv7l},
    ArchitectureName{Vocabulary::go, "armhf", Architecture::armv7l},
    ArchitectureName{Vocabulary::go, "ppc64le", Architecture::ppc64le},
    ArchitectureName{Vocabulary::go, "ppc64", Architecture::ppc64},
    ArchitectureName{Vocabulary::go, "s390x", Architecture::s390x},
    ArchitectureName{Vocabulary::go, "riscv64", Architecture::riscv64},
    ArchitectureName{Vocabulary::go, "loong64", Architecture::loongarch64},

    // Node.js documentation, `process.arch`, which knows no byte order: napi-rs cli/src/utils/target.ts maps
    // powerpc64le-unknown-linux-gnu and armv7-unknown-linux-gnueabihf to these.
    ArchitectureName{Vocabulary::node, "x64", Architecture::x86_64},
    ArchitectureName{Vocabulary::node, "arm64", Architecture::aarch64},
    ArchitectureName{Vocabulary::node, "ia32", Architecture::i686},
    ArchitectureName{Vocabulary::node, "arm", Architecture::armv7l},
    ArchitectureName{Vocabulary::node, "ppc64", Architecture::ppc64le},
    ArchitectureName{Vocabulary::node, "s390x", Architecture::s390x},
    ArchitectureName{Vocabulary::node, "riscv64", Architecture::riscv64},
    ArchitectureName{Vocabulary::node, "loong64", Architecture::loongarch64},

    // conda/base/constants.py PLATFORM_DIRECTORIES; conda/rattler, platform names.
    ArchitectureName{Vocabulary::conda, "64", Architecture::x86_64},
    ArchitectureName{Vocabulary::conda, "32", Architecture::i686},
    ArchitectureName{Vocabulary::conda, "aarch64", Architecture::aarch64},
    ArchitectureName{Vocabulary::conda, "arm64", Architecture::aarch64},
    ArchitectureName{Vocabulary::conda, "armv7l", Architecture::armv7l},
    ArchitectureName{Vocabulary::conda, "ppc64le", Architecture::ppc64le},
    ArchitectureName{Vocabulary::conda, "s390x", Architecture::s390x},
    ArchitectureName{Vocabulary::conda, "riscv64", Architecture::riscv64},
};

// `oldest_tag`: uv crates/uv-platform-tags/src/tags.rs; the same as packaging 26.3 _manylinux.py, which has no floor of
// its own for riscv64 and loongarch64. `first`: DEFAULT in glibc's sysdeps/unix/sysv/linux/*/shlib-versions.
constexpr std::array port_table{
    GlibcPort{Architecture::x86_64, 5, 2},  // GLIBC_2.2.5
    GlibcPort{Architecture::i686, 5, 0},      GlibcPort{Architecture::aarch64, 17, 17},
    GlibcPort{Architecture::armv7l, 17, 4},   GlibcPort{Architecture::ppc64le, 17, 17},
    GlibcPort{Architecture::ppc64, 17, 3},    GlibcPort{Architecture::s390x, 17, 2},
    GlibcPort{Architecture::riscv64, 31, 27}, GlibcPort{Architecture::loongarch64, 36, 36},
};

}  // namespace

std::optional<Architecture> architecture_named(Vocabulary vocabulary, std::string_view name) {
  for (const ArchitectureName& row : alias_table) {
    if (row.vocabulary == vocabulary && row.name == name) return row.architecture;
  }
  return std::nullopt;
}

std::string_view name_of(Vocabulary vocabulary, Architecture architecture) {
  for (const ArchitectureName& row : alias_table) {
    if (row.vocabulary == vocabulary && row.architecture == architecture) return row.name;
  }
  return {};
}

bool names_architecture(std::string_view words, Architecture architecture) {
  const std::vector<std::string_view> names = text::split(words, ' ');
  const std::string_view wanted = name_of(Vocabulary::wheel, architecture);
  return !wanted.empty() && std::find(names.begin(), names.end(), wanted) != names.end();
}

std::vector<ArchitectureName> architecture_names(Vocabulary vocabulary) {
  std::vector<ArchitectureName> rows;
  for (const ArchitectureName& row : alias_table) {
    if (row.vocabulary == vocabulary) rows.push_back(row);
  }
  return rows;
}

std::optional<GlibcPort> glibc_port(Architecture architecture) {
  for (const GlibcPort& port : port_table) {
    if (port.architecture == architecture) return port;
  }
  return std::nullopt;
}

}  // namespace platlint::target
