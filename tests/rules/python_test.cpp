// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

const Target target = with_python(linux_target(Architecture::x86_64), 12);

Entry module_file(const std::string& path) {
  return file(path, {elf(Architecture::x86_64)});
}

}  // namespace

TEST_CASE("wrong-python-abi: another version, threading, implementation") {
  CHECK(verdict(target, {module_file("x.cpython-312-x86_64-linux-gnu.so")}) == "");
  CHECK(verdict(target, {module_file("_cffi_backend.cpython-311-x86_64-linux-gnu.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.cpython-312t-x86_64-linux-gnu.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.cpython-312d-x86_64-linux-gnu.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.pypy310-pp73-x86_64-linux-gnu.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.abi3.so")}) == "");
  CHECK(verdict(target, {module_file("x.abi3t.so")}) == "wrong-python-abi error");
  CHECK(verdict(target, {module_file("x.so")}) == "");
  const Target threaded = with_python(linux_target(Architecture::x86_64), 13, true);
  CHECK(verdict(threaded, {module_file("x.abi3.so")}) == "wrong-python-abi error");
  CHECK(verdict(threaded, {module_file("x.cpython-313t-x86_64-linux-gnu.so")}) == "");
}

TEST_CASE("wrong-python-abi: builds of one module are alternatives") {
  CHECK(verdict(target, {module_file("x.cpython-311-x86_64-linux-gnu.so"),
                         module_file("x.cpython-312-x86_64-linux-gnu.so")}) == "");
  CHECK(verdict(target, {module_file("x.abi3.so"), module_file("x.cpython-311-x86_64-linux-gnu.so")}) == "");
}

TEST_CASE("wrong-python-abi: an abi3 wheel for a later Python") {
  Package package;
  package.tags = {"cp313-abi3-manylinux2014_x86_64"};
  CHECK(verdict(target, {module_file("x.abi3.so")}, {package}) == "wrong-python-abi error");
  package.tags.push_back("cp39-abi3-manylinux2014_x86_64");
  CHECK(verdict(target, {module_file("x.abi3.so")}, {package}) == "");
}

TEST_CASE("wrong-python-abi: what a plain name is linked to") {
  Artifact image = pe(Architecture::x86_64);
  const Target windows_target = with_python(windows(Architecture::x86_64), 12);
  image.libraries = {{"python3.dll", false}, {"KERNEL32.dll", false}};
  CHECK(verdict(windows_target, {file("x.pyd", {image})}) == "");
  image.libraries = {{"python311.dll", false}};
  CHECK(verdict(windows_target, {file("x.pyd", {image})}) == "wrong-python-abi error");
  image.libraries = {{"python312t.dll", false}};
  CHECK(verdict(windows_target, {file("x.pyd", {image})}) == "wrong-python-abi error");
  Artifact framework = macho(Architecture::aarch64);
  framework.libraries = {{"/Library/Frameworks/Python.framework/Versions/3.11/Python", false}};
  CHECK(verdict(with_python(macos({Architecture::aarch64}), 12), {file("x.so", {framework})}) ==
        "wrong-python-abi error");
}

