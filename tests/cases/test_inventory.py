"""The kinds of bundle, and the files that are found in them."""

import io
import os
import zipfile

import pytest
from conftest import ROOT, audit, run

BIN = ROOT / "testdata" / "artifacts" / "bin"
WRONG = (BIN / "macho-arm64.dylib").read_bytes  # Mach-O in a place for ELF
RIGHT = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes
TARGET = ("--platform", "x86_64-manylinux2014")


def zipped(files, prefix=b""):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return prefix + data.getvalue()


def paths(result):
    return [finding["path"] for finding in result.report["findings"]]


@pytest.mark.parametrize("name", ["b.zip", "b.whl", "b.pyz", "b.pex", "b.jar", "b.egg", "b"])
def test_zip_of_any_name(tmp_path, name):
    (tmp_path / name).write_bytes(zipped({"lib/x": WRONG(), "readme.txt": b"hi"}))
    result = audit(tmp_path / name, *TARGET)
    assert paths(result) == ["lib/x"]
    assert result.report["summary"]["entries"] == 2


@pytest.mark.parametrize("adjusted", [True, False], ids=["offsets-know-the-shebang", "offsets-do-not"])
def test_shebang_before_the_zip(tmp_path, adjusted):
    shebang = b"#!/usr/bin/env python3\n"
    if adjusted:
        data = io.BytesIO(shebang)
        data.seek(0, io.SEEK_END)
        with zipfile.ZipFile(data, "a") as archive:
            archive.writestr("x.so", WRONG())
        content = data.getvalue()
    else:
        content = zipped({"x.so": WRONG()}, prefix=shebang)
    (tmp_path / "app").write_bytes(content)
    assert paths(audit(tmp_path / "app", *TARGET)) == ["x.so"]


def test_archives_inside_eight_deep(tmp_path):
    content = WRONG()
    for level in range(8):
        content = zipped({f"{level}.zip" if level else "x.so": content})
    (tmp_path / "8.zip").write_bytes(content)
    result = audit(tmp_path, *TARGET)
    assert paths(result) == ["8.zip!/7.zip!/6.zip!/5.zip!/4.zip!/3.zip!/2.zip!/1.zip!/x.so"]
    (tmp_path / "8.zip").write_bytes(zipped({"9.zip": content}))
    result = audit(tmp_path, *TARGET)
    assert result.status == 2
    assert [f["rule"] for f in result.report["findings"]] == ["unreadable-artifact"]
    assert "nested more than 8 deep" in result.report["findings"][0]["message"]


def test_a_directory_named_like_the_inside_of_an_archive(tmp_path):
    """One path for two files: each is an entry, the one on disk first, whichever is read first. Entries are sorted."""
    (tmp_path / "a.zip").write_bytes(zipped({"x.so": WRONG(), "y.so": WRONG()}))
    for name, content in {"a.zip!/x.so": RIGHT(), "a.zip ": b"", "a.zip!a": b""}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    results = [audit(tmp_path, *TARGET, "--jobs", jobs) for jobs in (1, 2, 8)]
    assert len({result.out for result in results}) == 1
    formats = [(artifact["path"], artifact["format"]) for artifact in results[0].report["artifacts"]]
    assert formats == [("a.zip!/x.so", "elf"), ("a.zip!/x.so", "mach-o"), ("a.zip!/y.so", "mach-o")]
    assert results[0].report["summary"]["entries"] == 6


def test_a_single_binary(tmp_path):
    (tmp_path / "bootstrap").write_bytes(WRONG())
    result = audit(tmp_path / "bootstrap", *TARGET)
    assert paths(result) == ["bootstrap"]
    (tmp_path / "bootstrap").write_bytes(RIGHT())
    assert audit(tmp_path / "bootstrap", *TARGET).status == 0


