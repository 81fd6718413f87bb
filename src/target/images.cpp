// SPDX-License-Identifier: Apache-2.0
// What the loader finds in an image as it is published: file names that are sonames, and links to them. Not here: what
// glibc and musl install themselves (libraries.cpp). A list is whole where it was read or measured whole; of the others
// only what is named is known. Taken in November 2026 for x86-64; arm64 has the same packages (their manifests), and
// lacks libmvec.so.1 before glibc 2.38 (the libc6 packages opened). rpm and Ubuntu packages stand for the sonames that
// they have upstream.
#include "target/images.hpp"

#include <algorithm>
#include <array>

#include "target/images_buildpack.hpp"
#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

// clang-format off

// mmdebstrap --variant=minbase of bullseye, every file opened; the official image has the same packages.
constexpr std::string_view debian_11 =
    "libSegFault.so libacl.so.1 libapt-pkg.so.6.0 libapt-private.so.0.0 libattr.so.1 libaudit.so.1 libblkid.so.1 "
    "libbz2.so.1 libbz2.so.1.0 libcap-ng.so.0 libcom_err.so.2 libcrypt.so.1 libcrypto.so.1.1 libdb-5.3.so "
    "libdebconfclient.so.0 libe2p.so.2 libext2fs.so.2 libffi.so.7 libgcc_s.so.1 libgcrypt.so.20 libgmp.so.10 "
    "libgnutls.so.30 libgpg-error.so.0 libgssapi_krb5.so.2 libhogweed.so.6 libidn2.so.0 libk5crypto.so.3 "
    "libkeyutils.so.1 libkrb5.so.3 libkrb5support.so.0 liblz4.so.1 liblzma.so.5 libmemusage.so libmount.so.1 "
    "libmvec.so.1 libnettle.so.8 libnsl.so.1 libnsl.so.2 libp11-kit.so.0 libpam.so.0 libpam_misc.so.0 "
    "libpamc.so.0 libpcprofile.so libpcre.so.3 libpcre2-8.so.0 libpcreposix.so.3 libseccomp.so.2 libselinux.so.1 "
    "libsemanage.so.1 libsepol.so.1 libsmartcols.so.1 libss.so.2 libssl.so.1.1 libstdc++.so.6 libsystemd.so.0 "
    "libtasn1.so.6 libtic.so.6 libtinfo.so.6 libtirpc.so.3 libudev.so.1 libunistring.so.2 libuuid.so.1 "
    "libxxhash.so.0 libz.so.1 libzstd.so.1";

// mmdebstrap --variant=minbase of bookworm, every file opened; the official image has the same packages.
constexpr std::string_view debian_12 =
    "libacl.so.1 libapt-pkg.so.6.0 libapt-private.so.0.0 libattr.so.1 libaudit.so.1 libblkid.so.1 libbz2.so.1 "
    "libbz2.so.1.0 libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcrypt.so.1 libdb-5.3.so "
    "libdebconfclient.so.0 libdrop_ambient.so.0 libe2p.so.2 libext2fs.so.2 libffi.so.8 libgcc_s.so.1 "
    "libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 libhogweed.so.6 libidn2.so.0 liblz4.so.1 "
    "liblzma.so.5 libmd.so.0 libmemusage.so libmount.so.1 libmvec.so.1 libnettle.so.8 libnsl.so.1 libp11-kit.so.0 "
    "libpam.so.0 libpam_misc.so.0 libpamc.so.0 libpcprofile.so libpcre2-8.so.0 libpsx.so.2 libseccomp.so.2 "
    "libselinux.so.1 libsemanage.so.2 libsepol.so.2 libsmartcols.so.1 libss.so.2 libstdc++.so.6 libsystemd.so.0 "
    "libtasn1.so.6 libtic.so.6 libtinfo.so.6 libudev.so.1 libunistring.so.2 libuuid.so.1 libxxhash.so.0 libz.so.1 "
    "libzstd.so.1";

// mmdebstrap --variant=minbase of trixie, every file opened; the same packages as docker-library/repo-info 13-slim.
constexpr std::string_view debian_13 =
    "libacl.so.1 libapt-pkg.so.7.0 libapt-private.so.0.0 libattr.so.1 libaudit.so.1 libblkid.so.1 libbsd.so.0 "
    "libbz2.so.1 libbz2.so.1.0 libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcrypt.so.1 libcrypto.so.3 "
    "libdb-5.3.so libdebconfclient.so.0 libdrop_ambient.so.0 libgcc_s.so.1 libgmp.so.10 libhogweed.so.6 "
    "liblastlog2.so.2 liblz4.so.1 liblzma.so.5 libmd.so.0 libmemusage.so libmount.so.1 libmvec.so.1 "
    "libnettle.so.8 libnsl.so.1 libpam.so.0 libpam_misc.so.0 libpamc.so.0 libpcprofile.so libpcre2-8.so.0 "
    "libpsx.so.2 libseccomp.so.2 libselinux.so.1 libsemanage.so.2 libsepol.so.2 libsmartcols.so.1 libsqlite3.so.0 "
    "libssl.so.3 libstdc++.so.6 libsystemd.so.0 libtic.so.6 libtinfo.so.6 libudev.so.1 libuuid.so.1 "
    "libxxhash.so.0 libz.so.1 libzstd.so.1";

// tianon/docker-brew-ubuntu-core 570d5970a8b1, focal manifest.
constexpr std::string_view ubuntu_20_04 =
    "libSegFault.so libacl.so.1 libapt-pkg.so.6.0 libapt-private.so.0.0 libattr.so.1 libaudit.so.1 libblkid.so.1 "
    "libbz2.so.1 libbz2.so.1.0 libcap-ng.so.0 libcom_err.so.2 libcrypt.so.1 libdb-5.3.so libdebconfclient.so.0 "
    "libe2p.so.2 libext2fs.so.2 libfdisk.so.1 libffi.so.7 libform.so.6 libformw.so.6 libgcc_s.so.1 "
    "libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 libhogweed.so.5 libidn2.so.0 liblz4.so.1 "
    "liblzma.so.5 libmemusage.so libmenu.so.6 libmenuw.so.6 libmount.so.1 libmvec.so.1 libncurses.so.6 "
    "libncursesw.so.6 libnettle.so.7 libnsl.so.1 libp11-kit.so.0 libpam.so.0 libpam_misc.so.0 libpamc.so.0 "
    "libpanel.so.6 libpanelw.so.6 libpcprofile.so libpcre.so.3 libpcre2-8.so.0 libpcreposix.so.3 libprocps.so.8 "
    "libseccomp.so.2 libselinux.so.1 libsemanage.so.1 libsepol.so.1 libsmartcols.so.1 libss.so.2 libstdc++.so.6 "
    "libsystemd.so.0 libtasn1.so.6 libtic.so.6 libtinfo.so.6 libudev.so.1 libunistring.so.2 libuuid.so.1 "
    "libz.so.1 libzstd.so.1";

