"""The names of its C API that each CPython exports: data/python_symbols.toml."""

import pathlib
import re
import zipfile

import cpp
import datafile
import debian

PATH = pathlib.Path(__file__).with_name("python_symbols.toml")
LIBRARY = re.compile(r"libpython3\.(\d+)\.so\.1\.0")
# PyInit_math is the entry point of a module that is built in. Which are is the distributor's choice.
NAME = re.compile(r"_?Py(?!Init_)\w*")


def tables(text):
    """The names that every version exports say nothing about a version."""
    exports = datafile.loads(text)["exports"]
    minors = sorted({int(minor) for key in exports for minor in key.split()})
    everywhere = " ".join(map(str, minors))
    rows = [(f"minors({', '.join(key.split())})", cpp.words(names)) for key, names in exports.items() if key != everywhere]
    made = cpp.rows("Row", "rows", rows)
    limits = f"constexpr int oldest = {minors[0]}, newest = {minors[-1]};"
    return {"facts/python_symbols": cpp.file("data/python_symbols.toml", limits, *made)}


def merged(known, patch_dependent, minor, names):
    """What is known, {name: {minors}}, with the names that one release of 3.`minor` exports. If another release of it
    was measured before, a name that only one of the two exports depends on the patch."""
    measured = any(minor in minors for minors in known.values())
    made = {name: set(minors) for name, minors in known.items()}
    depends = set(patch_dependent)
    for name in (known.keys() | names) - depends:
        if not measured and name in names:
            made.setdefault(name, set()).add(minor)
        elif (name in names) != (minor in known.get(name, ())):
            depends.add(name)
            made.pop(name, None)
    return made, depends


def unpacked(path, folder):
    if path.suffix != ".jar":
        return debian.unpack(path, folder)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if LIBRARY.search(name)])


def exported(path):
    """The minor version in a package, and its names."""
    folder = path.with_suffix(".files")
    unpacked(path, folder)
    (library,) = {found.resolve() for found in folder.rglob("libpython3.*.so.1.0")}
    names = {name for name in debian.exported(library) if NAME.fullmatch(name)}
    return int(LIBRARY.fullmatch(library.name)[1]), names


def grouped(known):
    """{"6 7": names}."""
    made = {}
    for name, minors in known.items():
        made.setdefault(tuple(sorted(minors)), []).append(name)
    return {" ".join(map(str, key)): made[key] for key in sorted(made)}


def fetched(text, registries):
    data = datafile.loads(text)
    depends = set(data["patch_dependent"].split())
    known = {}
    for key, names in data["exports"].items():
        known.update({name: set(map(int, key.split())) for name in names.split()})
    for source in registries.pins:
        known, depends = merged(known, depends, *exported(registries.file(source)))
    exports = [datafile.words(datafile.quoted(key), names) for key, names in grouped(known).items()]
    parts = [datafile.words("patch_dependent", depends), "\n\n".join(["[exports]", *exports])]
    return datafile.rewritten(text, *parts, datafile.table("sources", registries.pins))
