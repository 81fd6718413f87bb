"""Bundles from strangers: archives that lie, trees that trap, and the limits of their cost."""

import io
import json
import os
import random
import shutil
import socket
import stat
import struct
import subprocess
import sys
import threading
import zipfile
import zlib

import pytest
from conftest import COMMAND, ROOT, audit, clean_environment, run

BIN = ROOT / "testdata" / "artifacts" / "bin"
WRONG = (BIN / "macho-arm64.dylib").read_bytes()
RIGHT = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
TARGET = ("--platform", "x86_64-manylinux2014")
SANITIZED = b"__asan_init" in open(COMMAND, "rb").read()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return data.getvalue()


def judge(path, *more):
    return audit(path, *TARGET, *more)


def reasons(result):
    return [f["message"] for f in result.report["findings"]]


def peak_memory(*arguments):
    """The largest resident size of any process of one run, in bytes, and the exit status."""
    code = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", code, COMMAND, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=clean_environment(), timeout=300)
    status, kibibytes = done.stdout.split()
    return int(status), int(kibibytes) * 1024


@pytest.mark.slow
def test_a_bomb_of_archives(tmp_path):
    """Sixteen archives of sixteen archives of sixteen archives ... of a gigabyte of zeros each, as 42.zip is made."""
    zeros = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(zeros.compress(bytes(1 << 20)) for _ in range(1024)) + zeros.flush()
    content = raw_member("0.dll", packed, 1 << 30, 8, 0)
    for level in range(4):
        content = zipped({f"{level}-{i:02}.zip": content for i in range(16)})
    (tmp_path / "bomb.zip").write_bytes(content)
    assert len(content) < 8 << 20
    status, peak = peak_memory(tmp_path / "bomb.zip", *TARGET)
    assert status == 2
    if not SANITIZED:
        assert peak < 256 << 20


def raw_member(name, packed, size, method, crc, flags=0):
    """An archive of one member whose directory says the given values."""
    raw = name.encode()
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, flags, method, 0, 33, crc, len(packed), min(size, 0xFFFFFFFF), len(raw), 0)
    central = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, flags, method, 0, 33, crc, len(packed), min(size, 0xFFFFFFFF), len(raw), 0, 0, 0, 0, 0, 0
    )
    body = local + raw + packed
    directory = central + raw
    return body + directory + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(directory), len(body), 0)


def overlapping(count, packed, size, crc):
    """Members that all have the same bytes, as in the overlapping bombs of 2019."""
    first = raw_member("a.so", packed, size, 8, crc)
    body = first[: first.index(b"PK\1\2")]
    central = first[first.index(b"PK\1\2") : first.index(b"PK\5\6")]
    directory = b"".join(central[:46] + f"{i:x}"[-4:].rjust(4, "0").encode() for i in range(count))
    total = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + total


def test_members_that_share_their_bytes(tmp_path):
    zeros = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = zeros.compress(bytes(64 << 20)) + zeros.flush()
    (tmp_path / "bomb.zip").write_bytes(overlapping(900, packed, 64 << 20, 0))
    result = run(tmp_path / "bomb.zip", *TARGET)
    assert result.status == 2 and "more than 1100 times its size in the archive" in result.err


@pytest.mark.parametrize("declared", [len(RIGHT) - 100, len(RIGHT) + 100, 1 << 31], ids=["too small", "too large", "a bomb"])
@pytest.mark.parametrize("method", [0, 8], ids=["stored", "deflated"])
def test_sizes_that_lie(tmp_path, declared, method):
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = compressor.compress(RIGHT) + compressor.flush() if method else RIGHT
    (tmp_path / "b.zip").write_bytes(raw_member("x.so", packed, declared, method, zlib.crc32(RIGHT)))
    for more in ((), ("--thorough",)):
        result = judge(tmp_path / "b.zip", *more)
        assert result.status != 0 and result.report["summary"]["judged"] == 0


def test_a_checksum_that_is_wrong(tmp_path):
    for method in (0, 8):
        compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = compressor.compress(RIGHT) + compressor.flush() if method else RIGHT
        (tmp_path / "b.zip").write_bytes(raw_member("x.so", packed, len(RIGHT), method, 1))
        for more in ((), ("--thorough",)):
            result = judge(tmp_path / "b.zip", *more)
            assert result.status == 2 and "CRC" in reasons(result)[0]