// tianon/docker-brew-ubuntu-core 570d5970a8b1, jammy manifest.
constexpr std::string_view ubuntu_22_04 =
    "libacl.so.1 libapt-pkg.so.6.0 libapt-private.so.0.0 libattr.so.1 libaudit.so.1 libblkid.so.1 libbz2.so.1 "
    "libbz2.so.1.0 libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcrypt.so.1 libcrypto.so.3 "
    "libdb-5.3.so libdebconfclient.so.0 libdrop_ambient.so.0 libe2p.so.2 libext2fs.so.2 libffi.so.8 libform.so.6 "
    "libformw.so.6 libgcc_s.so.1 libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 "
    "libgssapi_krb5.so.2 libhogweed.so.6 libidn2.so.0 libk5crypto.so.3 libkeyutils.so.1 libkrb5.so.3 "
    "libkrb5support.so.0 liblz4.so.1 liblzma.so.5 libmemusage.so libmenu.so.6 libmenuw.so.6 libmount.so.1 "
    "libmvec.so.1 libncurses.so.6 libncursesw.so.6 libnettle.so.8 libnsl.so.1 libnsl.so.2 libp11-kit.so.0 "
    "libpam.so.0 libpam_misc.so.0 libpamc.so.0 libpanel.so.6 libpanelw.so.6 libpcprofile.so libpcre.so.3 "
    "libpcre2-8.so.0 libpcreposix.so.3 libprocps.so.8 libpsx.so.2 libseccomp.so.2 libselinux.so.1 "
    "libsemanage.so.2 libsepol.so.2 libsmartcols.so.1 libss.so.2 libssl.so.3 libstdc++.so.6 libsystemd.so.0 "
    "libtasn1.so.6 libtic.so.6 libtinfo.so.6 libtirpc.so.3 libudev.so.1 libunistring.so.2 libuuid.so.1 "
    "libxxhash.so.0 libz.so.1 libzstd.so.1";

// docker-library/repo-info ubuntu/24.04 34e0037a44e0.
constexpr std::string_view ubuntu_24_04 =
    "libacl.so.1 libapt-pkg.so.6.0 libapt-private.so.0.0 libassuan.so.0 libattr.so.1 libaudit.so.1 libblkid.so.1 "
    "libbz2.so.1 libbz2.so.1.0 libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcrypt.so.1 "
    "libcrypto.so.3 libdb-5.3.so libdebconfclient.so.0 libdrop_ambient.so.0 libe2p.so.2 libext2fs.so.2 "
    "libffi.so.8 libformw.so.6 libgcc_s.so.1 libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 "
    "libhogweed.so.6 libidn2.so.0 liblz4.so.1 liblzma.so.5 libmd.so.0 libmemusage.so libmenuw.so.6 libmount.so.1 "
    "libmvec.so.1 libncursesw.so.6 libnettle.so.8 libnpth.so.0 libnsl.so.1 libp11-kit.so.0 libpam.so.0 "
    "libpam_misc.so.0 libpamc.so.0 libpanelw.so.6 libpcprofile.so libpcre2-8.so.0 libproc2.so.0 libpsx.so.2 "
    "libseccomp.so.2 libselinux.so.1 libsemanage.so.2 libsepol.so.2 libsmartcols.so.1 libss.so.2 libssl.so.3 "
    "libstdc++.so.6 libsystemd.so.0 libtasn1.so.6 libtic.so.6 libtinfo.so.6 libudev.so.1 libunistring.so.5 "
    "libuuid.so.1 libxxhash.so.0 libz.so.1 libzstd.so.1";

// docker-library/repo-info ubuntu/resolute-20260724.1 357f5847f6ef.
constexpr std::string_view ubuntu_26_04 =
    "libacl.so.1 libapt-pkg.so.7.0 libapt-private.so.0.0 libattr.so.1 libaudit.so.1 libblkid.so.1 libbsd.so.0 "
    "libbz2.so.1 libbz2.so.1.0 libc_malloc_debug.so.0 libcap-ng.so.0 libcom_err.so.2 libcrypt.so.1 libcrypto.so.3 "
    "libdb-5.3.so libdebconfclient.so.0 libdrop_ambient.so.0 libe2p.so.2 libext2fs.so.2 libformw.so.6 "
    "libgcc_s.so.1 libgcrypt.so.20 libgmp.so.10 libgpg-error.so.0 liblz4.so.1 liblzma.so.5 libmd.so.0 "
    "libmemusage.so libmenuw.so.6 libmount.so.1 libmvec.so.1 libncursesw.so.6 libnsl.so.1 libpam.so.0 "
    "libpam_misc.so.0 libpamc.so.0 libpanelw.so.6 libpcprofile.so libpcre2-8.so.0 libproc2.so.0 libseccomp.so.2 "
    "libselinux.so.1 libsemanage.so.2 libsepol.so.2 libsmartcols.so.1 libss.so.2 libssl.so.3 libstdc++.so.6 "
    "libsystemd.so.0 libtic.so.6 libtinfo.so.6 libudev.so.1 libuuid.so.1 libxxhash.so.0 libz.so.1 libzstd.so.1";

