"""Bad usage is one clear line on stderr and status 2; one bad root hides nothing in the others."""

import os
import re

import pytest
from conftest import ROOT, audit, run, wheel

TARGET = ("--platform", "x86_64-manylinux2014")


def one_line(result):
    assert result.status == 2
    assert result.out == ""
    assert re.fullmatch(r"platlint: [^\n]+\n", result.err), result.err
    return result.err


def test_no_root():
    assert "nothing to audit" in one_line(run(*TARGET))


def test_unknown_platform(tmp_path):
    line = one_line(run(tmp_path, "--platform", "x86_64-manylinx2014"))
    assert "did you mean x86_64-manylinux2014" in line


def test_unknown_option(tmp_path):
    assert "--frobnicate" in one_line(run(tmp_path, *TARGET, "--frobnicate"))


def test_bad_python(tmp_path):
    assert "3.x" in one_line(run(tmp_path, *TARGET, "--python", "3.x"))


def test_missing_path(tmp_path):
    assert "no such file" in one_line(run(tmp_path / "nothing", *TARGET)).lower()


def test_not_a_zip(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK\3\4" + b"\0" * 100)
    assert "zip" in one_line(run(tmp_path / "x.zip", *TARGET))
    (tmp_path / "x.txt").write_text("hello")
    assert "not a directory, a native binary or an archive that platlint knows" in one_line(run(tmp_path / "x.txt", *TARGET))


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become somebody who may not read")
def test_unreadable_file(tmp_path):
    import subprocess
    from conftest import COMMAND

    tmp_path.chmod(0o755)
    secret = tmp_path / "secret.so"
    secret.write_bytes((ROOT / "testdata/artifacts/bin/elf-x86_64-glibc-2.17.so").read_bytes())
    secret.chmod(0)
    completed = subprocess.run([COMMAND, secret, *TARGET], capture_output=True, text=True, user=65534, cwd="/")
    assert completed.returncode == 2 and "ermission denied" in completed.stderr


def test_bad_root_hides_nothing(tmp_path):
    bad = tmp_path / "nothing"
    wrong = wheel("charset-normalizer==3.4.4", "win_arm64")
    result = audit(bad, wrong, *TARGET)
    assert result.status == 1
    assert result.rules == {"wrong-format"}
    assert [failure["root"] for failure in result.report["failures"]] == [str(bad)]
    assert str(bad) in result.err


def test_unwritable_output(tmp_path):
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "a.py").write_text("")
    line = one_line(run(tmp_path / "bundle", *TARGET, "--output", tmp_path / "no" / "report"))
    assert "cannot write" in line


def test_version_names_lief():
    assert re.fullmatch(r"platlint \d+\.\d+\.\d+ \(LIEF \d+\.\d+\.\d+; reads in: [a-z ]+\)\n", run("--version").out)


def test_color():
    text = run(wheel("charset-normalizer==3.4.4", "win_arm64"), *TARGET)
    assert "\x1b" not in text.out
    assert "\x1b[" in run(wheel("charset-normalizer==3.4.4", "win_arm64"), *TARGET, "--color", "always").out
