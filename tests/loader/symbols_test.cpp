// SPDX-License-Identifier: Apache-2.0
#include "loader/symbols.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "facts/python_symbols.hpp"
#include "platlint/sysroot.hpp"
#include "target/c_symbols.hpp"

namespace platlint {

namespace {

Artifact library(const std::string& soname, const std::vector<std::string>& needs, const std::vector<Import>& imports,
                 const std::vector<std::string>& exports) {
  Artifact image;
  image.format = Format::elf;
  image.kind = Kind::library;
  image.architecture = Architecture::x86_64;
  image.identity = soname;
  for (const std::string& need : needs) image.libraries.push_back({need, false});
  image.symbols.emplace().imports = imports;
  for (const std::string& name : exports) image.symbols->exports.push_back(symbol_hash(name));
  std::sort(image.symbols->exports.begin(), image.symbols->exports.end());
  return image;
}

struct Tree {
  Bundle bundle;
  Ownership ownership;

  void add(const std::string& path, const Artifact& image) {
    Entry entry{path, 1, {}, {}, {}, {}, false};
    entry.status = Entry::Status::judged;
    entry.artifacts.push_back(image);
    bundle.entries.push_back(entry);
    ownership.owner.emplace_back();
  }

  std::vector<std::string> undefined(std::size_t entry, const std::string& platform = "debian:12",
                                     const std::vector<std::string>& provided = {}) const {
    Target target = find_target(platform, no_environment);
    target.provided = provided;
    return undefined_for(entry, target);
  }

  std::vector<std::string> undefined_for(std::size_t entry, const Target& target) const {
    const WholeBundle whole{bundle, ownership, target};
    const LibraryIndex libraries(whole);
    std::vector<std::string> names;
    for (const Import* import : SymbolIndex(whole, libraries).undefined(bundle.entries[entry].artifacts.front()))
      names.push_back(import->name);
    return names;
  }
};

using Names = std::vector<std::string>;

constexpr auto foo = "_ZN3c103fooEv", bar = "_ZN3c103barEv";

}  // namespace

TEST_CASE("a symbol is found in any file of the bundle, in the C library, in the C++ runtime, or nowhere") {
  Tree tree;
  tree.add("m.so", library("", {"libc10.so", "libc.so.6"}, {{foo, ""}, {bar, ""}, {"malloc", ""}, {"addseverity", ""}},
                           {"PyInit_m"}));
  tree.add("lib/libc10.so", library("libc10.so", {"libc.so.6"}, {}, {foo}));
  CHECK(tree.undefined(0) == Names{bar});
  tree.add("z/libother.so", library("libother.so", {}, {}, {bar}));
  CHECK(tree.undefined(0).empty());
}

TEST_CASE("what the C++ runtime has is not asked for") {
  Tree tree;
  Names names;
  std::vector<Import> imports;
  for (const char* name :
       {"_ZNSt6vectorIiE1aEv", "_ZNKSt9exception4whatEv", "_ZSt4cout", "_ZTVN10__cxxabiv117__class_type_infoE",
        "_ZTISt9exception", "_Znwm", "_ZdlPv", "_ZTIi", "_ZN9__gnu_cxx3fooEv", "_ZTSPKc",
        "_ZNKRSt7__cxx1115basic_stringbufIcE3strEv", "_ZNOSt6vectorIiE1aEv"})
    imports.push_back({name, ""});
  tree.add("m.so", library("", {"libstdc++.so.6"}, imports, {}));
  CHECK(tree.undefined(0).empty());
  tree.add("n.so", library("", {"libstdc++.so.6"}, {{"_ZTIN3c105ErrorE", ""}, {"_ZTV7QWidget", ""}}, {}));
  CHECK(tree.undefined(1) == Names{"_ZTIN3c105ErrorE", "_ZTV7QWidget"});
}

TEST_CASE("a file is judged when what is loaded with it is known") {
  Tree tree;
  SUBCASE("a library of the system that it names may have any symbol") {
    tree.add("m.so", library("", {"libGL.so.1"}, {{"glFoo", ""}, {foo, ""}}, {}));
    CHECK(tree.undefined(0).empty());
  }
  SUBCASE("one behind another has no C++ names") {
    tree.add("m.so", library("", {"libmine.so"}, {{"mine_foo", ""}, {foo, ""}}, {}));
    tree.add("libmine.so", library("libmine.so", {"libz.so.1"}, {}, {}));
    CHECK(tree.undefined(0) == Names{foo});
  }
  SUBCASE("a library whose symbols were not read") {
    tree.add("m.so", library("", {"libmine.so"}, {{foo, ""}}, {}));
    Artifact unread = library("libmine.so", {}, {}, {});
    unread.symbols.reset();
    tree.add("libmine.so", unread);
    CHECK(tree.undefined(0).empty());
  }
  SUBCASE("libraries that need each other") {
    tree.add("m.so", library("", {"a.so"}, {{"mine_foo", ""}}, {}));
    tree.add("a.so", library("a.so", {"b.so"}, {}, {}));
    tree.add("b.so", library("b.so", {"a.so"}, {}, {}));
    CHECK(tree.undefined(0) == Names{"mine_foo"});
  }
}

namespace {

// A system with one library of its own, libGL.so.1, which needs libGLX.so.0.
struct ReadSystem {
  std::shared_ptr<Sysroot> sysroot = std::make_shared<Sysroot>();

