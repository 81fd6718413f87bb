// SPDX-License-Identifier: Apache-2.0
#include "audit/wire.hpp"

#include <doctest/doctest.h>

using namespace platlint;

namespace {

Examined example() {
  Artifact artifact;
  artifact.format = Format::macho;
  artifact.kind = Kind::bundle;
  artifact.architecture = Architecture::arm64e;
  artifact.machine = 0x0100000C;
  artifact.system = System::ios_simulator;
  artifact.libc = Libc::musl;
  artifact.minimum_system = Version{10, 13, 6};
  artifact.identity = "libx.1.dylib";
  artifact.interpreter = "/usr/lib/dyld";
  artifact.libraries = {{"libz.so.1", false}, {"libweak.so", true}};
  artifact.rpath = {"$ORIGIN"};
  artifact.runpath = {"a", "b"};
  artifact.version_needs = {{"libc.so.6", "GLIBC_2.34", true, {"fork", "pow"}}};
  artifact.x86_level = 3;
  artifact.executable_stack = artifact.text_relocations = artifact.relative_relocations = true;
  artifact.never_opened = artifact.unsigned_code = true;

  Entry judged;
  judged.path = "a/\xff\n.so";
  judged.size = std::uint64_t{5} << 32;
  judged.status = Entry::Status::judged;
  judged.artifacts = {artifact, Artifact{}};
  Entry damaged;
  damaged.status = Entry::Status::unreadable;
  damaged.damage = Damage{Damage::Kind::truncated, "cut"};
  damaged.link = "../out";
  damaged.leaves_root = true;
  damaged.outside = Entry::Outside::code;
  damaged.unopened = "a tar archive";
  return {{judged, damaged}, {{"RECORD", std::string("text\0more", 9)}}};
}

}  // namespace

TEST_CASE("what a worker has found arrives as it was") {
  const Examined sent = example();
  const Examined arrived = decode(encode(sent));
  REQUIRE(arrived.entries.size() == 2);
  CHECK(arrived.entries[0].path == sent.entries[0].path);
  CHECK(arrived.entries[0].size == sent.entries[0].size);
  CHECK(arrived.entries[0].status == Entry::Status::judged);
  CHECK(arrived.entries[0].artifacts == sent.entries[0].artifacts);
  CHECK(arrived.entries[1].damage == sent.entries[1].damage);
  CHECK(arrived.entries[1].link == "../out");
  CHECK(arrived.entries[1].leaves_root);
  CHECK(arrived.entries[1].outside == Entry::Outside::code);
  CHECK(arrived.entries[1].unopened == "a tar archive");
  CHECK(arrived.metadata == sent.metadata);
}

TEST_CASE("an answer that is cut or goes on too long is nonsense") {
  const std::string bytes = encode(example());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    CHECK_THROWS_AS(decode(std::string_view(bytes).substr(0, length)), Unreadable);
  }
  CHECK_THROWS_AS(decode(bytes + "x"), Unreadable);
  CHECK_THROWS_AS(decode(std::string(64, '\xff')), Unreadable);
}
