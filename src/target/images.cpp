// SPDX-License-Identifier: Apache-2.0
// The contents of published images; the lists are in data/images.toml.
#include "target/images.hpp"

#include <algorithm>
#include <array>

#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

#include "target/images.inc"

// clang-format off

// The dependencies of Debian's python3 (roots of mmdebstrap with and without it), and the libraries that
// python:3.N-slim adds to debian:N-slim. Its module nis, which 3.13 no longer has, brings Kerberos.
constexpr std::string_view python_of_debian_11 =
    "libexpat.so.1 libformw.so.6 libgdbm.so.6 libgdbm_compat.so.4 libhistory.so.8 libmenuw.so.6 libncursesw.so.6 "
    "libpanelw.so.6 libreadline.so.8 libsqlite3.so.0";
constexpr std::string_view python_of_debian_12 =
    "libcrypto.so.3 libexpat.so.1 libformw.so.6 libgdbm.so.6 libgdbm_compat.so.4 libgssapi_krb5.so.2 libhistory.so.8 "
    "libk5crypto.so.3 libkeyutils.so.1 libkrb5.so.3 libkrb5support.so.0 libmenuw.so.6 libncursesw.so.6 libnsl.so.2 "
    "libpanelw.so.6 libreadline.so.8 libsqlite3.so.0 libssl.so.3 libtirpc.so.3";
constexpr std::string_view python_of_debian_13 =
    "libexpat.so.1 libffi.so.8 libformw.so.6 libgdbm.so.6 libgdbm_compat.so.4 libhistory.so.8 libmenuw.so.6 "
    "libncursesw.so.6 libpanelw.so.6 libreadline.so.8";
// For the other releases, which were not measured, the sum of the three.
constexpr std::string_view system_python =
    "libcom_err.so.2 libcrypto.so.1.1 libcrypto.so.3 libdb-5.3.so libexpat.so.1 libffi.so.7 libffi.so.8 "
    "libformw.so.6 libgdbm.so.6 libgdbm_compat.so.4 libgssapi_krb5.so.2 libhistory.so.8 libk5crypto.so.3 "
    "libkeyutils.so.1 libkrb5.so.3 libkrb5support.so.0 libmenuw.so.6 libncursesw.so.6 libnsl.so.2 libpanelw.so.6 "
    "libreadline.so.8 libsqlite3.so.0 libssl.so.1.1 libssl.so.3 libtirpc.so.3 libuuid.so.1";

// clang-format on

// docker-library/python 4f07059567fa, Dockerfile-linux.template: libbluetooth-dev and tk-dev, opened.
constexpr std::string_view python_on_buildpack_deps =
    "libXft.so.2 libXss.so.1 libbluetooth.so.3 libtcl8.6.so libtk8.6.so";

// The real file of a soname has a longer name, which is in no list: libgomp.so.1.0.0 for libgomp.so.1.
bool may_be_behind(std::string_view holds, std::string_view library) {
  for (;;) {
    const std::size_t dot = library.rfind('.');
    if (dot == std::string_view::npos || !parse_number(library.substr(dot + 1))) return false;
    library = library.substr(0, dot);
    if (text::has_word(holds, library)) return true;
  }
}

// "alpine:3.20" is one of "alpine:3".
bool is_of(std::string_view name, const ImageContents& image) {
  return name == image.name || (image.name == "alpine:3" && name.starts_with("alpine:3."));
}

}  // namespace

const ImageContents* find_image_contents(std::string_view name) {
  const auto* const row =
      std::find_if(images.begin(), images.end(), [&](const ImageContents& image) { return is_of(name, image); });
  return row == images.end() ? nullptr : row;
}

std::span<const ImageContents> all_images() {
  return images;
}

bool is_of_a_system_python(std::string_view image, std::string_view library) {
  if (image == "debian:11") return text::has_word(python_of_debian_11, library);
  if (image == "debian:12") return text::has_word(python_of_debian_12, library);
  if (image == "debian:13") return text::has_word(python_of_debian_13, library);
  if (image.starts_with("buildpack-deps:") && text::has_word(python_on_buildpack_deps, library)) return true;
  return text::has_word(system_python, library);
}

Provision image_library(const ImageContents& image, Architecture architecture, std::string_view library) {
  const bool arm = architecture == Architecture::aarch64;
  if (architecture != Architecture::x86_64 && !arm) return Provision::unknown;
  const bool lacks = text::has_word(image.lacks, library) || (arm && text::has_word(image.arm64_lacks, library));
  if (lacks) return Provision::no;
  if (text::has_word(image.holds, library)) return Provision::yes;
  return image.complete && !may_be_behind(image.holds, library) ? Provision::no : Provision::unknown;
}

}  // namespace platlint::target
