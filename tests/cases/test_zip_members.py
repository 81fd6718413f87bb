"""Members of a zip as their readers see them: by the directory (pip, unzip) or by the local headers (a stream)."""

import io
import shutil
import struct
import subprocess
import zipfile
import zlib

import pytest
from conftest import ROOT, audit, run
from test_zip_ends import end

BIN = ROOT / "testdata" / "artifacts" / "bin"
RIGHT = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
WRONG = (BIN / "macho-arm64.dylib").read_bytes()
WINDOWS = (BIN / "pe-amd64.dll").read_bytes()
TARGET = ("--platform", "x86_64-manylinux2014")
STORED, DEFLATED = 0, 8
STREAMED = 8


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


class Member:
    """A member whose directory and local header say the same; `local` and `directory` change fields of one of them."""

    def __init__(self, name, data, method=STORED, *, descriptor=b"", between=b"", extra=b"", local=None, directory=None, attributes=(0, 0)):
        packed = deflated(data) if method == DEFLATED else data
        fields = {
            "name": name.encode(),
            "flags": STREAMED if descriptor else 0,
            "method": method,
            "checksum": zlib.crc32(data),
            "packed": len(packed),
            "size": len(data),
            "extra": extra,
            "offset": None,
        }
        zeros = {"checksum": 0, "packed": 0, "size": 0} if descriptor else {}
        self.local, self.directory = {**fields, **zeros, **(local or {})}, {**fields, "extra": b"", **(directory or {})}
        self.body, self.attributes = packed + descriptor + between, attributes

    def in_front(self):
        it = self.local
        return (
            struct.pack(
                "<4sHHHHHIIIHH",
                b"PK\3\4",
                20,
                it["flags"],
                it["method"],
                0,
                33,
                it["checksum"],
                it["packed"],
                it["size"],
                len(it["name"]),
                len(it["extra"]),
            )
            + it["name"]
            + it["extra"]
            + self.body
        )

    def in_directory(self, offset):
        it, (system, mode) = self.directory, self.attributes
        return (
            struct.pack(
                "<4sBBHHHHHIIIHHHHHII",
                b"PK\1\2",
                20,
                system,
                20,
                it["flags"],
                it["method"],
                0,
                33,
                it["checksum"],
                it["packed"],
                it["size"],
                len(it["name"]),
                len(it["extra"]),
                0,
                0,
                0,
                mode << 16,
                offset,
            )
            + it["name"]
            + it["extra"]
        )


def packed(*members, front=b"", behind=b"", comment=b""):
    body, directory = front, b""
    for member in members:
        directory += member.in_directory(len(body))
        body += member.in_front()
    return body + directory + behind + end(len(members), len(directory), len(body), comment)


def written(path, *members, **rest):
    path.write_bytes(packed(*members, **rest))
    return path


def signed(data, width="I", signature=b"PK\7\x08", method=DEFLATED):
    size = len(deflated(data) if method == DEFLATED else data)
    return signature + struct.pack("<I2" + width, zlib.crc32(data), size, len(data))


def unreadable(result):
    return {f["path"]: f["message"] for f in result.report["findings"] if f["rule"] == "unreadable-artifact"}


