"""Containers are opened: one native file in each of them is found, for the right target and for a wrong one."""

import gzip
import io
import json
import os
import pathlib
import shutil
import struct
import subprocess
import tarfile
import tempfile
import zipfile
import zlib

import pytest

from conftest import ROOT, audit

BIN = ROOT / "testdata/artifacts/bin"
LIBRARY = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
PROGRAM = (BIN / "elf-x86_64-glibc-pie").read_bytes()
RIGHT = ("--platform", "x86_64-manylinux2014")
WRONG = ("--platform", "aarch64-manylinux2014")


def command(*arguments, **options):
    subprocess.run([str(a) for a in arguments], check=True, capture_output=True, **options)


@pytest.fixture
def tree(tmp_path):
    """A small tree, whose only native file is lib/libx.so."""
    folder = tmp_path / "tree"
    (folder / "lib").mkdir(parents=True)
    (folder / "lib/libx.so").write_bytes(LIBRARY)
    (folder / "lib/libx.so").chmod(0o755)
    (folder / "lib/libx.so.1").symlink_to("libx.so")
    (folder / "readme.txt").write_text("text\n" * 100)
    return folder


# --- one per kind: each makes `file` from the tree


def by_tar(*flags):
    return lambda tree, file: command("tar", *flags, "-cf", file, "-C", tree, ".")


def by_bsdtar(*flags):
    return lambda tree, file: command("bsdtar", *flags, "-cf", file, "-C", tree, "lib", "readme.txt")


def by_cpio(format):
    def make(tree, file):
        names = subprocess.run(["find", "."], cwd=tree, check=True, capture_output=True).stdout
        file.write_bytes(subprocess.run(["cpio", "-o", "-H", format], cwd=tree, input=names, check=True, capture_output=True).stdout)

    return make


def one_file_by(*compressor):
    def make(tree, file):
        file.write_bytes(subprocess.run(compressor, input=LIBRARY, check=True, capture_output=True).stdout)

    return make


def brotli_tar(tree, file):
    by_tar()(tree, file.with_suffix(""))
    command("brotli", "-q", "5", "--rm", "-o", file, file.with_suffix(""))


def deb(compression):
    def make(tree, file):
        (tree / "DEBIAN").mkdir()
        (tree / "DEBIAN/control").write_text("Package: x\nVersion: 1\nArchitecture: amd64\nMaintainer: x\nDescription: x\n")
        command("dpkg-deb", f"-Z{compression}", "--root-owner-group", "-b", tree, file)

    return make


SPEC = """Name: x
Version: 1
Release: 1
Summary: x
License: x
%define __os_install_post %{{nil}}
%define _build_id_links none
AutoReqProv: no
%description
x
%install
mkdir -p %{{buildroot}}/opt && cp -a {tree} %{{buildroot}}/opt/x
%files
/opt/x
"""


def rpm(tree, file):
    spec = tree.parent / "x.spec"
    spec.write_text(SPEC.format(tree=tree))
    top = tree.parent / "rpm"
    command("rpmbuild", "-bb", "--define", f"_topdir {top}", spec)
    (built,) = top.glob("RPMS/*/*.rpm")
    built.rename(file)


def joined_tars(tree, file):
    """Alpine's packages: three gzip members, the first two without an end of archive."""
    control = io.BytesIO()
    with tarfile.open(fileobj=control, mode="w") as archive:
        archive.addfile(tarfile.TarInfo(".PKGINFO"))
    data = subprocess.run(["tar", "-c", "-C", tree, "."], check=True, capture_output=True).stdout
    file.write_bytes(gzip.compress(control.getvalue()[:512]) * 2 + gzip.compress(data))


def concatenated_tars(tree, file):
    """Two whole archives, one after the other: tar -i reads on, and so do apk and others."""
    by_tar("-z")(tree, file)
    empty = io.BytesIO()
    with tarfile.open(fileobj=empty, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("first.txt"))
    file.write_bytes(empty.getvalue() + file.read_bytes())


def nested(outer, inner, name):
    """`inner` made from the tree, as the file `name` in an `outer`."""

    def make(tree, file):
        around = pathlib.Path(tempfile.mkdtemp(dir=tree.parent))
        inner(tree, around / name)
        outer(around, file)

    return make


