// SPDX-License-Identifier: Apache-2.0
// The libraries that a bundle may expect from its target. A manylinux, musllinux or android target is a contract: a
// library that its policy does not name is missing. data/images.toml lists the contents of images.
#include "target/libraries.hpp"

#include <algorithm>
#include <array>

#include "facts/c_libraries.hpp"
#include "target/images.hpp"
#include "target/policies.hpp"
#include "target/sysroot.hpp"
#include "target/system_packages.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace target {

namespace {

// glibc's shlib-versions and the Makefiles of its subdirectories (nss, resolv, nptl_db). Many distributions no longer
// install libcrypt.so.1 and libnsl.so.1 with glibc, and not every processor has libmvec.so.1, so these are not listed.
constexpr std::array<std::string_view, 15> glibc_libraries{
    "libc.so.6",         "libm.so.6",       "libpthread.so.0",    "libdl.so.2",           "librt.so.1",
    "libutil.so.1",      "libresolv.so.2",  "libanl.so.1",        "libBrokenLocale.so.1", "libthread_db.so.1",
    "libnss_files.so.2", "libnss_dns.so.2", "libnss_compat.so.2", "libnss_db.so.2",       "libnss_hesiod.so.2",
};

// The C++ runtime, which every measured glibc image has, and zlib. Their package managers need zlib: Debian's dpkg
// pre-depends on zlib1g, rpm is linked to libz.so.1, and so is Alpine's apk.
constexpr std::array<std::string_view, 3> distribution_libraries{"libgcc_s.so.1", "libstdc++.so.6", "libz.so.1"};

// Libraries that glibc has or had, and that define GLIBC_ versions if they exist.
constexpr std::array<std::string_view, 3> former_glibc_libraries{"libcrypt.so.1", "libnsl.so.1", "libmvec.so.1"};

// musl ldso/dynlink.c `load_library`: `reserved`, the names that it handles itself, whatever follows the dot.
constexpr std::array<std::string_view, 7> musl_names{"libc.",  "libpthread.", "librt.",  "libm.",
                                                     "libdl.", "libutil.",    "libxnet."};

// lib_whitelist: from android_21, 24, 26 and 27 on.
struct AndroidRow {
  std::string_view soname;
  int level;
};

#include "target/android_libraries.inc"

template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The library of an interpreter exists if a shared build of it runs; it is not known which build runs.
bool is_interpreter(std::string_view library) {
  return library.starts_with("libpython");
}

Provision listed(const Target& target, std::string_view library) {
  const ImageContents* const image = find_image_contents(target.image);
  return image == nullptr ? Provision::unknown : image_library(*image, target.architectures.front(), library);
}

// The target is a tag with a number, not a system that somebody looked at.
bool is_policy(const Target& target) {
  return target.libc_version && target.distribution.empty();
}

// A library that is named with its directory may be needed without one, and the other way round.
bool is_same_library(std::string_view said, std::string_view needed, System system) {
  if (system == System::windows) return text::lower(said) == text::lower(needed);
  const bool by_file = said.find('/') == std::string_view::npos || needed.find('/') == std::string_view::npos;
  return said == needed || (by_file && text::file_name(said) == text::file_name(needed));
}

}  // namespace

bool musl_takes(std::string_view library) {
  return is_musl(library) || std::any_of(musl_names.begin(), musl_names.end(),
                                         [&](std::string_view name) { return library.starts_with(name); });
}

std::vector<std::string_view> all_glibc_libraries() {
  std::vector<std::string_view> names(glibc_libraries.begin(), glibc_libraries.end());
  names.insert(names.end(), former_glibc_libraries.begin(), former_glibc_libraries.end());
  return names;
}

bool is_glibc_library(std::string_view library) {
  return contains(glibc_libraries, library) || contains(former_glibc_libraries, library) || is_glibc_loader(library);
}