// docker-library/repo-info almalinux/8.10-minimal f51cff1b0151; the default image holds more.
constexpr std::string_view almalinux_8 =
    "libSegFault.so libacl.so.1 libarchive.so.13 libassuan.so.0 libattr.so.1 libaudit.so.1 libauparse.so.0 "
    "libblkid.so.1 libbrotlicommon.so.1 libbrotlidec.so.1 libbrotlienc.so.1 libbz2.so.1 libcap-ng.so.0 "
    "libcap.so.2 libcom_err.so.2 libcrypt.so.1 libcrypto.so.1.1 libcurl.so.4 libdb-5.3.so libdnf.so.2 libelf.so.1 "
    "libffi.so.6 libform.so.6 libformw.so.6 libgcc_s.so.1 libgcrypt.so.20 libgio-2.0.so.0 "
    "libgirepository-1.0.so.1 libglib-2.0.so.0 libgmodule-2.0.so.0 libgmp.so.10 libgnutls.so.30 "
    "libgobject-2.0.so.0 libgpg-error.so.0 libgpgme.so.11 libgssapi_krb5.so.2 libgssrpc.so.4 libgthread-2.0.so.0 "
    "libhistory.so.7 libhogweed.so.4 libidn2.so.0 libjson-c.so.4 libk5crypto.so.3 libkeyutils.so.1 libkrad.so.0 "
    "libkrb5.so.3 libkrb5support.so.0 libksba.so.8 liblber-2.4.so.2 libldap-2.4.so.2 libldap_r-2.4.so.2 "
    "liblua-5.3.so liblz4.so.1 liblzma.so.5 libmagic.so.1 libmenu.so.6 libmenuw.so.6 libmodulemd.so.2 "
    "libmount.so.1 libmpfr.so.4 libmvec.so.1 libncurses.so.6 libncursesw.so.6 libnettle.so.6 libnghttp2.so.14 "
    "libnpth.so.0 libp11-kit.so.0 libpanel.so.6 libpanelw.so.6 libpcre.so.1 libpcre2-8.so.0 libpcre2-posix.so.2 "
    "libpcreposix.so.0 libpeas-1.0.so.0 libpopt.so.0 libpsl.so.5 libpsx.so.2 libreadline.so.7 librepo.so.0 "
    "librpm.so.8 librpmio.so.8 libsasl2.so.3 libselinux.so.1 libsepol.so.1 libsigsegv.so.2 libsmartcols.so.1 "
    "libsolv.so.1 libsolvext.so.1 libsqlite3.so.0 libssh.so.4 libssl.so.1.1 libstdc++.so.6 libsystemd.so.0 "
    "libtasn1.so.6 libtic.so.6 libtinfo.so.6 libudev.so.1 libunistring.so.2 libusb-1.0.so.0 libuuid.so.1 "
    "libverto.so.1 libxml2.so.2 libyaml-0.so.2 libz.so.1 libzstd.so.1";

// docker-library/repo-info almalinux/9.8-20260902 f51cff1b0151.
constexpr std::string_view almalinux_9 =
    "libacl.so.1 libarchive.so.13 libasm.so.1 libassuan.so.0 libattr.so.1 libaudit.so.1 libauparse.so.0 "
    "libblkid.so.1 libbz2.so.1 libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcomps.so.0 "
    "libcrack.so.2 libcrypt.so.2 libcrypto.so.3 libcurl.so.4 libdb-5.3.so libdbus-1.so.3 libdebuginfod.so.1 "
    "libdnf.so.2 libdrop_ambient.so.0 libdw.so.1 libeconf.so.0 libelf.so.1 libevent-2.1.so.7 "
    "libevent_core-2.1.so.7 libevent_extra-2.1.so.7 libevent_openssl-2.1.so.7 libevent_pthreads-2.1.so.7 "
    "libexpat.so.1 libfdisk.so.1 libffi.so.8 libform.so.6 libformw.so.6 libgcc_s.so.1 libgcrypt.so.20 "
    "libgdbm.so.6 libgdbm_compat.so.4 libgio-2.0.so.0 libglib-2.0.so.0 libgmodule-2.0.so.0 libgmp.so.10 "
    "libgnutls.so.30 libgobject-2.0.so.0 libgomp.so.1 libgpg-error.so.0 libgpgme.so.11 libgssapi_krb5.so.2 "
    "libgssrpc.so.4 libgthread-2.0.so.0 libhistory.so.8 libhogweed.so.6 libidn2.so.0 libjson-c.so.5 "
    "libk5crypto.so.3 libkeyutils.so.1 libkmod.so.2 libkrad.so.0 libkrb5.so.3 libkrb5support.so.0 libksba.so.8 "
    "liblber.so.2 libldap.so.2 libltdl.so.7 liblua-5.4.so liblz4.so.1 liblzma.so.5 libmagic.so.1 libmenu.so.6 "
    "libmenuw.so.6 libmodulemd.so.2 libmount.so.1 libmpfr.so.6 libmvec.so.1 libncurses.so.6 libncursesw.so.6 "
    "libnettle.so.8 libnghttp2.so.14 libnpth.so.0 libp11-kit.so.0 libpam.so.0 libpam_misc.so.0 libpamc.so.0 "
    "libpanel.so.6 libpanelw.so.6 libpcre.so.1 libpcre2-8.so.0 libpcre2-posix.so.3 libpcreposix.so.0 libpopt.so.0 "
    "libpsx.so.2 libpwquality.so.1 libpython3.9.so.1.0 libpython3.so libreadline.so.8 librepo.so.0 librpm.so.9 "
    "librpmbuild.so.9 librpmio.so.9 librpmsign.so.9 libsasl2.so.3 libseccomp.so.2 libselinux.so.1 "
    "libsemanage.so.2 libsepol.so.2 libsigsegv.so.2 libsmartcols.so.1 libsolv.so.1 libsolvext.so.1 "
    "libsqlite3.so.0 libssl.so.3 libstdc++.so.6 libsystemd.so.0 libtasn1.so.6 libtic.so.6 libtinfo.so.6 "
    "libudev.so.1 libunistring.so.2 libutempter.so.0 libuuid.so.1 libverto.so.1 libxml2.so.2 libyaml-0.so.2 "
    "libz.so.1 libzstd.so.1";

