"""docs/comparison.md is the output of tests/compare/run, and platlint still gives the answers in it."""

import importlib.machinery
import importlib.util
import shutil
import subprocess
import sys

import pytest
from conftest import COMMAND, ROOT, run

COMPARE = ROOT / "tests" / "compare"
sys.path.insert(0, str(COMPARE))
import cases  # noqa: E402
import page  # noqa: E402

RESULTS = page.results()
PROGRAM = importlib.machinery.SourceFileLoader("compare_run", str(COMPARE / "run"))
COMPARISON = importlib.util.module_from_spec(importlib.util.spec_from_loader("compare_run", PROGRAM))
PROGRAM.exec_module(COMPARISON)


def test_the_page_is_what_the_run_wrote_down():
    assert page.PAGE.read_text() == page.render(RESULTS)


def test_it_is_fair():
    """Every tool is run, and each fault that platlint does not look for is seen by another."""
    rows = RESULTS["cases"]
    assert list(rows) == [case.name for case in cases.CASES] and sum(case.ours for case in cases.CASES) == 12
    for case in cases.CASES:
        seen = {name: cell["seen"] for name, cell in rows[case.name].items() if cell}
        assert (seen["platlint"] == "fails") == case.ours
        assert case.ours or "fails" in seen.values(), case.name
    for name, *_ in page.tools.TOOLS:
        assert any(row[name] for row in rows.values()) and RESULTS["versions"][name], name
    assert run("--version").out.split()[1] == RESULTS["versions"]["platlint"]


def test_a_tool_that_is_absent_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(page.tools, "PLATLINT", COMMAND)
    monkeypatch.setenv("PATH", str(tmp_path))
    (case,) = (case for case in cases.CASES if case.name == "Nix's interpreter")
    cells = COMPARISON.compare(case)
    absent = [name for name, cell in cells.items() if cell and cell["seen"] == page.tools.ABSENT]
    assert absent == ["lintian", "file", "syft", "trivy"]
    versions = {name: page.tools.version(*command) for name, _, command, _ in page.tools.TOOLS if name in absent}
    assert set(versions.values()) == {None}
    written = page.render({**RESULTS, "versions": {**RESULTS["versions"], **versions}, "cases": {**RESULTS["cases"], case.name: cells}})
    assert all(f"\n| {name} | not run here |" in written for name in absent)
    assert "| check-wheel-contents |\n" in written  # the last column
    assert list(COMPARISON.differences(RESULTS["cases"], {case.name: cells})) == []


def test_each_value_of_json_has_its_place():
    file = {
        "location": {"path": "/x-aarch64.so"},
        "executable": {"format": "elf", "importedLibraries": ["libc.so.6", "libm.so.6"], "pie": True},
    }
    assert page.tools.lines({"files": [file], "artifacts": []}) == [
        "files.executable.format: elf",
        "files.executable.importedLibraries: libc.so.6",
        "files.executable.importedLibraries: libm.so.6",
        "files.executable.pie: true",
    ]


@pytest.mark.network
@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.name)
def test_platlint_says_what_stands_there(case, tmp_path, monkeypatch):
    monkeypatch.setattr(page.tools, "PLATLINT", COMMAND)
    cell = COMPARISON.ask(page.tools.platlint, page.tools.Bundle(case, tmp_path))
    assert {key: cell[key] for key in COMPARISON.KEPT} == RESULTS["cases"][case.name]["platlint"]


@pytest.mark.survey
@pytest.mark.network
@pytest.mark.skipif(not shutil.which("lintian"), reason="lintian is not here: scripts/setup --artifacts installs it")
def test_the_other_tools_still_see_the_same():
    listed = subprocess.run([ROOT / "scripts" / "python", "tests/compare.txt"], cwd=ROOT, check=True, capture_output=True, text=True)
    done = subprocess.run([listed.stdout.strip(), COMPARE / "run", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
