"""The facts of a file as its loader reads them, under the names that they have in platlint's report."""

import struct

import loader_view
import loader_view_macho
import loader_view_pe

# PLATFORM_*, <mach-o/loader.h>
PLATFORMS = ["none", "macos", "ios", "tvos", "watchos", "bridgeos", "mac-catalyst", "ios-simulator", "tvos-simulator"]
PLATFORMS += ["watchos-simulator", "driverkit", "visionos", "visionos-simulator", *["apple-firmware"] * 12]


def text(name):
    """Bytes that are not UTF-8 are written as \\xNN in the report."""
    return None if name is None else name.decode("utf-8", "backslashreplace")


def in_order(dictionaries):
    return sorted(dictionaries, key=lambda each: list(each.items()))


def libraries(found):
    return in_order({"name": text(name), "weak": weak} for name, weak in found)


def elf(data):
    view = loader_view.LoaderView(data)
    needs = [{"library": text(library), "name": text(name), "weak": weak} for library, name, weak in view.versions]
    needed = libraries((name, False) for name in view.needed)
    facts = {"machine": view.machine, "interpreter": text(view.interpreter), "libraries": needed}
    return [facts | {"version_needs": in_order(needs)}]


def pe(data):
    view = loader_view_pe.LoaderView(data)
    found = [(name, False) for name in view.libraries] + [(name, True) for name in view.delayed]
    version = ".".join(map(str, view.subsystem_version))
    return [{"machine": view.machine, "libraries": libraries(found), "minimum_os": version}]


def macho(data):
    return [macho_slice(view) for view in loader_view_macho.slices(data)]


def macho_slice(view):
    os, minimum = "macos", None  # dyld's guess for a file without either
    # A file that is for macOS and for other systems is loaded on macOS.
    for platform, version in sorted(view.platforms, key=lambda each: each[0] != 1)[:1]:
        os = PLATFORMS[platform] if platform < len(PLATFORMS) else f"platform {platform}"
        minimum = ".".join(map(str, version if version[2] else version[:2]))
    return {
        "machine": view.machine,
        "identity": text(view.identity) or None,
        "interpreter": text(view.interpreter) or None,
        "libraries": libraries(view.libraries),
        "rpath": [text(path) for path in view.rpath],
        "os": os,
        "minimum_os": minimum,
    }


READERS = {"elf": elf, "pe": pe, "mach-o": macho}


def is_loaded(artifacts):
    return all(a["format"] in READERS and a["kind"] in ("library", "executable", "bundle") for a in artifacts)


def differences(data, artifacts):
    """The facts that platlint reports of a file and its loader does not read, one text each."""
    try:
        views = READERS[artifacts[0]["format"]](data)
    except (struct.error, IndexError, KeyError, ValueError) as error:
        return [f"loader: {error}; platlint: {artifacts}"]
    if len(views) != len(artifacts):
        return [f"loader: {views}; platlint: {artifacts}"]
    return [line for view, artifact in zip(views, artifacts) for line in compared(view, artifact)]


def compared(view, artifact):
    for name, read in view.items():
        told = artifact[name]
        if name in ("libraries", "version_needs"):
            told = in_order(told)
        if told != read:
            yield f"{name}: platlint: {told}\n  loader: {read}"
