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

namespace {

/// The files of one root, and what is asked of their index.
struct Files {
  Bundle bundle;
  Target target;
  Role role = Role::alone;

  explicit Files(Format format = Format::elf) : target(target_of(format)) {}

  Files& with(const std::string& path, const std::vector<std::string>& needs = {},
              const std::vector<std::string>& rpath = {}, const std::vector<std::string>& runpath = {}) {
    bundle.entries.push_back(library(path, target.format));
    Artifact& image = bundle.entries.back().artifacts[0];
    for (const std::string& need : needs) image.libraries.push_back({need, false});
    image.rpath = rpath;
    image.runpath = runpath;
    return *this;
  }
  Files& link(const std::string& path, const std::string& to, bool leaves = false) {
    bundle.entries.emplace_back();
    bundle.entries.back().path = path;
    bundle.entries.back().link = to;
    bundle.entries.back().leaves_root = leaves;
    return *this;
  }
  template <class Question>
  auto ask(Question question) const {
    const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(bundle.entries.size())};
    return question(LibraryIndex({bundle, ownership, target, role}), bundle.entries[0]);
  }
  /// "found a/x.so", "elsewhere": for the first file.
  std::string find(const std::string& name) const {
    return ask([&](const LibraryIndex& index, const Entry& first) {
      const LibraryIndex::Located located = index.find(first.artifacts[0], first.path, name);
      const char* const words[] = {"found", "after_system", "elsewhere", "absent"};
      using Place = LibraryIndex::Place;
      const std::size_t at = located.place == Place::found          ? 0
                             : located.place == Place::after_system ? 1
                             : located.place == Place::elsewhere    ? 2
                                                                    : 3;
      return words[at] + (located.file.empty() ? "" : " " + located.file);
    });
  }
  bool reached(const std::string& name) const {
    return ask([&](const LibraryIndex& index, const Entry&) { return index.is_reached(name); });
  }
  bool before(const std::string& name) const {
    return ask([&](const LibraryIndex& index, const Entry& first) {
      return index.loaded_before(first.artifacts[0], first.path, name);
    });
  }
  bool own_root(const std::string& path, const std::string& name) const {
    return ask([&](const LibraryIndex& index, const Entry&) { return index.in_own_root(path, name); });
  }
};

}  // namespace

TEST_CASE("each word for the file's own directory") {
  for (const std::string origin : {"$ORIGIN", "${ORIGIN}", "@loader_path", "@executable_path"}) {
    CHECK(search_directory("a/x.so", origin) == "a");
    CHECK(search_directory("a/x.so", origin + "/") == "a");
    CHECK(search_directory("a/x.so", origin + "/b") == "a/b");
    CHECK_FALSE(search_directory("a/x.so", origin + "b"));
    CHECK_FALSE(search_directory("a/x.so", "/" + origin));
  }
}

TEST_CASE("ELF: the directories of the RUNPATH in their order, or else those of the RPATH") {
  Files files;
  files.with("a/x.so", {}, {"/usr/lib", "$ORIGIN/one", "$ORIGIN/two"}).with("a/one/libp.so").with("a/two/libq.so");
  CHECK(files.find("libp.so") == "found a/one/libp.so");
  CHECK(files.find("libq.so") == "found a/two/libq.so");
  CHECK(files.find("one/libp.so") == "elsewhere");  // a path is not searched for
  files.with("a/two/libp.so");
  CHECK(files.find("libp.so") == "found a/one/libp.so");
  files.bundle.entries[0].artifacts[0].runpath = {"$ORIGIN/two"};
  CHECK(files.find("libp.so") == "found a/two/libp.so");
  CHECK(files.find("$ORIGIN/one/libp.so") == "found a/one/libp.so");
  CHECK(files.find("$ORIGIN/three/libp.so") == "elsewhere");
  CHECK(files.find("$ORIGIN/three/libr.so") == "absent");
}

TEST_CASE("Mach-O: @rpath/ is searched for, and a plain name is not") {
  Files files(Format::macho);
  files.target.system = System::macos;
  files.with("a/x.so", {}, {"@loader_path/.dylibs"}).with("a/.dylibs/libp.dylib");
  CHECK(files.find("@rpath/libp.dylib") == "found a/.dylibs/libp.dylib");
  CHECK(files.find("@loader_path/.dylibs/libp.dylib") == "found a/.dylibs/libp.dylib");
  CHECK(files.find("libp.dylib") == "elsewhere");
  CHECK(files.find("/usr/lib/libp.dylib") == "elsewhere");
  CHECK(files.find("@rpath/libq.dylib") == "absent");
}