def by_zip(prefix=b""):
    def make(tree, file):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(tree.rglob("*")):
                if path.is_file() and not path.is_symlink():
                    archive.write(path, path.relative_to(tree))
        file.write_bytes(prefix + data.getvalue())

    return make


def behind_program(make, mark=b""):
    """The output of `make`, after a program; `mark`: at offset 8 of it."""

    def both(tree, file):
        make(tree, file)
        program = bytearray(PROGRAM)
        program[8 : 8 + len(mark)] = mark
        file.write_bytes(bytes(program) + file.read_bytes())

    return both


def by_makeself(*flags):
    return lambda tree, file: command("makeself", *flags, "--nox11", tree, file, "x", "./lib/libx.so")


def by_mksquashfs(*flags):
    return lambda tree, file: command("mksquashfs", tree, file, "-quiet", "-no-progress", *flags)


def asar(tree, file):
    """Two numbers and the header's text (electron/asar, pickle.ts), and the files behind it."""
    data = (tree / "lib/libx.so").read_bytes()
    header = {
        "files": {
            "lib": {"files": {"libx.so": {"size": len(data), "offset": "0", "executable": True}, "libx.so.1": {"link": "lib/libx.so"}}}
        }
    }
    text = json.dumps(header).encode()
    padded = text + bytes(-len(text) % 4)
    file.write_bytes(struct.pack("<4I", 4, len(padded) + 8, len(padded) + 4, len(text)) + padded + data)


def rar(blocks):
    """No free program writes one: made from the published description of RAR 5 and of RAR 1.5, stored. `blocks` makes
    them from (name, bytes)."""

    def make(tree, file):
        members = ((name, (tree / name).read_bytes()) for name in ("lib/libx.so", "readme.txt"))
        file.write_bytes(b"".join(blocks(members)))

    return make


def vint(value):
    return bytes([value]) if value < 0x80 else bytes([value & 0x7F | 0x80]) + vint(value >> 7)


def rar5_blocks(members):
    def block(fields):
        sized = vint(len(fields)) + fields
        return struct.pack("<I", zlib.crc32(sized)) + sized

    yield b"Rar!\x1a\x07\1\0" + block(b"\1\0\0")
    for name, data in members:
        described = (
            vint(4) + vint(len(data)) + vint(0o100755) + struct.pack("<I", zlib.crc32(data)) + b"\0\1" + vint(len(name)) + name.encode()
        )
        yield block(b"\2\2" + vint(len(data)) + described) + data
    yield block(b"\5\0\0")


