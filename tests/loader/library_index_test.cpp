// SPDX-License-Identifier: Apache-2.0
#include "loader/library_index.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace platlint;

namespace {

Entry library(const std::string& path, Format format = Format::elf) {
  Entry entry;
  entry.path = path;
  entry.status = Entry::Status::judged;
  entry.artifacts.resize(1);
  entry.artifacts[0].format = format;
  entry.artifacts[0].kind = Kind::library;
  entry.artifacts[0].architecture = Architecture::x86_64;
  return entry;
}

Target target_of(Format format) {
  Target target;
  target.format = format;
  target.system = format == Format::pe ? System::windows : System::linux;
  target.architectures = {Architecture::x86_64};
  return target;
}

}  // namespace

TEST_CASE("a search path leads to a directory inside the root") {
  CHECK(search_directory("numpy/core/x.so", "$ORIGIN/../../numpy.libs").value() == "numpy.libs");
  CHECK(search_directory("x.so", "${ORIGIN}").value() == "");
  CHECK(search_directory("a/x.dylib", "@loader_path/.dylibs").value() == "a/.dylibs");
  CHECK(!search_directory("a/x.so", "/usr/lib"));
  CHECK(!search_directory("a/x.so", "$ORIGINAL/x"));
  CHECK(!search_directory("a/x.so", "$ORIGIN/../../lib"));
}

TEST_CASE("the file that the loader takes is named, and links are followed") {
  Entry link;
  link.path = "x.libs/liby.so.1";
  link.link = "liby.so.1.2";
  Bundle bundle;
  bundle.entries = {library("a/x.so"), link, library("x.libs/liby.so.1.2"), library("z/libz.so")};
  bundle.entries[0].artifacts[0].runpath = {"$ORIGIN/../x.libs"};
  const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(bundle.entries.size())};
  const Target target = target_of(Format::elf);
  const LibraryIndex index({bundle, ownership, target});
  const auto find = [&](const std::string& name) { return index.find(bundle.entries[0].artifacts[0], "a/x.so", name); };
  CHECK(find("liby.so.1").place == LibraryIndex::Place::found);
  CHECK(find("liby.so.1").file == "x.libs/liby.so.1.2");
  CHECK(find("libz.so").place == LibraryIndex::Place::elsewhere);
  CHECK(find("libz.so").file.empty());
  CHECK(find("libw.so").place == LibraryIndex::Place::absent);
}

TEST_CASE("Windows finds a file in its own directory first, then where delvewheel's code leads, in any case") {
  Bundle bundle;
  bundle.entries = {library("A/x.pyd", Format::pe), library("A/Own.dll", Format::pe),
                    library("x.libs/own.DLL", Format::pe), library("x.libs/Other.dll", Format::pe)};
  const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(bundle.entries.size())};
  const Target target = target_of(Format::pe);
  const LibraryIndex index({bundle, ownership, target});
  const auto file = [&](const std::string& name) {
    return index.find(bundle.entries[0].artifacts[0], "A/x.pyd", name).file;
  };
  CHECK(file("OWN.dll") == "a/own.dll");
  CHECK(file("other.dll") == "x.libs/other.dll");
}