@pytest.mark.parametrize(
    "change, said",
    [
        ({"name": b"y.so"}, "name"),
        ({"method": STORED}, "method"),
        ({"checksum": 1}, "checksum"),
        ({"packed": 3}, "packed size"),
        ({"size": 3}, "size"),
        ({"size": 0}, "size"),
        ({"flags": 1}, "mark of encryption"),
        ({"flags": STREAMED, "size": 3}, "size"),
        ({"flags": STREAMED, "checksum": 0, "packed": 0, "size": 0}, "behind its data"),
        ({"extra": struct.pack("<HHBI", 0x7075, 9, 1, zlib.crc32(b"x.so")) + b"y.so"}, "name"),
    ],
)
def test_a_local_header_that_differs(tmp_path, change, said):
    """bsdtar with a stream and Java's ZipInputStream use the local header, pip uses the directory."""
    archive = written(tmp_path / "b.zip", Member("x.so", RIGHT, DEFLATED, local=change), Member("z.txt", b"text"))
    result = audit(archive, *TARGET)
    assert result.status == 2 and list(unreadable(result)) == ["x.so"]
    assert said in unreadable(result)["x.so"]
    (tmp_path / "tree").mkdir()
    (tmp_path / "outer.zip").write_bytes(packed(Member("in/b.zip", archive.read_bytes())))
    archive.rename(tmp_path / "tree" / "b.zip")
    assert list(unreadable(audit(tmp_path / "tree", *TARGET))) == ["b.zip!/x.so"]
    assert list(unreadable(audit(tmp_path / "outer.zip", *TARGET))) == ["in/b.zip!/x.so"]


@pytest.mark.parametrize("size", [0, 3])
@pytest.mark.parametrize("streamed", [False, True])
def test_a_directory_that_says_less(tmp_path, size, streamed):
    """pip writes this many bytes; a reader of the stream writes all."""
    less = {"size": size, "checksum": zlib.crc32(RIGHT[:size])}
    for packed_size in {len(deflated(RIGHT)), 0}:
        member = Member("x.so", RIGHT, DEFLATED, directory={**less, "packed": packed_size}, descriptor=signed(RIGHT) if streamed else b"")
        result = audit(written(tmp_path / "b.zip", member), *TARGET)
        assert result.status == 2 and list(unreadable(result)) == ["x.so"]


def test_a_directory_that_says_stored(tmp_path):
    data = deflated(RIGHT)
    stored = {"method": STORED, "size": len(data), "checksum": zlib.crc32(data)}
    result = audit(written(tmp_path / "b.zip", Member("x.so", RIGHT, DEFLATED, directory=stored)), *TARGET)
    assert result.status == 2 and "method" in unreadable(result)["x.so"]


def test_no_local_header(tmp_path):
    content = bytearray(packed(Member("x.so", RIGHT), Member("y.txt", b"text")))
    content[0:4] = b"PK\0\0"
    (tmp_path / "b.zip").write_bytes(content)
    assert "no local header" in unreadable(audit(tmp_path / "b.zip", *TARGET))["x.so"]


def test_a_name_that_ends_early(tmp_path):
    """Python's zipfile takes it up to the NUL."""
    result = audit(written(tmp_path / "b.zip", Member("x.so\0.txt", b"no library")), *TARGET)
    assert result.status == 2 and len(unreadable(result)) == 1


WIDE = struct.pack("<HHQQ", 1, 16, len(RIGHT), len(deflated(RIGHT)))
UNICODE = struct.pack("<HHBI", 0x7075, 10, 1, zlib.crc32(b"\x81.so")) + "ü.so".encode()


@pytest.mark.parametrize(
    "member",
    [
        Member("x.so", RIGHT, DEFLATED, descriptor=signed(RIGHT)),
        Member("x.so", RIGHT, DEFLATED, descriptor=signed(RIGHT, signature=b"")),
        Member("x.so", RIGHT, DEFLATED, descriptor=signed(RIGHT, "Q")),
        Member("x.so", RIGHT, DEFLATED, descriptor=signed(RIGHT, "Q", b"")),
        Member("x.so", RIGHT, STORED, descriptor=signed(RIGHT, method=STORED)),
        Member("x.so", RIGHT, DEFLATED, local={"flags": STREAMED}),  # Info-ZIP to a pipe that turned out to be a file
        Member("x.so", RIGHT, DEFLATED, extra=WIDE, local={"packed": 0xFFFFFFFF, "size": 0xFFFFFFFF}),
        Member(
            "x.so",
            RIGHT,
            DEFLATED,
            descriptor=signed(RIGHT, "Q"),
            extra=struct.pack("<HHQQ", 1, 16, 0, 0),
            local={"packed": 0xFFFFFFFF, "size": 0xFFFFFFFF},
        ),
        Member("x.so", RIGHT, DEFLATED, directory={"flags": STREAMED}),
        Member("x.so", RIGHT, DEFLATED, directory={"flags": 0x800}),
        Member("?", RIGHT, extra=UNICODE, local={"name": b"\x81.so"}, directory={"name": b"\x81.so", "extra": UNICODE}),
        Member("?", RIGHT, local={"name": b"\x81.so"}, directory={"name": b"\x81.so", "extra": UNICODE}),
        Member("x.so", RIGHT, extra=b"\xfe\xca\0\0"),  # the mark of a jar
        Member("x.so", RIGHT, extra=struct.pack("<HH", 0xD935, 200) + bytes(200)),  # zipalign
    ],
    ids=range(14),
)
def test_what_writers_do(tmp_path, member):
    archive = written(
        tmp_path / "b.zip", Member("a/", b""), member, Member("e.py", b"", descriptor=b""), Member("z.txt", b"z" * 99, DEFLATED)
    )
    result = audit(archive, *TARGET)
    assert result.status == 0 and result.report["summary"]["judged"] == 1, result.report["findings"]