Provision glibc_library(const Target& target, std::string_view library) {
  if (contains(glibc_libraries, library) || is_glibc_loader(library)) return Provision::yes;
  if (is_interpreter(library) || library.find('/') != std::string_view::npos) return Provision::unknown;
  if (comes_with_a_driver(library)) return Provision::unknown;
  if (const Provision known = listed(target, library); known != Provision::unknown) return known;
  if (is_policy(target)) {
    return manylinux_allows_library(target.libc_version->minor, library) ? Provision::yes : Provision::no;
  }
  return contains(distribution_libraries, library) ? Provision::yes : Provision::unknown;
}

Provision musl_library(const Target& target, std::string_view library) {
  if (musl_takes(library)) return Provision::yes;
  if (is_interpreter(library) || library.find('/') != std::string_view::npos) return Provision::unknown;
  if (const Provision known = listed(target, library); known != Provision::unknown) return known;
  // auditwheel 6.8.2 policy/musllinux-policy.json: libc and zlib.
  if (library == "libz.so.1") return Provision::yes;
  return is_policy(target) ? Provision::no : Provision::unknown;
}

// linux/amd64, linux-x64, linux-64: the C library is not declared and not judged. The same holds for the libraries that
// come with one.
Provision undeclared_library(std::string_view library) {
  const bool of_libc = contains(glibc_libraries, library) || is_glibc_loader(library) || musl_takes(library);
  return of_libc || contains(distribution_libraries, library) ? Provision::yes : Provision::unknown;
}

// The same list has libcrypto_python.so, libssl_python.so and libsqlite3_python.so, which CPython's own builds bring.
Provision android_library(const Target& target, std::string_view library) {
  if (is_interpreter(library) || library.ends_with("_python.so")) return Provision::yes;
  if (library.find('/') != std::string_view::npos) return Provision::unknown;
  const int level = target.system_version ? target.system_version->major : android_rows.front().level;
  for (const AndroidRow& row : android_rows) {
    if (row.soname == library && row.level <= level) return Provision::yes;
  }
  return target.system_version ? Provision::no : Provision::unknown;
}

// Since macOS 11 the system's libraries are in dyld's shared cache, and need not exist as files: dyld(1). A framework's
// Python belongs to the interpreter that loads the bundle. Other absolute paths point to a package manager on the
// machine that built the file. If the name starts with @ or has no directory, the bundle decides.
Provision apple_library(std::string_view install_name) {
  if (install_name.find("Python.framework/") != std::string_view::npos) return Provision::unknown;
  if (install_name.find("Python3.framework/") != std::string_view::npos) return Provision::unknown;
  if (install_name.find("PythonT.framework/") != std::string_view::npos) return Provision::unknown;
  if (install_name.starts_with("/usr/lib/") || install_name.starts_with("/System/")) return Provision::yes;
  return install_name.starts_with("/") ? Provision::no : Provision::unknown;
}

}  // namespace target

bool is_provided(const Target& target, std::string_view library) {
  return std::any_of(target.provided.begin(), target.provided.end(),
                     [&](std::string_view name) { return target::is_same_library(name, library, target.system); });
}

Provision provides_library(const Target& target, std::string_view library) {
  if (is_provided(target, library)) return Provision::yes;
  if (target.sysroot) return target::sysroot_library(*target.sysroot, library);
  switch (target.system) {
    case System::linux:
      if (target.libc == Libc::glibc) return target::glibc_library(target, library);
      if (target.libc == Libc::musl) return target::musl_library(target, library);
      return target.libc == Libc::unknown ? target::undeclared_library(library) : Provision::unknown;
    case System::android:
      return target::android_library(target, library);
    case System::windows:
      return target::windows_library(target, library);
    case System::macos:
    case System::ios:
    case System::ios_simulator:
    case System::mac_catalyst:
      return target::apple_library(library);
    default:
      return Provision::unknown;
  }
}

}  // namespace platlint
