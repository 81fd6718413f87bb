"""AWS Lambda keeps the permission bits of the zip, and runs as a user who owns none of the files."""

import os
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT, audit, run
from test_images import Layout, layer

BIN = ROOT / "testdata" / "artifacts" / "bin"
PROGRAM = (BIN / "elf-x86_64-glibc-exec").read_bytes()
LIBRARY = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
CUSTOM, PYTHON = "aws-lambda:provided.al2023", "aws-lambda:python3.12"
UNIX, DOS = 3, 0


def zipped(path, files, system=UNIX):
    """Content and mode of each; None: no mode is stated."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, (content, mode) in files.items():
            info = zipfile.ZipInfo(name)
            info.create_system = system
            archive.writestr(info, content)  # makes 0600 of none, here and later in the directory
            info.external_attr = 0 if mode is None else (0o100000 | mode) << 16
    return path


def laid_out(tree, files):
    for name, (content, mode) in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(content)
        (tree / name).chmod(mode)
    return tree


def said(*roots, platform=CUSTOM):
    result = audit(*roots, "--platform", platform)
    return [(f["path"], f["severity"], f["message"]) for f in result.report["findings"] if f["rule"] == "unusable-mode"]


def paths(*roots, platform=CUSTOM):
    return [(path, severity) for path, severity, _ in said(*roots, platform=platform)]


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
@pytest.mark.parametrize(
    "files, wanted",
    [
        ({"bootstrap": (PROGRAM, 0o755)}, []),
        ({"bootstrap": (PROGRAM, 0o775), "lib/x.so": (LIBRARY, 0o444)}, []),
        ({"bootstrap": (PROGRAM, 0o644)}, [("bootstrap", "error")]),
        ({"bootstrap": (b"#!/bin/sh\n", 0o644), "x.sh": (b"", 0o644)}, [("bootstrap", "error")]),
        ({"main": (PROGRAM, 0o755), "x.txt": (b"", 0o644)}, [("", "error")]),
        ({"bin/bootstrap": (PROGRAM, 0o755), "x.txt": (b"", 0o644), "x.so": (LIBRARY, 0o644)}, [("", "error")]),
        ({"index.php": (b"<?php", 0o644), "x.txt": (b"", 0o644)}, [("", "warning")]),
        ({"bootstrap": (PROGRAM, 0o755), "x.json": (b"{}", 0o600)}, [("x.json", "error")]),
        ({"bootstrap": (PROGRAM, 0o755), "x.json": (b"{}", 0o640)}, [("x.json", "error")]),
    ],
)
def test_a_custom_runtime(tmp_path, files, wanted):
    (tmp_path / "tree").mkdir()
    assert paths(laid_out(tmp_path / "tree", files)) == wanted
    assert paths(zipped(tmp_path / "f.zip", files)) == wanted


def test_a_zip_made_on_windows_has_no_execute_bit(tmp_path):
    """aws-lambda-go#13."""
    files = {"bootstrap": (PROGRAM, None), "x.json": (b"{}", None)}
    for system in (DOS, UNIX):
        ((path, severity, message),) = said(zipped(tmp_path / "f.zip", files, system))
        assert (path, severity) == ("bootstrap", "error") and message.startswith("no Unix mode in the archive")
        text = run(tmp_path / "f.zip", "--platform", CUSTOM).out
        assert "build-lambda-zip -o function.zip bootstrap" in text and "ZipInfo.external_attr = 0o100755 << 16" in text
        assert said(tmp_path / "f.zip", platform=PYTHON) == []


def test_the_fix_works(tmp_path):
    tree = laid_out(tmp_path, {"bootstrap": (PROGRAM, 0o644)})
    subprocess.run(["zip", "-q", "function.zip", "bootstrap"], cwd=tree, check=True)
    out = run(tree / "function.zip", "--platform", CUSTOM).out
    assert "mode 0644, without an execute bit: Lambda cannot start it (permission denied) [unusable-mode]" in out
    (line,) = [line.removeprefix("  fix: ") for line in out.splitlines() if line.startswith("  fix: ")]
    subprocess.run(line, shell=True, cwd=tree, check=True, capture_output=True)
    assert run(tree / "function.zip", "--platform", CUSTOM).status == 0


