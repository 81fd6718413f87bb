"""The packages of Debian and Ubuntu that bring libraries: data/system_packages.toml."""

import pathlib
import re
import subprocess
import sys

import cpp
import datafile

PATH = pathlib.Path(__file__).with_name("system_packages.toml")
NONE, UNKNOWN = "-", "?"
PLACE = re.compile(r"(?:usr/)?lib/(?:x86_64-linux-gnu/)?([^/]+)")
# Packages for debugging, for another processor, for compiling and for tests.
NOT_FOR_USERS = re.compile(r"-dbg$|-dbgsym$|cross|-i386$|^lib(32|64|x32)|-dev$|mpich$|mingw|-tests?$|-minimal$")


def column(text):
    """{"libz.so.1": "zlib1g"} of a release."""
    return dict(line.split() for line in text.splitlines())


# --- C++


def between(older, newer):
    """What an Ubuntu release has that is between two releases of Debian. Ubuntu 24.04 was the first with the names in
    t64. If both Debians have no such library, Ubuntu may have another version of it."""
    if {older, newer} & {NONE, UNKNOWN}:
        return UNKNOWN
    return newer if older == newer or "t64" in newer else f"{newer}|{older}"


def columns(data):
    """The packages of each release by library."""
    found = {name: column(release["packages"]) for name, release in data["releases"].items()}
    for name, release in data["releases"].items():
        if "between" in release:
            older, newer = (found[debian] for debian in release["between"])
            derived = {key: between(older.get(key, UNKNOWN), newer.get(key, UNKNOWN)) for key in data["libraries"].split()}
            found[name] = {**derived, **found[name]}
    return found


def package(text):
    if text in (NONE, UNKNOWN):
        return {NONE: "no_package", UNKNOWN: "unknown_package"}[text]
    return f"brings({', '.join(map(cpp.quoted, text.split('|')))})"


def tables(text):
    data = datafile.loads(text)
    found = columns(data)
    names = sorted(data["libraries"].split())
    rows = [(cpp.quoted(name), "{" + ", ".join(package(release.get(name, UNKNOWN)) for release in found.values()) + "}") for name in names]
    return {
        "target/system_packages": cpp.file(
            "data/system_packages.toml",
            *cpp.rows("std::string_view", "driver_libraries", [[cpp.quoted(name)] for name in sorted(data["driver"].split())]),
            *cpp.rows("std::string_view", "releases", [[cpp.quoted(name)] for name in found]),
            "struct PackageRow {",
            "  std::string_view library;",
            "  std::array<SystemPackage, releases.size()> packages;",
            "};",
            *cpp.rows("PackageRow", "rows", rows),
        )
    }


# --- Debian's indexes of files


def owners(files):
    """The packages of each file that the loader finds by its name, and all packages."""
    found, packages = {}, set()
    for path, listed in files:
        packages.update(listed)
        match = PLACE.fullmatch(path)
        if match and ".so" in match[1]:
            found.setdefault(match[1], set()).update(listed)
    return found, packages


def chosen(packages):
    """Variants have longer names: libavcodec-extra59, libglfw3-wayland."""
    packages = [name for name in packages if not NOT_FOR_USERS.search(name)]
    return min(packages, key=lambda name: (len(name), name), default=NONE)


def indexed(files, libraries, preferred):
    """A release's column, by its index of files."""
    found, packages = owners(files)
    made = {library: chosen(found.get(library, ())) for library in libraries}
    made.update({library: name for library, name in preferred.items() if name in packages})
    return made


def release_text(name, release, made):
    lines = [f"{library} {package}" for library, package in sorted(made.items())]
    words = [f"{key} = {datafile.quoted(value)}" for key, value in release.items() if key != "packages"]
    return "\n".join([f'[releases."{name}"]', *words, 'packages = """', *lines, '"""'])


def fetched(text, registries):
    """The archive sometimes has an index that its signature does not fit. apt-get then refuses it, and the release stays
    as it is."""
    data = datafile.loads(text)
    parts = [datafile.words(name, data[name].split()) for name in ("libraries", "driver")]
    parts.append(datafile.table("preferred", data["preferred"]))
    for name, release in data["releases"].items():
        made = column(release["packages"])
        if "suite" in release:
            try:
                files = registries.files(release["suite"])
                made = indexed(files, data["libraries"].split(), data["preferred"])
            except subprocess.CalledProcessError as error:
                print(f"{name} is left as it is: {error.stderr.strip()}", file=sys.stderr)
        parts.append(release_text(name, release, made))
    return datafile.rewritten(text, *parts, datafile.table("sources", registries.pins))
