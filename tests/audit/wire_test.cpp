// SPDX-License-Identifier: Apache-2.0
#include "audit/wire.hpp"

#include <doctest/doctest.h>

#include <algorithm>

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
  artifact.versions = {"X_1", "X_2"};
  artifact.x86_level = 3;
  artifact.arm_version = 7;
  artifact.node_abi = 127;
  artifact.numpy = 2;
  artifact.oldest_numpy = Version{1, 25, 0};
  artifact.page_size = 0x4000;
  artifact.odd_identification = true;
  artifact.executable_stack = artifact.text_relocations = artifact.relative_relocations = true;
  artifact.never_opened = artifact.unsigned_code = true;
  artifact.changed_page = 4096;
  artifact.symbols = Symbols{{{"foo", ""}, {"bar", "libx.so"}}, {1, 0x7FFFFFFF}};

  Entry judged;
  judged.path = "a!/\xff\n.so";
  judged.size = std::uint64_t{5} << 32;
  judged.mode = 04755;
  judged.stored_at = 0x4000;
  judged.status = Entry::Status::judged;
  judged.artifacts = {artifact, Artifact{}};
  judged.sha256 = std::string(63, '0') + "f";
  Entry damaged;
  damaged.path = "a";
  damaged.status = Entry::Status::unreadable;
  damaged.damage = Damage{Damage::Kind::truncated, "cut"};
  damaged.link = "../out";
  damaged.leaves_root = true;
  damaged.outside = Entry::Outside::code;
  damaged.unopened = "a tar archive";
  return {{judged, damaged}, {{"a!/RECORD", std::string("text\0more", 9)}}};
}

bool is_refused(const Examined& examined) {
  try {
    decode(encode(examined), "a");
    return false;
  } catch (const Unreadable& error) {
    CHECK(std::string_view(error.what()) == "the worker that read it answered nonsense");
    return true;
  }
}

// The example with one fact changed.
template <class Change>
Examined with(Change change) {
  Examined examined = example();
  change(examined.entries[0], examined.entries[1]);
  return examined;
}

template <class T>
T after(T value) {
  return static_cast<T>(static_cast<int>(value) + 1);
}

// Takes the last enumerator, and refuses the next.
template <class Field, class T>
void check_range(Field field, T last) {
  CHECK(!is_refused(with([&](Entry& member, Entry& own) { field(member, own) = last; })));
  CHECK(is_refused(with([&](Entry& member, Entry& own) { field(member, own) = after(last); })));
}

}  // namespace

TEST_CASE("what a worker has found arrives as it was") {
  const Examined sent = example();
  const Examined arrived = decode(encode(sent), "a");
  REQUIRE(arrived.entries.size() == 2);
  CHECK(arrived.entries[0].path == sent.entries[0].path);
  CHECK(arrived.entries[0].size == sent.entries[0].size);
  CHECK(arrived.entries[0].mode == 04755U);
  CHECK(arrived.entries[0].stored_at == 0x4000U);
  CHECK(!arrived.entries[1].mode);
  CHECK(arrived.entries[0].sha256 == sent.entries[0].sha256);
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
    CHECK_THROWS_AS(decode(std::string_view(bytes).substr(0, length), "a"), Unreadable);
  }
  CHECK_THROWS_AS(decode(bytes + "x", "a"), Unreadable);
  CHECK_THROWS_AS(decode(std::string(64, '\xff'), "a"), Unreadable);
}