// docker-library/repo-info amazonlinux/2.0.20260831.0 a8aa1823250f.
constexpr std::string_view amazonlinux_2 =
    "libSegFault.so libacl.so.1 libassuan.so.0 libattr.so.1 libblkid.so.1 libbz2.so.1 libcap.so.2 libcidn.so.1 "
    "libcom_err.so.2 libcrypt.so.1 libcrypto.so.10 libcurl.so.4 libdb-5.3.so libelf.so.1 libexpat.so.1 "
    "libffi.so.6 libform.so.6 libformw.so.6 libfreebl3.so libfreeblpriv3.so libgcc_s.so.1 libgcrypt.so.11 "
    "libgdbm.so.4 libgdbm_compat.so.4 libgio-2.0.so.0 libglib-2.0.so.0 libgmodule-2.0.so.0 libgmp.so.10 "
    "libgmpxx.so.4 libgobject-2.0.so.0 libgpg-error.so.0 libgpgme-pthread.so.11 libgpgme.so.11 "
    "libgssapi_krb5.so.2 libgssrpc.so.4 libgthread-2.0.so.0 libhistory.so.6 libidn2.so.0 libk5crypto.so.3 "
    "libkdb5.so.8 libkeyutils.so.1 libkrad.so.0 libkrb5.so.3 libkrb5support.so.0 liblber-2.4.so.2 "
    "libldap-2.4.so.2 libldap_r-2.4.so.2 liblua-5.1.so liblzma.so.5 libmagic.so.1 libmemusage.so libmenu.so.6 "
    "libmenuw.so.6 libmetalink.so.3 libmount.so.1 libmvec.so.1 libncurses.so.6 libncursesw.so.6 libnghttp2.so.14 "
    "libnsl.so.1 libnspr4.so libnss3.so libnssdbm3.so libnssutil3.so libp11-kit.so.0 libpanel.so.6 libpanelw.so.6 "
    "libpcprofile.so libpcre.so.1 libpcre16.so.0 libpcre32.so.0 libpcrecpp.so.0 libpcreposix.so.0 libplc4.so "
    "libplds4.so libpopt.so.0 libpsl.so.5 libpsx.so.2 libpth.so.20 libpython2.7.so.1.0 libreadline.so.6 "
    "librpm.so.3 librpmbuild.so.3 librpmio.so.3 librpmsign.so.1 libsasl2.so.3 libselinux.so.1 libsepol.so.1 "
    "libslapi-2.4.so.2 libsmime3.so libsoftokn3.so libsqlite3.so.0 libssh2.so.1 libssl.so.10 libssl3.so "
    "libstdc++.so.6 libtasn1.so.6 libtic.so.6 libtinfo.so.6 libunistring.so.0 libuuid.so.1 libverto.so.1 "
    "libxml2.so.2 libz.so.1";

// docker-library/repo-info amazonlinux/2023 583515f1fe1f.
constexpr std::string_view amazonlinux_2023 =
    "libacl.so.1 libarchive.so.13 libasm.so.1 libassuan.so.0 libattr.so.1 libaudit.so.1 libauparse.so.0 "
    "libblkid.so.1 libbz2.so.1 libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcomps.so.0 "
    "libcrypt.so.2 libcrypto.so.3 libcurl.so.4 libdnf.so.2 libdrop_ambient.so.0 libdw.so.1 libelf.so.1 "
    "libexpat.so.1 libffi.so.8 libform.so.6 libformw.so.6 libgcc_s.so.1 libgcrypt.so.20 libgdbm.so.6 "
    "libgdbm_compat.so.4 libgio-2.0.so.0 libglib-2.0.so.0 libgmodule-2.0.so.0 libgmp.so.10 libgobject-2.0.so.0 "
    "libgomp.so.1 libgpg-error.so.0 libgpgme.so.11 libgssapi_krb5.so.2 libgssrpc.so.4 libgthread-2.0.so.0 "
    "libhistory.so.8 libidn2.so.0 libjson-c.so.5 libk5crypto.so.3 libkeyutils.so.1 libkrad.so.0 libkrb5.so.3 "
    "libkrb5support.so.0 liblua-5.4.so liblz4.so.1 liblzma.so.5 libmagic.so.1 libmenu.so.6 libmenuw.so.6 "
    "libmodulemd.so.2 libmount.so.1 libmpfr.so.6 libmvec.so.1 libncurses.so.6 libncursesw.so.6 libnghttp2.so.14 "
    "libnpth.so.0 libp11-kit.so.0 libpanel.so.6 libpanelw.so.6 libpcre2-8.so.0 libpcre2-posix.so.3 libpopt.so.0 "
    "libpsl.so.5 libpsx.so.2 libpython3.9.so.1.0 libpython3.so libreadline.so.8 librepo.so.0 librpm.so.9 "
    "librpmbuild.so.9 librpmio.so.9 librpmsign.so.9 libselinux.so.1 libsepol.so.2 libsigsegv.so.2 "
    "libsmartcols.so.1 libsolv.so.1 libsolvext.so.1 libsqlite3.so.0 libssl.so.3 libstdc++.so.6 libtasn1.so.6 "
    "libtic.so.6 libtinfo.so.6 libunistring.so.2 libuuid.so.1 libverto.so.1 libxml2.so.2 libyaml-0.so.2 libz.so.1 "
    "libzstd.so.1";

// lambci/docker-lambda de9a2bf5b73f base/base-2/fs.txt and packages.txt, a listing of the real file system of 2019 and
// 2020; the absent ones: lambci/docker-lambda#318, awslabs/aws-media-replay-engine#13, libgit2/pygit2#1014.
constexpr std::string_view aws_lambda_al2 =
    "libSegFault.so libacl.so.1 libattr.so.1 libcap.so.2 libcidn.so.1 libcom_err.so.2 libcrypto.so.10 libffi.so.6 "
    "libform.so.6 libformw.so.6 libfreebl3.so libfreeblpriv3.so libgcc_s.so.1 libgmp.so.10 libgmpxx.so.4 "
    "libgssapi_krb5.so.2 libgssrpc.so.4 libicudata.so.50 libicui18n.so.50 libicuio.so.50 libicuuc.so.50 "
    "libk5crypto.so.3 libkdb5.so.8 libkeyutils.so.1 libkrad.so.0 libkrb5.so.3 libkrb5support.so.0 libmemusage.so "
    "libmenu.so.6 libmenuw.so.6 libmvec.so.1 libncurses.so.6 libncursesw.so.6 libnsl.so.1 libnspr4.so "
    "libnssckbi.so libnssutil3.so libp11-kit.so.0 libpanel.so.6 libpanelw.so.6 libpcprofile.so libpcre.so.1 "
    "libpcre16.so.0 libpcre32.so.0 libpcrecpp.so.0 libpcreposix.so.0 libplc4.so libplds4.so libpopt.so.0 "
    "libselinux.so.1 libsepol.so.1 libssl.so.10 libstdc++.so.6 libtasn1.so.6 libtic.so.6 libtinfo.so.6 "
    "libverto.so.1 libz.so.1";

