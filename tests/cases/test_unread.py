"""Nothing unread passes: bundles without files, archives that were not opened, links that lead out."""

import gzip
import io
import os
import re
import struct
import subprocess
import sys
import tarfile
import zipfile

import pytest

from conftest import COMMAND, ROOT, audit, clean_environment, run

BIN = ROOT / "testdata/artifacts/bin"
RIGHT = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
WRONG = (BIN / "elf-aarch64-glibc-2.17.so").read_bytes()
TARGET = ("--platform", "x86_64-manylinux2014")
FORMATS = ("text", "json", "ndjson", "sarif", "github", "junit", "fix")


def tar(members, format=tarfile.GNU_FORMAT):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=format) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def ar(members):
    text = b"!<arch>\n"
    for name, content in members.items():
        text += b"%-16s%-12d%-6d%-6d%-8s%-10d`\n" % (name.encode(), 0, 0, 0, b"100644", len(content))
        text += content + b"\n" * (len(content) % 2)
    return text


def zipped(folder, file):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return file


def of(result, rule):
    return {f["path"]: (f["severity"], f["actual"]) for f in result.report["findings"] if f["rule"] == rule}


# --- nothing to audit


def nothing(folder, kind):
    bundle = folder / "bundle"
    bundle.mkdir()
    if kind == "directories":
        (bundle / "a" / "b").mkdir(parents=True)
    if kind == "hidden files":
        (bundle / ".lock").write_bytes(b"")
        (bundle / "a").mkdir()
        (bundle / "a" / ".gitignore").write_text("*")
    if kind == "zip":
        return zipped(bundle, folder / "b.zip")
    if kind == "zip of directories":
        (bundle / "a").mkdir()
        return zipped(bundle, folder / "b.zip")
    return bundle


KINDS = ("empty", "directories", "hidden files", "zip", "zip of directories")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_audit(tmp_path, kind):
    bundle = nothing(tmp_path, kind)
    for arguments in ((bundle, *TARGET), (bundle,)):
        result = run(*arguments)
        assert (result.status, result.out) == (2, "")
        assert result.err.startswith(f"platlint: {bundle}: nothing to audit: ") and result.err.count("\n") == 1
        assert result.err.endswith("did the step that fills it run, and is the path right?\n")
        report = audit(*arguments).report
        assert report["summary"]["verdict"] == "incomplete" and len(report["failures"]) == 1
    for format in FORMATS:
        result = run(bundle, *TARGET, "--format", format)
        assert result.status == 2 and "fits" not in result.out, format


