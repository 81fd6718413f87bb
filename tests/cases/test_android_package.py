"""Libraries that an Android package holds without compression: Android maps them from the package."""

import shutil
import subprocess
import zipfile

import pytest
from conftest import ROOT, audit, run
from test_one_file import only

LIBRARY = (ROOT / "testdata/artifacts/bin/elf-aarch64-android-24.so").read_bytes()
NAME = "lib/arm64-v8a/libdemo.so"


def package(path, at=None, name=NAME, manifest="AndroidManifest.xml"):
    """`at`: the start of the library's bytes; None: it is deflated."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(manifest, "<manifest/>")
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


@pytest.mark.skipif(shutil.which("zipalign") is None, reason="zipalign is not here")
def test_zipalign_does_what_the_fix_says(tmp_path):
    package(tmp_path / "app.apk", 4100)
    subprocess.run(["zipalign", "-P", "16", "-f", "4", "app.apk", "aligned.apk"], cwd=tmp_path, check=True)
    assert run(tmp_path / "aligned.apk", "--platform", "android_34_arm64_v8a").status == 0