// Amazon Linux 2023 release notes, tables 'Minimal container', 2023.2 to 2023.9.20250929; the absent ones: the same
// and amazonlinux/amazon-linux-2023#547.
constexpr std::string_view aws_lambda_al2023 =
    "libc_malloc_debug.so.0 libcrypto.so.3 libcurl.so.4 libffi.so.8 libform.so.6 libformw.so.6 libgcc_s.so.1 "
    "libgcrypt.so.20 libgio-2.0.so.0 libgirepository-1.0.so.1 libglib-2.0.so.0 libgmodule-2.0.so.0 "
    "libgobject-2.0.so.0 libgthread-2.0.so.0 libmenu.so.6 libmenuw.so.6 libmvec.so.1 libncurses.so.6 "
    "libncursesw.so.6 libnghttp2.so.14 libp11-kit.so.0 libpanel.so.6 libpanelw.so.6 libpsl.so.5 libssl.so.3 "
    "libstdc++.so.6 libtic.so.6 libtinfo.so.6 libxml2.so.2 libz.so.1 libzstd.so.1";

// Azure/azure-functions-docker 020dbf319bc9 host/4, its apt-get lines run on bookworm; more comes from other sources.
constexpr std::string_view azure_functions_node22 =
    "libacl.so.1 libapt-pkg.so.6.0 libapt-private.so.0.0 libassuan.so.0 libattr.so.1 libaudit.so.1 libblkid.so.1 "
    "libbrotlicommon.so.1 libbrotlidec.so.1 libbrotlienc.so.1 libbz2.so.1 libbz2.so.1.0 libc_malloc_debug.so.0 "
    "libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcrypt.so.1 libcrypto.so.3 libcurl.so.4 libdb-5.3.so "
    "libdebconfclient.so.0 libdrop_ambient.so.0 libe2p.so.2 libexpat.so.1 libexpatw.so.1 libext2fs.so.2 "
    "libffi.so.8 libformw.so.6 libgcc_s.so.1 libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 "
    "libgpm.so.2 libgssapi_krb5.so.2 libhistory.so.8 libhogweed.so.6 libicudata.so.72 libicui18n.so.72 "
    "libicuio.so.72 libicutest.so.72 libicutu.so.72 libicuuc.so.72 libidn2.so.0 libk5crypto.so.3 libkeyutils.so.1 "
    "libkrb5.so.3 libkrb5support.so.0 libksba.so.8 liblber-2.5.so.0 libldap-2.5.so.0 liblz4.so.1 liblzma.so.5 "
    "libmd.so.0 libmemusage.so libmenuw.so.6 libmount.so.1 libmvec.so.1 libncursesw.so.6 libnettle.so.8 "
    "libnghttp2.so.14 libnpth.so.0 libnsl.so.1 libnsl.so.2 libp11-kit.so.0 libpam.so.0 libpam_misc.so.0 "
    "libpamc.so.0 libpanelw.so.6 libpcprofile.so libpcre2-8.so.0 libpsl.so.5 libpsx.so.2 libreadline.so.8 "
    "librtmp.so.1 libsasl2.so.2 libseccomp.so.2 libselinux.so.1 libsemanage.so.2 libsepol.so.2 libsmartcols.so.1 "
    "libsqlite3.so.0 libss.so.2 libssh2.so.1 libssl.so.3 libstdc++.so.6 libsystemd.so.0 libtasn1.so.6 libtic.so.6 "
    "libtinfo.so.6 libtirpc.so.3 libudev.so.1 libunistring.so.2 libuuid.so.1 libxxhash.so.0 libz.so.1 "
    "libzstd.so.1";