def test_what_writestr_makes(tmp_path):
    """Zappa#484: every file is 0600, and that is reported once."""
    script = "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w') as z:\n  for i in range(30): z.writestr(f'm{i:02}.py', 'pass')\n"
    subprocess.run([sys.executable, "-c", script, tmp_path / "f.zip"], check=True)
    ((path, severity, message),) = said(tmp_path / "f.zip", platform=PYTHON)
    assert (path, severity) == ("m00.py", "error")
    assert message == "mode 0600 and so have 29 other files: Lambda's user may not read them"
    result = run(tmp_path / "f.zip", "--platform", PYTHON)
    assert result.status == 1 and "chmod -R a+rX . && zip -r function.zip ." in result.out
    for platform in ("debian:12", "azure-functions:python3.12", "manylinux2014_x86_64"):
        assert said(tmp_path / "f.zip", platform=platform) == []
    (tmp_path / "f.zip").rename(tmp_path / "x-1-py3-none-any.whl")
    assert said(tmp_path / "x-1-py3-none-any.whl", platform=PYTHON) == []


def test_what_lies_in_an_archive_is_not_unpacked(tmp_path):
    inner = zipped(tmp_path / "in.zip", {"x.py": (b"pass", 0o600), "extensions/x": (PROGRAM, 0o644)})
    function = zipped(tmp_path / "f.zip", {"a.py": (b"pass", 0o644), "in.zip": (inner.read_bytes(), 0o644)})
    assert said(function, platform=PYTHON) == []


@pytest.mark.parametrize(
    "files, wanted",
    [
        ({"extensions/watch": (PROGRAM, 0o755)}, []),
        ({"extensions/watch": (PROGRAM, 0o644)}, [("extensions/watch", "error")]),
        ({"extensions/watch.sh": (b"#!/bin/sh\n", 0o644), "python/x.py": (b"", 0o644)}, [("extensions/watch.sh", "error")]),
        ({"extensions/watch": (b"#!/bin/sh\n", 0o644), "watch/x.py": (b"", 0o644)}, [("extensions/watch", "error")]),
        ({"extensions/__init__.py": (b"", 0o644), "app.py": (b"", 0o644)}, []),
        ({"extensions/watch": (PROGRAM, 0o755), "extensions/watch.d/data": (b"", 0o644)}, []),
    ],
)
def test_extensions(tmp_path, files, wanted):
    assert paths(zipped(tmp_path / "layer.zip", files), platform=PYTHON) == wanted


def test_a_layer_may_bring_the_runtime(tmp_path):
    function = zipped(tmp_path / "f.zip", {"index.php": (b"<?php", 0o644), "x.so": (LIBRARY, 0o644)})
    assert paths(function) == [("", "error")]
    files = {"bootstrap": (b"#!/bin/sh\n", 0o755), "bref/x.php": (b"", 0o644), "bin/php": (PROGRAM, 0o755)}
    layer = zipped(tmp_path / "layer.zip", files)
    for roots in ((function, layer), (layer, function)):
        assert said(*roots) == []
    assert paths(function, zipped(tmp_path / "layer.zip", {**files, "bootstrap": (b"#!/bin/sh\n", 0o644)})) == [("bootstrap", "error")]
    assert said(zipped(tmp_path / "only.zip", {"lib/x.so": (LIBRARY, 0o644)})) == []


def test_a_lone_file_has_no_zip_yet(tmp_path):
    tree = laid_out(tmp_path, {"main": (PROGRAM, 0o600)})
    assert said(tree / "main") == []


def test_what_is_excluded_is_not_asked(tmp_path):
    function = zipped(tmp_path / "f.zip", {"a.py": (b"pass", 0o644), "secret.txt": (b"", 0o600)})
    result = audit(function, "--platform", PYTHON, "--exclude", "secret.txt")
    assert result.report["findings"] == []


def test_a_container_image_is_asked_nothing(tmp_path):
    """The program that it starts, and its user, are in its configuration."""
    image = Layout(tmp_path / "oci").image("linux/amd64", [layer({"main": PROGRAM})]).write()
    result = audit(image, "--platform", CUSTOM)
    assert result.report["summary"]["judged"] == 1 and result.report["findings"] == [] and result.report["roles"] == ["alone"]
