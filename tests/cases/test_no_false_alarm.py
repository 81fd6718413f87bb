"""The most used wheels with native code, each audited for its own tags: nothing may be found but what is there.

wheels.txt has them. A part always runs; PLATLINT_ALL_WHEELS=1 runs all, and fetches some gigabytes once.
"""

import os
import pathlib

import pytest
from conftest import audit, pip_download, wheel

EVERY = bool(os.environ.get("PLATLINT_ALL_WHEELS"))
MANYLINUX = ("manylinux2014", "manylinux_2_17", "manylinux_2_24", "manylinux_2_26", "manylinux_2_27", "manylinux_2_28")
PLATFORMS = {
    "manylinux-x86_64": [f"{tag}_x86_64" for tag in MANYLINUX],
    "manylinux-aarch64": [f"{tag}_aarch64" for tag in MANYLINUX],
    "musllinux-x86_64": ["musllinux_1_2_x86_64", "musllinux_1_1_x86_64"],
    "macos-arm64": ["macosx_14_0_arm64"],
    "macos-x86_64": ["macosx_14_0_x86_64"],
    "windows-x86_64": ["win_amd64"],
}

NUMBA_OMP = ("numba", "missing-library")
# Real wheels that break their own tag: package, platform -> the findings (severity, rule, file, what is missing), and
# what an independent reader of the same file says. Nothing else may be found, and these must be.
KNOWN = {}
# Wheels that fail only by files for other systems which they choose among at run time.
VARIANTS = {}


class Row:
    """A line of wheels.txt."""

    def __init__(self, line):
        self.requirement, self.run, gaps = line.split()
        words = [] if gaps == "-" else gaps.split(",")
        self.pure = {word.split(":")[1] for word in words if word.startswith("pure:")}
        self.absent = {word for word in words if not word.startswith("pure:")}
        self.package = self.requirement.split("==")[0]

    def fetch(self, platform):
        return wheel(self.requirement, platform, tags=PLATFORMS[platform])


def rows():
    lines = (pathlib.Path(__file__).parent / "wheels.txt").read_text().splitlines()
    return [Row(line) for line in lines if line and not line.startswith("#")]


def chosen(gaps=False):
    """The pairs of package and platform that run: those with a wheel, or those without one."""
    return [
        pytest.param(row, platform, id=f"{row.package}-{platform}")
        for row in rows()
        for platform in PLATFORMS
        if (EVERY or row.run == "core") and (platform in row.absent) == gaps
    ]


def own_platforms(path, asked):
    """The platform tags in a wheel's name. One that says "any" is judged for the platform that took it."""
    tags = path.stem.split("-")[-1].split(".")
    return [asked] if tags == ["any"] else tags


def complaints(result):
    findings = result.report["findings"]
    return {(f["severity"], f["rule"], f["path"], f["expected"]) for f in findings if f["severity"] != "note"}


@pytest.mark.parametrize("row, platform", chosen())
def test_its_own_tags(row, platform):
    path = row.fetch(platform)
    for tag in own_platforms(path, PLATFORMS[platform][0]):
        result = audit(path, "--python", "3.12", "--platform", tag)
        known = KNOWN.get((row.package, platform), set()) | VARIANTS.get((row.package, platform), set())
        assert complaints(result) == known, tag
        assert result.report["summary"]["unreadable"] == 0
        assert (result.report["summary"]["judged"] == 0) == (platform in row.pure)


@pytest.mark.skipif(not EVERY, reason="PLATLINT_ALL_WHEELS=1 asks the index for what it should not have")
@pytest.mark.parametrize("row, platform", chosen(gaps=True))
def test_no_such_wheel(row, platform, tmp_path):
    """A pair that is left out has no wheel."""
    said = pip_download(row.requirement, PLATFORMS[platform], "3.12", tmp_path)
    assert said.returncode != 0 and b"No matching distribution" in said.stderr