// Azure/azure-functions-docker 020dbf319bc9 host/4, its apt-get lines run on bullseye; more comes from other sources.
constexpr std::string_view azure_functions_python3_11 =
    "libBrokenLocale.so libGL.so.1 libGLX.so.0 libGLX_indirect.so.0 libGLX_mesa.so.0 libGLdispatch.so.0 "
    "libICE.so.6 libLLVM-11.so libLLVM-11.so.1 libSM.so.6 libSegFault.so libVkLayer_MESA_device_select.so "
    "libVkLayer_MESA_overlay.so libX11-xcb.so.1 libX11.so libX11.so.6 libXau.so libXau.so.6 libXaw.so.7 "
    "libXaw7.so.7 libXdamage.so.1 libXdmcp.so libXdmcp.so.6 libXext.so.6 libXfixes.so.3 libXfont2.so.2 "
    "libXmu.so.6 libXmuu.so.1 libXpm.so.4 libXrender.so libXrender.so.1 libXt.so.6 libXxf86vm.so.1 libacl.so.1 "
    "libanl.so libapt-pkg.so.6.0 libapt-private.so.0.0 libassuan.so.0 libattr.so.1 libaudit.so.1 "
    "libbfd-2.35.2-system.so libblkid.so.1 libbrotlicommon.so.1 libbrotlidec.so.1 libbrotlienc.so.1 libbsd.so.0 "
    "libbz2.so.1 libbz2.so.1.0 libcap-ng.so.0 libcom_err.so.2 libcrypt.so libcrypt.so.1 libcrypto.so.1.1 "
    "libctf-nobfd.so.0 libctf.so.0 libcurl.so.4 libdb-5.3.so libdebconfclient.so.0 libdeflate.so.0 libdl.so "
    "libdrm.so.2 libdrm_amdgpu.so.1 libdrm_intel.so.1 libdrm_nouveau.so.2 libdrm_radeon.so.1 libe2p.so.2 "
    "libedit.so.2 libelf.so.1 libexpat.so.1 libexpatw.so.1 libext2fs.so.2 libffi.so.7 libfontconfig.so.1 "
    "libfontenc.so.1 libformw.so.6 libfreetype.so.6 libgcc_s.so.1 libgcrypt.so.20 libgd.so.3 libgdbm.so.6 "
    "libgio-2.0.so.0 libglapi.so.0 libglib-2.0.so.0 libgmodule-2.0.so.0 libgmp.so.10 libgnutls.so.30 "
    "libgobject-2.0.so.0 libgomp.so.1 libgpg-error.so.0 libgssapi_krb5.so.2 libgthread-2.0.so.0 libhistory.so.8 "
    "libhogweed.so.6 libicudata.so.67 libicui18n.so.67 libicuio.so.67 libicutest.so.67 libicutu.so.67 "
    "libicuuc.so.67 libidn2.so.0 libjbig.so.0 libjpeg.so.62 libk5crypto.so.3 libkeyutils.so.1 libkrb5.so.3 "
    "libkrb5support.so.0 libksba.so.8 liblber-2.4.so.2 libldap-2.4.so.2 libldap_r-2.4.so.2 libltdl.so.7 "
    "liblttng-ust-ctl.so.4 liblttng-ust-cyg-profile-fast.so.0 liblttng-ust-cyg-profile.so.0 liblttng-ust-dl.so.0 "
    "liblttng-ust-fd.so.0 liblttng-ust-fork.so.0 liblttng-ust-libc-wrapper.so.0 liblttng-ust-pthread-wrapper.so.0 "
    "liblttng-ust-tracepoint.so.0 liblttng-ust.so.0 liblz4.so.1 liblzma.so.5 libmd.so.0 libmemusage.so "
    "libmenuw.so.6 libmount.so.1 libmvec.so libmvec.so.1 libncursesw.so.6 libnettle.so.8 libnghttp2.so.14 "
    "libnpth.so.0 libnsl.so libnsl.so.1 libnsl.so.2 libnss_compat.so libnss_dns.so libnss_files.so "
    "libnss_hesiod.so libnuma.so.1 libodbc.so.1 libodbc.so.2 libodbccr.so.1 libodbccr.so.2 libodbcinst.so.1 "
    "libodbcinst.so.2 libopcodes-2.35.2-system.so libp11-kit.so.0 libpam.so.0 libpam_misc.so.0 libpamc.so.0 "
    "libpanelw.so.6 libpciaccess.so.0 libpcprofile.so libpcre.so.3 libpcre2-8.so.0 libpcreposix.so.3 "
    "libpixman-1.so.0 libpng16.so.16 libpsl.so.5 libpthread.so libreadline.so.8 libresolv.so librt.so "
    "librtmp.so.1 libsasl2.so.2 libseccomp.so.2 libselinux.so.1 libsemanage.so.1 libsensors.so.5 libsepol.so.1 "
    "libsmartcols.so.1 libsqlite3.so.0 libss.so.2 libssh2.so.1 libssl.so.1.1 libstdc++.so.6 libsystemd.so.0 "
    "libtasn1.so.6 libthread_db.so libtic.so.6 libtiff.so.5 libtinfo.so.6 libtirpc.so libtirpc.so.3 libudev.so.1 "
    "libunistring.so.2 libunwind-coredump.so.0 libunwind-ptrace.so.0 libunwind-x86_64.so.8 libunwind.so.8 "
    "liburcu-bp.so.6 liburcu-cds.so.6 liburcu-common.so.6 liburcu-mb.so.6 liburcu-memb.so.6 liburcu-qsbr.so.6 "
    "liburcu-signal.so.6 liburcu.so.6 libutil.so libuuid.so.1 libvulkan.so.1 libvulkan_intel.so libvulkan_lvp.so "
    "libvulkan_radeon.so libwayland-client.so.0 libwebp.so.6 libxcb-dri2.so.0 libxcb-dri3.so.0 libxcb-glx.so.0 "
    "libxcb-present.so.0 libxcb-randr.so.0 libxcb-shm.so.0 libxcb-sync.so.1 libxcb-xfixes.so.0 libxcb.so "
    "libxcb.so.1 libxkbfile.so.1 libxml2.so.2 libxshmfence.so.1 libxxhash.so.0 libz.so.1 libz3.so.4 libzstd.so.1";

// Azure/azure-functions-docker 020dbf319bc9 host/4, its apt-get lines run on bookworm; more comes from other sources.
constexpr std::string_view azure_functions_python3_12 =
    "libGL.so.1 libGLX.so.0 libGLX_indirect.so.0 libGLX_mesa.so.0 libGLdispatch.so.0 libICE.so.6 libLLVM-15.so "
    "libLLVM-15.so.1 libSM.so.6 libX11-xcb.so.1 libX11.so libX11.so.6 libXau.so libXau.so.6 libXaw.so.7 "
    "libXaw7.so.7 libXdmcp.so libXdmcp.so.6 libXext.so.6 libXfixes.so.3 libXfont2.so.2 libXmu.so.6 libXmuu.so.1 "
    "libXpm.so.4 libXrandr.so.2 libXrender.so libXrender.so.1 libXt.so.6 libXxf86vm.so.1 libacl.so.1 "
    "libapt-pkg.so.6.0 libapt-private.so.0.0 libassuan.so.0 libattr.so.1 libaudit.so.1 libbfd-2.40-system.so "
    "libblkid.so.1 libbrotlicommon.so.1 libbrotlidec.so.1 libbrotlienc.so.1 libbsd.so.0 libbz2.so.1 libbz2.so.1.0 "
    "libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcrypt.so.1 libcrypto.so.3 "
    "libctf-nobfd.so.0 libctf.so.0 libcurl.so.4 libdb-5.3.so libdebconfclient.so.0 libdrm.so.2 libdrm_amdgpu.so.1 "
    "libdrm_intel.so.1 libdrm_nouveau.so.2 libdrm_radeon.so.1 libdrop_ambient.so.0 libe2p.so.2 libedit.so.2 "
    "libelf.so.1 libexpat.so.1 libexpatw.so.1 libext2fs.so.2 libffi.so.8 libfontenc.so.1 libformw.so.6 "
    "libfreetype.so.6 libgcc_s.so.1 libgcrypt.so.20 libgio-2.0.so.0 libglapi.so.0 libglib-2.0.so.0 "
    "libgmodule-2.0.so.0 libgmp.so.10 libgnutls.so.30 libgobject-2.0.so.0 libgomp.so.1 libgpg-error.so.0 "
    "libgpm.so.2 libgprofng.so.0 libgssapi_krb5.so.2 libgthread-2.0.so.0 libhistory.so.8 libhogweed.so.6 "
    "libicudata.so.72 libicui18n.so.72 libicuio.so.72 libicutest.so.72 libicutu.so.72 libicuuc.so.72 libidn2.so.0 "
    "libjansson.so.4 libk5crypto.so.3 libkeyutils.so.1 libkrb5.so.3 libkrb5support.so.0 libksba.so.8 "
    "liblber-2.5.so.0 libldap-2.5.so.0 libltdl.so.7 liblttng-ust-common.so.1 liblttng-ust-ctl.so.5 "
    "liblttng-ust-cyg-profile-fast.so.1 liblttng-ust-cyg-profile.so.1 liblttng-ust-dl.so.1 liblttng-ust-fd.so.1 "
    "liblttng-ust-fork.so.1 liblttng-ust-libc-wrapper.so.1 liblttng-ust-pthread-wrapper.so.1 "
    "liblttng-ust-tracepoint.so.1 liblttng-ust.so.1 liblz4.so.1 liblzma.so.5 libmd.so.0 libmemusage.so "
    "libmenuw.so.6 libmount.so.1 libmvec.so.1 libncursesw.so.6 libnettle.so.8 libnghttp2.so.14 libnpth.so.0 "
    "libnsl.so.1 libnuma.so.1 libodbc.so.2 libodbcinst.so.2 libopcodes-2.40-system.so libp11-kit.so.0 libpam.so.0 "
    "libpam_misc.so.0 libpamc.so.0 libpanelw.so.6 libpciaccess.so.0 libpcprofile.so libpcre2-8.so.0 "
    "libpixman-1.so.0 libpng16.so.16 libpsl.so.5 libpsx.so.2 libreadline.so.8 librtmp.so.1 libsasl2.so.2 "
    "libseccomp.so.2 libselinux.so.1 libsemanage.so.2 libsensors.so.5 libsepol.so.2 libsframe.so.0 "
    "libsmartcols.so.1 libsqlite3.so.0 libss.so.2 libssh2.so.1 libssl.so.3 libstdc++.so.6 libsystemd.so.0 "
    "libtasn1.so.6 libtic.so.6 libtinfo.so.6 libudev.so.1 libunistring.so.2 libunwind-coredump.so.0 "
    "libunwind-ptrace.so.0 libunwind-x86_64.so.8 libunwind.so.8 libuuid.so.1 libxcb-dri2.so.0 libxcb-dri3.so.0 "
    "libxcb-glx.so.0 libxcb-present.so.0 libxcb-randr.so.0 libxcb-shm.so.0 libxcb-sync.so.1 libxcb-xfixes.so.0 "
    "libxcb.so libxcb.so.1 libxkbfile.so.1 libxml2.so.2 libxshmfence.so.1 libxxhash.so.0 libz.so.1 libz3.so.4 "
    "libzstd.so.1";

