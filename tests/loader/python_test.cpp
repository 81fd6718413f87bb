// SPDX-License-Identifier: Apache-2.0
// Which Python imports a module, at the edges of its versions.
#include "loader/python.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace platlint;

namespace {

std::string why(const std::string& path, const Python& target, const std::vector<std::string>& tags = {}) {
  Package package;
  package.tags = tags;
  const std::optional<ExtensionSuffix> suffix = read_extension_suffix(path);
  REQUIRE(suffix);
  return refusal(*suffix, target, tags.empty() ? nullptr : &package).value_or("");
}

std::string linked(const std::vector<std::string>& libraries) {
  Artifact image;
  for (const std::string& library : libraries) image.libraries.push_back({library, false});
  const std::optional<LinkedPython> found = linked_python(image);
  return found ? to_string(found->python) + " by " + found->library : "none";
}

constexpr Python python_3_12{3, 12, false};

}  // namespace

TEST_CASE("an abi3 wheel is for the Python of its tag and all after it") {
  const auto with = [](const std::vector<std::string>& tags) { return why("x.abi3.so", python_3_12, tags); };
  CHECK(with({}).empty());
  CHECK(with({"cp311-abi3-any"}).empty());
  CHECK(with({"cp312-abi3-any"}).empty());
  CHECK(with({"cp313-abi3-any"}) == "built for CPython 3.13 and later (abi3), target has CPython 3.12");
  CHECK(with({"cp39-abi3-any", "cp313-abi3-any"}).empty());
  CHECK(with({"cp313-abi3-any", "cp39-abi3-any"}).empty());
  CHECK(with({"cp314-abi3-any", "cp313-abi3-any"}) ==
        "built for CPython 3.13 and later (abi3), target has CPython 3.12");
  CHECK(with({"cp313-cp313-any"}).empty());
  CHECK(with({"cp313-cp313-any", "cp314-abi3-any"}) ==
        "built for CPython 3.14 and later (abi3), target has CPython 3.12");
  CHECK(with({"py3-abi3-any"}).empty());
  CHECK(why("x.abi3.so", {3, 13, true}, {"cp39-abi3-any"}) ==
        "built for the stable ABI (abi3), which free-threaded CPython 3.13t never imports");
}

TEST_CASE("abi3t begins with Python 3.15") {
  CHECK(why("x.abi3t.so", {3, 15, false}).empty());
  CHECK(why("x.abi3t.so", {3, 15, true}).empty());
  CHECK(why("x.abi3t.so", {3, 16, true}).empty());
  CHECK(why("x.abi3t.so", {3, 14, true}) ==
        "built for the free-threaded stable ABI (abi3t) of CPython 3.15 and later, target has CPython 3.14t");
}

TEST_CASE("any other module is for one Python") {
  CHECK(why("x.cpython-312-x86_64-linux-gnu.so", python_3_12).empty());
  CHECK(why("x.cpython-311-x86_64-linux-gnu.so", python_3_12) == "built for CPython 3.11, target has CPython 3.12");
  CHECK(why("x.cpython-313-x86_64-linux-gnu.so", python_3_12) == "built for CPython 3.13, target has CPython 3.12");
  CHECK(why("x.cpython-312t-x86_64-linux-gnu.so", python_3_12) == "built for CPython 3.12t, target has CPython 3.12");
  CHECK(why("x.cpython-312d-x86_64-linux-gnu.so", python_3_12) ==
        "built for CPython 3.12 (debug build), target has CPython 3.12");
  CHECK(why("x.pypy312-pp73-x86_64-linux-gnu.so", python_3_12) == "built for PyPy 3.12, target has CPython 3.12");
}

TEST_CASE("a library of Python's tells which, and that of the stable ABI does not") {
  CHECK(linked({"libc.so.6", "libpython3.11.so.1.0"}) == "3.11 by libpython3.11.so.1.0");
  CHECK(linked({"libpython3.13t.so.1.0"}) == "3.13t by libpython3.13t.so.1.0");
  CHECK(linked({"libpython2.7.so.1.0"}) == "2.7 by libpython2.7.so.1.0");
  CHECK(linked({"libpython3.so"}) == "none");
  CHECK(linked({"libpython3"}) == "none");
  CHECK(linked({"libpython3."}) == "none");
  CHECK(linked({"libpython3.9"}) == "3.9 by libpython3.9");
  CHECK(linked({"PYTHON312.dll"}) == "3.12 by PYTHON312.dll");
  CHECK(linked({"python313t.dll"}) == "3.13t by python313t.dll");
  CHECK(linked({"python27.dll"}) == "2.7 by python27.dll");
  for (const std::string library : {"python3.dll", "python3t.dll", "python12.dll", "python42.dll", "python.dll",
                                    "pythoncom312.dll", "xpython312.dll", "python312.so"}) {
    CAPTURE(library);
    CHECK(linked({library}) == "none");
  }
  CHECK(linked({"python3.dll", "python311.dll"}) == "3.11 by python311.dll");
  CHECK(linked({"/Library/Frameworks/Python.framework/Versions/3.12/Python"}).starts_with("3.12 by "));
  CHECK(linked({"@rpath/Python3.framework/Versions/3.9/Python3"}).starts_with("3.9 by "));
  CHECK(linked({"/Library/Frameworks/PythonT.framework/Versions/3.13/PythonT"}).starts_with("3.13t by "));
  CHECK(linked({"libz.so.1"}) == "none");
  CHECK(linked({}) == "none");
}
