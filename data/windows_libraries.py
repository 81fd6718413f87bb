"""The DLLs that every Windows has: data/windows_libraries.toml, from delvewheel's lists and mingw-w64's import libraries."""

import ast
import pathlib
import re
import zipfile

import cpp
import datafile
import fetch

PATH = pathlib.Path(__file__).with_name("windows_libraries.toml")
LISTS = ("every_windows", "intel_windows", "windows_10")
# Not libarm32: Windows for 32-bit ARM is no target.
DEFINITION = re.compile(r"ziglang/lib/libc/mingw/(?:lib-common|lib32|lib64)/(.*)\.def(?:\.in)?")


def tables(text):
    data = datafile.loads(text)
    lines = [f"constexpr std::string_view {name} ={cpp.words(data[name], 4)};" for name in LISTS]
    return {"target/windows_libraries": cpp.file("data/windows_libraries.toml", *lines)}


def import_libraries(package):
    """What a linker finds, without .dll."""
    with zipfile.ZipFile(package) as archive:
        found = map(DEFINITION.fullmatch, archive.namelist())
        return {match[1].lower() for match in found if match}


def system_lists(code):
    """delvewheel's ignore_names_x86, _x64 and _arm64, without .dll."""
    assigned = {ast.unparse(node.targets[0]): node.value for node in ast.parse(code).body if isinstance(node, ast.Assign)}
    literals = [ast.literal_eval(assigned[f"ignore_names_{name}"]) for name in ("x86", "x64", "arm64")]
    return [{name.removesuffix(".dll") for name in names} for names in literals]


def lists(linked, x86, x64, arm64):
    return linked & x86 & x64 & arm64, (linked & x86 & x64) - arm64, (linked & arm64) - x86 - x64


def fetched(text, registries):
    others = datafile.loads(text)["made_in_another_way"]
    linked = import_libraries(registries.file("pypi:ziglang")) | set(others.split())
    system = system_lists(fetch.text_of(registries.file("pypi:delvewheel"), "delvewheel/_dll_list.py"))
    made = dict(zip(LISTS, lists(linked, *system)))
    parts = [datafile.words("made_in_another_way", others.split()), *(datafile.words(name, made[name]) for name in LISTS)]
    return datafile.rewritten(text, *parts, datafile.table("sources", registries.pins))