TEST_CASE("wrong-python-abi: whatever its name says, a module is linked to one Python") {
  const auto linked = [](const std::string& path, const std::string& library, Kind kind = Kind::library) {
    Artifact image = elf(Architecture::x86_64);
    image.kind = kind;
    image.libraries = {{library, false}};
    return file(path, {image});
  };
  const std::string own = "x.cpython-312-x86_64-linux-gnu.so", error = "wrong-python-abi error";
  for (const std::string& path : {own, std::string("x.abi3.so"), std::string("x.so")}) {
    CAPTURE(path);
    CHECK(verdict(target, {linked(path, "libpython3.12.so.1.0")}) == "");
    CHECK(verdict(target, {linked(path, "libpython3.so")}) == "");
    CHECK(verdict(target, {linked(path, "libpython3.11.so.1.0")}) == error);
    CHECK(verdict(target, {linked(path, "libpython3.12t.so.1.0")}) == error);
    CHECK(verdict(target, {linked(path, "libpython2.7.so.1.0")}) == error);
  }
  CHECK(verdict(target, {linked("bin/python3.11", "libpython3.11.so.1.0", Kind::executable)}) == "");
  SUBCASE("on Windows and macOS") {
    const Target windows_target = with_python(windows(Architecture::x86_64), 12);
    Artifact image = pe(Architecture::x86_64);
    for (const std::string path : {"x.cp312-win_amd64.pyd", "x.pyd"}) {
      image.libraries = {{"KERNEL32.dll", false}, {"Python311.DLL", false}};
      CHECK(verdict(windows_target, {file(path, {image})}) == error);
      image.libraries = {{"PYTHON312.dll", false}};
      CHECK(verdict(windows_target, {file(path, {image})}) == "");
      image.libraries = {{"python3.dll", false}};
      CHECK(verdict(windows_target, {file(path, {image})}) == "");
    }
    const Target threaded = with_python(macos({Architecture::aarch64}), 13, true);
    Artifact framework = macho(Architecture::aarch64);
    framework.libraries = {{"/Library/Frameworks/PythonT.framework/Versions/3.13/PythonT", false}};
    CHECK(verdict(threaded, {file("x.cpython-313t-darwin.so", {framework})}) == "");
    framework.libraries = {{"@rpath/Python3.framework/Versions/3.9/Python3", false}};
    CHECK(verdict(threaded, {file("x.cpython-313t-darwin.so", {framework})}) == error);
  }
  SUBCASE("a name that is never tried is said once, or not at all") {
    CHECK(verdict(target, {linked("x.cpython-311-x86_64-linux-gnu.so", "libpython3.11.so.1.0")}) == error);
    CHECK(verdict(target, {linked("x.cpython-311-x86_64-linux-gnu.so", "libpython3.11.so.1.0"), module_file(own)}) ==
          "");
    CHECK(verdict(target, {linked("x.abi3.so", "libpython3.11.so.1.0"), module_file(own)}) == "");
  }
  SUBCASE("a package for several Pythons chooses by its own names") {
    CHECK(verdict(target, {linked("c/c_py311.so", "libpython3.11.so.1.0"),
                           linked("c/c_py312.so", "libpython3.12.so.1.0")}) == "");
    CHECK(verdict(target, {linked("c/c_py311.so", "libpython3.11.so.1.0"),
                           linked("d/d_py312.so", "libpython3.12.so.1.0")}) == error);
    CHECK(verdict(target, {linked("c/c_py310.so", "libpython3.10.so.1.0"),
                           linked("c/c_py311.so", "libpython3.11.so.1.0")}) == error + ", " + error);
    CHECK(verdict(target, {linked("lib/python3.11/site-packages/a.so", "libpython3.11.so.1.0"),
                           linked("lib/python3.12/site-packages/a.so", "libpython3.12.so.1.0")}) == "");
  }
}

