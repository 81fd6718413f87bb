// SPDX-License-Identifier: Apache-2.0
// glibc: sysdeps/unix/sysv/linux/*/shlib-versions and ld.so(8). musl: configure and arch/*/reloc.h (LDSO_ARCH). bionic:
// linker/Android.bp.
#include "target/interpreters.hpp"

#include <algorithm>
#include <array>

#include "text/path.hpp"

namespace platlint::target {

namespace {

struct Row {
  Architecture architecture;
  std::string_view glibc, musl;
};

constexpr std::array rows{
    Row{Architecture::x86_64, "/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"},
    Row{Architecture::i686, "/lib/ld-linux.so.2", "/lib/ld-musl-i386.so.1"},
    Row{Architecture::x32, "/libx32/ld-linux-x32.so.2", "/lib/ld-musl-x32.so.1"},
    Row{Architecture::aarch64, "/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-aarch64.so.1"},
    Row{Architecture::armv7l, "/lib/ld-linux-armhf.so.3", "/lib/ld-musl-armhf.so.1"},
    Row{Architecture::armel, "/lib/ld-linux.so.3", "/lib/ld-musl-arm.so.1"},
    Row{Architecture::ppc64le, "/lib64/ld64.so.2", "/lib/ld-musl-powerpc64le.so.1"},
    Row{Architecture::ppc64, "/lib64/ld64.so.1", "/lib/ld-musl-powerpc64.so.1"},
    Row{Architecture::s390x, "/lib/ld64.so.1", "/lib/ld-musl-s390x.so.1"},
    Row{Architecture::riscv64, "/lib/ld-linux-riscv64-lp64d.so.1", "/lib/ld-musl-riscv64.so.1"},
    Row{Architecture::loongarch64, "/lib64/ld-linux-loongarch-lp64d.so.1", "/lib/ld-musl-loongarch64.so.1"},
};

// "/lib", "/usr/lib64", "/lib/x86_64-linux-gnu".
bool is_system_directory(std::string_view directory) {
  constexpr std::array<std::string_view, 4> roots{"/lib", "/lib32", "/lib64", "/libx32"};
  if (directory.starts_with("/usr/")) directory.remove_prefix(4);
  const std::string_view root = directory.substr(0, directory.find('/', 1));
  const std::string_view below = directory.substr(root.size());
  const bool is_triplet = below.find("-linux-") != std::string_view::npos && below.rfind('/') == 0;
  return std::find(roots.begin(), roots.end(), root) != roots.end() && (below.empty() || is_triplet);
}

bool is_64_bit(Architecture architecture) {
  return architecture == Architecture::x86_64 || architecture == Architecture::aarch64 ||
         architecture == Architecture::riscv64;
}

}  // namespace

std::vector<std::string_view> interpreters(const Target& target) {
  std::vector<std::string_view> paths;
  for (const Architecture architecture : target.architectures) {
    if (target.system == System::android) {
      paths.push_back(is_64_bit(architecture) ? "/system/bin/linker64" : "/system/bin/linker");
      continue;
    }
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& it) { return it.architecture == architecture; });
    if (target.system != System::linux || row == rows.end()) continue;
    if (target.libc != Libc::musl) paths.push_back(row->glibc);
    if (target.libc != Libc::glibc) paths.push_back(row->musl);
  }
  return paths;
}

bool is_own_interpreter(std::string_view path, const Target& target) {
  const std::vector<std::string_view> own = interpreters(target);
  return std::any_of(own.begin(), own.end(), [&](std::string_view usual) {
    if (path == usual) return true;
    return target.system == System::linux && text::file_name(path) == text::file_name(usual) &&
           is_system_directory(path.substr(0, path.rfind('/')));
  });
}

}  // namespace platlint::target
