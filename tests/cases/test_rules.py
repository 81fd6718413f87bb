"""The table of rules: each is named only in its row, and its reports end in the line that fixes them."""

import collections
import io
import re
import struct
import zipfile

import pytest
from conftest import ROOT, audit, run
from test_layers import sparse
from test_one_file import changed_after_signing, without_signature

BIN = ROOT / "testdata" / "artifacts" / "bin"
NAMES = [line.split()[0] for line in run("--list-rules").out.splitlines()]
GRAVITY = {line.split()[0]: line.split()[1] for line in run("--list-rules").out.splitlines()}
SOURCES = {path: path.read_text() for path in sorted((ROOT / "src").rglob("*.[ch]pp"))}
GLIBC, GLIBC_ARM = "elf-x86_64-glibc-2.17.so", "elf-aarch64-glibc-2.17.so"


def fixture(name, *changes):
    """Names in tables are replaced in place: a shorter one is filled up with NULs."""
    data = (BIN / name).read_bytes()
    for old, new in changes:
        assert old in data and len(new) <= len(old)
        data = data.replace(old, new.ljust(len(old), b"\0"))
    return data


WHEEL = {
    "x-1.dist-info/METADATA": b"Metadata-Version: 2.1\nName: x\nVersion: 1\n",
    "x-1.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "x-1.dist-info/RECORD": b"_x.so,,\nx-1.dist-info/METADATA,,\nx-1.dist-info/WHEEL,,\n",
}
MODULE = "_x.cpython-312-x86_64-linux-gnu.so"
HASH_TO_RELR = (struct.pack("<Q", 0x6FFFFEF5), struct.pack("<Q", 36))  # DT_GNU_HASH, DT_RELR: tags of the dynamic table
PREBUILDS = "node_modules/x/prebuilds"