TEST_CASE("wrong-python-abi: a plain name in a wheel for another Python") {
  const auto judged = [](const std::string& path, const std::vector<std::string>& tags, const Target& wanted = target) {
    Package package;
    package.tags = tags;
    return verdict(wanted, {module_file(path)}, {package});
  };
  const std::string tail = "-linux_x86_64", error = "wrong-python-abi error";
  for (const std::string path : {"rdkit/rdBase.so", "_x.so", "rdkit/Chem/rdchem.so"}) {
    CHECK(judged(path, {"cp311-cp311" + tail}) == error);
    CHECK(judged(path, {"cp310-cp310" + tail, "cp311-cp311" + tail}) == error);
    CHECK(judged(path, {"cp313-cp313" + tail}) == error);
    CHECK(judged(path, {"cp312-cp312t" + tail}) == error);
    for (const std::string tag : {"cp312-cp312", "cp311.cp312-cp311.cp312", "py3-none", "py2.py3-none", "cp36-abi3",
                                  "cp311-none", "cp315-abi3.abi3t"}) {
      CAPTURE(tag);
      CHECK(judged(path, {tag + tail}) == "");
    }
    CHECK(judged(path, {"cp311-cp311" + tail, "cp312-cp312" + tail}) == "");
    CHECK(judged(path, {}) == "");
  }
  CHECK(judged("_x.so", {"cp37-cp37m" + tail}, with_python(linux_target(Architecture::x86_64), 7)) == "");
  const Target threaded = with_python(linux_target(Architecture::x86_64), 13, true);
  CHECK(judged("_x.so", {"cp313-cp313t" + tail}, threaded) == "");
  CHECK(judged("_x.so", {"cp313-cp313" + tail}, threaded) == error);
  CHECK(judged("x.cpython-312-x86_64-linux-gnu.so", {"cp313-cp313" + tail}) == "");
  SUBCASE("libraries are for no Python by their name") {
    for (const std::string path : {"x.libs/libfoo.so", "x/libfoo.so.1", "x/foo-1.so"}) {
      CHECK(judged(path, {"cp311-cp311" + tail}) == "");
    }
    Artifact library = elf(Architecture::x86_64);
    library.identity = "libfoo.so.1";
    Package package;
    package.tags = {"cp311-cp311" + tail};
    CHECK(verdict(target, {file("x/foo.so", {library})}, {package}) == "");
    library.identity = "foo.so";
    CHECK(verdict(target, {file("x/foo.so", {library})}, {package}) == error);
    library.kind = Kind::executable;
    CHECK(verdict(target, {file("x/foo.so", {library})}, {package}) == "");
  }
  SUBCASE("a build by its own name beside it is taken first") {
    Package package;
    package.tags = {"cp311-cp311" + tail};
    CHECK(verdict(target, {module_file("_x.cpython-312-x86_64-linux-gnu.so"), module_file("_x.so")}, {package}) == "");
  }
}

TEST_CASE("wrong-python-abi: without a declared Python the bundle agrees with itself") {
  const Target any = linux_target(Architecture::x86_64);
  const std::string tail = "-x86_64-linux-gnu.so";
  CHECK(verdict(any, {module_file("a.cpython-312" + tail), module_file("b.cpython-312" + tail)}) == "");
  CHECK(verdict(any, {module_file("a.cpython-312" + tail), module_file("b.cpython-312" + tail),
                      module_file("c.cpython-311" + tail)}) == "wrong-python-abi error");
  SUBCASE("wheels of a wheelhouse and directories of their own need not") {
    CHECK(verdict(any, {module_file("a.whl!/a.cpython-312" + tail), module_file("b.whl!/b.cpython-311" + tail)}) == "");
    CHECK(verdict(any, {module_file("lib/python3.11/site-packages/a.cpython-311" + tail),
                        module_file("lib/python3.12/site-packages/a.cpython-312" + tail)}) == "");
  }
}

TEST_CASE("wrong-python-abi: a layer for several Pythons") {
  const std::string tail = "-x86_64-linux-gnu.so";
  CHECK(verdict(target, {module_file("python/lib/python3.11/site-packages/a.cpython-311" + tail),
                         module_file("python/lib/python3.12/site-packages/a.cpython-312" + tail)}) == "");
  CHECK(verdict(target, {module_file("python/lib/python3.11/site-packages/a.cpython-311" + tail)}) ==
        "wrong-python-abi error");
}

TEST_CASE("suffix-mismatch: the bytes fit, the name is never tried") {
  CHECK(verdict(target, {module_file("x.cpython-312-aarch64-linux-gnu.so")}) == "suffix-mismatch error");
  CHECK(verdict(target, {module_file("x.cpython-312-darwin.so")}) == "suffix-mismatch error");
  CHECK(verdict(target, {module_file("x.cpython-312-x86_64-linux-musl.so")}) == "suffix-mismatch error");
  SUBCASE("bytes that do not fit have their own rule") {
    CHECK(verdict(target, {file("x.cpython-312-aarch64-linux-gnu.so", {elf(Architecture::aarch64)})}) ==
          "wrong-architecture error");
  }
}

