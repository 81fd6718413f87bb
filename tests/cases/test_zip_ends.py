"""Readers differ in where they find an archive's directory. The members that Python's zipfile takes out are judged, or
the archive counts as unread."""

import io
import struct
import zipfile
import zlib

import pytest
from conftest import ROOT, audit, run

BIN = ROOT / "testdata" / "artifacts" / "bin"
RIGHT = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
WRONG = (BIN / "macho-arm64.dylib").read_bytes()
TARGET = ("--platform", "x86_64-manylinux2014")
EMPTY = b"PK\5\6" + bytes(18)


def local(name, data, date=33):
    raw = name.encode("latin-1")
    return struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, date, zlib.crc32(data), len(data), len(data), len(raw), 0) + raw + data


def header(name, data, offset):
    raw, sizes = name.encode("latin-1"), (zlib.crc32(data), len(data), len(data))
    return struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 33, *sizes, len(raw), 0, 0, 0, 0, 0, offset) + raw


def end(count, size, offset, comment=b""):
    return struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, size, offset, len(comment)) + comment


def end64(count, size, offset, at):
    """The zip64 record at `at`, its locator, and the end that leaves all values to it."""
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    return record + struct.pack("<4sIQI", b"PK\6\7", 0, at, 1) + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def parts(files, date=33):
    """Stored members, and their directory."""
    body, directory = b"", b""
    for name, data in files.items():
        directory += header(name, data, len(body))
        body += local(name, data, date)
    return body, directory


def archive(files, date=33):
    body, directory = parts(files, date)
    return body + directory + end(len(files), len(directory), len(body))


def names_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.namelist()


def judged_names(path):
    return sorted(artifact["path"] for artifact in audit(path, *TARGET).report["artifacts"])


def unread(path):
    result = run(path, *TARGET)
    assert result.status == 2 and "not a readable zip archive" in result.err
    return result.err


def test_an_empty_archive_at_the_end_hides_nothing(tmp_path):
    """Its end is an end too. libzip takes whichever is consistent: and here a date is not."""
    content = archive({"x.so": WRONG, "empty.zip": EMPTY}, date=34)
    assert names_of(content) == ["x.so", "empty.zip"]
    (tmp_path / "b.zip").write_bytes(content)
    assert audit(tmp_path / "b.zip", *TARGET).rules == {"wrong-format"}
    (tmp_path / "c.zip").write_bytes(archive({"b.zip": content}, date=34))
    assert judged_names(tmp_path / "c.zip") == ["b.zip!/x.so"]


def test_archives_stored_at_the_end_are_members(tmp_path):
    inner = archive({"y.so": RIGHT})
    (tmp_path / "b.zip").write_bytes(archive({"x.so": RIGHT, "empty.zip": EMPTY, "inner.zip": inner}))
    assert judged_names(tmp_path / "b.zip") == ["inner.zip!/y.so", "x.so"]
    assert audit(tmp_path / "b.zip", *TARGET).status == 0


