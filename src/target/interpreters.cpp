// SPDX-License-Identifier: Apache-2.0
// bionic: linker/Android.bp. glibc and musl: facts/architectures.cpp.
#include "target/interpreters.hpp"

#include <algorithm>
#include <array>

#include "facts/architectures.hpp"
#include "text/path.hpp"

namespace platlint::target {

namespace {

// "/lib", "/usr/lib64", "/lib/x86_64-linux-gnu".
bool is_system_directory(std::string_view directory) {
  constexpr std::array<std::string_view, 4> roots{"/lib", "/lib32", "/lib64", "/libx32"};
  if (directory.starts_with("/usr/")) directory.remove_prefix(4);
  const std::string_view root = directory.substr(0, directory.find('/', 1));
  const std::string_view below = directory.substr(root.size());
  const bool is_triplet = below.find("-linux-") != std::string_view::npos && below.rfind('/') == 0;
  return std::find(roots.begin(), roots.end(), root) != roots.end() && (below.empty() || is_triplet);
}

}  // namespace

std::vector<std::string_view> interpreters(const Target& target) {
  std::vector<std::string_view> paths;
  for (const Architecture architecture : target.architectures) {
    if (target.system == System::android) {
      paths.push_back(bits(architecture) == 64 ? "/system/bin/linker64" : "/system/bin/linker");
      continue;
    }
    if (target.system != System::linux || glibc_loader(architecture).empty()) continue;
    if (target.libc != Libc::musl) paths.push_back(glibc_loader(architecture));
    if (target.libc != Libc::glibc) paths.push_back(musl_loader(architecture));
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
