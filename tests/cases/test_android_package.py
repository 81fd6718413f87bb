"""Libraries that an Android package holds without compression: Android maps them from the package."""

import shutil
import struct
import subprocess
import zipfile

import pytest
from conftest import ROOT, audit, run
from test_one_file import only

LIBRARY = (ROOT / "testdata/artifacts/bin/elf-aarch64-android-24.so").read_bytes()
NAME = "lib/arm64-v8a/libdemo.so"


def zipalign_knows_pages():
    """-P came with build-tools 35; Debian's is older."""
    return shutil.which("zipalign") and "-P" in subprocess.run(["zipalign"], capture_output=True, text=True).stderr


def chunk(kind, header, content):
    size = 8 + len(header)
    return struct.pack("<HHI", kind, size, size + len(content)) + header + content


def binary_xml(extracts):
    """The manifest of an app with one attribute, extractNativeLibs; None: without it. ResourceTypes.h has the format."""
    text = struct.pack("<H", len("extractNativeLibs")) + "extractNativeLibs\0".encode("utf-16-le")
    pool = chunk(1, struct.pack("<5I", 1, 0, 0, 32, 0), struct.pack("<I", 0) + text)
    attribute = struct.pack("<3IHBBI", 0xFFFFFFFF, 0, 0xFFFFFFFF, 8, 0, 0x12, 0xFFFFFFFF if extracts else 0)
    rows = [attribute] if extracts is not None else []
    element = struct.pack("<2I6H", 0xFFFFFFFF, 0, 20, 20, len(rows), 0, 0, 0) + b"".join(rows)
    return chunk(3, b"", pool + chunk(0x180, b"", struct.pack("<I", 0x010104EA)) + chunk(0x102, struct.pack("<2I", 1, 0xFFFFFFFF), element))


def package(path, at=None, name=NAME, manifest="AndroidManifest.xml", content="<manifest/>"):
    """`at`: the start of the library's bytes; None: it is deflated."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(manifest, content)
        info = zipfile.ZipInfo(name)
        if at is None:
            info.compress_type = zipfile.ZIP_DEFLATED
        else:
            room = at - archive.fp.tell() - 30 - len(name)
            # zipalign's own extra field: 0xd935, the alignment, zeros
            info.extra = b"\x35\xd9" + (room - 4).to_bytes(2, "little") + bytes(room - 4)
        archive.writestr(info, LIBRARY)
    return path


def judged(path, level=34):
    return audit(path, "--platform", f"android_{level}_arm64_v8a")


@pytest.mark.parametrize(
    "at, level, fits", [(4096, 34, True), (4100, 34, False), (8192, 34, True), (16384, 34, True), (4096, 21, True), (4100, 21, True)]
)
def test_where_it_begins(tmp_path, at, level, fits):
    result = judged(package(tmp_path / "app.apk", at), level)
    assert (result.status == 0) == fits
    if fits:
        return
    finding = only(result, "unaligned-member")
    assert finding["message"] == f"it is stored in the package at byte {at}, which is no multiple of 4 KiB: Android cannot map it there"
    assert "zipalign -P 16 -f 4 app.apk aligned.apk" in finding["fix"]["summary"]


def test_16_kib_for_android_15(tmp_path):
    assert "unaligned-member" in judged(package(tmp_path / "app.apk", 4096), 35).rules
    assert "unaligned-member" not in judged(package(tmp_path / "app.apk", 16384), 35).rules


def test_what_is_unpacked_or_no_package(tmp_path):
    assert judged(package(tmp_path / "app.apk")).status == 0
    assert judged(package(tmp_path / "app.apk", 4100, "assets/libdemo.so")).status == 0
    assert judged(package(tmp_path / "lib.zip", 4100, manifest="manifest.txt")).status == 0
    (tmp_path / "inside").mkdir()
    package(tmp_path / "inside/app.apk", 4100)
    (finding,) = judged(tmp_path / "inside").report["findings"]
    assert (finding["rule"], finding["path"]) == ("unaligned-member", f"app.apk!/{NAME}")


@pytest.mark.parametrize(
    "extracts, at, level, fits",
    [
        (True, 4100, 34, True),
        (None, 4100, 34, True),  # the default of the attribute
        (False, 4100, 34, False),
        (True, None, 34, True),
        (None, None, 34, True),
        (False, None, 34, False),
        (False, None, 22, True),  # older than the attribute
        (False, 16384, 35, True),
        (False, 4096, 35, False),
        (True, 4096, 35, True),
    ],
)
def test_the_manifest_decides(tmp_path, extracts, at, level, fits):
    found = judged(package(tmp_path / "app.apk", at, content=binary_xml(extracts)), level).report["findings"]
    messages = [finding["message"] for finding in found if finding["rule"] == "unaligned-member"]
    assert (not messages) == fits
    if not fits and not at:
        assert messages == ['it is compressed in the package, whose manifest says extractNativeLibs="false": Android cannot map it there']


def test_what_a_package_held_is_no_package(tmp_path):
    """Whoever unpacked it will pack it again."""
    package(tmp_path / "app.apk", content=binary_xml(False))
    with zipfile.ZipFile(tmp_path / "app.apk") as archive:
        archive.extractall(tmp_path / "unpacked")
    subprocess.run(["tar", "-cf", "app.tar", "-C", "unpacked", "."], cwd=tmp_path, check=True)
    shutil.copy(tmp_path / "app.apk", tmp_path / "app.zip")
    for name in ("unpacked", "app.tar", "app.zip"):
        assert judged(tmp_path / name).status == 0
    subprocess.run(["tar", "-cf", "packed.tar", "app.apk"], cwd=tmp_path, check=True)
    assert "unaligned-member" in judged(tmp_path / "packed.tar").rules


@pytest.mark.skipif(not all(map(shutil.which, ("zip", "unzip"))), reason="zip or unzip is not here")
def test_what_the_fix_says_of_a_compressed_one(tmp_path):
    package(tmp_path / "app.apk", content=binary_xml(False))
    line = only(judged(tmp_path / "app.apk"), "unaligned-member")["fix"]["summary"].split(": ", 1)[1]
    store, align = line.split(" && apksigner")[0].split(" && zipalign ")
    subprocess.run(["sh", "-ec", store], cwd=tmp_path, check=True, capture_output=True)
    assert "is stored in the package" in only(judged(tmp_path / "app.apk"), "unaligned-member")["message"]
    if zipalign_knows_pages():
        subprocess.run(["sh", "-ec", "zipalign " + align], cwd=tmp_path, check=True, capture_output=True)
        assert judged(tmp_path / "aligned.apk").status == 0


@pytest.mark.skipif(not zipalign_knows_pages(), reason="no zipalign with -P is here")
def test_zipalign_does_what_the_fix_says(tmp_path):
    package(tmp_path / "app.apk", 4100)
    subprocess.run(["zipalign", "-P", "16", "-f", "4", "app.apk", "aligned.apk"], cwd=tmp_path, check=True)
    assert run(tmp_path / "aligned.apk", "--platform", "android_34_arm64_v8a").status == 0