def test_an_unknown_method_and_an_encrypted_member(tmp_path):
    for method, flags in ((97, 0), (8, 1)):
        (tmp_path / "b.zip").write_bytes(raw_member("x.so", RIGHT, len(RIGHT), method, zlib.crc32(RIGHT), flags))
        result = judge(tmp_path / "b.zip")
        assert result.status == 2 and [f["rule"] for f in result.report["findings"]] == ["unreadable-artifact"]


def test_names_that_lead_out(tmp_path):
    names = ["/etc/x.so", "../x.so", "a/../../x.so", "C:\\x.so", "..\\x.so"]
    (tmp_path / "b.zip").write_bytes(zipped([(name, WRONG) for name in names]))
    before = sorted(tmp_path.parent.iterdir())
    result = judge(tmp_path / "b.zip")
    assert result.report["summary"]["judged"] == len(names) and result.report["summary"]["errors"] == len(names)
    assert sorted(tmp_path.parent.iterdir()) == before


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("order", [(RIGHT, WRONG), (WRONG, RIGHT)])
def test_a_name_twice_is_judged_twice(tmp_path, order):
    """An installer may take either."""
    (tmp_path / "b.zip").write_bytes(zipped([("x.so", content) for content in order]))
    result = judge(tmp_path / "b.zip")
    assert result.status == 1 and result.report["summary"]["judged"] == 2


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_metadata_twice_the_first_counts(tmp_path):
    """Whichever worker reads it first: the larger member is started first."""
    metadata = [("p-1.dist-info/METADATA", f"Name: {name}\nVersion: 1\n\n{text}") for name, text in (("p", ""), ("q", "long" * 9999))]
    (tmp_path / "b.whl").write_bytes(zipped([*metadata, ("p.so", WRONG), *((f"{i}.txt", b"") for i in range(99))]))
    results = [judge(tmp_path / "b.whl", "--jobs", jobs) for jobs in (1, 2, 8)]
    assert len({result.out for result in results}) == 1
    assert [package["name"] for package in results[0].report["packages"]] == ["p"]


