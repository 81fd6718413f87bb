"""The conclusions of tests/oracle from the loader's word and platlint's: no root is needed."""

import pathlib
import re
import shutil
import subprocess
import sys

import pytest

ORACLE = pathlib.Path(__file__).resolve().parents[1] / "oracle"
ARTIFACTS = ORACLE.parents[1] / "testdata" / "artifacts"
sys.path.insert(0, str(ORACLE))
import natives  # noqa: E402
import targets  # noqa: E402
import verdict  # noqa: E402
import wine  # noqa: E402

GOMP = "libgomp.so.1: cannot open shared object file: No such file or directory"


def finding(path, severity="error", rule="missing-library", expected="libgomp.so.1"):
    return {"path": path, "severity": severity, "rule": rule, "expected": expected, "message": "needs " + expected}


def answer(path, loads, why="", brought=()):
    return {"path": path, "loads": loads, "why": why, "brought": list(brought)}


def words(answers, findings, system=()):
    return [said for said, _, _ in verdict.join("p", answers, report(findings), system)]


def report(findings, artifacts=(), packages=()):
    target = {"architecture": "x86_64", "libc": {"name": "glibc"}, "os": {"name": "linux"}}
    return {"findings": findings, "artifacts": artifacts, "packages": packages, "target": target}


@pytest.mark.parametrize(
    "loads, why, severity, word",
    [
        (True, "", None, verdict.AGREED),
        (True, "", "note", verdict.AGREED),
        (True, "", "warning", verdict.DOUBTED),
        (True, "", "error", verdict.FALSE_ERROR),
        (False, GOMP, "error", verdict.AGREED),
        (False, GOMP, "warning", verdict.TOLD),
        (False, GOMP, "note", verdict.NOTED),
        (False, "undefined symbol: f", "note", verdict.SILENT),
        (False, GOMP, None, verdict.SILENT),
        (None, "not asked", "error", verdict.UNMEASURED),
    ],
)
def test_word_of_a_file(loads, why, severity, word):
    assert words([answer("a.so", loads, why)], [finding("a.so", severity)] if severity else []) == [word]


def test_what_could_not_be_read_is_an_error():
    unread = finding("a.so", "warning", "unreadable-artifact")
    assert words([answer("a.so", True)], [unread]) == [verdict.FALSE_ERROR]


def artifact(path, architecture="x86_64", libc="glibc", os="linux"):
    return {"path": path, "architecture": architecture, "libc": libc, "os": os}


@pytest.mark.parametrize(
    "other, word",
    [
        (artifact("p/arm.so", architecture="aarch64"), verdict.AGREED),
        (artifact("p/arm.so", libc="musl"), verdict.AGREED),
        (artifact("p/arm.so", os="android"), verdict.AGREED),
        (artifact("p/arm.so"), verdict.SILENT),
        (artifact("q/arm.so", architecture="aarch64"), verdict.SILENT),
    ],
)
def test_a_note_tells_of_all_files_of_a_package_that_are_for_other_platforms(other, word):
    told = report([finding("p/x.so", "note", "foreign-variant")], [other])
    rows = verdict.join("p", [answer(other["path"], False, "wrong ELF class")], told)
    assert [said for said, _, _ in rows] == [word]


def test_of_addons_for_several_releases_of_node_one_is_enough():
    packages = [{"path": "node_modules/" + name, "ecosystem": "node"} for name in ("a", "b")]
    wrong = "was compiled against a different Node.js version using NODE_MODULE_VERSION 108."
    answers = [answer("node_modules/a/v127.node", True), *(answer(f"node_modules/{name}/v108.node", False, wrong) for name in "ab")]
    rows = verdict.join("p", answers, report([], packages=packages))
    assert [said for said, _, _ in rows] == [verdict.AGREED, verdict.AGREED, verdict.SILENT]


@pytest.mark.parametrize("severity, word", [("error", verdict.AGREED), ("warning", verdict.TOLD), ("note", verdict.SILENT)])
def test_a_file_refused_for_what_another_lacks(severity, word):
    answers = [answer("b.so", False, GOMP)]
    assert words(answers, [finding("a.so", severity)]) == [word]
    version = "/t/liba.so: version `GLIBC_2.38' not found (required by /t/x.libs/libz.so)"
    assert words([answer("b.so", False, version)], [finding("x.libs/libz.so", severity, "glibc-too-new", "glibc 2.36")]) == [word]


def test_the_cause_of_another_file_is_no_cause_of_this_one():
    assert words([answer("b.so", False, "undefined symbol: f")], [finding("a.so")]) == [verdict.SILENT]


