// SPDX-License-Identifier: Apache-2.0
// A separate program, in which a stand-in replaces LIEF behind inspect/lief.hpp. The report must be what the stand-in
// says, even if it lies. If it says nothing, nothing may be read.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "elf_file.hpp"
#include "inspect/lief.hpp"
#include "inspect/reader.hpp"

using namespace platlint;

namespace {

/// The answers of LIEF for the tables, and then for the whole file.
template <class Facts>
struct Answers {
  std::optional<Facts> tables, whole;
  int asked = 0;

  Facts next() {
    const std::optional<Facts>& answer = asked++ == 0 ? tables : whole;
    if (!answer) throw unreadable("LIEF says nothing");
    return *answer;
  }
};
Answers<ElfFacts> elf;
Answers<MachoFacts> macho;
Answers<PeFacts> pe;

void say_nothing() {
  elf = {};
  macho = {};
  pe = {};
}

}  // namespace

namespace platlint {

ElfFacts read_elf_with_lief(const std::vector<std::uint8_t>&) {
  return elf.next();
}
MachoFacts read_macho_with_lief(const std::vector<std::uint8_t>&) {
  return macho.next();
}
PeFacts read_pe_with_lief(const std::vector<std::uint8_t>&) {
  return pe.next();
}

}  // namespace platlint

namespace {

// They have as many libraries and versions as the fixtures, and nothing else in them is true.
const std::string elf_file = "elf-x86_64-rpath.so", elf_program = "elf-x86_64-glibc-pie",
                  macho_file = "macho-arm64.bundle", pe_file = "pe-amd64.dll";

ElfFacts elf_lies() {
  return {"liblie.so.9", "/lib/ld-lie.so", {{"liblie.so.1", false}},
          {"/lie"},      {"/lie/run"},     {{"liblie.so.1", "LIE_1"}, {"liblie.so.2", "LIE_2", true}}};
}

MachoFacts macho_lies() {
  MachoFacts lies;
  lies.cpu_type = 0x01000007;  // CPU_TYPE_X86_64
  lies.cpu_subtype = 3;
  lies.file_type = 8;  // MH_BUNDLE
  lies.identity = "@rpath/liblie.dylib";
  lies.interpreter = "/usr/lib/lied";
  lies.libraries = {{"/usr/lib/liblie.dylib", true}};
  lies.rpath = {"@loader_path/lie"};
  lies.platform = 2;  // PLATFORM_IOS
  lies.minimum_system = Version{99, 1, 2};
  return lies;
}

PeFacts pe_lies() {
  return {0xAA64, 0, {99, 1, 0}, {{"lie.dll", false}, {"later.dll", true}}};
}

Artifact read(const std::string& fixture) {
  const Inspection inspection = inspected(read_fixture(fixture));
  INFO((inspection.damage ? inspection.damage->reason : "no damage"));
  REQUIRE(inspection.artifacts.size() == 1);
  return inspection.artifacts[0];
}

/// The damage if LIEF reads the whole file differently from its tables.
template <class Facts>
std::string differing(const std::string& fixture, Answers<Facts>& answers, const Facts& tables, const Facts& whole) {
  answers = {tables, whole};
  return damage(read_fixture(fixture), {.second_opinion = true});
}

template <class Facts>
using Changes = std::vector<std::pair<std::function<void(Facts&)>, std::string>>;

template <class Facts>
void check_each(const std::string& fixture, Answers<Facts>& answers, const Facts& tables,
                const Changes<Facts>& changes) {
  CHECK(differing(fixture, answers, tables, tables) == "none");
  CHECK(answers.asked == 2);
  for (const auto& [change, told] : changes) {
    Facts whole = tables;
    change(whole);
    CHECK(differing(fixture, answers, tables, whole) == "two readers differ: " + told);
  }
}

bool says_something(const nlohmann::json& image) {
  return image["format"] == "pe" || image["format"] == "mach-o" || !image["libraries"].empty() ||
         !image["version_needs"].empty() || !image["rpath"].empty() || !image["runpath"].empty() ||
         image["identity"] != "" || image["interpreter"] != "";
}

}  // namespace