// GoogleCloudPlatform/buildpacks 21f28de8c499 stacks/google_22/run.Dockerfile and run-packages.txt; more is pulled in.
constexpr std::string_view google_22 =
    "libacl.so.1 libapt-pkg.so.6.0 libapt-private.so.0.0 libattr.so.1 libaudit.so.1 libblkid.so.1 libbz2.so.1 "
    "libbz2.so.1.0 libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcrypt.so.1 libcrypto.so.3 "
    "libcurl.so.4 libdb-5.3.so libdebconfclient.so.0 libdrop_ambient.so.0 libe2p.so.2 libenchant-2.so.2 "
    "libexpat.so.1 libexpatw.so.1 libexslt.so.0 libext2fs.so.2 libffi.so.8 libform.so.6 libformw.so.6 "
    "libfreetype.so.6 libgcc_s.so.1 libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 "
    "libgssapi_krb5.so.2 libhogweed.so.6 libicudata.so.70 libicui18n.so.70 libicuio.so.70 libicutu.so.70 "
    "libicuuc.so.70 libidn2.so.0 libjpeg.so.8 libk5crypto.so.3 libkeyutils.so.1 libkrb5.so.3 libkrb5support.so.0 "
    "liblz4.so.1 liblzma.so.5 libmemusage.so libmenu.so.6 libmenuw.so.6 libmount.so.1 libmvec.so.1 "
    "libncurses.so.6 libncursesw.so.6 libnettle.so.8 libnsl.so.1 libnsl.so.2 libonig.so.5 libp11-kit.so.0 "
    "libpam.so.0 libpam_misc.so.0 libpamc.so.0 libpanel.so.6 libpanelw.so.6 libpcprofile.so libpcre.so.3 "
    "libpcre2-8.so.0 libpcreposix.so.3 libpng16.so.16 libpq.so.5 libprocps.so.8 libpsx.so.2 libseccomp.so.2 "
    "libselinux.so.1 libsemanage.so.2 libsepol.so.2 libsmartcols.so.1 libsodium.so.23 libsqlite3.so.0 libss.so.2 "
    "libssl.so.3 libstdc++.so.6 libsystemd.so.0 libtasn1.so.6 libtic.so.6 libtidy.so.5deb1 libtinfo.so.6 "
    "libtirpc.so.3 libudev.so.1 libunistring.so.2 libuuid.so.1 libxml2.so.2 libxslt.so.1 libxxhash.so.0 "
    "libyaml-0.so.2 libz.so.1 libzip.so.4 libzstd.so.1";

// GoogleCloudPlatform/buildpacks 21f28de8c499 stacks/google_24/run.Dockerfile and run-packages.txt; more is pulled in.
constexpr std::string_view google_24 =
    "libacl.so.1 libapt-pkg.so.6.0 libapt-private.so.0.0 libassuan.so.0 libattr.so.1 libaudit.so.1 libblkid.so.1 "
    "libbz2.so.1 libbz2.so.1.0 libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcrypt.so.1 "
    "libcrypto.so.3 libcurl.so.4 libdb-5.3.so libdebconfclient.so.0 libdrop_ambient.so.0 libe2p.so.2 "
    "libext2fs.so.2 libffi.so.8 libformw.so.6 libgcc_s.so.1 libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 "
    "libgpg-error.so.0 libhogweed.so.6 libidn2.so.0 liblz4.so.1 liblzma.so.5 libmd.so.0 libmemusage.so "
    "libmenuw.so.6 libmount.so.1 libmvec.so.1 libncursesw.so.6 libnettle.so.8 libnpth.so.0 libnsl.so.1 "
    "libp11-kit.so.0 libpam.so.0 libpam_misc.so.0 libpamc.so.0 libpanelw.so.6 libpcprofile.so libpcre2-8.so.0 "
    "libproc2.so.0 libpsx.so.2 libseccomp.so.2 libselinux.so.1 libsemanage.so.2 libsepol.so.2 libsmartcols.so.1 "
    "libss.so.2 libssl.so.3 libstdc++.so.6 libsystemd.so.0 libtasn1.so.6 libtic.so.6 libtinfo.so.6 libudev.so.1 "
    "libunistring.so.5 libuuid.so.1 libxxhash.so.0 libz.so.1 libzstd.so.1";