  explicit ReadSystem(Libc libc = Libc::glibc) {
    sysroot->architecture = Architecture::x86_64;
    sysroot->libc = libc;
    sysroot->directories = {"usr/lib"};
    add("usr/lib/libGL.so.1", library("libGL.so.1", {"libGLX.so.0"}, {}, {"glFoo"}));
    add("usr/lib/libGLX.so.0", library("libGLX.so.0", {"libc.so.6"}, {}, {"glxFoo"}));
  }
  void add(const std::string& path, const Artifact& image) { sysroot->libraries.insert_or_assign(path, image); }
};

Names undefined_in(const Tree& tree, const ReadSystem& system, const std::vector<std::string>& provided = {}) {
  Target target = find_target("linux/amd64", no_environment);
  target.libc = system.sysroot->libc;
  target.sysroot = system.sysroot;
  target.provided = provided;
  return tree.undefined_for(0, target);
}

Artifact asking(const std::vector<std::string>& symbols) {
  std::vector<Import> imports;
  for (const std::string& symbol : symbols) imports.push_back({symbol, ""});
  return library("", {"libGL.so.1", "libc.so.6"}, imports, {});
}

}  // namespace

TEST_CASE("a system that was read answers with its symbols") {
  Tree tree;
  tree.add("m.so", asking({"glFoo", "glxFoo", "glBar", "malloc"}));
  ReadSystem system;
  CHECK(undefined_in(tree, system) == Names{"glBar"});
  CHECK(undefined_in(tree, system, {"libGL.so.1"}).empty());
  SUBCASE("a library that it needs is not there") {
    system.sysroot->libraries.erase("usr/lib/libGLX.so.0");
  }
  SUBCASE("or could not be read") {
    system.add("usr/lib/libGLX.so.0", {});
  }
  CHECK(undefined_in(tree, system).empty());
}

TEST_CASE("a library of the system is found by its own search path, and by the module's if that is absolute") {
  Tree tree;
  tree.add("m.so", asking({"glFoo", "mine"}));
  ReadSystem system;
  const Artifact glx = system.sysroot->libraries.at("usr/lib/libGLX.so.0");
  system.sysroot->libraries.erase("usr/lib/libGLX.so.0");
  system.add("usr/lib/gl/libGLX.so.0", glx);
  CHECK(undefined_in(tree, system).empty());
  for (const std::string path : {"$ORIGIN/gl", "/usr/lib/gl"}) {
    system.sysroot->libraries.at("usr/lib/libGL.so.1").runpath = {"/nowhere", path};
    CHECK(undefined_in(tree, system) == Names{"mine"});
  }
  system.add("opt/gl/libGL.so.1", library("libGL.so.1", {}, {}, {"mine"}));
  tree.bundle.entries[0].artifacts[0].runpath = {"$ORIGIN/opt/gl"};
  CHECK(undefined_in(tree, system) == Names{"mine"});
  tree.bundle.entries[0].artifacts[0].runpath = {"/opt/gl"};
  CHECK(undefined_in(tree, system) == Names{"glFoo"});
}

TEST_CASE("what another file of the bundle brings of the system may be loaded before") {
  Tree tree;
  tree.add("m.so", library("", {"libc.so.6"}, {{"glFoo", ""}, {"glBar", ""}}, {}));
  CHECK(undefined_in(tree, ReadSystem()) == Names{"glFoo", "glBar"});
  tree.add("n.so", asking({}));
  CHECK(undefined_in(tree, ReadSystem()) == Names{"glBar"});
}

TEST_CASE("a version of a library that was read") {
  Tree tree;
  tree.add("m.so",
           library("", {"libGL.so.1"}, {{"glFoo", "libGL.so.1"}, {"glBar", "libGL.so.1"}, {"far", "libfar.so"}}, {}));
  CHECK(undefined_in(tree, ReadSystem()) == Names{"glBar"});
}

TEST_CASE("the names of a musl that was read are known") {
  Tree tree;
  tree.add("m.so", asking({"of_musl", "mine_of_c", "_mine", "secure_getenv"}));
  ReadSystem system(Libc::musl);
  CHECK(undefined_in(tree, system).empty());
  system.add("lib/ld-musl-x86_64.so.1", library("", {}, {}, {"of_musl"}));
  CHECK(undefined_in(tree, system) == Names{"mine_of_c"});
}

TEST_CASE("versions") {
  Tree tree;
  tree.add("m.so",
           library("", {"libcrypt.so.1", "libqt.so"}, {{"crypt_r", "libcrypt.so.1"}, {"qt_foo", "libqt.so"}}, {}));
  tree.add("libqt.so", library("libqt.so", {}, {}, {"qt_bar"}));
  tree.bundle.entries[0].artifacts[0].libraries.erase(tree.bundle.entries[0].artifacts[0].libraries.begin());
  CHECK(tree.undefined(0) == Names{"qt_foo"});
}

TEST_CASE("of musl and of names that begin with an underscore not all are known") {
  Tree tree;
  tree.add("m.so", library("", {}, {{"_mine", ""}, {"secure_getenv", ""}, {"mine", ""}}, {}));
  CHECK(tree.undefined(0) == Names{"mine"});
  CHECK(tree.undefined(0, "x86_64-musllinux_1_2").empty());
}

TEST_CASE("names of Python's C API") {
  const Artifact image = library("", {}, {{"PyLong_AsLong", ""}, {"_Py_IsFinalizing", ""}, {"PyNobody", ""}}, {});
  Tree tree;
  tree.add("m.so", image);
  const Target target = find_target("debian:12", no_environment);
  const auto lacks = [&](int minor) {
    return lacks_of_python(image, {3, minor, false}, {tree.bundle, tree.ownership, target});
  };
  CHECK(lacks(12).empty());
  REQUIRE(lacks(13).size() == 1);
  CHECK(lacks(13).front()->name == "_Py_IsFinalizing");
  tree.add("libmine.so", library("libmine.so", {}, {}, {"_Py_IsFinalizing"}));
  CHECK(lacks(13).empty());
  CHECK(python_exports("PyDict_GetItemStringRef", 12) == false);
  CHECK(python_exports("PyDict_GetItemStringRef", 13) == true);
  CHECK(python_exports("PyInitConfig_Create", 13) == false);
  CHECK(python_exports("PyInitConfig_Create", 14) == true);
  CHECK_FALSE(python_exports("PyDict_GetItemStringRef", 16).has_value());
  CHECK_FALSE(python_exports("PyLong_AsLong", 13).has_value());
  CHECK(python_exports("PyEval_GetCallStats", 6) == true);
  CHECK(python_exports("PyEval_GetCallStats", 7) == false);
}

TEST_CASE("glibc's names") {
  CHECK(glibc_has("malloc"));
  CHECK(glibc_has("ynf32x"));
  CHECK(glibc_has("acosf128"));
  CHECK_FALSE(musl_has("acosf128"));
  CHECK(musl_has("strlcpy"));      // since its first release; glibc since 2.38
  CHECK_FALSE(musl_has("crypt"));  // Debian's musl has none
  CHECK(glibc_has("crypt"));
  CHECK_FALSE(glibc_has("mine"));
}

TEST_CASE("of what the user's image adds the symbols are not known") {
  Tree tree;
  tree.add("m.so", library("", {"libmine.so.1"}, {{"mine_answer", ""}}, {}));
  tree.add("libmine.so.1", library("libmine.so.1", {}, {}, {}));
  CHECK(tree.undefined(0) == Names{"mine_answer"});
  CHECK(tree.undefined(0, "debian:12", {"libmine.so.1"}).empty());
  CHECK(tree.undefined(0, "debian:12", {"libmine.so.2"}) == Names{"mine_answer"});
}

TEST_CASE("who should have it") {
  Tree tree;
  tree.add("m.so", library("", {"liba.so", "libc.so.6"}, {{"a", ""}, {"b", "libb.so"}}, {}));
  tree.add("liba.so", library("liba.so", {}, {}, {}));
  const Target target = find_target("debian:12", no_environment);
  const WholeBundle whole{tree.bundle, tree.ownership, target};
  const LibraryIndex libraries(whole);
  Artifact image = tree.bundle.entries[0].artifacts[0];
  CHECK(owner_of(image.symbols->imports[0], image, libraries) == "liba.so");
  CHECK(owner_of(image.symbols->imports[1], image, libraries) == "libb.so");
  image.libraries.push_back({"liba.so", false});
  CHECK(owner_of(image.symbols->imports[0], image, libraries).empty());
}

TEST_CASE("C++ names are shown as people write them, rare ones without their arguments") {
  CHECK(readable("_ZNK3c106Device3strEv") == "c10::Device::str() const");
  CHECK(readable("__ZN3c106Device3strEi") == "c10::Device::str(int)");
  CHECK(readable("_ZN3c106DeviceUlvE_") == "c10::Device");
  CHECK(readable("mine") == "mine");
  CHECK(readable("_ZN99xE") == "_ZN99xE");
  CHECK(readable("_ZN99999999999999999999999xE") == "_ZN99999999999999999999999xE");
  CHECK(readable("_ZN") == "_ZN");
}

TEST_CASE("Mach-O and PE: a library of the bundle must export what names it") {
  const auto undefined = [](Format format, const char* platform, const std::vector<Import>& imports,
                            const std::vector<std::string>& files, const Names& exported) {
    Tree tree;
    Artifact module = library("", {}, imports, {});
    module.format = format;
    tree.add("x/_m", module);
    for (const std::string& file : files) {
      Artifact image = library("", {}, {}, exported);
      image.format = format;
      tree.add(file, image);
    }
    const Target target = find_target(platform, no_environment);
    const WholeBundle whole{tree.bundle, tree.ownership, target};
    const LibraryIndex libraries(whole);
    Names names;
    for (const Import* import : SymbolIndex(whole, libraries).not_exported(tree.bundle.entries[0].artifacts[0]))
      names.push_back(import->name);
    return names;
  };
  const std::vector<Import> taken{{"mine", "foo.dll"}, {"#7", "foo.dll"}, {"far", "bar.dll"}};
  CHECK(undefined(Format::pe, "win_amd64", taken, {"x/Foo.dll"}, {"mine", "#7"}).empty());
  CHECK(undefined(Format::pe, "win_amd64", taken, {"x/Foo.dll"}, {"other", "#8"}) == Names{"mine", "#7"});
  CHECK(undefined(Format::pe, "win_amd64", taken, {}, {}).empty());
  CHECK(undefined(Format::pe, "win_amd64", {{"mine", "dbghelp.dll"}}, {"x/dbghelp.dll"}, {}).empty());
  const std::vector<Import> two{{"_mine", "@rpath/libfoo.1.dylib"}};
  CHECK(undefined(Format::macho, "macosx_11_0_x86_64", two, {"x/lib/libfoo.1.dylib"}, {"_mine"}).empty());
  CHECK(undefined(Format::macho, "macosx_11_0_x86_64", two, {"x/lib/libfoo.1.dylib"}, {"_his"}) == Names{"_mine"});
}

TEST_CASE("of a name that cannot be read whole, the names that it is made of are told") {
  CHECK(readable("_ZN3foo3barEv") == "foo::bar()");
  CHECK(readable("__ZN3foo3barEv") == "foo::bar()");  // Mach-O's underscore
  CHECK(readable("_ZN3foo3barUlvE_clEv") == "foo::bar");
  CHECK(readable("_ZNK3foo3barUlvE_clEv") == "foo::bar");
  CHECK(readable("_ZN3foo3bar") == "foo::bar");
  CHECK(readable("_ZN3foo4bar") == "_ZN3foo4bar");
  CHECK(readable("_ZN10abcdefghijUlvE_") == "abcdefghij");
  CHECK(readable("_ZNUlvE_") == "_ZNUlvE_");
  CHECK(readable("_ZN") == "_ZN");
  CHECK(readable("malloc") == "malloc");
  CHECK(readable("_Z") == "_Z");
}

TEST_CASE("each library that a file names must be known, the last as the first") {
  const auto undefined = [](bool first_known, bool second_known) {
    Tree tree;
    tree.add("x.so", library("", {"liba.so", "libb.so"}, {{foo, ""}}, {}));
    Artifact first = library("liba.so", {}, {}, {}), second = library("libb.so", {}, {}, {});
    if (!first_known) first.symbols = std::nullopt;
    if (!second_known) second.symbols = std::nullopt;
    tree.add("liba.so", first);
    tree.add("libb.so", second);
    return tree.undefined(0);
  };
  CHECK(undefined(true, true) == Names{foo});
  CHECK(undefined(true, false).empty());
  CHECK(undefined(false, true).empty());
}

TEST_CASE("a file or an image without symbols hides none of what follows it") {
  Tree tree;
  Artifact unread = library("libunread.so", {}, {}, {});
  unread.symbols = std::nullopt;
  tree.add("m.so", library("", {"libmine.so"}, {{foo, ""}, {bar, ""}}, {}));
  tree.add("libmine.so", unread);
  tree.bundle.entries[1].artifacts.push_back(library("libmine.so", {}, {}, {foo}));
  tree.bundle.entries[1].artifacts.erase(tree.bundle.entries[1].artifacts.begin());
  CHECK(tree.undefined(0) == Names{bar});
  tree.add("a/fat.so", unread);
  tree.bundle.entries[2].artifacts.push_back(library("", {}, {}, {bar}));
  CHECK(tree.undefined(0).empty());
}

TEST_CASE("the C++ runtime has thunks, operators and what it wrote of types, and no one else's") {
  const auto has = [](const std::string& name) {
    Tree tree;
    tree.add("m.so", library("", {}, {{name, ""}}, {}));
    return tree.undefined(0).empty();
  };
  for (const char* const name : {"_ZThn16_N1A1fEv",
                                 "_ZTv0_n24_N1A1fEv",
                                 "_ZTchn16_N1A1fEv",
                                 "_ZTVSt1A",
                                 "_ZTISt1A",
                                 "_ZTSSt1A",
                                 "_ZTTSt1A",
                                 "_ZGVSt1A",
                                 "_ZGRSt1A",
                                 "_ZZNKSt3fooEvE1x",
                                 "_ZNVSt1A1fEv",
                                 "_ZNrSt1A1fEv",
                                 "_ZTIPKv",
                                 "_ZNSt1A1fEv",
                                 "_Zna",
                                 "_Znwm",
                                 "_Znam",
                                 "_ZdlPv",
                                 "_ZdaPv",
                                 "_ZN9__gnu_cxx1fEv",
                                 "_ZN10__cxxabiv11fEv",
                                 "_ZN11__sanitizer1fEv",
                                 "_Z",
                                 "_ZNK"})
    CHECK_MESSAGE(has(name), name);
  for (const char* const name : {"_ZN1A1fEv", "_ZTV1A", "_ZTI1A", "_ZGV1A", "_ZZN1A1fEvE1x", "_ZTx1A",
                                 "_ZN8__gnu_cx1fEv", "_Zpl1AS_", "_ZN12__sanitizerx1fEv"})
    CHECK_MESSAGE(!has(name), name);
}

TEST_CASE("what belongs to the toolchain is known by its names") {
  for (const std::string known :
       {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libutil.so.1", "libresolv.so.2",
        "ld-linux-x86-64.so.2", "ld64.so.2", "libgcc_s.so.1", "libstdc++.so.6", "libatomic.so.1", "libgomp.so.1",
        "libgfortran.so.5", "libc.musl-x86_64.so.1", "libpython3.12.so.1.0"}) {
    Tree tree;
    tree.add("m.so", library("", {known}, {{foo, ""}}, {}));
    CHECK_MESSAGE(tree.undefined(0) == Names{foo}, known);
    tree.bundle.entries[0].artifacts[0].symbols->imports[0].library = known;
    CHECK_MESSAGE(tree.undefined(0).empty(), known);  // its version is judged elsewhere
  }
  Tree tree;
  tree.add("m.so", library("", {"libz.so.1"}, {{foo, ""}}, {}));
  CHECK(tree.undefined(0).empty());
}

TEST_CASE("Python's names are asked of Python 3 by ELF files alone") {
  Artifact image = library("", {}, {{"_Py_IsFinalizing", ""}, {"malloc", ""}}, {});
  Tree tree;
  tree.add("m.so", image);
  const Target target = find_target("debian:12", no_environment);
  const auto lacks = [&](const Python& python) {
    return lacks_of_python(image, python, {tree.bundle, tree.ownership, target}).size();
  };
  CHECK(lacks({3, 13, false}) == 1);
  CHECK(lacks({2, 13, false}) == 0);
  CHECK(lacks({4, 13, false}) == 0);
  image.format = Format::macho;
  CHECK(lacks({3, 13, false}) == 0);
  image.format = Format::elf;
  image.symbols = std::nullopt;
  CHECK(lacks({3, 13, false}) == 0);
}

}  // namespace platlint