TEST_CASE("wrong-python-abi: without a declared Python the wheel's own tags count") {
  const auto of = [](const std::string& tags, const std::vector<std::string>& paths) {
    Package package;
    package.name = "demo";
    package.ecosystem = Ecosystem::python;
    package.tags = {tags + "-manylinux2014_x86_64"};
    std::vector<Entry> entries;
    for (const std::string& path : paths) entries.push_back(file(path, {elf(Architecture::x86_64)}));
    return verdict(linux_target(Architecture::x86_64), entries, {package});
  };
  const std::string end = "-x86_64-linux-gnu.so", wrong = "wrong-python-abi error";
  CHECK(of("cp312-cp312", {"_x.cpython-312" + end}) == "");
  CHECK(of("cp313-cp313", {"_x.cpython-312" + end}) == wrong);
  CHECK(of("cp312-abi3", {"_x.cpython-312" + end}) == wrong);
  CHECK(of("cp312-abi3", {"_x.abi3.so"}) == "");
  CHECK(of("cp312-cp312", {"_x.abi3.so"}) == "");
  CHECK(of("cp313-cp313t", {"_x.cpython-313" + end}) == wrong);
  CHECK(of("cp313-cp313t", {"_x.cpython-313t" + end}) == "");
  CHECK(of("cp313-cp313t", {"_x.abi3.so"}) == wrong);
  CHECK(of("cp37-cp37m", {"_x.cpython-37m" + end}) == "");
  CHECK(of("py3-none", {"_x.cpython-312" + end}) == "");  // promises nothing of an ABI
  CHECK(of("cp313-cp313", {"_x.so"}) == "");
  CHECK(of("cp313-cp313", {"_x.cpython-312" + end, "_x.cpython-313" + end}) == "");
}

TEST_CASE("wrong-python-abi: a directory of another Python is passed over beside one of the target's") {
  const auto beside = [](const Entry& module, const std::string& other, const std::vector<std::string>& tags = {}) {
    Package package;
    package.tags = tags;
    return verdict(target, {module, file(other, {})}, {package});
  };
  const std::string error = "wrong-python-abi error", path = "lib/python3.11/site-packages/_x.so";
  Artifact old = elf(Architecture::x86_64);
  old.symbols = Symbols{{{"PyUnicode_AsUnicode", ""}}, {}};
  Artifact linked = elf(Architecture::x86_64);
  linked.libraries = {{"libpython3.11.so.1.0", false}};
  const Entry tagged = module_file(path), of_symbols = file(path, {old}), of_links = file(path, {linked});
  const std::vector<std::string> tags{"cp311-cp311-linux_x86_64"};
  for (const std::string own :
       {"lib/python3.12/x.py", "python3.12/x.py", "lib/python3.12t/x.py", "lib/python3.x/python3.12/x.py"}) {
    CAPTURE(own);
    CHECK(beside(tagged, own, tags) == "");
    CHECK(beside(of_symbols, own) == "");
    CHECK(beside(of_links, own) == "");
  }
  for (const std::string other : {"lib/python3.11/x.py", "lib/python3.13/x.py", "lib/python3.12",
                                  "lib/python3.12m/x.py", "lib/xpython3.12/x.py", "lib/python3./x.py"}) {
    CAPTURE(other);
    CHECK(beside(tagged, other, tags) == error);
    CHECK(beside(of_symbols, other) == error);
    CHECK(beside(of_links, other) == error);
  }
  const Entry elsewhere = file("site-packages/_x.so", {linked});
  CHECK(beside(elsewhere, "lib/python3.12/x.py") == error);
}