def android_package():
    """A library that does not begin with a page."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("AndroidManifest.xml", "<manifest/>")
        archive.writestr("lib/arm64-v8a/libx.so", fixture("elf-aarch64-android-24.so"))
    return data.getvalue()


# A rule, the platform, and files for which it reports an error, or a warning if it has no error.
REPORTED = [
    ("bundle-too-large", "aws-lambda:python3.12", {"x.py": 251}),
    ("cpu-too-new", "debian:12", {"x.so": fixture("elf-x86_64-isa-v3.so")}),
    ("executable-stack", "debian:13", {"x.so": fixture("elf-x86_64-execstack.so")}),
    ("external-link", "debian:12", {"libx.so": "/outside/libx.so", "x.so": fixture(GLIBC)}),
    ("foreign-interpreter", "debian:12", {"x": fixture("elf-x86_64-glibc-exec", (b"/lib64/ld-linux", b"/nix64/ld-linux"))}),
    ("glibc-too-new", "manylinux2014_x86_64", {"x.so": fixture("elf-x86_64-glibc-2.34.so")}),
    ("invalid-code-signature", "macosx_14_0_arm64", {"x.dylib": changed_after_signing("macho-arm64.dylib")}),
    ("libstdcxx-too-new", "manylinux2014_x86_64", {"x.so": fixture("elf-x86_64-libstdc++.so")}),
    ("missing-code-signature", "macosx_14_0_arm64", {"x.dylib": without_signature("macho-arm64.dylib")}),
    ("missing-library", "debian:12", {"x.so": fixture("elf-x86_64-libstdc++.so", (b"libstdc++.so.6", b"libnobody.so.6"))}),
    ("missing-native-code", "linux-x64", {"node_modules/x/package.json": b'{"name": "x", "gypfile": true}'}),
    ("missing-slice", "macosx_10_9_universal2", {"x.dylib": fixture("macho-arm64.dylib")}),
    (
        "missing-version",
        "amazonlinux:2",
        {"x.so": fixture("elf-x86_64-libstdc++.so", (b"libstdc++.so.6", b"libz.so.1"), (b"GLIBCXX_3.4.21", b"ZLIB_1.2.9"))},
    ),
    ("no-native-code", "debian:12", {"x.py": b"x = 1\n"}),
    (
        "no-variant-for-target",
        "linux-x64",
        {
            f"{PREBUILDS}/linux-arm64/x.node": fixture(GLIBC_ARM),
            f"{PREBUILDS}/darwin-arm64/x.node": fixture("macho-arm64.bundle"),
            "node_modules/x/package.json": b'{"name": "x", "version": "1.0.0"}',
        },
    ),
    ("not-a-binary", "debian:12", {"x.so": b"<!DOCTYPE html><html>not found</html>"}),
    ("os-too-new", "macosx_10_9_x86_64", {"x.dylib": fixture("macho-x86_64.dylib")}),
    ("relocations-too-new", "amazonlinux:2", {"x.so": fixture(GLIBC, HASH_TO_RELR)}),
    ("small-page-alignment", "android_35_arm64_v8a", {"libx.so": fixture("elf-aarch64-android-24.so")}),
    ("suffix-mismatch", "debian:12", {"_x.cpython-312-aarch64-linux-gnu.so": fixture(GLIBC)}),
    ("tag-mismatch", "debian:12", {"_x.so": fixture(GLIBC), **WHEEL}),
    ("text-relocations", "android_24_x86_64", {"x.so": fixture("elf-x86_64-textrel.so")}),
    ("truncated-artifact", "debian:12", {"x.so": fixture(GLIBC)[:-300]}),
    ("unaligned-member", "android_34_arm64_v8a", {"app.apk": android_package()}),
    (
        "undefined-symbol",
        "debian:12",
        {"x.so": fixture(GLIBC, (b"libc.so.6", b"libx.so"), (b"malloc", b"nobody")), "libx.so": fixture("elf-x86_64-lonely.so")},
    ),
    ("unopened-archive", "debian:12", {"x.pkg": b"xar!\0\x1c\0\1" + bytes(40)}),
    ("unreadable-artifact", "debian:12", {"x.so": fixture(GLIBC)[:4] + b"\x09" + fixture(GLIBC)[5:]}),
    ("unusable-mode", "aws-lambda:provided.al2023", {"main": fixture("elf-x86_64-glibc-exec")}),
    ("wrong-architecture", "linux/amd64", {"x.so": fixture(GLIBC_ARM)}),
    ("wrong-format", "debian:12", {"x.dylib": fixture("macho-arm64.dylib")}),
    ("wrong-kind", "debian:12", {MODULE: fixture("coff-amd64.obj")}),
    ("wrong-libc", "debian:12", {"x.so": fixture("elf-x86_64-musl-alpine.so")}),
    (
        "wrong-node-abi",
        "aws-lambda:nodejs22.x",
        {f"{PREBUILDS}/linux-x64/node.abi115.node": fixture(GLIBC), "node_modules/x/package.json": b'{"name": "x", "version": "1.0.0"}'},
    ),
    (
        "wrong-numpy-abi",
        "win_amd64",
        {
            "numpy/_core/_multiarray_umath.cp312-win_amd64.pyd": fixture("pe-amd64.pyd"),
            "_x.cp312-win_amd64.pyd": fixture("pe-amd64.pyd") + b"numpy.core._multiarray_umath\0",
        },
    ),
    ("wrong-python-abi", "debian:12", {"_x.cpython-311-x86_64-linux-gnu.so": fixture(GLIBC)}),
    ("wrong-system", "macosx_11_0_arm64", {"x.dylib": fixture("macho-ios-arm64.dylib")}),
]


def laid_out(tree, files):
    """Bytes are a file, text is a link to that path, a number is a file with that many megabytes."""
    for name, content in files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.symlink_to(content)
        else:
            sparse(tree, {name: content})
    return tree


def test_every_rule_that_asks_for_something_is_reported_here():
    assert [rule for rule, _, _ in REPORTED] == [rule for rule in NAMES if GRAVITY[rule] != "note"]


@pytest.mark.parametrize("rule, platform, files", REPORTED, ids=[rule for rule, _, _ in REPORTED])
def test_the_report_ends_in_the_fix(tmp_path, rule, platform, files):
    bundle = laid_out(tmp_path / "bundle", files)
    arguments = (bundle, "--platform", platform, "--python", "3.12", "--require-native")
    found = [finding for finding in audit(*arguments).report["findings"] if finding["rule"] == rule]
    assert {finding["severity"] for finding in found} == {GRAVITY[rule]}
    text = run(*arguments).out
    assert f"[{rule}]\n" in text
    for finding in found:
        summary = finding["fix"]["summary"]
        assert summary.strip() and not re.search(r"[{}]", summary)
        assert f"  fix: {summary}\n" in text


def test_a_rule_is_named_in_its_row_alone():
    named = collections.Counter(name for text in SOURCES.values() for name in re.findall(r'"([a-z0-9-]+)"', text))
    assert {name: named[name] for name in NAMES} == {name: 1 for name in NAMES}


def test_every_row_is_in_the_table():
    rows = re.findall(r'^    \.name = "([a-z0-9-]+)",$', "\n".join(SOURCES.values()), re.M)
    listed = re.findall(r"^ROW\((\w+)\)$", (ROOT / "src" / "rules" / "rows.def").read_text(), re.M)
    assert sorted(rows) == NAMES
    assert [name.replace("_", "-") for name in listed] == NAMES
