"""Reading only the parts that decide finds the same as reading everything: whole reports, facts of every native file
included, byte for byte, for all bundles that other tests fetch. Two things could make a difference: damage after the
tables (test_hostile.py), and files that two readers read in two ways. The bundles hold neither."""

import json
import shutil
import struct

import pytest
from conftest import ROOT, audit, run, unpack, wheel
from test_no_false_alarm import PLATFORMS, chosen
from test_variants import FOR_LINUX, LAUNCHERS, PREBUILDS, npm, uv, zipped
from test_wheels import WHEELS

# Installed as in other tests, so that nothing more is fetched.
TREES = {
    "launchers": lambda: uv(*LAUNCHERS),
    "drivers": lambda: uv("playwright==1.65.2", "onnxruntime==1.32.0", platform="x86_64-manylinux_2_28"),
    "prebuilds": lambda: npm(*FOR_LINUX, *PREBUILDS),
    "node drivers": lambda: npm(*FOR_LINUX, "playwright@1.65.1", "onnxruntime-node@1.30.0"),
    "node on a Mac": lambda: npm("--os=darwin", "--cpu=arm64", "sharp@0.35.5"),
}


def report(root, platform, *more):
    text = run(root, "--python", "3.12", "--platform", platform, "--format", "json", *more).out
    assert text
    return text


def assert_same_either_way(root, platform):
    usual = report(root, platform)
    assert report(root, platform, "--thorough", "--jobs", 1) == usual
    return json.loads(usual)


def assert_same_packed_and_unpacked(tree, archive, platform):
    in_tree, in_archive = (assert_same_either_way(root, platform) for root in (tree, archive))
    for part in ("findings", "artifacts", "packages"):
        assert [{**row, "root": None} for row in in_tree[part]] == [{**row, "root": None} for row in in_archive[part]]
    assert in_tree["summary"] == in_archive["summary"]
    return in_tree["summary"]


@pytest.mark.parametrize("row, platform", chosen())
def test_wheels(row, platform, tmp_path):
    path = row.fetch(platform)
    tree = unpack(path, tmp_path / "tree")
    summary = assert_same_packed_and_unpacked(tree, path, PLATFORMS[platform][0])
    shutil.rmtree(tree)  # all of them together are some gigabytes
    assert (summary["judged"] == 0) == (platform in row.pure)


@pytest.mark.parametrize("requirement, tag, made_for", WHEELS, ids=lambda value: value.split("==")[0])
def test_wheels_of_every_platform(requirement, tag, made_for, unpacked):
    path = wheel(requirement, tag)
    summary = assert_same_packed_and_unpacked(unpacked(path), path, "x86_64-manylinux2014")
    assert summary["judged"] > 0


@pytest.mark.parametrize("name", TREES)
def test_trees(name, tmp_path):
    tree = TREES[name]()
    summary = assert_same_packed_and_unpacked(tree, zipped(tree, tmp_path), "x86_64-manylinux_2_34")
    assert summary["judged"] > 0


def with_two_string_tables(library):
    """DT_SYMENT becomes a second DT_STRTAB: if there are two, loaders take the last, and LIEF 0.12 the first."""
    data = bytearray(library)
    (headers,), (count,) = struct.unpack_from("<Q", data, 32), struct.unpack_from("<H", data, 56)
    rows = [struct.unpack_from("<IIQQQQ", data, headers + 56 * i) for i in range(count)]
    _, _, start, _, _, size = next(row for row in rows if row[0] == 2)  # PT_DYNAMIC
    at = {struct.unpack_from("<q", data, place)[0]: place for place in range(start, start + size, 16)}
    strings = struct.unpack_from("<Q", data, at[5] + 8)[0]  # DT_STRTAB, and DT_SYMENT is 11
    for place, value in zip(sorted((at[5], at[11])), (strings + 1, strings), strict=True):
        struct.pack_into("<QQ", data, place, 5, value)
    return bytes(data)


def test_a_file_that_two_readers_read_in_two_ways(tmp_path):
    fixture = ROOT / "testdata" / "artifacts" / "bin" / "elf-x86_64-soname.so"
    (tmp_path / "x.so").write_bytes(with_two_string_tables(fixture.read_bytes()))
    usual = audit(tmp_path, "--platform", "x86_64-manylinux2014")
    assert (usual.status, usual.report["summary"]["verdict"]) == (0, "fits")
    thorough = audit(tmp_path, "--platform", "x86_64-manylinux2014", "--thorough")
    assert (thorough.status, thorough.report["summary"]["verdict"]) == (2, "incomplete")
    (finding,) = thorough.report["findings"]
    assert finding["rule"] == "unreadable-artifact"
    assert "two readers differ: needed libraries libc.so.6, LIEF on the whole file: ibc.so.6" in finding["message"]