def test_content_decides_not_the_name(tmp_path):
    for name in ("noextension", "x.so", "x.txt", "bootstrap", "deep/er/.hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(WRONG())
    assert sorted(paths(audit(tmp_path, *TARGET))) == ["bootstrap", "deep/er/.hidden", "noextension", "x.so", "x.txt"]


def test_a_binary_named_like_metadata_is_a_binary(tmp_path):
    (tmp_path / "node_modules" / "x").mkdir(parents=True)
    (tmp_path / "node_modules" / "x" / "package.json").write_bytes(WRONG())
    assert audit(tmp_path, *TARGET).status == 1


def test_java_classes_are_not_fat_macho(tmp_path):
    for major in (45, 65, 70, 99):
        (tmp_path / f"A{major}.class").write_bytes(b"\xca\xfe\xba\xbe\0\0" + major.to_bytes(2, "big") + b"\0\x10" * 50)
    result = audit(tmp_path, *TARGET)
    assert result.status == 0 and result.report["summary"]["native"] == 0


def test_directory_and_zip_are_equal(tmp_path):
    files = {"b/x.so": WRONG(), "a.so": b"version https://git-lfs.github.com/spec/v1\n", "c": RIGHT(), "e.so": b"", "b.so": WRONG()}
    tree = tmp_path / "tree"
    for name, content in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(content)
    (tmp_path / "tree.zip").write_bytes(zipped(files))
    first, second = audit(tree, *TARGET), audit(tmp_path / "tree.zip", *TARGET)
    assert first.findings() == second.findings()
    assert first.report["summary"] == second.report["summary"]
    assert [(f["path"], f["rule"]) for f in first.findings()] == [
        ("a.so", "not-a-binary"),
        ("b.so", "wrong-format"),
        ("b/x.so", "wrong-format"),
        ("e.so", "not-a-binary"),
    ]


def test_what_a_native_suffix_may_hide(tmp_path):
    files = {
        "lfs.so": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        "html.so": b"<!DOCTYPE html><html><body>404</body></html>",
        "text.so": b"not found\n",
        "empty.node": b"",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    result = audit(tmp_path, *TARGET)
    said = {f["path"]: f["actual"] for f in result.report["findings"]}
    assert said == {"lfs.so": "a Git LFS pointer", "html.so": "an HTML page", "text.so": "text", "empty.node": "empty"}
    assert result.rules == {"not-a-binary"}


@pytest.mark.skipif(os.name == "nt", reason="POSIX file types")
def test_links_and_special_files(tmp_path):
    tree = tmp_path / "tree"
    (tree / "lib").mkdir(parents=True)
    (tree / "lib" / "libx.so.1").write_bytes(RIGHT())
    (tree / "lib" / "libx.so").symlink_to("libx.so.1")
    (tree / "loop").symlink_to(".")
    (tree / "outside.so").symlink_to(tmp_path / "elsewhere.so")
    (tmp_path / "elsewhere.so").write_bytes(WRONG())
    (tree / "dangling.so").symlink_to("nothing")
    os.mkfifo(tree / "fifo.so")
    result = audit(tree, *TARGET)
    assert result.status == 2
    assert [a["path"] for a in result.report["artifacts"]] == ["lib/libx.so.1"]
    assert result.report["summary"]["entries"] == 6
    said = {f["path"]: (f["rule"], f["severity"]) for f in result.report["findings"]}
    assert said == {"outside.so": ("external-link", "warning"), "dangling.so": ("external-link", "warning")}


@pytest.mark.skipif(os.name == "nt", reason="POSIX links")
def test_a_root_that_is_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.so").write_bytes(WRONG())
    (tmp_path / "link").symlink_to("real")
    assert paths(audit(tmp_path / "link", *TARGET)) == ["x.so"]


def test_links_in_a_zip(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("lib/libx.so.1", RIGHT())
        for name, target in {"lib/libx.so": "libx.so.1", "out.so": "../../etc/passwd", "abs.so": "/lib/libc.so.6"}.items():
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o120777 << 16
            archive.writestr(info, target)
    (tmp_path / "b.zip").write_bytes(data.getvalue())
    for extra in ((), ("--follow-links",)):  # no file on disk belongs to an archive
        result = audit(tmp_path / "b.zip", *TARGET, *extra)
        assert result.status == 2
        assert {f["path"] for f in result.report["findings"]} == {"out.so", "abs.so"}
        assert [row["path"] for row in result.report["unread"]] == ["abs.so", "out.so"]


def test_names_that_a_terminal_would_act_on(tmp_path):
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "evil\x1b[31m\u202egnp.so").write_bytes(WRONG())
    (os.fsencode(tree) + b"/latin\xe9.so") and open(os.fsencode(tree) + b"/latin\xe9.so", "wb").write(WRONG())
    text = run(tree, *TARGET, "-v").out
    assert "\x1b" not in text and "\u202e" not in text
    assert "\\x1b[31m\\u{202e}gnp.so" in text and "latin\\xe9.so" in text
    assert "latin\\xe9.so" in paths(audit(tree, *TARGET))