def test_every_cut_of_an_archive(tmp_path):
    content = zipped({"a.so": RIGHT, "b.so": RIGHT})
    for eighth in range(8):
        (tmp_path / "b.zip").write_bytes(content[: len(content) * eighth // 8])
        assert run(tmp_path / "b.zip", *TARGET).status == 2


def test_more_entries_than_the_limit(tmp_path):
    (tmp_path / "b.zip").write_bytes(zipped({f"{i}.txt": b"" for i in range(101)}))
    assert run(tmp_path / "b.zip", *TARGET, "--max-entries", 101).status == 0
    result = run(tmp_path / "b.zip", *TARGET, "--max-entries", 100)
    assert result.status == 2 and "more than 100 entries" in result.err
    tree = tmp_path / "tree"
    tree.mkdir()
    for i in range(11):
        (tree / f"{i}.txt").touch()
    result = run(tree, *TARGET, "--max-entries", 10)
    assert result.status == 2 and "more than 10 entries" in result.err


def test_a_claim_of_ten_million_members(tmp_path):
    """zip64 states a number of members; there are none."""
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 10**7, 10**7, 0, 0)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    (tmp_path / "b.zip").write_bytes(end64 + locator + end)
    assert run(tmp_path / "b.zip", *TARGET).status == 2


def test_a_directory_of_ten_million_members(tmp_path):
    """They all have the same bytes. It is counted before it is read. It has half a gigabyte, of which few pages are
    kept."""
    first = raw_member("a.so", b"", 0, 0, 0)
    body, header = first[: first.index(b"PK\1\2")], first[first.index(b"PK\1\2") : first.index(b"PK\5\6")]
    count, piece = 10**7, header * 10**5
    with open(tmp_path / "b.zip", "wb") as file:
        file.write(body)
        for _ in range(count // 10**5):
            file.write(piece)
        size = count * len(header)
        file.write(struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, len(body)))
        file.write(struct.pack("<4sIQI", b"PK\6\7", 0, len(body) + size, 1))
        file.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    assert "more than 2000000 entries" in run(tmp_path / "b.zip", *TARGET).err
    status, peak = peak_memory(tmp_path / "b.zip", *TARGET)
    (tmp_path / "b.zip").unlink()
    assert status == 2
    if not SANITIZED:
        assert peak < 64 << 20


@pytest.mark.slow
def test_a_tree_of_many_files(tmp_path):
    """A hundred thousand; less than a kilobyte for each, and one that does not fit is found."""
    for i in range(100):
        directory = tmp_path / str(i)
        directory.mkdir()
        for j in range(1000):
            os.mknod(directory / str(j), 0o100600)
    (tmp_path / "57" / "x.so").write_bytes(WRONG)
    result = judge(tmp_path)
    assert result.report["summary"]["entries"] == 100_001 and result.rules == {"wrong-format"}
    status, peak = peak_memory(tmp_path, *TARGET)
    assert status == 1
    if not SANITIZED:
        assert peak < (64 << 20) + (100_001 << 10)


def test_limits_of_what_archives_inside_may_hold(tmp_path):
    inner = zipped({"x.so": RIGHT, "y.bin": os.urandom(1 << 20)})
    (tmp_path / "b.zip").write_bytes(zipped({f"{i}.zip": inner for i in range(4)}, zipfile.ZIP_STORED))
    assert judge(tmp_path / "b.zip").status == 0
    one = judge(tmp_path / "b.zip", "--max-entries", 5, "--jobs", 1)
    two = judge(tmp_path / "b.zip", "--max-entries", 5, "--jobs", 4)
    assert one.status == 2 and one.out == two.out
    assert all("more than --max-entries or --max-bytes allow" in reason for reason in reasons(one))
    assert judge(tmp_path / "b.zip", "--max-depth", 0).status == 2
    assert run(tmp_path / "b.zip", *TARGET, "--max-bytes", "1MB").status == 2


@pytest.mark.slow
def test_a_tree_over_the_limit_is_cut_at_one_place(tmp_path):
    """Whichever thread lists it, and however many there are."""
    for i in range(400):
        directory = tmp_path / f"{i % 20}" / f"{i}"
        directory.mkdir(parents=True)
        for name in ("a.so", "b.so"):
            (directory / name).write_bytes(WRONG)
    one = judge(tmp_path, "--max-entries", 500, "--jobs", 1)
    assert one.status != 0 and one.report["summary"]["entries"] == 500
    assert all(judge(tmp_path, "--max-entries", 500, "--jobs", 8).out == one.out for _ in range(10))


def test_a_large_file_costs_little(tmp_path):
    """Two gigabytes, nearly all of them a hole."""
    tree = tmp_path / "tree"
    tree.mkdir()
    with open(tree / "x.so", "wb") as file:
        file.write(RIGHT)
        file.truncate(2 << 30)
    status, peak = peak_memory(tree, *TARGET)
    assert status == 0
    if not SANITIZED:
        assert peak < 64 << 20


def test_a_large_member_costs_little(tmp_path):
    """Its dynamic section lies after a hundred megabytes, and names tables before them."""
    (tmp_path / "x.c").write_text("const char room[100 << 20] = {1}; void *memcpy(); void *copy() { return memcpy; }")
    tree = tmp_path / "tree"
    tree.mkdir()
    compiler = os.environ.get("CC", "cc")
    subprocess.run([compiler, "-shared", "-fPIC", "-fno-builtin", "-o", tree / "x.so", tmp_path / "x.c"], check=True)
    facts = judge(tree).report["artifacts"][0]
    assert facts["version_needs"]
    content = (tree / "x.so").read_bytes()
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        path = tmp_path / "b.zip"
        path.write_bytes(zipped({"x.so": content}, method))
        result = judge(path)
        assert result.report["artifacts"] == [{**facts, "root": str(path)}]
        status, peak = peak_memory(path, *TARGET)
        assert status == result.status
        if not SANITIZED:
            assert peak < 64 << 20
        # Its checksum, as in both headers.
        archive = bytearray(path.read_bytes())
        archive[14] ^= 1
        archive[archive.index(b"PK\1\2") + 16] ^= 1
        path.write_bytes(archive)
        result = judge(path)
        assert result.status == 2 and "CRC error" in reasons(result)[0]


def naming(lengths, size=0):
    """An ELF library that needs this many symbols, whose names are all the end of one text of 65,000 letters or fewer."""
    longest = max(lengths)
    strings = b"\0libc.so.6\0GLIBC_2.2.5\0" + b"s" * longest + b"\0"
    count, end = len(lengths) + 1, len(strings) - 1
    symbols = bytes(24) + b"".join(struct.pack("<IBBHQQ", end - length, 0x12, 0, 0, 0, 0) for length in lengths)
    parts = {
        5: strings,  # DT_STRTAB
        6: symbols,  # DT_SYMTAB
        4: struct.pack("<III", 1, count, 0) + bytes(4 * count),  # DT_HASH
        0x6FFFFFF0: struct.pack("<H", 0) + struct.pack("<H", 2) * len(lengths),  # DT_VERSYM
        0x6FFFFFFE: struct.pack("<HHIII", 1, 1, 1, 16, 0) + struct.pack("<IHHII", 0x09691A75, 0, 2, 11, 0),  # DT_VERNEED
    }
    body, tags = b"", [(1, 1), (10, len(strings)), (11, 24), (0x6FFFFFFF, 1)]
    for tag, part in parts.items():
        tags.append((tag, 64 + 2 * 56 + len(body)))
        body += part + bytes(-len(part) % 8)
    dynamic = b"".join(struct.pack("<QQ", *tag) for tag in [*tags, (0, 0)])
    place, whole = 64 + 2 * 56 + len(body), 64 + 2 * 56 + len(body) + len(dynamic)
    header = b"\x7fELF\2\1\1" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, 0, 0, 64, 56, 2, 0, 0, 0)
    load = struct.pack("<IIQQQQQQ", 1, 4, 0, 0, 0, whole, whole, 4096)
    return (header + load + struct.pack("<IIQQQQQQ", 2, 4, *[place] * 3, *[len(dynamic)] * 2, 8) + body + dynamic).ljust(size, b"\0")