TEST_CASE("an enumerator that there is not is nonsense") {
  const auto image = [](Entry& member) -> Artifact& { return member.artifacts[0]; };
  check_range(
      [&](Entry & member, Entry&) -> auto& { return image(member).format; }, Format::archive);
  check_range(
      [&](Entry & member, Entry&) -> auto& { return image(member).kind; }, Kind::other);
  check_range(
      [&](Entry & member, Entry&) -> auto& { return image(member).architecture; }, Architecture::any);
  check_range(
      [&](Entry & member, Entry&) -> auto& { return image(member).system; }, System::wasi);
  check_range(
      [&](Entry & member, Entry&) -> auto& { return image(member).libc; }, Libc::bionic);
  check_range(
      [](Entry&, Entry & own) -> auto& { return own.damage->kind; }, Damage::Kind::not_a_binary);
  check_range(
      [](Entry&, Entry & own) -> auto& { return own.outside; }, Entry::Outside::code);
  check_range(
      [](Entry&, Entry & own) -> auto& { return own.status; }, Entry::Status::not_native);
  // Those are the last: the next has no name.
  CHECK(name(after(Format::archive)) == "unknown");
  CHECK(name(after(Kind::other)) == "unknown");
  CHECK(name(after(System::wasi)) == "unknown");
  CHECK(name(after(Libc::bionic)) == "unknown");
}

TEST_CASE("a bool is 0 or 1") {
  const std::string no = encode(with([](Entry&, Entry& own) { own.leaves_root = false; }));
  std::string bytes = encode(example());
  const auto differs = std::mismatch(no.begin(), no.end(), bytes.begin()).second;
  REQUIRE(*differs == 1);
  *differs = 2;
  CHECK_THROWS_AS(decode(bytes, "a"), Unreadable);
}

TEST_CASE("facts that no inspection gives are nonsense") {
  CHECK(!is_refused(with([](Entry& member, Entry&) { member.artifacts[0].x86_level = 4; })));
  CHECK(is_refused(with([](Entry& member, Entry&) { member.artifacts[0].x86_level = 5; })));
  CHECK(!is_refused(with([](Entry& member, Entry&) { member.mode = 07777; })));
  CHECK(is_refused(with([](Entry& member, Entry&) { member.mode = 010000; })));
  CHECK(is_refused(with([](Entry& member, Entry&) { member.sha256 = "abc"; })));
  CHECK(is_refused(with([](Entry& member, Entry&) { member.sha256.back() = 'F'; })));
  CHECK(is_refused(with([](Entry& member, Entry&) { member.artifacts.clear(); })));
  CHECK(is_refused(with([](Entry& member, Entry&) { member.damage = Damage{}; })));
  CHECK(is_refused(with([](Entry& member, Entry&) { member.excluded = true; })));
  CHECK(is_refused(with([](Entry&, Entry& own) { own.damage.reset(); })));
  CHECK(is_refused(with([](Entry&, Entry& own) { own.artifacts = {Artifact{}}; })));
}

TEST_CASE("an answer is about its own item") {
  CHECK(!is_refused(example()));
  CHECK(is_refused({}));
  CHECK(is_refused(with([](Entry&, Entry& own) { own.path = "b"; })));
  for (const std::string other : {"b", "a", "a/x", "a!", "b!/x", "aa!/x"}) {
    CAPTURE(other);
    CHECK(is_refused(with([&](Entry& member, Entry&) { member.path = other; })));
    Examined examined = example();
    examined.metadata[0].first = other;
    CHECK(is_refused(examined) == (other != "a"));
  }
}

TEST_CASE("a root that was read whole arrives as it was, and one with damage does not") {
  Bundle bundle;
  bundle.entries = {example().entries.front()};
  bundle.metadata = {{"package.json", "{}"}};
  const std::string bytes = encode_root(bundle);
  const Bundle arrived = decode_root(bytes);
  CHECK(encode_root(arrived) == bytes);
  CHECK(arrived.entries.front().path == bundle.entries.front().path);
  CHECK(arrived.metadata == bundle.metadata);
  for (std::size_t size = 0; size < bytes.size(); size += 7)
    CHECK_THROWS_AS(decode_root(std::string_view(bytes).substr(0, size)), Unreadable);
  Bundle damaged = bundle;
  damaged.entries = {example().entries.back()};
  CHECK_THROWS_AS(decode_root(encode_root(damaged)), Unreadable);
  Bundle unsorted = bundle;
  unsorted.entries.push_back(bundle.entries.front());
  unsorted.entries.front().path = "z";
  CHECK_THROWS_AS(decode_root(encode_root(unsorted)), Unreadable);
}