def members_by(name, folder):
    """Programs write a folder to a file and to a pipe."""
    if name == "zip":
        return [
            subprocess.run(["zip", "-qr", *way, "-", "."], cwd=folder, capture_output=True, check=True).stdout
            for way in ((), ("-fd",), ("-0",))
        ]
    if name == "jar":
        return [subprocess.run(["jar", "c", "."], cwd=folder, capture_output=True, check=True).stdout]
    return [subprocess.run(["bsdtar", "-cf", "-", "--format", "zip", "."], cwd=folder, capture_output=True, check=True).stdout]


@pytest.mark.parametrize("program", ["zip", "jar", "bsdtar"])
def test_what_programs_write(tmp_path, program):
    if shutil.which(program) is None:
        pytest.skip(f"no {program}")
    tree = tmp_path / "tree"
    (tree / "empty").mkdir(parents=True)
    for name, data in {"x.so": RIGHT, "__init__.py": b"", "ü.txt": b"text " * 300}.items():
        (tree / name).write_bytes(data)
    for content in members_by(program, tree):
        (tmp_path / "b.zip").write_bytes(content)
        result = audit(tmp_path / "b.zip", *TARGET)
        assert result.status == 0 and result.report["summary"]["judged"] == 1, result.report["findings"]


class Pipe(io.RawIOBase):
    def __init__(self):
        self.content = b""

    def writable(self):
        return True

    def write(self, data):
        self.content += bytes(data)
        return len(data)


def test_what_python_writes_to_a_pipe(tmp_path):
    for wide in (False, True):
        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {"x.so": RIGHT, "d/": b"", "e.py": b""}.items():
                with archive.open(name, "w", force_zip64=wide) as file:
                    file.write(data)
        (tmp_path / "b.zip").write_bytes(pipe.content)
        assert audit(tmp_path / "b.zip", *TARGET).status == 0


@pytest.mark.parametrize("name", ["x.so\\", "pkg\\x.so\\"])
def test_a_name_that_ends_in_a_backslash(tmp_path, name):
    """Python on Linux writes a file of that name, on Windows a directory."""
    result = audit(written(tmp_path / "b.zip", Member(name, WRONG)), *TARGET)
    assert result.status == 1 and [a["path"] for a in result.report["artifacts"]] == [name[:-1].replace("\\", "/") + "\\"]
    result = audit(written(tmp_path / "b.zip", Member(name, b""), Member("y.so", RIGHT)), *TARGET)
    assert result.status == 0 and result.report["summary"]["entries"] == 1