def cost_of_names(lengths):
    """32 bytes besides its text for each; its own name and interpreter, which it lacks; libc.so.6 twice, GLIBC_2.2.5."""
    return sum(32 + length for length in [*lengths, 0, 0, 9, 9, 11])


def filled(cost, longest):
    """Lengths of names that take this much together."""
    lengths = [longest] * ((cost - cost_of_names([])) // (longest + 32) - 1)
    return [*lengths, cost - cost_of_names(lengths) - 32]


@pytest.mark.parametrize("cost, longest, size", [(4096, 300, 0), (200_000, 10_000, 200_000), (4 << 20, 32_000, 5 << 20)],
                         ids=["4 KiB", "the file's size", "4 MiB"])  # fmt: skip
def test_names_take_no_more_than_they_may(tmp_path, cost, longest, size):
    lengths = filled(cost, longest)
    assert cost_of_names(lengths) == cost
    (tmp_path / "x.so").write_bytes(naming(lengths, size))
    assert max(4096, (tmp_path / "x.so").stat().st_size) == max(4096, size)
    result = judge(tmp_path, "-v")
    assert result.report["summary"]["judged"] == 1
    assert sum(map(len, result.report["artifacts"][0]["version_needs"][0]["symbols"])) == sum(lengths)
    (tmp_path / "x.so").write_bytes(naming([*lengths[:-1], lengths[-1] + 1], size))
    result = judge(tmp_path, "-v")
    assert result.status == 2 and reasons(result) == [f"not judged: its names take more than {cost} bytes"]


@pytest.mark.parametrize("more", [("-v",), ("--thorough", "-v")], ids=["tables", "thorough"])
def test_names_that_are_repeated_cost_the_command_little(tmp_path, more):
    """Eight files of 2,200 symbols that share a name of 64 KB: a gigabyte, in a zip of 24 KB."""
    bomb = naming([65_000] * 2200)
    (tmp_path / "b.zip").write_bytes(zipped({f"{i}.so": bomb for i in range(8)}))
    assert (tmp_path / "b.zip").stat().st_size < 24 << 10
    result = judge(tmp_path / "b.zip", *more)
    assert result.status == 2 and all("its names take more than" in reason for reason in reasons(result))
    status, peak = peak_memory(tmp_path / "b.zip", *TARGET, *more)
    assert status == 2
    if not SANITIZED:
        assert peak < 100 << 20


def test_paths_as_long_as_they_get(tmp_path):
    directory = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):  # each name 200 bytes: past PATH_MAX in all
        os.mkdir("d" * 200, dir_fd=directory)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=directory)
        os.close(directory)
        directory = inner
    file = os.open("x.so", os.O_WRONLY | os.O_CREAT, dir_fd=directory)
    os.write(file, WRONG)
    os.close(file)
    os.close(directory)
    assert judge(tmp_path).status != 0  # read, or reported as unreadable, never ignored


def test_names_that_are_not_text(tmp_path):
    (tmp_path / os.fsdecode(b"\xff\xfe.so")).write_bytes(WRONG)
    result = judge(tmp_path)
    assert result.status == 1 and "\\xff\\xfe" in result.report["findings"][0]["path"]