TEST_CASE("of an ELF file LIEF's words are reported") {
  elf = {elf_lies(), {}};
  const Artifact artifact = read(elf_file);
  CHECK(artifact.identity == "liblie.so.9");
  CHECK(artifact.interpreter == "/lib/ld-lie.so");
  CHECK(artifact.libraries == elf_lies().libraries);
  CHECK(artifact.rpath == std::vector<std::string>{"/lie"});
  CHECK(artifact.runpath == std::vector<std::string>{"/lie/run"});
  CHECK(artifact.version_needs == elf_lies().version_needs);
  CHECK(artifact.libc == Libc::unknown);  // from these names
}

TEST_CASE("of a Mach-O file LIEF's words are reported") {
  macho = {macho_lies(), {}};
  const Artifact artifact = read(macho_file);
  CHECK(artifact.architecture == Architecture::x86_64);
  CHECK(artifact.machine == 0x01000007);
  CHECK(artifact.kind == Kind::bundle);
  CHECK(artifact.system == System::ios);
  CHECK(artifact.minimum_system == Version{99, 1, 2});
  CHECK(artifact.identity == "@rpath/liblie.dylib");
  CHECK(artifact.interpreter == "/usr/lib/lied");
  CHECK(artifact.libraries == macho_lies().libraries);
  CHECK(artifact.rpath == std::vector<std::string>{"@loader_path/lie"});
}

TEST_CASE("of a PE file LIEF's words are reported") {
  pe = {pe_lies(), {}};
  const Artifact artifact = read(pe_file);
  CHECK(artifact.architecture == Architecture::aarch64);
  CHECK(artifact.machine == 0xAA64);
  CHECK(artifact.kind == Kind::executable);
  CHECK(artifact.minimum_system == Version{99, 1, 0});
  CHECK(artifact.libraries == pe_lies().libraries);
}

TEST_CASE("what LIEF leaves out is damage, and not absent") {
  ElfFacts few = elf_lies();
  few.libraries.clear();
  elf = {few, {}};
  CHECK(damage(read_fixture(elf_file)) == "LIEF reads 0 of 1 needed libraries, 2 of 2 version needs");
  few = elf_lies();
  few.version_needs.pop_back();
  elf = {few, {}};
  CHECK(damage(read_fixture(elf_file)) == "LIEF reads 1 of 1 needed libraries, 1 of 2 version needs");
  few = elf_lies();
  few.version_needs.pop_back();
  few.interpreter.clear();
  elf = {few, {}};
  CHECK(damage(read_fixture(elf_program)) == "LIEF reads no interpreter");
  macho = {MachoFacts{}, {}};
  CHECK(damage(read_fixture(macho_file)) == "LIEF reads 0 of 1 libraries");
  pe = {PeFacts{}, {}};
  CHECK(damage(read_fixture(pe_file)) == "LIEF reads 0 of 2 imported libraries");
}

TEST_CASE("without LIEF nothing is read of what a loader loads") {
  const auto expected = nlohmann::json::parse(read_fixture("../facts.json"));
  std::size_t silent = 0;
  for (const auto& [file, images] : expected.items()) {
    if (!std::any_of(images.begin(), images.end(), says_something)) continue;
    CAPTURE(file);
    say_nothing();
    CHECK(damage(read_fixture(file)) == "LIEF says nothing");
    ++silent;
  }
  CHECK(silent > 100);
}

