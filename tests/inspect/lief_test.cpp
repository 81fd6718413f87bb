// SPDX-License-Identifier: Apache-2.0
// A program of its own, in which a stand-in takes LIEF's place behind inspect/lief.hpp: what it says must be what is
// reported, lies too, and where it says nothing nothing may be read.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "elf_file.hpp"
#include "inspect/lief.hpp"
#include "inspect/reader.hpp"

using namespace platlint;

namespace {

/// What LIEF is to say; without it, it says nothing.
std::optional<ElfFacts> elf;
std::optional<MachoFacts> macho;
std::optional<PeFacts> pe;

template <class Facts>
Facts answer(const std::optional<Facts>& told) {
  if (!told) throw Broken(Damage::Kind::unreadable, "LIEF says nothing");
  return *told;
}

void say_nothing() {
  elf.reset();
  macho.reset();
  pe.reset();
}

}  // namespace

namespace platlint {

ElfFacts read_elf_with_lief(const std::vector<std::uint8_t>&) {
  return answer(elf);
}
MachoFacts read_macho_with_lief(const std::vector<std::uint8_t>&) {
  return answer(macho);
}
PeFacts read_pe_with_lief(const std::vector<std::uint8_t>&) {
  return answer(pe);
}

}  // namespace platlint

namespace {

// As many libraries and versions as the fixtures have, and nothing else that is true of them.
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

bool says_something(const nlohmann::json& image) {
  return image["format"] == "pe" || image["format"] == "mach-o" || !image["libraries"].empty() ||
         !image["version_needs"].empty() || !image["rpath"].empty() || !image["runpath"].empty() ||
         image["identity"] != "" || image["interpreter"] != "";
}

}  // namespace

TEST_CASE("of an ELF file LIEF's words are reported") {
  elf = elf_lies();
  const Artifact artifact = read(elf_file);
  CHECK(artifact.identity == "liblie.so.9");
  CHECK(artifact.interpreter == "/lib/ld-lie.so");
  CHECK(artifact.libraries == elf_lies().libraries);
  CHECK(artifact.rpath == std::vector<std::string>{"/lie"});
  CHECK(artifact.runpath == std::vector<std::string>{"/lie/run"});
  CHECK(artifact.version_needs == elf_lies().version_needs);
  CHECK(artifact.libc == Libc::unknown);  // by these names
}

TEST_CASE("of a Mach-O file LIEF's words are reported") {
  macho = macho_lies();
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
  pe = pe_lies();
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
  elf = few;
  CHECK(damage(read_fixture(elf_file)) == "LIEF reads 0 of 1 needed libraries, 2 of 2 version needs");
  few = elf_lies();
  few.version_needs.pop_back();
  elf = few;
  CHECK(damage(read_fixture(elf_file)) == "LIEF reads 1 of 1 needed libraries, 1 of 2 version needs");
  few = elf_lies();
  few.version_needs.pop_back();
  few.interpreter.clear();
  elf = few;
  CHECK(damage(read_fixture(elf_program)) == "LIEF reads no interpreter");
  macho = MachoFacts{};
  CHECK(damage(read_fixture(macho_file)) == "LIEF reads 0 of 1 libraries");
  pe = PeFacts{};
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
