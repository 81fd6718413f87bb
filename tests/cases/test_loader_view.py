"""The bytes that a loader reads of an ELF file are the bytes that are judged. They are compared with an independent
reader (tests/fuzz/loader_view.py), for real wheels and for files with a changed field, as the mutator found them."""

import struct
import sys

import pytest
from conftest import ROOT, audit, unpack
from test_independent_readers import LINUX

sys.path.append(str(ROOT / "tests" / "fuzz"))
from loader_view import DT_VERNEED, PT_DYNAMIC, PT_LOAD, LoaderView  # noqa: E402

WHOLE = (ROOT / "testdata" / "artifacts" / "bin" / "elf-x86_64-glibc-2.17.so").read_bytes()
VIEW = LoaderView(WHOLE)
DT_HASH, DT_VERNEEDNUM = 4, 0x6FFFFFFF


def told_by(artifact):
    needs = sorted((need["library"], need["name"], need["weak"]) for need in artifact["version_needs"])
    return artifact["machine"], [library["name"] for library in artifact["libraries"]], needs


def read_by_loader(data):
    view = LoaderView(data)
    needs = sorted((library.decode(), name.decode(), weak) for library, name, weak in view.versions)
    return view.machine, [name.decode() for name in view.needed], needs


@pytest.mark.network
@pytest.mark.parametrize("row, platform", LINUX)
def test_facts_are_what_a_loader_reads(row, platform, tmp_path):
    path = row.fetch(platform)
    tree = unpack(path, tmp_path)
    artifacts = audit(path, "--platform", "manylinux2014_x86_64").report["artifacts"]
    loaded = [a for a in artifacts if a["format"] == "elf" and a["kind"] in ("library", "executable") and a["libraries"]]
    assert loaded
    for artifact in loaded:
        assert told_by(artifact) == read_by_loader((tree / artifact["path"]).read_bytes()), artifact["path"]


def segment_at(kind):
    """The place of the last program header of a kind."""
    return max(VIEW.phoff + i * VIEW.phentsize for i, segment in enumerate(VIEW.segments) if segment[0] == kind)


def dynamic_entry(tag):
    start = next(segment[1] for segment in VIEW.segments if segment[0] == PT_DYNAMIC)
    return next(at for at in range(start, len(WHOLE), 16) if VIEW.at("Q", at)[0] == tag)


def changed(form, offset, *values):
    data = bytearray(WHOLE)
    struct.pack_into("<" + form, data, offset, *values)
    return bytes(data)


def last_need():
    place = VIEW.place(VIEW.tags[DT_VERNEED])
    while next_need := VIEW.at("I", place + 12)[0]:
        place += next_need
    return place


DAMAGED = {
    "the dynamic section is loaded from another place": changed("Q", segment_at(PT_DYNAMIC) + 16, VIEW.segments[0][2] + 0x40),
    "the dynamic section lies in no loaded segment": changed("Q", segment_at(PT_DYNAMIC) + 16, 1 << 40),
    "the dynamic section has no bytes": changed("Q", segment_at(PT_DYNAMIC) + 32, 0),
    "several dynamic sections": changed("I", VIEW.phoff, PT_DYNAMIC),
    "a segment's address does not match its offset": changed("Q", segment_at(PT_LOAD) + 16, VIEW.segments[-1][2] + 0x7008),
    "a segment has more bytes in the file than in memory": changed("Q", segment_at(PT_LOAD) + 40, 1),
    "a version need table without a count": changed("Q", dynamic_entry(DT_VERNEEDNUM), 0x6000DEAD),
    "the version need table goes on after its count": changed("I", last_need() + 12, 16),
    "a version need goes on after its count": changed("I", last_need() + VIEW.at("I", last_need() + 8)[0] + 12, 16),
    "unknown ELF version": changed("I", 20, 2),
    "more program headers than a loader reads": changed("H", 56, 0xFFFF),
}


@pytest.mark.parametrize("reason", DAMAGED)
def test_what_a_loader_does_not_read_as_it_stands_is_damaged(tmp_path, reason):
    (tmp_path / "x.so").write_bytes(DAMAGED[reason])
    result = audit(tmp_path, "--platform", "x86_64-manylinux2014")
    assert result.status == 2
    (finding,) = result.report["findings"]
    assert finding["rule"] == "unreadable-artifact" and reason in finding["message"]


def test_of_two_tags_the_last_counts(tmp_path):
    data = changed("QQ", dynamic_entry(DT_HASH), DT_VERNEED, 0)
    (tmp_path / "x.so").write_bytes(data)
    result = audit(tmp_path, "--platform", "x86_64-manylinux2014")
    assert result.status == 0
    assert told_by(result.report["artifacts"][0]) == read_by_loader(data) == read_by_loader(WHOLE)


DEBUG = ROOT / "testdata" / "artifacts" / "bin" / "elf-x86_64-debug.debug"


def debug_companion(**dynamic):
    """For a library whose headers and code share a segment, as without -z separate-code: it keeps the headers."""
    data = bytearray(DEBUG.read_bytes())
    (phoff,), (count,) = struct.unpack_from("<Q", data, 32), struct.unpack_from("<H", data, 56)
    for row in range(phoff, phoff + 56 * count, 56):
        kind, _, offset = struct.unpack_from("<IIQ", data, row)
        if kind == PT_LOAD and offset == 0:
            struct.pack_into("<I", data, row + 4, 5)  # p_flags: readable, executable
        if kind == PT_DYNAMIC and "address" in dynamic:
            struct.pack_into("<Q", data, row + 16, dynamic["address"])
    return bytes(data)


def test_a_debug_companion_that_keeps_the_headers_concerns_nobody(tmp_path):
    (tmp_path / "x.debug").write_bytes(debug_companion())
    result = audit(tmp_path, "--platform", "linux/arm64")
    assert (result.status, result.report["findings"]) == (0, [])
    assert result.report["artifacts"][0]["kind"] == "debug"


def test_what_a_loader_would_find_is_not_taken_for_a_debug_companion(tmp_path):
    (tmp_path / "x.debug").write_bytes(debug_companion(address=0x40))
    assert audit(tmp_path, "--platform", "linux/arm64").status != 0