TEST_CASE("each fact of an ELF file on which two readers differ is damage") {
  check_each(
      elf_file, elf, elf_lies(),
      {
          {[](ElfFacts& facts) { facts.libraries[0].name = "libtruth.so"; },
           "needed libraries liblie.so.1, LIEF on the whole file: libtruth.so"},
          {[](ElfFacts& facts) { facts.libraries.clear(); },
           "needed libraries liblie.so.1, LIEF on the whole file: none"},
          {[](ElfFacts& facts) { facts.identity = "libtruth.so"; },
           "shared object name liblie.so.9, LIEF on the whole file: libtruth.so"},
          {[](ElfFacts& facts) { facts.rpath.push_back("/truth"); }, "rpath /lie, LIEF on the whole file: /lie /truth"},
          {[](ElfFacts& facts) { facts.runpath = {}; }, "runpath /lie/run, LIEF on the whole file: none"},
          {[](ElfFacts& facts) { facts.interpreter = ""; }, "interpreter /lib/ld-lie.so, LIEF on the whole file: none"},
          {[](ElfFacts& facts) { facts.version_needs[1].weak = false; },
           "needed versions LIE_1 of liblie.so.1 LIE_2 of liblie.so.2 (weak), LIEF on the whole file: "
           "LIE_1 of liblie.so.1 LIE_2 of liblie.so.2"},
      });
}

TEST_CASE("each fact of a Mach-O file on which two readers differ is damage") {
  check_each(macho_file, macho, macho_lies(),
             {
                 {[](MachoFacts& facts) { facts.cpu_type = 7; }, "CPU type 16777223, LIEF on the whole file: 7"},
                 {[](MachoFacts& facts) { facts.cpu_subtype = 8; }, "CPU subtype 3, LIEF on the whole file: 8"},
                 {[](MachoFacts& facts) { facts.file_type = 6; }, "file type 8, LIEF on the whole file: 6"},
                 {[](MachoFacts& facts) { facts.platform = 1; }, "platform 2, LIEF on the whole file: 1"},
                 {[](MachoFacts& facts) {
                    facts.minimum_system = Version{11, 0, 0};
                  },
                  "minimum system 99.1.2, LIEF on the whole file: 11.0"},
                 {[](MachoFacts& facts) { facts.libraries[0].weak = false; },
                  "libraries /usr/lib/liblie.dylib (weak), LIEF on the whole file: /usr/lib/liblie.dylib"},
                 {[](MachoFacts& facts) { facts.identity = ""; },
                  "install name @rpath/liblie.dylib, LIEF on the whole file: none"},
                 {[](MachoFacts& facts) { facts.rpath[0] = "/truth"; },
                  "rpath @loader_path/lie, LIEF on the whole file: /truth"},
                 {[](MachoFacts& facts) { facts.interpreter = "/usr/lib/dyld"; },
                  "dynamic linker /usr/lib/lied, LIEF on the whole file: /usr/lib/dyld"},
             });
}

TEST_CASE("each fact of a PE file on which two readers differ is damage") {
  check_each(
      pe_file, pe, pe_lies(),
      {
          {[](PeFacts& facts) { facts.machine = 0x8664; }, "machine 43620, LIEF on the whole file: 34404"},
          {[](PeFacts& facts) { facts.characteristics = 0x2000; }, "characteristics 0, LIEF on the whole file: 8192"},
          {[](PeFacts& facts) {
             facts.minimum_system = {6, 0, 0};
           },
           "subsystem version 99.1, LIEF on the whole file: 6.0"},
          {[](PeFacts& facts) { facts.libraries.pop_back(); },
           "imported libraries lie.dll later.dll (weak), LIEF on the whole file: lie.dll"},
      });
}

TEST_CASE("long answers are cut, and begin where they differ") {
  ElfFacts tables = elf_lies();
  tables.rpath = {std::string(150, 'a'), std::string(50, 'b'), "/one"};
  ElfFacts whole = tables;
  whole.rpath[2] = "/two";
  CHECK(differing(elf_file, elf, tables, whole) == "two readers differ: rpath /one, LIEF on the whole file: /two");
  whole.rpath = {std::string(4096, 'c')};
  const std::string told = differing(elf_file, elf, tables, whole);
  CHECK(told.ends_with("LIEF on the whole file: " + std::string(200, 'c')));
  CHECK(told.size() < 500);
}