TEST_CASE("links lead on inside the root, and no farther") {
  Files files;
  files.with("a/x.so", {}, {"$ORIGIN"}).with("b/libp.so").link("a/libp.so", "../b/libp.so");
  files.link("a/libq.so", "/b/libp.so").link("a/libr.so", "../../libp.so", true).link("a/libs.so", "libs.so");
  CHECK(files.find("libp.so") == "found b/libp.so");
  CHECK(files.find("libq.so") == "absent");
  CHECK(files.find("libr.so") == "absent");
  CHECK(files.find("libs.so") == "absent");
}

TEST_CASE("what was not judged is there all the same, and what is for another target is not") {
  Files files;
  files.with("a/x.so", {}, {"$ORIGIN"}).with("a/libp.so").with("a/libq.so").with("a/libr.so");
  for (std::size_t i = 1; i < 4; ++i) files.bundle.entries[i].artifacts.clear();
  files.bundle.entries[1].excluded = true;
  files.bundle.entries[2].status = Entry::Status::unreadable;
  CHECK(files.find("libp.so") == "found a/libp.so");
  CHECK(files.find("libq.so") == "found a/libq.so");
  CHECK(files.find("libr.so") == "absent");
}

TEST_CASE("a library is known by its name and by its soname, once") {
  Files files;
  files.with("a/x.so").with("a/libp.so.1").with("b/libp.so");
  files.bundle.entries[1].artifacts[0].identity = "libp.so";
  files.bundle.entries[2].artifacts[0].identity = "libp.so";
  const auto count = [&](const std::string& name) {
    return files.ask([&](const LibraryIndex& index, const Entry&) { return index.named(name).size(); });
  };
  CHECK(count("libp.so") == 2);
  CHECK(count("libp.so.1") == 1);
  CHECK(count("libq.so") == 0);
  CHECK(files.find("libp.so") == "elsewhere");
  files.bundle.entries[0].artifacts[0].identity = "@rpath/libself.so";
  CHECK(files.find("libself.so") == "elsewhere");
}

TEST_CASE("Lambda's library path comes after the system") {
  Files files;
  files.with("a/x.so").with("lib/libp.so").with("libq.so").with("b/libr.so");
  CHECK(files.find("libp.so") == "elsewhere");
  files.target.runtime = "python3.12";
  CHECK(files.find("libp.so") == "after_system lib/libp.so");
  CHECK(files.find("libq.so") == "after_system libq.so");
  CHECK(files.find("libr.so") == "elsewhere");
  files.role = Role::function;
  CHECK(files.find("libp.so") == "after_system var/task/lib/libp.so");
  CHECK(files.find("libq.so") == "after_system var/task/libq.so");
  files.role = Role::layer;
  CHECK(files.find("libp.so") == "after_system opt/lib/libp.so");
  CHECK(files.find("libq.so") == "elsewhere");
  files.bundle.entries[0].artifacts[0].rpath = {"/opt/b"};
  CHECK(files.find("libr.so") == "found opt/b/libr.so");
  files.role = Role::alone;
  CHECK(files.find("libr.so") == "elsewhere");
}

TEST_CASE("a library is reached by the RPATH of any file, or by the RUNPATH of one that needs it") {
  const auto reached = [](const std::vector<std::string>& needs, const std::vector<std::string>& rpath,
                          const std::vector<std::string>& runpath) {
    return Files().with("a/libp.so").with("b/x.so", needs, rpath, runpath).reached("libp.so");
  };
  CHECK(reached({}, {"$ORIGIN/../a"}, {}));
  CHECK_FALSE(reached({}, {"$ORIGIN"}, {}));
  CHECK_FALSE(reached({}, {"/a"}, {}));
  CHECK_FALSE(reached({}, {}, {"$ORIGIN/../a"}));
  CHECK(reached({"libp.so"}, {}, {"$ORIGIN/../a"}));
  CHECK(reached({"liba.so", "libp.so", "libq.so"}, {}, {"$ORIGIN/../a"}));
  CHECK_FALSE(reached({"libo.so", "libq.so"}, {}, {"$ORIGIN/../a"}));
  CHECK_FALSE(reached({}, {"$ORIGIN/../a"}, {"$ORIGIN"}));  // the RUNPATH switches it off
  CHECK(Files()
            .with("a/libp.so")
            .with("b/x.so", {"libp.so"}, {}, {"$ORIGIN"})
            .with("b/y.so", {"libp.so"}, {}, {"$ORIGIN/../a"})
            .reached("libp.so"));
}