def test_loops_of_links(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "self").symlink_to(".")
    (tmp_path / "x.so").write_bytes(RIGHT)
    result = judge(tmp_path)
    assert result.status == 0 and result.report["summary"]["judged"] == 1


def test_the_report_does_not_depend_on_jobs_or_locale(tmp_path):
    tree = tmp_path / "tree"
    tree.mkdir()
    for i in range(300):
        (tree / f"{i}.so").write_bytes(WRONG if i % 3 else RIGHT[: len(RIGHT) - i % 2])
    reports = {judge(tree, "--jobs", jobs).out for jobs in (1, 2, 8)}
    reports.add(run(tree, *TARGET, "--format", "json", env={"LC_ALL": "tr_TR.UTF-8", "LANG": "C"}).out)
    assert len(reports) == 1


@pytest.mark.parametrize("platform", ["x86_64-manylinux2014", "macosx_14_0_arm64", "win_amd64", "musllinux_1_2_x86_64"])
def test_thorough_finds_the_same(platform, tmp_path):
    """All fixtures, the broken ones too: as a tree and as an archive, with only the tables read and with everything
    read."""
    folder = ROOT / "testdata" / "artifacts"
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                opened.write(path, path.relative_to(folder))
    found = [audit(root, "--platform", platform, *more) for root in (folder, archive) for more in ((), ("--thorough",))]
    assert all(result.findings() == found[0].findings() for result in found)
    assert found[0].out == found[1].out and found[2].out == found[3].out
    assert found[0].report["summary"]["judged"] > 100


def test_sockets_and_devices_are_not_opened(tmp_path):
    tree = tmp_path / "tree"
    tree.mkdir()
    os.mkfifo(tree / "fifo.so")
    directory = os.open(tree, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"/proc/self/fd/{directory}/socket.so")  # a path in full may be too long for one
    os.close(directory)
    expected = {"fifo.so", "socket.so", "x.so"}
    try:
        os.mknod(tree / "zero.so", stat.S_IFCHR | 0o600, os.makedev(1, 5))
        expected.add("zero.so")
    except PermissionError:
        pass  # root only, and not in every container
    (tree / "x.so").write_bytes(RIGHT)
    result = judge(tree)
    assert result.status == 0
    assert result.report["summary"]["entries"] == len(expected) and result.report["summary"]["native"] == 1


def test_what_may_not_be_read_is_unreadable(tmp_path):
    """Root may read everything, unless it gives that right up."""
    give_up = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if give_up and not shutil.which("setpriv"):
        pytest.skip("root, without setpriv")
    (tmp_path / "a.so").write_bytes(RIGHT)
    (tmp_path / "b.so").write_bytes(RIGHT)
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "c.so").write_bytes(WRONG)
    (tmp_path / "b.so").chmod(0)
    (tmp_path / "closed").chmod(0)
    command = [*give_up, COMMAND, tmp_path, *TARGET, "--format", "json"]
    done = subprocess.run(command, capture_output=True, env=clean_environment(), timeout=60)
    (tmp_path / "closed").chmod(0o700)
    assert done.returncode == 2, done.stderr
    report = json.loads(done.stdout)
    assert report["summary"]["judged"] == 1
    assert [(f["path"], f["rule"]) for f in report["findings"]] == [
        ("b.so", "unreadable-artifact"), ("closed", "unreadable-artifact")]  # fmt: skip
    assert all("Permission denied" in f["message"] for f in report["findings"])


def test_files_that_change_while_they_are_read(tmp_path):
    """They shrink, grow, vanish and come back; every run ends by itself and reports something for each."""
    stop = threading.Event()
    paths = [tmp_path / f"{i}.so" for i in range(40)]

    def disturb():
        chance = random.Random(0)
        while not stop.is_set():
            path = chance.choice(paths)
            action = chance.randrange(3)
            if action == 0:
                path.unlink(missing_ok=True)
            elif action == 1:
                path.write_bytes(RIGHT)
            elif path.exists():
                os.truncate(path, chance.randrange(len(RIGHT) * 2))

    for path in paths:
        path.write_bytes(RIGHT)
    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        for jobs in (1, 2) * 10:
            report = json.loads(run(tmp_path, *TARGET, "--format", "json", "--jobs", jobs).out)
            summary = report["summary"]
            assert summary["native"] == summary["judged"] + summary["unreadable"]
    finally:
        stop.set()
        thread.join()
