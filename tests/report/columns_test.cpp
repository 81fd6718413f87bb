// SPDX-License-Identifier: Apache-2.0
#include "report/columns.hpp"

#include <doctest/doctest.h>

#include <string>

using platlint::columns;
using platlint::elided;
using platlint::filled;
using platlint::Word;
using platlint::words;

TEST_CASE("columns are what a terminal gives, not bytes or code points") {
  CHECK(columns("") == 0);
  CHECK(columns("x.so") == 4);
  CHECK(columns("école") == 5);
  CHECK(columns("e\u0301cole") == 5);  // a combining accent
  CHECK(columns("漢字") == 4);
  CHECK(columns("ﾊﾝｶｸ") == 4);  // half-width
  CHECK(columns("🚀") == 2);
  CHECK(columns("…") == 1);
  CHECK(columns("❤\uFE0F") == 2);  // text or emoji, by the terminal: the most
}

TEST_CASE("a path is shortened from the middle and keeps its name") {
  CHECK(elided("numpy/_core/x.so", 0) == "numpy/_core/x.so");
  CHECK(elided("numpy/_core/x.so", 16) == "numpy/_core/x.so");
  CHECK(elided("numpy/_core/include/numpy/x.so", 29) == "numpy/_core/include/…/x.so");
  CHECK(elided("numpy/_core/include/numpy/x.so", 20) == "numpy/_core/…/x.so");
  CHECK(elided("a_directory_with_a_long_name/x.so", 20) == "…/x.so");
  CHECK(elided("layer.zip!/python/a/b/c/x.so", 24) == "layer.zip!/python/…/x.so");
}

TEST_CASE("a name that is too long keeps its beginning and its end") {
  CHECK(elided("d/_multiarray_umath.cpython-312-darwin.so", 21) == "_multiarra…-darwin.so");
  CHECK(elided("漢字漢字漢字漢字漢字漢字.so", 20) == "漢字漢字漢…字漢字.so");
}

TEST_CASE("a path is never longer than asked, and no character is cut") {
  const std::string path = "e\u0301/漢字/👩\u200D👩\u200D👧/🇩🇪🇫🇷/" + std::string(40, 'x') + "漢字漢字.so";
  for (std::size_t width = 20; width < columns(path); ++width) {
    const std::string text = elided(path, width);
    CHECK(columns(text) <= width);
    CHECK(text.ends_with(".so"));
  }
  // Joined emoji are one character: never a part of one.
  const std::string family = "👩\u200D👩\u200D👧";
  const std::string short_name = elided(family + family + family + family + ".so", 20);
  CHECK(short_name.find("👩\u200D…") == std::string::npos);
  CHECK(short_name.starts_with(family));
}

TEST_CASE("lines are filled, and words not broken") {
  CHECK(filled(words("take the wheel of numpy for Linux"), 0, 2) == "take the wheel of numpy for Linux\n");
  CHECK(filled(words("take the wheel of numpy for Linux"), 20, 2) == "take the wheel of\n  numpy for Linux\n");
  CHECK(filled(words("漢字漢字 漢字漢字 漢字漢字"), 20, 1) == "漢字漢字 漢字漢字\n 漢字漢字\n");
  CHECK(filled(words("see " + std::string(30, 'x') + " there"), 20, 2) ==
        "see\n  " + std::string(30, 'x') + "\n  there\n");
}

TEST_CASE("colors take no columns") {
  CHECK(filled({{"numpy", "1"}, {"error", "1;31", ":"}, {"Mach-O"}}, 20, 2) ==
        "\x1b[1mnumpy\x1b[0m \x1b[1;31merror\x1b[0m: Mach-O\n");
}

TEST_CASE("an option and its value stay together") {
  CHECK(filled(words("run it with --only-binary numpy"), 30, 2) == "run it with\n  --only-binary numpy\n");
  CHECK(filled(words("run it with --python-platform x86_64-manylinux2014"), 30, 2) ==
        "run it with --python-platform\n  x86_64-manylinux2014\n");
}