TEST_CASE("wrong-python-abi: the names that Python has no longer") {
  const auto needing = [](const std::vector<std::string>& symbols, Kind kind = Kind::library,
                          const std::string& path = "_x.so") {
    Artifact image = elf(Architecture::x86_64);
    image.kind = kind;
    image.symbols = Symbols{};
    for (const std::string& symbol : symbols) image.symbols->imports.push_back({symbol, ""});
    return file(path, {elf(Architecture::x86_64), image});
  };
  const std::string error = "wrong-python-abi error";
  CHECK(verdict(target, {needing({"PyUnicode_AsUnicode"})}) == error);
  CHECK(verdict(target, {needing({"PyList_New", "PyUnicode_AsUnicode"})}) == error);
  CHECK(verdict(target, {needing({"PyList_New"})}) == "");
  CHECK(verdict(target, {needing({})}) == "");
  CHECK(verdict(target, {needing({"PyUnicode_AsUnicode"}, Kind::executable)}) == "");
  CHECK(verdict(target, {needing({"PyUnicode_AsUnicode"}, Kind::library, "_x.cpython-312-x86_64-linux-gnu.so")}) ==
        error);
  CHECK(verdict(target, {needing({"PyUnicode_AsUnicode"}, Kind::library, "_x.cpython-311-x86_64-linux-gnu.so")}) ==
        error);  // once, by its name
  CHECK(verdict(with_python(linux_target(Architecture::x86_64), 11), {needing({"PyUnicode_AsUnicode"})}) == "");
}

TEST_CASE("suffix-mismatch: what the name is for, and what the file is") {
  const auto said = [](const std::string& path) {
    Bundle bundle;
    bundle.entries = {module_file(path)};
    const Ownership ownership{{}, {std::nullopt}};
    const Findings findings = checked({bundle, ownership, target});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].expected == describe(target));
    return findings[0].actual;
  };
  CHECK(said("x.cpython-312-aarch64-linux-gnu.so") == "linux aarch64 (glibc)");
  CHECK(said("x.cpython-312-darwin.so") == "macos");
  CHECK(said("x.cpython-312-x86_64-linux-musl.so") == "linux x86_64 (musl)");
  CHECK(said("x.cpython-312-wasm32-emscripten.so") == "emscripten wasm32");
}

TEST_CASE("wrong-python-abi: what one judge has said, the next does not say again") {
  Artifact image = elf(Architecture::x86_64);
  image.symbols = Symbols{{{"PyUnicode_AsUnicode", ""}}, {}};
  Package package;
  package.tags = {"cp311-cp311-linux_x86_64"};
  const std::string error = "wrong-python-abi error";
  CHECK(verdict(target, {file("_x.so", {image})}, {package}) == error);
  image.libraries = {{"libpython3.11.so.1.0", false}};
  CHECK(verdict(target, {file("_x.so", {image})}) == error);
  CHECK(verdict(target, {file("_x.so", {image})}, {package}) == error);
}

TEST_CASE("wrong-python-abi: the most modules of a place decide, each once, and threads are another Python") {
  const Target any = linux_target(Architecture::x86_64);
  const auto said = [&](const std::vector<std::string>& modules) {
    Bundle bundle;
    for (const std::string& module : modules) bundle.entries.push_back(module_file(module + "-x86_64-linux-gnu.so"));
    std::sort(bundle.entries.begin(), bundle.entries.end(),
              [](const Entry& a, const Entry& b) { return a.path < b.path; });
    const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(modules.size())};
    std::string text;
    for (const Finding& finding : checked({bundle, ownership, any}))
      text += finding.path.substr(0, finding.path.find('.')) + ": " + finding.expected + ", " + finding.actual + "\n";
    return text;
  };
  CHECK(said({"a.cpython-312", "b.cpython-312", "c.cpython-313"}) == "c: CPython 3.12, CPython 3.13\n");
  CHECK(said({"a.cpython-312", "b.cpython-313", "c.cpython-313"}) == "a: CPython 3.13, CPython 3.12\n");
  CHECK(said({"a.cpython-313", "b.cpython-313t", "c.cpython-313t"}) == "a: CPython 3.13t, CPython 3.13\n");
  CHECK(said({"a.cpython-312", "a.cpython-313", "b.cpython-313"}).empty());
  CHECK(said({"a.cpython-310", "a.cpython-311", "b.cpython-313", "c.cpython-313"}) ==
        "a: CPython 3.13, CPython 3.10\na: CPython 3.13, CPython 3.11\n");
  CHECK(said({"a.cpython-312", "b.cpython-313", "c.cpython-313", "d.cpython-312", "e.cpython-312"}) ==
        "b: CPython 3.12, CPython 3.13\nc: CPython 3.12, CPython 3.13\n");
  CHECK(said({"a.pypy310-pp73", "b.cpython-312", "c.cpython-312"}).empty());
  CHECK(said({"a.cpython-312"}).empty());
  CHECK(said({"a.cpython-312", "b.pypy310-pp73"}).empty());
}