def test_a_library_that_a_file_took_along_loads():
    answers = [answer("a.so", True, brought=["b.so"]), answer("b.so", False, GOMP)]
    assert words(answers, []) == [verdict.AGREED, verdict.AGREED]
    assert words(answers, [finding("b.so")]) == [verdict.AGREED, verdict.FALSE_ERROR]


def test_an_error_for_a_library_that_the_target_has_is_false_though_the_file_is_refused():
    answers = [answer("a.so", False, "undefined symbol: f")]
    assert words(answers, [finding("a.so")], system={"libgomp.so.1"}) == [verdict.FALSE_ERROR]
    assert words(answers, [finding("a.so")], system={"libz.so.1"}) == [verdict.AGREED]


def test_causes_of_one_kind_are_one_line():
    rows = list(verdict.join("p", [answer(name, False, GOMP) for name in ("a.so", "b.so")], report([])))
    first, *causes = verdict.summary(rows)
    assert first.startswith(
        "2 files: agreement 0.00 %, with warnings 0.00 %; 0 false errors, 0 told by a warning, 0 by a note, 2 silent misses"
    )
    assert causes == ["  silent miss, 2: missing library: libgomp.so.1; p: a.so"]


@pytest.mark.parametrize(
    "why, cause",
    [
        ("/t/a.so: undefined symbol: _ZN1aE, version V_1", "undefined symbol: _ZN1aE"),
        ("libX.so.6 => not found; undefined symbol: XOpen\t(/t/a)", "missing library: libX.so.6"),
        ("Error loading shared library libz.so.1: No such file or directory (needed by /t/a.so)", "missing library: libz.so.1"),
        ("Error relocating /t/a.so: qsort_r: symbol not found", "undefined symbol: qsort_r"),
        ("/t/a.so: version `Qt_6.9' not found (required by /t/b.so)", "version not found: Qt_6.9"),
        ('Library MSVCP140.dll (which is needed by L"Z:\\\\t\\\\a.pyd") not found', "missing library: MSVCP140.dll"),
        ("/t/a.so: cannot enable executable stack", "a.so: cannot enable executable stack"),
    ],
)
def test_causes(why, cause):
    assert verdict.cause(why) == cause


def test_lists():
    for name in {target.packages for target in (*targets.TARGETS, targets.SLICE)}:
        listed = targets.requirements(name)
        assert listed and len(set(listed)) == len(listed), name
    assert all("==" in requirement for requirement in targets.requirements(targets.SLICE.packages))


def test_a_dll_that_forwards_all_its_names(tmp_path):
    (tmp_path / "python3.dll").write_bytes(wine.forwarder("python3.dll", "python312", {"PyB", "PyA"}))
    seen = subprocess.run(["objdump", "-p", tmp_path / "python3.dll"], check=True, capture_output=True, text=True).stdout
    assert re.findall(r"\[ *(\d+)\].*Forwarder RVA -- (\S+)", seen) == [("0", "python312.PyA"), ("1", "python312.PyB")]
    assert re.findall(r"\] (?:\+base\[ *\d+\] +\w+ )?(Py\w)$", seen, re.MULTILINE) == ["PyA", "PyB"]


def test_windows_is_asked_about_dlls_alone(tmp_path):
    for name in ("pe-amd64.dll", "pe-amd64.exe", "elf-x86_64-glibc-2.17.so"):
        shutil.copy(ARTIFACTS / "bin" / name, tmp_path / name)
    shutil.copy(ARTIFACTS / "bin/pe-amd64.dll", tmp_path / "a.pyd")
    (tmp_path / "text.dll").write_text("MZ")
    assert wine.natives(tmp_path, set()) == [("a.pyd", "extension"), ("pe-amd64.dll", "library")]


def test_kinds_of_files():
    header = bytearray(64)
    header[:7], header[16], header[18] = b"\x7fELF\x02\x01\x01", natives.SHARED, 62
    assert natives.kind("a.so", bytes(header)) is None  # nothing to load
    assert natives.kind("a.so", b"MZ" + bytes(100)) is None


def rows_of_trust():
    lines = (ORACLE.parents[1] / "docs" / "trust.md").read_text().splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {row[0]: row for row in cells if len(row) == 10 and row[2].isdigit()}


def test_docs_have_a_row_for_each_target():
    rows = rows_of_trust()
    assert list(rows) == [target.name for target in targets.TARGETS]
    for target in targets.TARGETS:
        assert rows[target.name][1].split(",")[0] == target.platform


def test_docs_add_up():
    for row in rows_of_trust().values():
        files, false_errors, told, noted, silent = (int(row[i].replace(",", "")) for i in (3, 6, 7, 8, 9))
        agreed = files - false_errors - told - noted - silent
        assert row[4:6] == [verdict.share(agreed, files), verdict.share(agreed + told, files)], row
