"""platlint diff, for wheels as they were published: the changes between them are known."""

import zipfile

import pytest
from conftest import wheel
from test_diff import diff

LINUX = "manylinux2014_x86_64"  # a tag, and uv's name for it
JUDGED = "x86_64-manylinux2014"


def numpy(release, tag, python="3.12", tags=None):
    return wheel(f"numpy=={release}", tag, python, tags)


def natives(path):
    """Counted by another reader, which only looks at names."""
    with zipfile.ZipFile(path) as opened:
        named = [row for row in opened.infolist() if ".so" in row.filename or row.filename.endswith(".a")]
        return {"files": len(named), "bytes": sum(row.file_size for row in named)}


def test_a_major_release():
    old, new = numpy("1.26.4", "manylinux-x86_64", "3.11", [LINUX]), numpy("2.2.6", "manylinux-x86_64", "3.11", [LINUX])
    found = diff(old, new).report
    (package,) = found["packages"]
    assert (package["old"], package["new"]) == (
        {"versions": ["1.26.4"], **natives(old)}, {"versions": ["2.2.6"], **natives(new)})  # fmt: skip
    assert found["pythons"] == [] and found["foreign"] == []
    assert {(row["platform"], row["what"], row["old"]) for row in found["floors"]} == {
        ("linux x86_64", "CXXABI", None), ("linux x86_64", "GLIBCXX", None)}  # fmt: skip
    assert found["worse"] == [], "it became C++, by what every system has"
    assert diff(old, new, "--platform", JUDGED, "--python", "3.11").status == 0, "both are for it"


def test_another_python():
    found = diff(numpy("2.2.6", "manylinux-x86_64", "3.11", [LINUX]), numpy("2.2.6", LINUX))
    assert "python-lost" in found.report["worse"]
    assert [(row["change"], row["python"]) for row in found.report["pythons"]] == [
        ("gone", "CPython 3.11"), ("new", "CPython 3.12")]  # fmt: skip


@pytest.mark.parametrize("tag", ["macosx_14_0_arm64", "win_amd64", "musllinux_1_2_x86_64"])
def test_a_wheel_for_another_platform_in_its_place(tag):
    other = diff(numpy("2.2.6", LINUX), numpy("2.2.6", tag))
    assert "platform-lost" in other.report["worse"]
    judged = diff(numpy("2.2.6", LINUX), numpy("2.2.6", tag), "--platform", JUDGED)
    assert judged.report["worse"] == ["new-error"]


def test_a_later_macos():
    found = diff(numpy("2.2.6", "macosx_11_0_arm64"), numpy("2.2.6", "macosx_14_0_arm64"))
    assert "floor-higher" in found.report["worse"]
    assert ("macos aarch64", "minimum OS", "11.0", "14.0") in {
        (row["platform"], row["what"], row["old"], row["new"]) for row in found.report["floors"]}  # fmt: skip


def test_a_later_glibc_of_one_release():
    old, new = (wheel("cryptography==46.0.3", tag) for tag in (LINUX, "manylinux_2_34_x86_64"))
    found = diff(old, new).report
    assert found["worse"][:2] == ["platform-lost", "floor-higher"] and found["pythons"] == []
    (glibc,) = [row for row in found["floors"] if row["what"] == "glibc"]
    assert glibc["change"] == "higher" and glibc["path"].endswith(".abi3.so")
    assert diff(new, old).status == 0