def test_another_directory_for_another_reader(tmp_path):
    """Two whole directories: the end before the other has a comment that covers it."""
    body, wrong = parts({"x.so": WRONG})
    right = header("y.so", RIGHT, len(body))
    body += local("y.so", RIGHT)
    last = end(1, len(wrong), len(body) + len(right) + 22)
    content = body + right + end(1, len(right), len(body), wrong + last)
    assert names_of(content) == ["x.so"]
    (tmp_path / "b.zip").write_bytes(content)
    assert judged_names(tmp_path / "b.zip") == ["x.so"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_number_of_members_that_lies(tmp_path, count):
    """Python reads the directory to its end whatever is claimed; libzip does not if zip64 claims a number."""
    body, directory = parts({"a.so": RIGHT, "x.so": WRONG})
    at = len(body) + len(directory)
    (tmp_path / "b.zip").write_bytes(body + directory + end64(count, len(directory), len(body), at))
    assert names_of((tmp_path / "b.zip").read_bytes()) == ["a.so", "x.so"]
    unread(tmp_path / "b.zip")
    content = body + directory + end(count, len(directory), len(body))
    assert names_of(content) == ["a.so", "x.so"]
    (tmp_path / "c.zip").write_bytes(content)
    assert run(tmp_path / "c.zip", *TARGET).status != 0


def test_zip64_as_it_should_be(tmp_path):
    body, directory = parts({"a.so": RIGHT, "x.so": WRONG})
    at = len(body) + len(directory)
    for prefix, moved in ((b"", 0), (b"#!/bin/sh\n", 0), (b"#!/bin/sh\n", 10)):
        offsets = [header("a.so", RIGHT, moved), header("x.so", WRONG, moved + len(local("a.so", RIGHT, 0)))]
        content = prefix + body + b"".join(offsets) + end64(2, len(directory), len(body) + moved, at + moved)
        assert names_of(content) == ["a.so", "x.so"]
        (tmp_path / "b.zip").write_bytes(content)
        assert judged_names(tmp_path / "b.zip") == ["a.so", "x.so"]


def test_more_members_than_an_end_can_count(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as opened:
        for i in range(70_000):
            opened.writestr(f"{i}.txt", b"")
        opened.writestr("x.so", WRONG)
    result = audit(tmp_path / "b.zip", *TARGET)
    assert result.report["summary"]["entries"] == 70_001 and result.rules == {"wrong-format"}


def test_zip64_ends_in_two_places(tmp_path):
    """One at the place of the locator, one at the place where Python looks."""
    body, wrong = parts({"x.so": WRONG})
    right = header("y.so", RIGHT, len(body))
    body += local("y.so", RIGHT)
    fake = end64(1, len(right), len(body), 0)[:56]
    at = len(body) + len(right) + len(fake)
    record = end64(1, len(wrong), at, at - len(fake))
    content = body + right + fake + wrong + record
    assert names_of(content) == ["x.so"]
    (tmp_path / "b.zip").write_bytes(content)
    unread(tmp_path / "b.zip")


def test_an_end_inside_the_directory(tmp_path):
    """A name that some take for the end of an empty archive."""
    (tmp_path / "b.zip").write_bytes(archive({"x.so": WRONG, EMPTY.decode("latin-1"): b""}, date=34))
    assert "what may be the end of another" in unread(tmp_path / "b.zip")


def test_thousands_of_ends(tmp_path):
    """Each names the whole directory, which libzip would read as often."""
    files = {f"{i:04}.txt": b"" for i in range(20_000)}
    body, directory = parts({"x.so": WRONG, **files})
    ends = end(20_001, len(directory), len(body)) * 2000
    (tmp_path / "b.zip").write_bytes(body + directory + ends)
    assert audit(tmp_path / "b.zip", *TARGET).report["summary"]["entries"] == 20_001
    (tmp_path / "c.zip").write_bytes(body + directory + end(20_001, len(directory), len(body), ends))
    assert audit(tmp_path / "c.zip", *TARGET).report["summary"]["entries"] == 20_001


@pytest.mark.parametrize("head", [b"hello\n", b"MZ" + bytes(100), b"\x7fELF"], ids=["text", "MZ", "ELF"])
def test_what_stands_before_an_archive_does_not_hide_it(tmp_path, head):
    """pip opens a file with the name of a wheel from its end."""
    content = head + archive({"x.so": WRONG})
    assert names_of(content) == ["x.so"]
    for name in ("b.whl", "b.zip"):
        (tmp_path / name).write_bytes(content)
        assert judged_names(tmp_path / name) == ["x.so"]
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "b.whl").write_bytes(content)
    assert judged_names(tmp_path / "tree") == ["b.whl!/x.so"]
    (tmp_path / "outer.zip").write_bytes(archive({"b.whl": content}))
    assert judged_names(tmp_path / "outer.zip") == ["b.whl!/x.so"]


def test_what_is_only_named_as_an_archive(tmp_path):
    for name, content in {"a.zip": b"", "b.whl": b"text\n" * 100, "c.jar": bytes(70_000), "d.zip": RIGHT}.items():
        (tmp_path / name).write_bytes(content)
    assert judged_names(tmp_path) == ["d.zip"]
    assert audit(tmp_path, *TARGET).status == 0
