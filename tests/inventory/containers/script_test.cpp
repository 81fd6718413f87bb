// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/script.hpp"

#include <doctest/doctest.h>

#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;

std::optional<ScriptPayload> find(const std::string& bytes) {
  const auto file = source(bytes);
  return find_script_payload(*file, head(bytes));
}

const std::string gzip = "\x1f\x8b\x08 packed";

}  // namespace

TEST_CASE("makeself's archives stand where it says") {
  const std::string old = "#!/bin/sh\n# Makeself 2.3\noffset=`head -n 4 \"$0\" | wc -c`\n\n";
  const std::string script =
      "#!/bin/sh\n# This script was generated using Makeself 2.5.0\nfilesizes=\"10 7\"\nskip=\"5\"\n\n";
  const std::optional<ScriptPayload> one = find(old + gzip);
  REQUIRE(one);
  CHECK(one->kind == "a makeself archive");
  REQUIRE(one->ranges.size() == 1);
  CHECK(one->ranges[0].offset == old.size());
  CHECK(one->ranges[0].size == gzip.size());
  const std::optional<ScriptPayload> two = find(script + std::string(17, 'x'));
  REQUIRE(two);
  REQUIRE(two->ranges.size() == 2);
  CHECK(two->ranges[0].offset == script.size());
  CHECK(two->ranges[0].size == 10);
  CHECK(two->ranges[1].offset == script.size() + 10);
  CHECK(two->ranges[1].size == 7);
}

TEST_CASE("conda's constructor says how large its parts are") {
  const std::string script =
      "#!/bin/sh\nboundary0=$(head -n 5)\nboundary1=$(( boundary0 + 6 ))\nboundary2=$(( boundary1 + 0 ))\n"
      "boundary3=$(( boundary2 + 4 ))\n@@END_HEADER@@\n";
  const std::optional<ScriptPayload> found = find(script + "\177ELF..tar.");
  REQUIRE(found);
  REQUIRE(found->ranges.size() == 2);
  CHECK(found->ranges[0].offset == script.size());
  CHECK(found->ranges[1].offset == script.size() + 6);
  CHECK(found->ranges[1].size == 4);
}

TEST_CASE("other scripts carry what begins a line as an archive does") {
  const std::string script = "#!/bin/sh\ntail -n +3 \"$0\" | tar xz\n";
  std::string tar = "name" + std::string(253, '\0') + "ustar" + std::string(250, '\0');
  tar.replace(148, 6, "002320");  // the sum of its bytes, with spaces for these eight
  for (const std::string& archive : {gzip, std::string("BZh91AY&SY"),
                                     "\xfd"
                                     "7zXZ" +
                                         std::string(1, '\0'),
                                     tar, std::string("\177ELF")}) {
    const std::optional<ScriptPayload> found = find(script + archive);
    REQUIRE(found);
    CHECK(found->ranges[0].offset == script.size());
    CHECK(found->ranges[0].size == archive.size());
    CHECK(!find(script + "x" + archive));
    CHECK(!find("no script\n" + archive));
  }
}

TEST_CASE("a script that only speaks of archives carries none") {
  CHECK(!find("#!/bin/sh\n"));
  CHECK(!find("#!/bin/sh\n# makeself\nskip=\"$SKIP\"\n"));
  CHECK(!find("#!/bin/sh\n# Makeself\nskip=\"99\"\n"));
  CHECK(!find("#!/bin/sh\nMSCF\nxar!\nhsqs\nBZh91\nustar\nPK\3\4\n"));
  CHECK(!find("#!/usr/bin/env python\nprint('@@END_HEADER@@')\n@@END_HEADER@@\n"));
  CHECK(!find("#!/bin/sh\nboundary1=$(( boundary0 + x ))\n@@END_HEADER@@\n"));
}

TEST_CASE("sizes of a script that are too large are left to who reads them") {
  const std::string script = "#!/bin/sh\n# Makeself\nfilesizes=\"18446744073709551615 5\"\nskip=\"4\"\n";
  const std::optional<ScriptPayload> found = find(script + "x");
  REQUIRE(found);
  CHECK(found->ranges[0].size == UINT64_MAX);
  const std::optional<ScriptPayload> none =
      find("#!/bin/sh\nboundary1=$(( boundary0 + 18446744073709551615 ))\n@@END_HEADER@@\n");
  CHECK(!none);
}