// docker-library/repo-info alpine/3.16 72e4be79b9c8.
constexpr std::string_view alpine_3_16 =
    "libcrypto.so.1.1 libssl.so.1.1 libz.so.1";

// docker-library/repo-info alpine/3.21.8 and 3.22 7859ce442d87; the releases from 3.17 on hold the same.
constexpr std::string_view alpine_3_20 =
    "libcrypto.so.3 libssl.so.3 libz.so.1";

constexpr std::string_view aws_lambda_al2_lacks =
    "libGL.so.1 libcrypto.so.1.1 libcrypto.so.3 libpython2.7.so.1.0 libssl.so.1.1 libssl.so.3";

constexpr std::string_view aws_lambda_al2023_lacks =
    "libGL.so.1 libcrypt.so.1 libcrypt.so.2 libexpat.so.1 libgdbm.so.6 libgomp.so.1 libpython3.9.so.1.0";

// What Debian's python3 depends on (roots of mmdebstrap with and without it), and what python:3.N-slim adds to
// debian:N-slim. Its module nis, which 3.13 has no more, brings Kerberos with it.
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
// Of the others the sum of the three, for want of a measurement.
constexpr std::string_view system_python =
    "libcom_err.so.2 libcrypto.so.1.1 libcrypto.so.3 libdb-5.3.so libexpat.so.1 libffi.so.7 libffi.so.8 "
    "libformw.so.6 libgdbm.so.6 libgdbm_compat.so.4 libgssapi_krb5.so.2 libhistory.so.8 libk5crypto.so.3 "
    "libkeyutils.so.1 libkrb5.so.3 libkrb5support.so.0 libmenuw.so.6 libncursesw.so.6 libnsl.so.2 libpanelw.so.6 "
    "libreadline.so.8 libsqlite3.so.0 libssl.so.1.1 libssl.so.3 libtirpc.so.3 libuuid.so.1";

// clang-format on

// docker-library/python 4f07059567fa, Dockerfile-linux.template: libbluetooth-dev and tk-dev, opened.
constexpr std::string_view python_on_buildpack_deps =
    "libXft.so.2 libXss.so.1 libbluetooth.so.3 libtcl8.6.so libtk8.6.so";

constexpr std::string_view vector_math = "libmvec.so.1";

constexpr std::array images{
    Image{"debian:11", true, debian_11, "", vector_math},
    Image{"debian:12", true, debian_12, "", vector_math},
    Image{"debian:13", true, debian_13, "", ""},
    Image{"buildpack-deps:bullseye", true, buildpack_deps_bullseye, "", vector_math},
    Image{"buildpack-deps:bookworm", true, buildpack_deps_bookworm, "", vector_math},
    Image{"buildpack-deps:trixie", true, buildpack_deps_trixie, "", ""},
    Image{"ubuntu:20.04", true, ubuntu_20_04, "", vector_math},
    Image{"ubuntu:22.04", true, ubuntu_22_04, "", vector_math},
    Image{"ubuntu:24.04", true, ubuntu_24_04, "", ""},
    Image{"ubuntu:26.04", true, ubuntu_26_04, "", ""},
    Image{"almalinux:8", false, almalinux_8, "", vector_math},
    Image{"almalinux:9", true, almalinux_9, "", vector_math},
    Image{"amazonlinux:2", true, amazonlinux_2, "", vector_math},
    Image{"amazonlinux:2023", true, amazonlinux_2023, "", vector_math},
    Image{"aws-lambda:al2", false, aws_lambda_al2, aws_lambda_al2_lacks, vector_math},
    Image{"aws-lambda:al2023", false, aws_lambda_al2023, aws_lambda_al2023_lacks, vector_math},
    Image{"azure-functions:node22", false, azure_functions_node22, "", ""},
    Image{"azure-functions:python3.11", false, azure_functions_python3_11, "", ""},
    Image{"azure-functions:python3.12", false, azure_functions_python3_12, "", ""},
    Image{"google-22", false, google_22, "", ""},
    Image{"google-24", false, google_24, "", ""},
    Image{"alpine:3.16", true, alpine_3_16, "", ""},
    Image{"alpine:3", true, alpine_3_20, "", ""},
};

// The file behind a soname has a longer name, which no list has: libgomp.so.1.0.0 of libgomp.so.1.
bool may_be_behind(std::string_view holds, std::string_view library) {
  for (;;) {
    const std::size_t dot = library.rfind('.');
    if (dot == std::string_view::npos || !parse_number(library.substr(dot + 1))) return false;
    library = library.substr(0, dot);
    if (text::has_word(holds, library)) return true;
  }
}

// "alpine:3.20" is one of "alpine:3".
bool is_of(std::string_view name, const Image& image) {
  return name == image.name || (image.name == "alpine:3" && name.starts_with("alpine:3."));
}

}  // namespace

const Image* find_image(std::string_view name) {
  const auto* const row =
      std::find_if(images.begin(), images.end(), [&](const Image& image) { return is_of(name, image); });
  return row == images.end() ? nullptr : row;
}

std::span<const Image> all_images() {
  return images;
}

bool is_of_a_system_python(std::string_view image, std::string_view library) {
  if (image == "debian:11") return text::has_word(python_of_debian_11, library);
  if (image == "debian:12") return text::has_word(python_of_debian_12, library);
  if (image == "debian:13") return text::has_word(python_of_debian_13, library);
  if (image.starts_with("buildpack-deps:") && text::has_word(python_on_buildpack_deps, library)) return true;
  return text::has_word(system_python, library);
}

Provision image_library(const Image& image, Architecture architecture, std::string_view library) {
  const bool arm = architecture == Architecture::aarch64;
  if (architecture != Architecture::x86_64 && !arm) return Provision::unknown;
  const bool lacks = text::has_word(image.lacks, library) || (arm && text::has_word(image.arm64_lacks, library));
  if (lacks) return Provision::no;
  if (text::has_word(image.holds, library)) return Provision::yes;
  return image.complete && !may_be_behind(image.holds, library) ? Provision::no : Provision::unknown;
}

}  // namespace platlint::target