TEST_CASE("suffix-mismatch: a name or a target that says no system, processor or C library fits any") {
  const auto judged = [](const std::string& path, const Target& wanted, const std::vector<Artifact>& images) {
    return verdict(wanted, {file(path, images)});
  };
  const Artifact plain = elf(Architecture::x86_64), soft = elf(Architecture::armv7);
  const std::string error = "suffix-mismatch error";
  CHECK(judged("x.cpython-312-x86_64-linux-gnu.so", target, {plain}) == "");
  CHECK(judged("x.abi3.so", target, {plain}) == "");
  CHECK(judged("x.cpython-312-x86_64-linux.so", target, {plain}) == "");
  Target unsaid = target;
  unsaid.system = System::unknown;
  Artifact alone = plain;
  alone.libraries.clear();
  CHECK(judged("x.cpython-312-darwin.so", unsaid, {alone}) == "");
  const Target either = with_python(linux_target(Architecture::x86_64, Libc::unknown), 12);
  CHECK(judged("x.cpython-312-x86_64-linux-musl.so", either, {plain}) == "");
  const Target musl = with_python(linux_target(Architecture::x86_64, Libc::musl), 12);
  CHECK(judged("x.cpython-312-x86_64-linux-gnu.so", musl, {elf(Architecture::x86_64, Libc::musl)}) == error);
  CHECK(judged("x.cpython-312-x86_64-linux-gnu.so", musl, {plain}) == "wrong-libc error");
  const Target arm = with_python(linux_target(Architecture::armv7l), 12);
  CHECK(judged("x.cpython-312-arm-linux-gnueabihf.so", arm, {soft}) == "");
  CHECK(judged("x.cpython-312-arm-linux-gnueabi.so", arm, {elf(Architecture::armv7l)}) == error);
  const Target mac = with_python(macos({Architecture::aarch64}), 12);
  CHECK(judged("x.cpython-312-darwin.so", mac, {macho(Architecture::x86_64), macho(Architecture::aarch64)}) == "");
  CHECK(judged("x.cpython-312-iphoneos.so", mac, {macho(Architecture::aarch64)}) == error);
}

TEST_CASE("wrong-python-abi: packages whose modules are for several formats work without them") {
  Package package;
  package.tags = {"py3-none-any"};
  const Entry old = module_file("p/x.cpython-311-x86_64-linux-gnu.so");
  const Entry mac = file("p/y.dylib", {macho(Architecture::aarch64)});
  const auto said = [&](const std::vector<Entry>& entries, const std::vector<Package>& packages) {
    const std::string text = verdict(target, entries, packages);
    return text.substr(text.find("wrong-python-abi"), 24);
  };
  CHECK(said({old}, {package}) == "wrong-python-abi error");
  CHECK(said({mac, old}, {package}) == "wrong-python-abi warning");
  CHECK(said({mac, old}, {}) == "wrong-python-abi error");
  package.tags = {"py3-none-any", "cp311-cp311-linux_x86_64"};
  CHECK(said({mac, old}, {package}) == "wrong-python-abi error");
}