def test_an_empty_bundle_beside_a_full_one(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x.so").write_bytes(RIGHT)
    (tmp_path / "empty").mkdir()
    result = audit(tmp_path / "full", tmp_path / "empty", *TARGET)
    assert result.status == 2 and result.report["summary"]["judged"] == 1


def test_a_hidden_native_file_is_a_file(tmp_path):
    (tmp_path / ".x.so").write_bytes(WRONG)
    assert audit(tmp_path, *TARGET).status == 1


def test_no_names(tmp_path):
    (tmp_path / "names").write_text("\n\n")
    result = run("--files-from", tmp_path / "names", *TARGET)
    assert result.status == 2 and "nothing to audit" in result.err and result.out == ""
    assert run("--files-from", tmp_path / "names", *TARGET, "--format", "ndjson").status == 2
    assert run(*TARGET).status == 2


def test_no_native_files(tmp_path):
    (tmp_path / "a.py").write_text("a = 1\n")
    result = run(tmp_path, *TARGET)
    assert (result.status, result.out) == (0, f"{tmp_path} fits x86_64-manylinux2014: no native files, 1 entry\n")
    for format in FORMATS:
        assert "0 native" not in run(tmp_path, *TARGET, "--format", format).out
    assert "no native files: fits everywhere" in run(tmp_path).out
    result = run(tmp_path, *TARGET, "--exclude", "*.py")
    assert "no native files judged, 1 entry" in result.out
    assert "everywhere" not in run(tmp_path, "--exclude", "*.py").out


def test_what_holds_none_is_said_in_every_format(tmp_path):
    for name in ("none", "some", "more"):
        (tmp_path / name).mkdir()
        (tmp_path / name / ("a.py" if name == "none" else "a.so")).write_bytes(b"a = 1\n" if name == "none" else RIGHT)
    none, some, more = tmp_path / "none", tmp_path / "some", tmp_path / "more"
    assert run(some, *TARGET, "-q").out == ""
    assert run(none, *TARGET, "-q").out == f"{none} fits x86_64-manylinux2014: no native files, 1 entry\n"
    for format in FORMATS[:-1]:
        out = run(none, *TARGET, "--format", format).out
        assert "no native files" in out or '"without_native"' in out, format
        out = run(some, none, more, *TARGET, "--format", format).out
        if "json" not in format:
            assert f"no native files in {none}" in out or "no native files" in out.split(str(none), 1)[1], format
    report = audit(some, none, more, *TARGET).report
    assert report["without_native"] == [str(none)] and report["summary"]["verdict"] == "fits"
    assert "without_native" not in audit(some, *TARGET).report
    assert audit(none).report["without_native"] == [str(none)]
    result = run(some, none, "-q", *TARGET)
    assert result.out == f"{some}, {none} fit x86_64-manylinux2014: 1 native file judged, 2 entries, no native files in {none}\n"


def test_native_files_are_required(tmp_path):
    for name in ("none", "some"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text("a = 1\n")
    none, some = tmp_path / "none", tmp_path / "some"
    (some / "x.so").write_bytes(RIGHT)
    assert audit(some, *TARGET, "--require-native").status == 0
    for root in (none, zipped(none, tmp_path / "none.zip")):
        result = audit(root, *TARGET, "--require-native")
        (finding,) = result.report["findings"]
        assert result.status == 1 and (finding["rule"], finding["path"]) == ("no-native-code", "")
    out = run(none, *TARGET, "--require-native").out
    assert out.startswith(f"{none}: error: no native files, but --require-native asks for some [no-native-code]\n")
    result = audit(some, none, *TARGET, "--require-native")
    assert [finding["root"] for finding in result.report["findings"]] == [str(none)]
    for format in FORMATS[:-1]:
        assert run(none, *TARGET, "--require-native", "--format", format).status == 1, format
    result = run(none, "--require-native")
    assert (result.status, result.err) == (2, "platlint: --require-native needs a platform: say --platform too\n")


def test_a_deployment_is_required_to_hold_native_files_as_one(tmp_path):
    layer, function = tmp_path / "layer", tmp_path / "function"
    (layer / "python").mkdir(parents=True)
    (layer / "python" / "x.so").write_bytes(RIGHT)
    function.mkdir()
    (function / "handler.py").write_text("a = 1\n")
    arguments = ("--platform", "aws-lambda:python3.12", "--require-native")
    assert audit(layer, function, *arguments).status == 0
    (layer / "python" / "x.so").unlink()
    (layer / "python" / "x.py").write_text("x = 1\n")
    result = audit(layer, function, *arguments)
    assert [(f["rule"], f["root"]) for f in result.report["findings"]] == [("no-native-code", str(function))]


def test_what_may_hold_some_is_not_without(tmp_path):
    (tmp_path / "a.7z").write_bytes(ARCHIVES["a.7z"][0])
    (tmp_path / "a.py").write_text("a = 1\n")
    assert audit(tmp_path, *TARGET, "--require-native").report["findings"][0]["rule"] == "unopened-archive"


# --- archives that were not opened

PLAIN = tar({"lib/libx.so": WRONG})
DEB = ar({"debian-binary": b"2.0\n", "control.tar": tar({}), "data.tar": PLAIN})
CLASS_OF_MSI = bytes.fromhex("84100C0000000000C000000000000046")
MSI = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + struct.pack("<H", 9) + bytes(16) + bytes(4)
# The kind of each for a reader, and the reason why it was not opened.
ARCHIVES = {
    "a.7z": (b"7z\xbc\xaf\x27\x1c\0\4" + b"\1" * 40, "a 7z archive"),
    "a.cab": (b"MSCF\0\0\0\0" + bytes(40), "a cabinet"),
    "a.rar": (b"Rar!\x1a\x07\1\0" + bytes(40), "a RAR archive"),
    "cut.tgz": (gzip.compress(PLAIN)[:40], "gzip data"),
    "libx.so.br": (b"\x5b\xff\xff\x03" + bytes(range(60)), "brotli data"),
    "a.rpm": (b"\xed\xab\xee\xdb\x03" + bytes(100), "an RPM package"),
    "java.base.jmod": (b"JM\1\0PK\3\4" + bytes(60), "a Java module (jmod)"),
    "a.pkg": (b"xar!\0\x1c\0\1" + bytes(40), "a xar archive"),
    "a.snap": (b"hsqs" + bytes(92), "a squashfs image"),
    "a.lzo": (b"\x89LZO\0\r\n\x1a\n" + bytes(40), "lzop data"),
    "a.lrz": (b"LRZI\0\6" + bytes(40), "lrzip data"),
    "a.flatpak": (b"flatpak\0" + bytes(40), "a Flatpak bundle"),
    "a.rz": (b"RZIP\2\1" + bytes(40), "rzip data"),
    "a.arj": (b"\x60\xea\x29\0\x22\x0b\1\2\x10\0\2" + bytes(60), "an ARJ archive"),
    "a.ace": (b"\1\2\x31\0\0\0\0**ACE**" + bytes(60), "an ACE archive"),
    "a.zpaq": (b"7kSt\xa0\x31\x83\xd3\x8c\xb2\x28\xb0\xd3zPQ\2\1" + bytes(60), "a ZPAQ archive"),
    "a.wim": (b"MSWIM\0\0\0" + bytes(200), "a Windows image (wim)"),
    "a.cramfs": (b"\x45\x3d\xcd\x28" + bytes(60), "a cramfs image"),
    "a.romfs": (b"-rom1fs-" + bytes(60), "a romfs image"),
    "a.qcow2": (b"QFI\xfb\0\0\0\3" + bytes(60), "a virtual disk (qcow2)"),
    "a.vmdk": (b"KDMV\1\0\0\0" + bytes(60), "a virtual disk (vmdk)"),
    "a.vhd": (b"conectix\0\0\0\2" + bytes(60), "a virtual disk (vhd)"),
    "a.vhdx": (b"vhdxfile" + bytes(60), "a virtual disk (vhdx)"),
    "a.lzh": (b"\x20\x31-lh5-" + b"\xff" * 13 + b"\1" + b"\xff" * 60, "an LHA archive"),
    "a.dmg": (bytes(1024) + b"koly".ljust(512, b"\0"), "a disk image"),
    "a.msi": (MSI.ljust(512 + 80, b"\0") + CLASS_OF_MSI, "a Windows installer"),
    "app.asar": (struct.pack("<4I", 4, 28, 24, 20) + b'{"files":{"x":{"size', "an Electron archive (asar)"),
}
DATA = {
    "a.csv.gz": gzip.compress(b"1,2,3\n" * 1000),
    "empty.gz": gzip.compress(b""),
    "broken.json.gz": gzip.compress(b"{}" * 3000)[:15] + b"\xff" * 9000,
    "app.js.br": b"\x5b\xff\xff\x03" + bytes(range(60)),
    "text": b"070701 is the magic number of cpio, and this is a text about it\n" * 3,
    "BZh.txt": b"BZh91 is no archive at all\n",
    "long": b"x" * 600,
    "name": b"name" + bytes(600),
    "zeros": bytes(2048),
    "libx.a": ar({"x.txt/": b"text"}),
    "report.msg": MSI.ljust(700, b"\0"),
    "cut.json.gz": gzip.compress(b"{}" * 3000)[:15],
    "Cr24.txt": b"Cr24 hours\n",
    "RZIP.txt": b"RZIP is a program\n",
    "lh.txt": b"a -lh5- is a method of LHA\n",
    "zPQ.txt": b"zPQ0 and on\n",
    "ea60.bin": b"\x60\xea" + bytes(range(1, 200)),
    "c771.bin": b"\xc7\x71" + bytes(range(1, 200)),
}


def write_all(folder, files):
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content[0] if isinstance(content, tuple) else content)
    return folder


def unopened(result):
    """The reported kind of each; a reason is in brackets."""
    return {
        path: (severity, re.sub(r" \((?!jmod|asar|wim|qcow2|vmdk|vhd).*", "", actual))
        for path, (severity, actual) in of(result, "unopened-archive").items()
    }


def test_archives_that_are_not_opened(tmp_path):
    bundle = write_all(tmp_path / "b", ARCHIVES)
    (bundle / "x.so").write_bytes(RIGHT)
    result = audit(bundle, *TARGET)
    assert unopened(result) == {name: ("warning", kind) for name, (_, kind) in ARCHIVES.items()}
    assert result.status == 2 and run(bundle, *TARGET, "--fail-on", "warning").status == 1
    assert {entry["path"] for entry in result.report["unread"]} == set(ARCHIVES)
    assert audit(zipped(bundle, tmp_path / "b.zip"), *TARGET).findings() == result.findings()
    out = run(bundle, *TARGET).out
    assert f"1 native file judged, {len(ARCHIVES) + 1} entries, {len(ARCHIVES)} entries not read" in out
    assert "fix: unpack it and audit the directory" in out and "fix: unpack it (cabextract) and audit" in out
    survey = run(bundle, "-v").out
    assert "not read: a.7z (a 7z archive (" in survey
    assert len(audit(bundle).report["unread"]) == len(ARCHIVES)


def test_data_is_no_archive(tmp_path):
    bundle = write_all(tmp_path / "b", DATA)
    for root in (bundle, zipped(bundle, tmp_path / "b.zip")):
        result = audit(root, *TARGET)
        assert of(result, "unopened-archive") == {} and result.report["unread"] == []


@pytest.mark.parametrize("name", ["a.7z", "cut.tgz", "a.pkg", "a.dmg", "app.asar", "libx.so.br"])
def test_a_root_that_is_not_opened(tmp_path, name):
    (tmp_path / name).write_bytes(ARCHIVES[name][0])
    result = run(tmp_path / name, *TARGET)
    kind = ARCHIVES[name][1]
    assert (result.status, result.out) == (2, "")
    assert re.search(f": {re.escape(kind)}( \\(.*\\))?, which was not opened: unpack it and name the directory\n$", result.err)


def test_many_archives_are_one_line(tmp_path):
    bundle = tmp_path / "b"
    bundle.mkdir()
    for number in range(500):
        (bundle / f"{number}.7z").write_bytes(ARCHIVES["a.7z"][0])
    (bundle / "x.so").write_bytes(RIGHT)
    out = run(bundle, *TARGET).out
    assert len(out.splitlines()) < 8 and out.count("[unopened-archive]") == 1 and "498 more" in out


def test_an_archive_beside_python_does_not_fit_everywhere(tmp_path):
    bundle = write_all(tmp_path / "b", {"a.7z": ARCHIVES["a.7z"], "a.py": b"a = 1\n"})
    result = run(bundle, *TARGET)
    assert result.status == 2 and "1 warning, no native files judged, 2 entries, 1 entry not read" in result.out
    assert "everywhere" not in run(bundle).out


def test_archives_alone_are_not_judged(tmp_path):
    bundle = write_all(tmp_path / "b", {"a.7z": ARCHIVES["a.7z"], "b.7z": ARCHIVES["a.7z"], ".lock": b""})
    for root in (bundle, zipped(bundle, tmp_path / "b.zip")):
        result = audit(root, *TARGET)
        assert result.status == 2 and "nothing in it was read: all its files are archives" in result.err
        assert run(root).status == 2


def test_an_app_image_is_judged_and_not_opened(tmp_path):
    image = bytearray((BIN / "elf-x86_64-glibc-pie").read_bytes())
    image[8:11] = b"AI\2"
    (tmp_path / "tool.AppImage").write_bytes(image)
    result = audit(tmp_path, *TARGET)
    assert of(result, "unopened-archive") == {"tool.AppImage": ("warning", "an AppImage")}


def test_an_excluded_archive_is_not_missed(tmp_path):
    bundle = write_all(tmp_path / "b", {"a.7z": ARCHIVES["a.7z"], "b.py": b"b = 1\n"})
    result = audit(bundle, *TARGET, "--exclude", "a.7z")
    assert result.report["findings"] == [] and result.report["unread"] == []


# --- links that lead out

links = pytest.mark.skipif(os.name == "nt", reason="POSIX links")


@pytest.fixture
def elsewhere(tmp_path):
    """The destinations of links."""
    folder = tmp_path / "elsewhere"
    for name in ("dir", "deep/a/b", "through", "harmless/a"):
        (folder / name).mkdir(parents=True)
    (folder / "dir" / "x.so").write_bytes(WRONG)
    (folder / "deep" / "a" / "b" / "tool").write_bytes(WRONG)
    (folder / "through" / "l").symlink_to("../deep/a")
    (folder / "harmless" / "a" / "x.py").write_text("a = 1\n")
    (folder / "harmless" / "a" / "up").symlink_to("..")
    (folder / "harmless" / "gone").symlink_to("nowhere")
    (folder / "libx.so").write_bytes(WRONG)
    (folder / "tool").write_bytes(WRONG)
    (folder / "text.txt").write_text("text\n")
    with zipfile.ZipFile(folder / "archive.bin", "w") as archive:
        archive.writestr("x.so", WRONG)
    return folder


def link_all(bundle, targets):
    bundle.mkdir(exist_ok=True)
    for name, target in targets.items():
        (bundle / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / name).symlink_to(target)
    return bundle


@links
def test_links_that_hide_code_are_warned_of(tmp_path, elsewhere):
    warned = {
        "a.so": elsewhere / "text.txt",
        "b.node": "nothing",
        "c": elsewhere / "tool",
        "d": elsewhere / "libx.so",
        "e": elsewhere / "dir",
        "deep": elsewhere / "deep",
        "through": elsewhere / "through",
        "system": "/proc",
        "f": elsewhere / "archive.bin",
        "g": "/nowhere/libfoo.so.1",
        "h.dylib": "../../nothing",
    }
    noted = {
        "text": elsewhere / "text.txt",
        "nothing": "nowhere",
        "harmless": elsewhere / "harmless",
        "null": "/dev/null",
        "venv/bin/python3": sys.executable,
        "venv/bin/python3.12": elsewhere / "tool",
        "venv/bin/python3.13t": elsewhere / "tool",
        "venv/bin/python3-intel64": elsewhere / "tool",
        "venv/bin/pypy3": elsewhere / "tool",
        "venv/bin/libpypy3.10-c.so": elsewhere / "tool",
        "venv/Scripts/pythonw.exe": elsewhere / "tool",
        "build/node_gyp_bins/python3": elsewhere / "tool",
    }
    bundle = link_all(tmp_path / "b", {**warned, **noted})
    (bundle / "x.so").write_bytes(RIGHT)
    (bundle / "lib").mkdir()
    (bundle / "lib64").symlink_to("lib")
    result = audit(bundle, *TARGET)
    said = of(result, "external-link")
    assert {path for path, (severity, _) in said.items() if severity == "warning"} == set(warned)
    assert {path for path, (severity, _) in said.items() if severity == "note"} == set(noted)
    assert said["g"][1] == "a link to nothing, /nowhere/libfoo.so.1"
    assert result.status == 2 and run(bundle, *TARGET, "--fail-on", "warning").status == 1
    assert {entry["path"] for entry in result.report["unread"]} == set(warned)
    out = run(bundle, *TARGET).out
    assert out.count("[external-link]") == 2 and "6 more" in out
    assert "fix: audit the tree it leads to, or a copy (cp -RL BUNDLE COPY), or --follow-links" in out


@links
def test_a_bundle_of_nothing_but_links_is_not_judged(tmp_path, elsewhere):
    bundle = link_all(tmp_path / "b", {"a.so": elsewhere / "libx.so", "b.so": elsewhere / "libx.so"})
    (bundle / "__init__.py").write_text("a = 1\n")
    result = audit(bundle, *TARGET)
    assert result.status == 2 and len(result.report["failures"]) == 1
    assert "links that lead out of it" in result.err
    survey = run(bundle)
    assert survey.status == 2 and "everywhere" not in survey.out and "not read: a.so (a link out of the bundle" in survey.out
    assert audit(bundle, *TARGET, "--exclude", "*.so").status == 0


@links
def test_a_member_of_a_workspace(tmp_path):
    """pnpm: the dependencies of a member of a workspace are in the workspace's store."""
    store = tmp_path / "node_modules" / ".pnpm" / "esbuild@0.25.0" / "node_modules" / "esbuild"
    (store / "bin").mkdir(parents=True)
    (store / "bin" / "esbuild").write_bytes(WRONG)
    app = link_all(tmp_path / "app", {"node_modules/esbuild": "../../node_modules/.pnpm/esbuild@0.25.0/node_modules/esbuild"})
    (app / "index.js").write_text("1\n")
    result = audit(app, *TARGET)
    assert list(of(result, "external-link")) == ["node_modules/esbuild"]
    assert result.status == 2 and "pnpm deploy DIR" in result.report["findings"][0]["fix"]["summary"]
    assert "fits everywhere" not in run(app).out
    assert audit(tmp_path, *TARGET).status == 1


@links
@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_a_link_to_what_may_not_be_read(tmp_path, elsewhere):
    (elsewhere / "tool").chmod(0)
    bundle = link_all(tmp_path / "b", {"a": elsewhere / "tool"})
    assert audit(bundle, *TARGET).status == 2


# --- standard streams


def shell(command, folder):
    return subprocess.run(
        ["sh", "-c", command, "sh", COMMAND], cwd=folder, env=clean_environment(), capture_output=True, text=True, timeout=300
    )


@pytest.mark.skipif(os.name == "nt", reason="POSIX shell")
@pytest.mark.parametrize("closed", ["0>&-", "2>&-", "0>&- 2>&-"])
def test_closed_streams_change_nothing(tmp_path, closed):
    bundle = tmp_path / "b"
    bundle.mkdir()
    for number in range(60):
        (bundle / f"{number}.so").write_bytes(WRONG if number == 7 else RIGHT)
    zipped(bundle, tmp_path / "b.zip")
    for root in ("b", "b.zip"):
        for jobs in (1, 2):
            command = f'"$1" {root} {" ".join(TARGET)} --jobs {jobs} --format json'
            wanted = shell(command, tmp_path)
            result = shell(f"{command} {closed}", tmp_path)
            assert wanted.returncode == 1 and (result.returncode, result.stdout) == (1, wanted.stdout)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments", ["b --platform x86_64-manylinux2014", "b", "--version", "--help", "--list-rules", "--explain wrong-libc"]
)
def test_what_cannot_be_written_fails(tmp_path, arguments):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.so").write_bytes(RIGHT)
    result = shell(f'"$1" {arguments} >/dev/full', tmp_path)
    assert (result.returncode, result.stderr) == (2, "platlint: cannot write to standard output: No space left on device\n")
    result = shell(f'"$1" {arguments} >&-', tmp_path)
    assert (result.returncode, result.stderr) == (2, "platlint: cannot write to standard output: Bad file descriptor\n")
    assert shell(f'"$1" {arguments} >&- 2>&-', tmp_path).returncode == 2


def test_a_report_that_cannot_be_written(tmp_path):
    (tmp_path / "x.so").write_bytes(RIGHT)
    result = run(tmp_path, *TARGET, "--output", tmp_path / "no" / "x.json")
    assert result.status == 2 and result.err.endswith("x.json: No such file or directory\n")