@pytest.mark.parametrize("method", [STORED, DEFLATED])
def test_a_directory_with_bytes(tmp_path, method):
    result = audit(written(tmp_path / "b.zip", Member("x.so/", WRONG, method), Member("y.so", RIGHT)), *TARGET)
    assert result.status == 2 and "named as a directory" in unreadable(result)["x.so/"]
    hidden = Member("x.so/", WRONG, method, directory={"size": 0, "packed": 0, "checksum": 0, "method": STORED})
    assert list(unreadable(audit(written(tmp_path / "b.zip", hidden, Member("y.so", RIGHT)), *TARGET))) == ["x.so/"]
    assert audit(written(tmp_path / "b.zip", Member("x/", b"", method), Member("y.so", RIGHT)), *TARGET).status == 0


LINK = (3, 0o120777)


def test_a_link_that_holds_code_is_a_file(tmp_path):
    """pip, uv and Python's zipfile write it as one, and a link's target never has such bytes."""
    for data, rule in ((WRONG, "wrong-format"), (WINDOWS, "wrong-format")):
        assert audit(written(tmp_path / "b.zip", Member("x.so", data, DEFLATED, attributes=LINK)), *TARGET).rules == {rule}
    assert audit(written(tmp_path / "b.zip", Member("x.so", RIGHT, attributes=LINK)), *TARGET).report["summary"]["judged"] == 1


def test_in_a_wheel_no_member_is_a_link(tmp_path):
    members = [Member("libfoo.so.1", RIGHT), Member("_x.so", b"libfoo.so.1", attributes=LINK)]
    assert audit(written(tmp_path / "b.zip", *members), *TARGET).status == 0
    for name in ("x-1-py3-none-any.whl", "X-1-PY3-NONE-ANY.WHL"):
        assert audit(written(tmp_path / name, *members), *TARGET).rules == {"not-a-binary"}
    result = audit(written(tmp_path / "b.zip", Member("w/x-1-py3-none-any.whl", packed(*members))), *TARGET)
    assert {f["path"] for f in result.report["findings"] if f["severity"] == "error"} == {"w/x-1-py3-none-any.whl!/_x.so"}


@pytest.mark.parametrize("code", [RIGHT, WRONG, WINDOWS], ids=["elf", "macho", "pe"])
@pytest.mark.parametrize("where", ["between", "descriptor", "last", "directory", "comment", "orphan", "packed"])
def test_code_that_no_member_covers(tmp_path, code, where):
    orphan = Member("y.so", code, DEFLATED if where == "packed" else STORED).in_front()
    hidden = orphan if where in ("orphan", "packed") else code
    descriptor = signed(b"text" * 20) if where == "descriptor" else b""
    first = Member(
        "a.txt", b"text" * 20, DEFLATED, descriptor=descriptor, between=b"" if where in ("last", "directory", "comment") else hidden
    )
    last = Member("x.so", RIGHT, between=hidden if where == "last" else b"")
    content = packed(first, last, behind=hidden if where == "directory" else b"", comment=hidden[:65000] if where == "comment" else b"")
    (tmp_path / "b.zip").write_bytes(content)
    result = run(tmp_path / "b.zip", *TARGET)
    assert result.status == 2 and "native code stands at byte" in result.err
    (tmp_path / "outer.zip").write_bytes(packed(Member("in.zip", content)))
    said = unreadable(audit(tmp_path / "outer.zip", *TARGET))
    assert list(said) == ["in.zip"] and "native code stands at byte" in said["in.zip"]


def test_data_that_no_member_covers(tmp_path):
    """The signing block of an APK comes before the directory; padding, and the space of removed members, lie between
    members."""
    block = struct.pack("<Q", 4096) + b"data" * 1000 + struct.pack("<Q", 4096) + b"APK Sig Block 42"
    gone = Member("y.txt", b"text" * 40, DEFLATED).in_front()
    java = b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(100)
    for between in (block, gone, java, bytes(5000), b"MZ" + b"x" * 200):
        archive = written(tmp_path / "b.zip", Member("x.so", RIGHT, between=between), comment=b"a comment")
        assert audit(archive, *TARGET).status == 0
    assert audit(written(tmp_path / "b.pyz", Member("x.so", RIGHT), front=b"#!/usr/bin/env python3\n"), *TARGET).status == 0
