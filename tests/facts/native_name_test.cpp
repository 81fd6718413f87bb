// SPDX-License-Identifier: Apache-2.0
#include "facts/native_name.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace platlint;

TEST_CASE("names that promise native code") {
  for (const std::string name : {"x.so", "a/b/_x.cpython-312-darwin.so", "libz.so.1", "libz.so.1.2.11", "libfoo.SO",
                                 "x.pyd", "_x.PYD", "FOO.DLL", "libz.dylib", "libz.1.dylib", "libz.dylib.1",
                                 "libfoo.jnilib", "addon.node", "libgcc_s-0cd532bd.so.1"}) {
    CAPTURE(name);
    CHECK(has_native_suffix(name));
  }
}

TEST_CASE("names that other files bear too") {
  for (const std::string name : {"tool.exe", "TOOL.EXE", "driver.sys", "foo.ocx", "x.bundle", "libcrypto.so.1.0.0k",
                                 "libcrypto.so.1.0.2k-fips", "x.so.7z"}) {
    CAPTURE(name);
    CHECK(native_suffix_of(name).has_value());
    CHECK_FALSE(has_native_suffix(name));
  }
}

TEST_CASE("names that promise nothing") {
  for (const std::string name : {"x.so.py", "x.so.gz", "x.so.1.gz", "x.so.dbg", "so", ".so", "a.so/b", "x.node/y.js",
                                 "x.soo", "x.so.", "x.so.1.", "", "x.py", "libfoo.so-1.txt", "dll"}) {
    CAPTURE(name);
    CHECK_FALSE(native_suffix_of(name).has_value());
  }
}

TEST_CASE("whose loaders ask for it") {
  CHECK(native_suffix_of("x.so")->is_asked_for(Format::elf));
  CHECK(native_suffix_of("x.so")->is_asked_for(Format::macho));
  CHECK_FALSE(native_suffix_of("x.so")->is_asked_for(Format::pe));
  CHECK(native_suffix_of("x.node")->is_asked_for(Format::pe));
  CHECK(native_suffix_of("x.jnilib")->only_format() == Format::macho);
  CHECK(native_suffix_of("x.exe")->only_format() == Format::pe);
  CHECK_FALSE(native_suffix_of("x.so")->only_format().has_value());
}
