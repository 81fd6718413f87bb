"""The bytes that Windows' loader and dyld read of a file are the bytes that are judged. They are compared with
independent readers (tests/fuzz), for real wheels and for files with a changed field, as the mutator found them."""

import struct
import sys

import pytest
from conftest import ROOT, audit, unpack
from test_no_false_alarm import chosen

sys.path.append(str(ROOT / "tests" / "fuzz"))
import loader_view_macho  # noqa: E402
import loader_view_pe  # noqa: E402
import loader_views  # noqa: E402

sys.path.append(str(ROOT / "testdata" / "artifacts"))
from craft import signed_again  # noqa: E402

BIN = ROOT / "testdata" / "artifacts" / "bin"
FORMATS = {"windows-x86_64": "pe", "macos-arm64": "mach-o", "macos-x86_64": "mach-o"}
OTHERS = [parameter for parameter in chosen() if parameter.values[1] in FORMATS]
OTHERS = [p for p in OTHERS if p.values[1] not in p.values[0].pure]


def by_path(report):
    found = {}
    for artifact in report["artifacts"]:
        found.setdefault(artifact["path"], []).append(artifact)
    return found


@pytest.mark.parametrize("row, platform", OTHERS)
def test_facts_are_what_a_loader_reads(row, platform, tmp_path):
    path = row.fetch(platform)
    tree = unpack(path, tmp_path)
    files = by_path(audit(path, "--platform", "win_amd64").report)
    loaded = {name: images for name, images in files.items() if loader_views.is_loaded(images)}
    assert any(image["format"] == FORMATS[platform] for images in loaded.values() for image in images)
    for name, images in loaded.items():
        assert loader_views.differences((tree / name).read_bytes(), images) == [], name


def changed(data, order, *fields):
    data = bytearray(data)
    for form, offset, value in fields:
        struct.pack_into(order + form, data, offset, value)
    return bytes(data)


DLL = (BIN / "pe-amd64.dll").read_bytes()
PE = loader_view_pe.LoaderView(DLL)
OPTIONAL = PE.optional
SECTION = OPTIONAL + PE.at("H", PE.header + 20)[0]
HOLDING = next(i for i, (_, start, size, _) in enumerate(PE.sections) if start <= PE.directories[1][0] < start + size)


def in_dll(address):
    return address - PE.sections[HOLDING][1] + PE.sections[HOLDING][3]


DESCRIPTOR = in_dll(PE.directories[1][0])
NAMES, ADDRESSES = PE.at("I", DESCRIPTOR)[0], PE.at("I", DESCRIPTOR + 16)[0]


def patched_dll(*fields):
    return changed(DLL, "<", *fields)


def as_in_memory(alignment):
    """Sections that are aligned to less than a page."""
    return ("I", OPTIONAL + 32, alignment), ("I", OPTIONAL + 36, PE.file_alignment)


DAMAGED_PE = {
    "bytes in memory, to": patched_dll(("I", OPTIONAL + 32, 0)),
    "stands elsewhere in the file than in memory": patched_dll(*as_in_memory(PE.file_alignment)),
    "mapped over what stands before it": patched_dll(("I", OPTIONAL + 60, 0x10400)),
    "begins inside a page": patched_dll(("I", SECTION + 12, 0x1080)),
    "an import has no address table": patched_dll(("I", DESCRIPTOR + 16, 0)),
    "the address table of an import is empty": patched_dll(("Q", in_dll(ADDRESSES), 0)),
    "the address table of an import lies in no section": patched_dll(("I", DESCRIPTOR + 16, 0x10000000)),
}


def macho_commands(data):
    """The place of the first load command of each kind."""
    found, place = {}, 32
    for _ in range(struct.unpack_from("<I", data, 16)[0]):
        kind, size = struct.unpack_from("<II", data, place)
        found.setdefault(kind, place)
        place += size
    return found


DYLIB = (BIN / "macho-arm64.dylib").read_bytes()
COMMANDS = macho_commands(DYLIB)
BUNDLE = (BIN / "macho-arm64.bundle").read_bytes()
LOAD = macho_commands(BUNDLE)[loader_view_macho.LOAD]
PLATFORM = COMMANDS[loader_view_macho.BUILD_VERSION] + 8
FAT = (BIN / "macho-universal2.dylib").read_bytes()
DAMAGED_MACHO = {
    "the unknown platform 0": changed(DYLIB, "<", ("I", PLATFORM, 0)),
    "the unknown platform 16387": changed(DYLIB, "<", ("I", PLATFORM, 16387)),
    "a dylib without LC_ID_DYLIB": changed(DYLIB, "<", ("I", COMMANDS[loader_view_macho.ID], loader_view_macho.LOAD)),
    "LC_ID_DYLIB in what is no dylib": changed(BUNDLE, "<", ("I", LOAD, loader_view_macho.ID)),
    "a slice is for another CPU": changed(FAT, ">", ("I", 12, 8)),
}


DAMAGED = {"win_amd64": DAMAGED_PE, "macosx_14_0_arm64": DAMAGED_MACHO}
REASONS = [(platform, reason) for platform, damaged in DAMAGED.items() for reason in damaged]


@pytest.mark.parametrize("platform, reason", REASONS)
def test_what_a_loader_does_not_read_as_it_stands_is_damaged(tmp_path, platform, reason):
    (tmp_path / "x.bin").write_bytes(DAMAGED[platform][reason])
    result = audit(tmp_path, "--platform", platform)
    assert result.status == 2
    (finding,) = result.report["findings"]
    assert finding["rule"] == "unreadable-artifact" and reason in finding["message"]


def same_as_loader(tmp_path, data, platform):
    (tmp_path / "x.bin").write_bytes(data)
    result = audit(tmp_path, "--platform", platform)
    assert result.status == 0
    assert loader_views.differences(data, result.report["artifacts"]) == []
    return [library["name"] for library in result.report["artifacts"][0]["libraries"]]


def test_a_library_of_which_nothing_is_taken_is_not_needed(tmp_path):
    assert "KERNEL32.dll" in same_as_loader(tmp_path, DLL, "win_amd64")
    empty = patched_dll(("Q", in_dll(ADDRESSES), 0), ("Q", in_dll(NAMES), 0))
    assert "KERNEL32.dll" not in same_as_loader(tmp_path, empty, "win_amd64")


def test_the_place_of_a_section_is_rounded_down_to_a_sector(tmp_path):
    row = SECTION + 40 * HOLDING
    odd = patched_dll(("I", row + 20, PE.sections[HOLDING][3] + 8), ("I", row + 16, PE.sections[HOLDING][2] - 8))
    assert same_as_loader(tmp_path, odd, "win_amd64") == same_as_loader(tmp_path, DLL, "win_amd64")


def test_of_a_section_only_what_it_has_room_for_is_mapped(tmp_path):
    whole = DLL.ljust(0x2000, b"\0")
    row = SECTION + 40 * (HOLDING - 1)
    long = changed(whole + b"\xcc" * 0x2000, "<", ("I", row + 16, 0x2000), ("I", row + 20, len(whole)))
    assert same_as_loader(tmp_path, long, "win_amd64") == same_as_loader(tmp_path, DLL, "win_amd64")


def test_dyld_guesses_macos_where_no_platform_stands(tmp_path):
    unnamed = changed(DYLIB, "<", ("I", PLATFORM - 8, 0x2A))
    same_as_loader(tmp_path, bytes(signed_again(bytearray(unnamed))), "macosx_14_0_arm64")
