"""The text report on a terminal: its lines fit, whatever the names are; a pipe gets whole lines."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

import pytest
from conftest import COMMAND, ROOT, clean_environment, run, wheel
from wcwidth import wcswidth

MACHO = (ROOT / "testdata" / "artifacts" / "bin" / "macho-arm64.dylib").read_bytes()
TARGET = ("--platform", "x86_64-manylinux2014")


def on_terminal(columns, *arguments, **environment):
    """The output of the command on a terminal with that many columns, as lines."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {name: value for name, value in clean_environment().items() if name != "COLUMNS"}
    child = subprocess.Popen([COMMAND, *map(str, arguments)], stdout=theirs, env={**kept, **environment})
    os.close(theirs)
    data = b""
    try:
        while block := os.read(ours, 65536):
            data += block
    except OSError:  # Linux says so if the other end is closed
        pass
    os.close(ours)
    assert child.wait(timeout=300) in (0, 1, 2)
    return data.decode().replace("\r\n", "\n").splitlines()


def test_help_is_as_wide_as_the_terminal():
    """A description continues in its own column, all else a little to the right."""
    lines = on_terminal(72, "--help")
    assert max(map(len, lines)) <= 72
    first = next(at for at, line in enumerate(lines) if line.startswith("  platlint build "))
    assert lines[first].endswith("  what does it need, and where") and lines[first + 1].strip() == "would it run?"
    tail = lines[lines.index("Examples:") + 1 :]
    assert all(len(line) - len(line.lstrip()) in (0, 2, 4, 44) for line in tail) and "    linux/arm64" in tail


def plain(lines):
    return [re.sub(r"\x1b\[[\d;]*m", "", line) for line in lines]


def place(tree, package, files):
    info = tree / f"{package}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (info / "RECORD").write_text("".join(f"{name},,\n" for name in files))
    for name in files:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(MACHO)


@pytest.fixture(scope="module")
def seed(tmp_path_factory, unpacked):
    """A numpy that uv built from source on a Mac."""
    tree = tmp_path_factory.mktemp("seed") / "packages"
    subprocess.run(["cp", "-R", unpacked(wheel("numpy==2.2.6", "macosx_11_0_arm64")), tree], check=True)
    info = tree / "numpy-2.2.6.dist-info"
    (info / "INSTALLER").write_text("uv")
    (info / "uv_build.json").write_text("{}")
    return tree


def test_the_seed_in_eight_lines(seed):
    arguments = ("packages", "--python", "3.12", *TARGET)
    piped = run(*arguments, cwd=seed.parent).out.splitlines()
    assert len(piped) <= 8
    os.chdir(seed.parent)
    shown = plain(on_terminal(80, *arguments))
    assert len(shown) <= 8, "\n".join(shown)
    assert max(map(len, shown)) <= 80
    joined = " ".join(line.strip() for line in shown)
    for line in piped:
        assert line.strip() in joined, "only the breaks of the lines may differ"


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_long_and_wide_names_fit(tmp_path, columns):
    tree = tmp_path / "t"
    place(tree, "long", ["long/" + "directory/" * 20 + "_extension.so", "long/" + "n" * 200 + ".so"])
    place(tree, "wide", ["wide/日本語/表示幅/" + "漢字モジュール名" * 5 + ".so", "wide/" + "e\u0301" * 60 + ".so"])
    place(tree, "emoji", ["emoji/" + "🚀" * 40 + "/x.so", "emoji/" + "👩\u200d👩\u200d👧🇩🇪" * 6 + ".so"])
    lines = plain(on_terminal(columns, tree, *TARGET))
    assert all(wcswidth(line) >= 0 for line in lines), "no control characters"
    assert max(map(wcswidth, lines)) <= columns, "\n".join(lines)
    assert any(line.endswith("…/_extension.so") for line in lines), "a file keeps its name"
    files = [line for line in lines if re.match(r"    [^ …]|    …/", line)]
    assert len(files) == 6 and all(line.endswith(".so") for line in files), "\n".join(lines)


def test_many_packages_and_one_command(tmp_path):
    for i in range(30):
        place(tmp_path / "t", f"package{i}", [f"package{i}/{name}.so" for name in "abcd"])
    shown = plain(on_terminal(100, tmp_path / "t", *TARGET))
    assert len([line for line in shown if "[wrong-format]" in line]) == 30
    fixes = [at for at, line in enumerate(shown) if line.startswith("fix: ")]
    assert len(fixes) == 1 and not any(line.strip().startswith("fix:") for line in shown[: fixes[0]])
    said = " ".join(line.strip() for line in shown[fixes[0] :])
    assert all(f"--only-binary package{i} " in said + " " for i in range(30))
    assert len(shown) < 30 * 4 + 40
    assert len(on_terminal(100, tmp_path / "t", *TARGET, "-v")) > 30 * 5, "-v lists them"


def test_the_users_width_wins_and_pipes_do_not_change(seed):
    arguments = (seed, "--python", "3.12", *TARGET)
    assert max(map(len, plain(on_terminal(120, *arguments, COLUMNS="50")))) <= 50
    wide = on_terminal(120, *arguments, COLUMNS="nonsense")
    assert 50 < max(map(len, plain(wide))) <= 120
    piped = run(*arguments).out
    assert piped == run(*arguments, env={"COLUMNS": "40"}).out
    assert max(map(len, piped.splitlines())) > 120


def test_what_it_needs_fits_too(seed):
    lines = plain(on_terminal(50, wheel("numpy==2.2.6", "manylinux2014_x86_64")))
    assert max(map(wcswidth, lines[1:])) <= 50, "\n".join(lines)
    assert any(line.startswith("  fits ") for line in lines)


def errors_on_terminal(*arguments):
    """The standard error of the command if it is a terminal."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=theirs, env=clean_environment())
    os.close(theirs)
    data = b""
    try:
        while block := os.read(ours, 65536):
            data += block
    except OSError:
        pass
    os.close(ours)
    assert child.wait(timeout=300) in (0, 1, 2)
    return data.decode()


def test_a_long_audit_says_how_far_it_is(tmp_path):
    """Sixteen holes of 200 MB, each read to its end."""
    elf = (ROOT / "testdata" / "artifacts" / "bin" / "elf-x86_64-glibc-2.17.so").read_bytes()
    for i in range(16):
        with open(tmp_path / f"{i}.so", "wb") as file:
            file.write(elf)
            file.truncate(200 << 20)
    told = errors_on_terminal(tmp_path, *TARGET, "--thorough", "--jobs", 1)
    assert re.search(r"platlint: [1-9] of 16 files read", told), "while it reads, not at its end"
    assert told.endswith("\r\x1b[K"), "the line is gone when the report comes"
    assert run(tmp_path, *TARGET, "--thorough").err == "", "none in a pipe"