TEST_CASE("what brought a file into the process has loaded its own libraries before") {
  // a/liba.so is asked for; b/x.so loads it.
  const auto before = [](const std::vector<std::string>& needs, const std::vector<std::string>& rpath,
                         const std::vector<std::string>& runpath, const std::vector<std::string>& own_runpath = {}) {
    return Files()
        .with("a/liba.so", {"libp.so"}, {}, own_runpath)
        .with("a/libp.so")
        .with("b/x.so", needs, rpath, runpath)
        .before("libp.so");
  };
  const std::string a = "$ORIGIN/../a";
  CHECK(before({"liba.so", "libp.so"}, {a}, {}));
  CHECK(before({"liba.so", "libp.so"}, {}, {a}));
  CHECK(before({"liba.so"}, {a}, {}));
  CHECK_FALSE(before({"liba.so"}, {}, {a}));
  CHECK_FALSE(before({"liba.so"}, {a}, {}, {"$ORIGIN/q"}));
  CHECK(before({"liba.so", "libp.so"}, {a}, {}, {"$ORIGIN/q"}));
  CHECK_FALSE(before({"libp.so"}, {a}, {}));
  CHECK_FALSE(before({"liba.so", "libp.so"}, {"$ORIGIN"}, {}));
  CHECK_FALSE(Files().with("a/liba.so", {"libp.so"}).with("a/libp.so").before("libp.so"));
  // One behind another.
  CHECK(Files()
            .with("a/liba.so", {"libp.so"})
            .with("a/libb.so", {"liba.so"}, {"$ORIGIN"})
            .with("c/libp.so")
            .with("d/x.so", {"libb.so"}, {"$ORIGIN/../a", "$ORIGIN/../c"})
            .before("libp.so"));
  // By its soname.
  Files renamed;
  renamed.with("a/one.so", {"libp.so"}).link("a/liba.so", "one.so").with("a/libp.so");
  renamed.with("b/x.so", {"liba.so", "libp.so"}, {a});
  CHECK_FALSE(renamed.before("libp.so"));
  renamed.bundle.entries[0].artifacts[0].identity = "liba.so";
  CHECK(renamed.before("libp.so"));
}

TEST_CASE("the directories of a system's root, whose libraries it brings itself") {
  for (const std::string directory : {"lib", "lib64", "lib32", "usr/lib", "usr/lib64", "usr/lib32",
                                      "lib/x86_64-linux-gnu", "usr/lib/arm-linux-gnueabihf"}) {
    CAPTURE(directory);
    Files files;
    files.with(directory + "/libp.so").with("root.tar!/" + directory + "/libq.so");
    CHECK(files.own_root("bin/x", "libp.so"));
    CHECK_FALSE(files.own_root("bin/x", "libq.so"));
    CHECK(files.own_root("root.tar!/bin/x", "libq.so"));
    CHECK_FALSE(files.own_root("root.tar!/bin/x", "libp.so"));
  }
  for (const std::string directory : {"a", "a/lib", "lib/a", "lib/x86_64-linux-gnu/a", "lib128", "usr", "usr/usr/lib",
                                      "x86_64-linux-gnu", "lib64/x86_64-linux-gnu"}) {
    CAPTURE(directory);
    CHECK_FALSE(Files().with(directory + "/libp.so").own_root("bin/x", "libp.so"));
  }
  CHECK(Files().with("a/libp.so").link("lib/libp.so", "../a/libp.so").own_root("bin/x", "libp.so"));
  CHECK_FALSE(Files().with("a/libp.so").link("lib/libp.so", "../b/libp.so").own_root("bin/x", "libp.so"));
}