def rar4_blocks(members):
    def block(kind, flags, fields):
        head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    yield b"Rar!\x1a\x07\0" + block(0x73, 0, bytes(6))
    for name, data in members:
        fields = struct.pack("<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5A21, 20, 0x30, len(name), 0o100755)
        yield block(0x74, 0x8000, fields + name.encode()) + data
    yield block(0x7B, 0x4000, b"")


def lha(tree, file):
    """No program of Debian writes one: a header of level 0 and the bytes unchanged ("-lh0-"), by LHA's header.doc."""
    data = (tree / "lib/libx.so").read_bytes()
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    fields = struct.pack("<5s3IBBB7sH", b"-lh0-", len(data), len(data), 0x5A21 << 16, 0x20, 0, 7, b"libx.so", crc)
    file.write_bytes(bytes([len(fields), sum(fields) & 0xFF]) + fields + data + b"\0")


CRX3 = b"Cr24\3\0\0\0" + struct.pack("<I", 5) + b"proof"
CONTAINERS = {
    "v7.tar": by_tar("--format=v7"),
    "ustar.tar": by_tar("--format=ustar"),
    "pax.tar": by_tar("--format=pax"),
    "gnu.tar": by_tar("--format=gnu"),
    "any-name": by_tar(),
    "a.tar.gz": by_tar("--gzip"),
    "a.tar.bz2": by_tar("--bzip2"),
    "a.tar.xz": by_tar("--xz"),
    "a.tar.lzma": by_tar("--lzma"),
    "a.tar.zst": by_tar("--zstd"),
    "a.tar.lz4": by_bsdtar("--lz4"),
    "a.tar.lz": by_bsdtar("--lzip"),
    "a.tar.Z": by_bsdtar("-Z"),
    "a.tar.br": brotli_tar,
    "a.tar.gz.gz": nested(lambda around, file: file.write_bytes(gzip.compress((around / "x").read_bytes())), by_tar("-z"), "x"),
    "odc.cpio": by_cpio("odc"),
    "newc.cpio": by_cpio("newc"),
    "crc.cpio": by_cpio("crc"),
    "bin.cpio": by_cpio("bin"),
    "initrd.img": nested(lambda around, file: file.write_bytes(gzip.compress((around / "x").read_bytes())), by_cpio("newc"), "x"),
    "libx.so.gz": one_file_by("gzip"),
    "libx.so.xz": one_file_by("xz"),
    "libx.so.zst": one_file_by("zstd"),
    "libx.so.lz4": one_file_by("lz4"),
    "chromium.br": one_file_by("brotli", "-q", "5", "-c"),
    "a-xz.deb": deb("xz"),
    "a-gz.deb": deb("gzip"),
    "a-zst.deb": deb("zstd"),
    "a.rpm": rpm,
    "a.apk": joined_tars,
    "two.tgz": concatenated_tars,
    "a.pkg.tar.zst": by_tar("--zstd"),
    "a.7z": by_bsdtar("--format=7zip"),
    "a.iso": by_bsdtar("--format=iso9660"),
    "a.lzh": lha,
    "five.rar": rar(rar5_blocks),
    "four.rar": rar(rar4_blocks),
    "rar-in-tar.tgz": nested(by_tar("-z"), rar(rar5_blocks), "a.rar"),
    "a.gem": nested(by_tar(), by_tar("-z"), "data.tar.gz"),
    "a.crate": by_tar("-z"),
    "npm-pack.tgz": by_tar("-z"),
    "a.conda": nested(by_zip(), by_tar("--zstd"), "pkg-x-1-0.tar.zst"),
    "conda.tar.bz2": by_tar("--bzip2"),
    "java.base.jmod": by_zip(b"JM\1\0"),
    "a.crx": by_zip(CRX3),
    "a.vsix": by_zip(),
    "a.nupkg": by_zip(),
    "a.xpi": by_zip(),
    "a.aar": by_zip(),
    "a.zip.gz": nested(lambda around, file: file.write_bytes(gzip.compress((around / "x").read_bytes())), by_zip(), "x"),
    "zip-in-tar.tar": nested(by_tar(), by_zip(), "a.zip"),
    "tar-in-zip.zip": nested(by_zip(), by_tar(), "a.tar"),
    "7z-in-tar.tgz": nested(by_tar("-z"), by_bsdtar("--format=7zip"), "a.7z"),
    "app.asar": asar,
    "in-a-tar.asar.tgz": nested(by_tar("-z"), asar, "app.asar"),
    "gzip.snap": by_mksquashfs("-comp", "gzip"),
    "zstd.squashfs": by_mksquashfs("-comp", "zstd"),
    "xz.squashfs": by_mksquashfs("-comp", "xz"),
    "makeself.run": by_makeself("--gzip"),
    "makeself-xz.run": by_makeself("--xz"),
    "four-deep.tar": nested(by_tar(), nested(by_tar("-z"), nested(by_zip(), by_tar("--xz"), "d.txz"), "c.zip"), "b.tgz"),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_a_container_holds_is_judged(tree, tmp_path, name):
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    CONTAINERS[name](tree, bundle / name)
    for root in (bundle, bundle / name):
        right = audit(root, *RIGHT)
        assert right.status == 0 and right.report["summary"]["judged"] == 1, right.report
        wrong = audit(root, *WRONG)
        assert wrong.status == 1 and wrong.rules == {"wrong-architecture"}
        (finding,) = wrong.report["findings"]
        assert finding["path"].endswith(("libx.so", "chromium"))


# A program in front is judged as well.
PROGRAMS = {
    "zip-behind": behind_program(by_zip()),
    "zip-behind.zip": behind_program(by_zip()),
    "tgz-behind.run": behind_program(by_tar("-z")),
    "xz-behind": behind_program(by_tar("--xz")),
    "7z-behind": behind_program(by_bsdtar("--format=7zip")),
    "tool.AppImage": behind_program(by_mksquashfs(), b"AI\2"),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_a_program_carries_is_judged(tree, tmp_path, name):
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    PROGRAMS[name](tree, bundle / name)
    for root in (bundle, bundle / name):
        assert audit(root, *RIGHT).report["summary"]["judged"] == 2
        wrong = audit(root, *WRONG)
        found = sorted(f["path"] for f in wrong.report["findings"] if f["rule"] == "wrong-architecture")
        assert wrong.status == 1 and found[0] == name and found[1].startswith(name + "!/") and len(found) == 2


def ar(file, *members):
    command("ar", "rcS", file, *members)


@pytest.mark.parametrize("inside", ["alone", "in.tgz", "in.zip"])
def test_an_ar_archive_of_libraries_is_opened(tree, tmp_path, inside):
    """`ar` packs any file. Only objects make a static library."""
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    ar(bundle / "x.ar", tree / "readme.txt", tree / "lib/libx.so")
    root = bundle
    if inside != "alone":
        root = tmp_path / inside
        (by_tar("-z") if inside == "in.tgz" else by_zip())(bundle, root)
    assert audit(root, *RIGHT).status == 0
    wrong = audit(root, *WRONG)
    assert wrong.status == 1 and [(f["path"], f["rule"]) for f in wrong.report["findings"]] == [("x.ar!/libx.so", "wrong-architecture")]
    alone = audit(bundle / "x.ar", *WRONG)
    assert alone.status == 1 and alone.rules == {"wrong-architecture"}


def test_an_archive_in_an_ar_archive_is_opened(tree, tmp_path):
    by_tar("-z")(tree, tmp_path / "data.tar.gz")
    ar(tmp_path / "inner.ar", tmp_path / "data.tar.gz")
    ar(tmp_path / "outer.ar", tmp_path / "inner.ar")
    wrong = audit(tmp_path / "outer.ar", *WRONG)
    assert wrong.status == 1 and wrong.rules == {"wrong-architecture"}


def test_a_static_library_is_one_file(tmp_path):
    (tmp_path / "x.c").write_text("int x;")
    command("cc", "-c", "-o", tmp_path / "x.o", tmp_path / "x.c")
    ar(tmp_path / "libx.a", tmp_path / "x.o", tmp_path / "x.c")
    report = audit(tmp_path / "libx.a", *RIGHT).report
    assert report["summary"]["judged"] == 1 and report["findings"] == []


@pytest.mark.parametrize("form", ["folder", "tar"])
def test_the_tree_of_a_system_has_a_root_of_its_own(tmp_path, form):
    root = tmp_path / "root"
    for folder in ("usr/lib", "etc", "lib64"):
        (root / folder).mkdir(parents=True)
    (root / "usr/lib/ld.so.2").write_bytes(LIBRARY)
    (root / "lib64/ld.so.2").symlink_to("/usr/lib/ld.so.2")
    (root / "lib64/gone.so").symlink_to("/usr/lib/nothing-here.so")
    if form == "tar":
        by_tar()(root, tmp_path / "root.tar")
        root = tmp_path / "root.tar"
    assert [entry["path"] for entry in audit(root, *RIGHT).report["unread"]] == ["lib64/gone.so"]


@pytest.mark.parametrize("name", ["a-xz.deb", "a.rpm", "a.apk"])
def test_a_package_of_a_distribution_may_link_to_another(tree, tmp_path, name):
    """Every libx-dev has one."""
    (tree / "lib/liby.so").symlink_to("liby.so.1")
    CONTAINERS[name](tree, tmp_path / name)
    assert audit(tmp_path / name, *RIGHT).report["unread"] == []


@pytest.mark.parametrize("name", ["a.zip", "a.tgz", "a.tar.zst", "a.tar.br", "a.7z", "a.cpio"])
def test_the_same_tree_gives_the_same_findings(tree, tmp_path, name):
    shutil.copy(BIN / "pe-amd64.dll", tree / "x.dll")
    (tree / "pkg").mkdir()
    (tree / "pkg/y.so").write_bytes(LIBRARY[:2000])
    make = {"a.zip": by_zip(), "a.tgz": by_tar("-z"), "a.tar.zst": by_tar("--zstd"), "a.tar.br": brotli_tar}
    {**make, "a.7z": by_bsdtar("--format=7zip"), "a.cpio": by_cpio("newc")}[name](tree, tmp_path / name)
    if name == "a.7z":  # it was given only two names
        shutil.rmtree(tree / "pkg")
        (tree / "x.dll").unlink()
    for platform in (RIGHT, WRONG, ("--platform", "win_amd64")):
        expected, found = audit(tree, *platform), audit(tmp_path / name, *platform)
        assert found.findings() == expected.findings() and found.status == expected.status


SIGNATURE = b"-----BEGIN PGP SIGNATURE-----\n" + b"wsBzBAABCAAdFiEE\n" * 50 + b"-----END PGP SIGNATURE-----\n"


def joined(*makers):
    """The output of each, one after the other; bytes stand for themselves."""

    def make(tree, file):
        parts = []
        for maker in makers:
            if not isinstance(maker, bytes):
                maker(tree, file)
            parts.append(maker if isinstance(maker, bytes) else file.read_bytes())
        file.write_bytes(b"".join(parts))

    return make


# --- zips by others than Python


def by_infozip(*flags):
    return lambda tree, file: command("zip", "-q", "-r", *flags, file, ".", cwd=tree)


def by_7zip(*flags):
    return lambda tree, file: command("7zz", "a", "-bd", *flags, file, ".", cwd=tree)


def written_once(compression, zip64=False):
    """Written to a stream that cannot go back: sizes and checksums follow the bytes (APPNOTE.TXT, 4.3.9)."""

    def make(tree, file):
        class Output(io.RawIOBase):
            def write(self, content):
                return target.write(content)

        with file.open("wb") as target, zipfile.ZipFile(Output(), "w", compression) as archive:
            for name in ("lib/libx.so", "readme.txt"):
                with archive.open(name, "w", force_zip64=zip64) as member:
                    member.write((tree / name).read_bytes())

    return make


def signed_apk(tree, file):
    """A block between the members and the directory (source.android.com, APK Signature Scheme v2): v2's, v3's and padding."""
    by_zip()(tree, file)
    content = bytearray(file.read_bytes())
    end = content.rindex(b"PK\5\6")
    (directory,) = struct.unpack_from("<I", content, end + 16)
    pairs = b"".join(
        struct.pack("<QI", 4 + len(value), kind) + value
        for kind, value in ((0x7109871A, bytes(range(256)) * 6), (0xF05368C0, bytes(range(256)) * 5), (0x42726577, bytes(1000)))
    )
    size = struct.pack("<Q", len(pairs) + 24)
    block = size + pairs + size + b"APK Sig Block 42"
    struct.pack_into("<I", content, end + 16, directory + len(block))
    file.write_bytes(content[:directory] + block + content[directory:])


ZIPS = {
    "infozip.zip": by_infozip(),
    "infozip-zip64.zip": by_infozip("-fz"),
    "infozip-stored.zip": by_infozip("-0"),
    "7zip.zip": by_7zip("-tzip"),
    "7zip-bzip2.zip": by_7zip("-tzip", "-mm=BZip2"),
    "7zip.7z": by_7zip("-t7z"),
    "descriptors.zip": written_once(zipfile.ZIP_DEFLATED),
    "descriptors-zip64.zip": written_once(zipfile.ZIP_DEFLATED, zip64=True),
    "descriptors-stored.zip": written_once(zipfile.ZIP_STORED),
    "signed.apk": signed_apk,
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_correct_zip_is_silent(tree, tmp_path, name):
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (tree / "lib/libx.so.1").unlink()  # 7-Zip and zip store the destination of a link, or the link
    ZIPS[name](tree, bundle / name)
    for root in (bundle, bundle / name):
        right = audit(root, *RIGHT)
        assert right.status == 0 and right.report["summary"]["judged"] == 1 and not right.report["findings"]
        assert audit(root, *WRONG).rules == {"wrong-architecture"}


UNREAD = {
    "split": by_infozip("-s", "64k"),
    "volumes": by_7zip("-tzip", "-v64k"),
    "volumes-7z": by_7zip("-t7z", "-v64k"),
    "password": by_7zip("-tzip", "-psecret"),
    "aes": by_7zip("-tzip", "-psecret", "-mem=AES256"),
    "password-7z": by_7zip("-t7z", "-psecret"),
    "names-too-7z": by_7zip("-t7z", "-psecret", "-mhe"),
    "deflate64": by_7zip("-tzip", "-mm=Deflate64"),
    "ppmd": by_7zip("-tzip", "-mm=PPMd"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_a_zip_that_cannot_be_read_is_said(tree, tmp_path, name):
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (tree / "readme.txt").write_bytes(os.urandom(200_000))
    UNREAD[name](tree, bundle / ("a.7z" if "7z" in name else "a.zip"))
    result = audit(bundle, *RIGHT)
    rules = {finding["rule"] for finding in result.report["findings"]}
    assert result.status == 2 and rules and rules <= {"unreadable-artifact", "unopened-archive"}


# --- two members of one name


def gzipped(make):
    def both(tree, file):
        make(tree, file)
        file.write_bytes(gzip.compress(file.read_bytes()))

    return both


def appended(*flags):
    """A tar archive to which the right library was added later, over another one."""

    def make(tree, file):
        (tree / "lib/libx.so").write_bytes((BIN / "elf-aarch64-glibc-2.17.so").read_bytes())
        command("tar", *flags, "-cf", file, "-C", tree, "lib")
        (tree / "lib/libx.so").write_bytes(LIBRARY)
        command("tar", *flags, "-rf", file, "-C", tree, "lib/libx.so")

    return make


TWICE = {
    "a.tar": appended(),
    "pax.tar": appended("--format=pax"),
    "a.tgz": gzipped(appended()),
    "in.tar": nested(by_tar(), appended(), "x.tar"),
}


@pytest.mark.parametrize("name", TWICE)
def test_the_later_of_two_members_is_judged(tree, tmp_path, name):
    TWICE[name](tree, tmp_path / name)
    right = audit(tmp_path / name, *RIGHT)
    assert right.status == 0 and right.report["summary"]["judged"] == 1
    assert audit(tmp_path / name, *WRONG).rules == {"wrong-architecture"}


def test_a_member_that_replaces_an_archive_or_a_link(tree, tmp_path):
    """The files in that archive are gone as well."""
    by_tar()(tree, tmp_path / "inner")
    (tree / "inner").write_bytes((tmp_path / "inner").read_bytes())
    (tree / "x").symlink_to("/nowhere/libx.so")
    command("tar", "-cf", tmp_path / "a.tar", "-C", tree, "inner", "x")
    before = audit(tmp_path / "a.tar", *WRONG)
    assert before.rules == {"wrong-architecture"} and [entry["path"] for entry in before.report["unread"]] == ["x"]
    (tree / "inner").write_text("text")
    (tree / "x").unlink()
    (tree / "x").write_text("text")
    command("tar", "-rf", tmp_path / "a.tar", "-C", tree, "inner", "x")
    result = audit(tmp_path / "a.tar", *WRONG)
    assert result.status == 0 and result.report["summary"]["native"] == 0 and result.report["unread"] == []


def test_a_file_that_tar_is_given_twice_is_one(tree, tmp_path):
    """The second is a hard link to itself."""
    command("tar", "-cf", tmp_path / "a.tar", "-C", tree, "lib/libx.so", "lib/libx.so")
    assert audit(tmp_path / "a.tar", *RIGHT).report["summary"]["judged"] == 1
    assert audit(tmp_path / "a.tar", *WRONG).rules == {"wrong-architecture"}


def test_of_joined_archives_both_members_are_judged(tree, tmp_path):
    """tar reads the first only, tar -i both."""
    other = tree.parent / "other"
    shutil.copytree(tree, other, symlinks=True)
    (other / "lib/libx.so").write_bytes((BIN / "elf-aarch64-glibc-2.17.so").read_bytes())
    joined(lambda _, file: by_tar()(other, file), by_tar())(tree, tmp_path / "a.tar")
    result = audit(tmp_path / "a.tar", *RIGHT)
    assert result.rules == {"wrong-architecture"} and result.report["summary"]["judged"] == 2


# --- after the end of an archive: bytes that its own readers ignore, and bytes that they read on to


def text_only(make):
    """The same container of a tree without native code."""

    def both(tree, file):
        plain = pathlib.Path(tempfile.mkdtemp(dir=tree.parent)) / "tree"
        plain.mkdir()
        (plain / "readme.txt").write_text("text\n")
        make(plain, file)

    return both


JOINED = {
    "zeros.tar": joined(by_tar(), bytes(100000)),
    "signed.tar": joined(by_tar(), SIGNATURE),
    "signed.tgz": joined(by_tar("-z"), SIGNATURE),
    "padded.tgz": joined(by_tar("-z"), bytes(5000)),
    "padded.txz": joined(by_tar("--xz"), bytes(512)),
    "signed-inside.tar.gz": gzipped(joined(by_tar(), SIGNATURE)),
    "signed.cpio": joined(by_cpio("newc"), SIGNATURE),
    "second.tar": joined(text_only(by_tar()), by_tar()),
    "second-behind-a-signature.tar": joined(text_only(by_tar()), SIGNATURE.ljust(1024, b"\n"), by_tar()),
    "second.cpio": joined(text_only(by_cpio("newc")), by_cpio("newc")),
    "initrd.img": joined(text_only(by_cpio("newc")), gzipped(by_cpio("newc"))),
}


@pytest.mark.parametrize("name", JOINED)
def test_what_follows_an_archive_is_read_on_to_or_passed_over(tree, tmp_path, name):
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    JOINED[name](tree, bundle / name)
    for root in (bundle, bundle / name):
        right = audit(root, *RIGHT)
        assert right.status == 0 and right.report["summary"]["judged"] == 1, right.report
        assert audit(root, *WRONG).rules == {"wrong-architecture"}


HIDING = {
    "a.tar": lambda code: joined(by_tar(), code),
    "a.tgz": lambda code: joined(by_tar("-z"), code),
    "inside.tgz": lambda code: gzipped(joined(by_tar(), code)),
    "a.cpio": lambda code: joined(by_cpio("newc"), code),
}


@pytest.mark.parametrize("name", HIDING)
@pytest.mark.parametrize("padding", [0, 1024])
def test_native_code_behind_an_archive_is_unread(tree, tmp_path, name, padding):
    HIDING[name](bytes(padding) + PROGRAM)(tree, tmp_path / name)
    result = audit(tmp_path / name, *RIGHT)
    assert result.status == 2 and result.report["summary"]["judged"] == 1
    assert "native code stands at byte" in json.dumps(result.report["failures"])


@pytest.mark.parametrize("size", [0xFFFFFFF0, 0x3FFFFFF0])
@pytest.mark.parametrize("packed", [False, True])
def test_a_name_that_is_longer_than_its_archive_is_unread(tmp_path, size, packed):
    """libarchive needs this much memory: it gets it or not, and uses none."""
    content = b"070701" + b"%08X" * 13 % (1, 0o100644, 0, 0, 1, 0, 16, 0, 0, 0, 0, size, 0) + b"x" * 100000
    (tmp_path / "x.bin").write_bytes(gzip.compress(content) if packed else content)
    assert audit(tmp_path, *RIGHT).status == 2


def test_a_tar_that_ends_in_a_member_is_damaged(tree, tmp_path):
    by_tar()(tree, tmp_path / "a.tar")
    content = (tmp_path / "a.tar").read_bytes().rstrip(b"\0")
    (tmp_path / "a.tar").write_bytes(content[:-2000] + b"\xff" * 700)
    assert audit(tmp_path / "a.tar", *RIGHT).status == 2


@pytest.mark.parametrize("name", ["a.bin", "libx.so.xz"])
@pytest.mark.parametrize("program", ["xz", "zstd", "gzip", "bzip2", "lz4"])
def test_a_compression_with_something_behind_it_is_read_or_unread(tmp_path, program, name):
    """The decoders return the bytes before the damage; a name promises nothing."""
    packed = subprocess.run([program, "-c"], input=LIBRARY, check=True, capture_output=True).stdout
    for tail in (b"tail", os.urandom(70000)):
        (tmp_path / name).write_bytes(packed + tail)
        result = audit(tmp_path, *WRONG)
        assert result.rules == {"wrong-architecture"} or result.status == 2


@pytest.mark.slow
@pytest.mark.parametrize("flags", [("--zstd",), ("--bzip2",), ("--use-compress-program=brotli -q 1",)])
@pytest.mark.parametrize("name", ["zeros.bin", "libx.so"])
def test_what_unpacks_to_very_much_is_left(tmp_path, flags, name):
    """A native file is held in memory, another one is only read through: the input limits both."""
    content = tmp_path / name
    content.write_bytes(LIBRARY if name.endswith(".so") else b"")
    os.truncate(content, 400 << 20)
    archive = tmp_path / ("bomb.tar.br" if "brotli" in flags[0] else "bomb.tar")
    command("tar", *flags, "-cf", archive, "-C", tmp_path, name)
    content.unlink()
    result = audit(tmp_path, *RIGHT)
    messages = [finding["message"] for finding in result.report["findings"]]
    assert result.status == 2 and any("more than 1100 times its size" in message for message in messages)
    assert audit(tmp_path, *RIGHT, "--max-ratio", "1000000").report["summary"]["unread"] == 0
